"""The four figures of the lesson: what the network says, the network itself, the losses, and the gradient norms."""

from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from lossviz.figures import decision_boundary, network_diagram, palette, training_curves
from lossviz.figures.decision_boundary import Group
from lossviz.lessons.train_a_network import comparison, own_points
from lossviz.lessons.train_a_network.parameters import INPUTS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.quantities import POWERS
from lossviz.scene.scene import Figure, Label
from lossviz.theory.network_pictures import UNIT_SIDE

SMALL = 178
MANY = 6  # from more units in a layer on, tiles are so small that the names in them are, too
TALL = 2 * SMALL + 25


def labels(problem: Problem, other: Problem | None) -> tuple[Label, ...]:
    """The loss of the chosen point, and the name of each input in the middle of its picture, where the input is 0."""
    names = [] if other else [INPUTS[name] for name in problem.inputs]
    small = max(len(names), *problem.hidden) > MANY
    return (
        Label("boundary", "{point_loss}", "point_x", "point_y", "cost", "above-right"),
        *(
            Label("network", name, f"net_input_x[{i}]", f"net_input_y[{i}]", small=small)
            for i, name in enumerate(names)
        ),
    )


def figures(problem: Problem, other: Problem | None, compare: str, boundary: str) -> tuple[Figure, ...]:
    """All figures: of one run with the network, or of two that are compared."""
    plane = Plane(problem.points.classes, problem.half_width, boundary == "discrete")
    adds = own_points.has_room(problem)
    cut = problem.updates if problem.shown_epochs < problem.epochs else 0
    curves = loss_figure(other is not None, cut), norm_figure(len(problem.network.shapes), other is not None)
    if other is None:
        return boundary_figure(plane, "", adds), network_figure(problem.outputs), *curves
    names = (comparison.name_of(one, compare) for one in (problem, other))
    first, second = (f"{name}: loss {{{prefix}loss}}" for name, prefix in zip(names, ("", "second_"), strict=True))
    return boundary_figure(plane, first, adds), second_figure(plane, second), *curves


class Plane(NamedTuple):
    """The classes of the points, the half width of the frame, and whether answers are shown as yes or no."""

    classes: int
    half_width: float
    discrete: bool


@cache
def boundary_figure(plane: Plane, caption: str, adds: bool) -> Figure:
    """The plane with what the network says, and all points; a double click adds one."""
    ordinary = (
        "Output; larger: farther from 0; open: held out" if not plane.classes else "Decision boundary; open: held out"
    )
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
            groups=groups(plane.classes),
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


def groups(classes: int) -> list[Group]:
    """The points of each class; of values those below 0 and the others, each by their sizes."""
    count = len(decision_boundary.looks(classes))
    return [Group((f"seen{i}_x", f"seen{i}_y"), (f"unseen{i}_x", f"unseen{i}_y")) for i in range(count)]


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
def loss_figure(compared: bool, cut: int) -> Figure:
    """The losses over the epochs: of training and held-out points, or of two runs; `cut` off after so many updates."""
    caption = "Training loss; dashed: second run" if compared else "Loss {loss}; dashed: held out"
    return Figure(
        "loss",
        f"Loss; the run ends after {cut:,} updates" if cut else caption,
        training_curves.loss_figure(
            seen=("path_epoch", "path_loss"),
            dashed=("second_path_epoch", "second_path_loss") if compared else ("path_epoch", "path_held"),
            upto=("k", "second_k" if compared else "k"),
            dot_x="epoch_now",
            dots=("loss", "second_loss" if compared else "held_loss"),
            ranges=("epoch_range", "loss_range"),
        ),
        height=SMALL,
        narrow_height=200,
        columns=4 if compared else 3,
        describes="The loss of the training points and of the held-out points over the epochs",
        hover=("time", "path_epoch", ""),
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
