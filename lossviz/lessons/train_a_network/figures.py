"""The figures of the lesson: the output over the plane, the network itself, the losses, and the gradient norms."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from lossviz.figures import decision_boundary, network_diagram, palette, training_curves
from lossviz.figures.decision_boundary import Group
from lossviz.lessons.train_a_network import comparison, curves, own_points
from lossviz.lessons.train_a_network.curves import SMALL, Axis
from lossviz.lessons.train_a_network.parameters import INPUTS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.quantities import POWERS
from lossviz.scene.scene import Figure, Label
from lossviz.theory.network_pictures import UNIT_SIDE

MANY = 6  # from more units in a layer on, tiles are so small that the names in them are, too
TALL = 2 * SMALL + 25


def labels(problem: Problem, other: Problem | None) -> tuple[Label, ...]:
    """The loss of a point that is chosen or pointed at; the name of each input in its picture, where it is 0."""
    names = [] if other else [INPUTS[name] for name in problem.inputs]
    small = max(len(names), *problem.hidden) > MANY
    return (
        Label("boundary", "{point_loss}", "point_x", "point_y", "cost", "above-right", "point_labelled"),
        *(
            Label("network", name, f"net_input_x[{i}]", f"net_input_y[{i}]", small=small)
            for i, name in enumerate(names)
        ),
    )


def figures(
    problem: Problem, other: Problem | None, compare: str, looks: Mapping[str, str], measured: Axis
) -> tuple[Figure, ...]:
    """All figures: of one run with the network, or of two that are compared."""
    held_out = looks["held_out_points"] == "shown"
    plane = Plane(problem.points.classes, problem.half_width, looks["boundary"] == "discrete", held_out)
    adds = own_points.has_room(problem)
    cut = problem.updates if problem.shown_epochs < problem.epochs else 0
    below = (
        curves.figure(measured, cut, curves.edits_of(problem)),
        norm_figure(len(problem.network.shapes), other is not None),
    )
    if other is None:
        return boundary_figure(plane, "", adds), network_figure(problem.outputs), *below
    names = (comparison.name_of(one, compare) for one in (problem, other))
    # Different losses have no common scale.
    told = "accuracy {{{}accuracy:percent}}" if compare == "loss" else "loss {{{}loss}}"
    first, second = (f"{name}: {told.format(prefix)}" for name, prefix in zip(names, ("", "second_"), strict=True))
    return boundary_figure(plane, first, adds), second_figure(plane, second), *below


class Plane(NamedTuple):
    """The classes of the points, the half width of the frame, and which of answers and points are shown."""

    classes: int
    half_width: float
    discrete: bool
    held_out: bool


@cache
def boundary_figure(plane: Plane, caption: str, adds: bool) -> Figure:
    """The plane with what the network says, and all points; a double click adds one."""
    ordinary = "Decision boundary" if plane.classes else "Output, {low_value:set} orange to {high_value:set} blue"
    ordinary += f"; {'open' if plane.classes else 'square'}: held out" if plane.held_out else ""
    drawn = plane_figure(
        "boundary",
        plane,
        caption or ordinary,
        "the network",
        z="said",
        batch=("batch_x", "batch_y"),
        fold=("fold_x", "fold_y"),
        unit=("unit_grid", "net_unit_pictures[unit_shown]"),
    )
    return replace(drawn, adds="new" if adds else "")


def plane_figure(name: str, plane: Plane, caption: str, who: str, **quantities: Any) -> Figure:
    """The points on the colours of what a network says; `quantities` are those of `decision_boundary.figure`."""
    return Figure(
        name,
        caption,
        decision_boundary.figure(
            grid="grid",
            classes=plane.classes,
            groups=groups(plane.classes, plane.held_out),
            point=("point_x", "point_y"),
            half_width=plane.half_width,
            discrete=plane.discrete,
            **quantities,
        ),
        height=TALL,
        narrow_height=340,
        columns=4,
        rows=2,
        square=True,
        describes=f"The points over x and y, on the colours of what {who} says at each place",
        hover=("point", "ranked_x", "ranked_y"),
        picks=True,
    )


def groups(classes: int, held_out: bool) -> list[Group]:
    """The points of each class, or all of them where they have values."""
    shades = ("", "") if classes else ("seen0_shade", "unseen0_shade")
    return [
        Group((f"seen{i}_x", f"seen{i}_y"), (f"unseen{i}_x", f"unseen{i}_y") if held_out else None, shades)
        for i in range(max(classes, 1))
    ]


@cache
def second_figure(plane: Plane, caption: str) -> Figure:
    """The same of the second run."""
    return plane_figure("second", plane, caption, "the network of the second run", z="second_said")


@cache
def network_figure(outputs: int) -> Figure:
    """The network as a diagram: what each unit answers over the plane, and all weights."""
    own = [(palette.PAPER, colour) for colour, _ in decision_boundary.CLASSES[:outputs]]
    colours = own if outputs > 1 else (network_diagram.COLOURS,)
    return Figure(
        "network",
        "Network: blue is positive, orange negative{by_hand_word:word}",
        network_diagram.figure(side=UNIT_SIDE, output_colours=colours),
        height=TALL,
        narrow_height=300,
        columns=5,
        rows=2,
        describes="The network from its inputs to its output: units with a picture of their output, joined by weights "
        "as lines, each with its bias as a square",
        hover=("weight", "weight_spots_x", "weight_spots_y"),
        picks=True,
    )


@cache
def norm_figure(layers: int, compared: bool) -> Figure:
    """The gradient norm of each layer over the epochs."""
    which = "Gradient norm" if layers == 1 else "Gradient norm; layer 1 solid"
    which += " (first run)" if compared else ""
    return Figure(
        "norms",
        which,
        training_curves.norm_figure(
            x="path_epoch",
            norms=[f"path_norm{i}" for i in range(layers)],
            upto="k",
            dot_x="epoch_now",
            dots=[f"norm_heights[{i}]" for i in range(layers)],
            x_range="epoch_range",
            powers=POWERS,
        ),
        height=SMALL,
        narrow_height=200,
        columns=4 if compared else 3,
        describes="The norm of the gradient of each layer over the epochs, on a logarithmic axis",
        hover=("time", "path_epoch", ""),
    )
