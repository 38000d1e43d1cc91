"""The weight or bias of the network that is looked at, and the fold of its unit in the first layer."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.figures import network_diagram
from lossviz.lessons.train_a_network import words
from lossviz.lessons.train_a_network.parameters import INPUTS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.quantities import layout
from lossviz.scene.quantities import Array, geometry, geometry_array, indices, merged, numbers
from lossviz.scene.scene import Table

# Where along an edge it is pointed at.
SPOTS = (0.22, 0.36, 0.5, 0.64, 0.78)
# The quantities of one weight.
WIDTHS = ("net_selected_positive", "net_selected_negative", "net_selected_width")
NAMES = frozenset({"weight", "weight_index", "fold_x", "fold_y", "foot_x", "foot_y", *WIDTHS})


@dataclass(frozen=True)
class Weight:
    """A parameter of the network: its place in the flat vector, its layer, where it leads from and to.

    All are counted from 0; a bias leads from the place after the last source.
    """

    place: int
    layer: int
    source: int
    unit: int
    is_bias: bool


@lru_cache(maxsize=64)
def all_weights(shapes: tuple[tuple[int, int], ...]) -> tuple[Weight, ...]:
    """All parameters of a network in the order of its flat vector: of each layer the weights, then the biases."""
    found: list[Weight] = []
    for layer, (inputs, outputs) in enumerate(shapes):
        for source in range(inputs + 1):
            found += [Weight(len(found) + unit, layer, source, unit, source == inputs) for unit in range(outputs)]
    return tuple(found)


@lru_cache(maxsize=64)
def names(problem: Problem) -> tuple[str, ...]:
    """The names of all parameters, in the order of the flat vector."""
    return tuple(name_of(problem, weight) for weight in all_weights(problem.network.shapes))


def name_of(problem: Problem, weight: Weight) -> str:
    """In words, such as “weight x → unit 2”."""
    shapes = problem.network.shapes
    last = weight.layer == len(shapes) - 1
    layered = len(problem.hidden) > 1

    def unit(layer: int, number: int) -> str:
        return f"unit {layer + 1}.{number + 1}" if layered else f"unit {number + 1}"

    if last:
        target = "output" if problem.outputs == 1 else f"output {weight.unit}"
    else:
        target = unit(weight.layer, weight.unit)
    if weight.is_bias:
        return f"bias of {target}"
    source = INPUTS[problem.inputs[weight.source]] if weight.layer == 0 else unit(weight.layer - 1, weight.source)
    return f"weight {source} → {target}"


def chosen(problem: Problem, number: int | None) -> Weight:
    """The parameter of a number, counted from 1; without one the first weight to the output."""
    every = all_weights(problem.network.shapes)
    if number is None:
        return next(one for one in every if one.layer == len(problem.network.shapes) - 1)
    return every[min(number, len(every)) - 1]


def has_fold(problem: Problem, weight: Weight) -> bool:
    """Whether the unit that a parameter leads to has a fold that is a line of the plane."""
    return weight.layer == 0 and problem.inputs == ("x", "y")


def places_of_unit(problem: Problem, weight: Weight) -> tuple[int, ...]:
    """The places of all weights into the unit that a parameter leads to, and of its bias."""
    every = all_weights(problem.network.shapes)
    return tuple(one.place for one in every if (one.layer, one.unit) == (weight.layer, weight.unit))


def move_fold(problem: Problem, parameters: Array, weight: Weight, fold: tuple[float, float]) -> None:
    """Move the fold of a unit in parameters (1, size): its place nearest to 0, 0; its weights keep their size."""
    first = problem.network.layers(parameters)[0]
    w, b = first.weights[0, :, weight.unit], first.biases[0]
    foot = np.array(fold)
    size = float(np.hypot(*w)) or 1.0
    far = float(np.hypot(*foot))
    direction = foot / far if far > 0 else w / size
    # The side of the fold on which the unit is above 0 stays as it is towards the middle of the plane.
    if b[weight.unit] > 0 or (b[weight.unit] == 0 and direction @ w < 0):
        direction = -direction
    first.weights[0, :, weight.unit] = size * direction
    first.biases[0, weight.unit] = -size * float(direction @ foot)


def fold_line(problem: Problem, parameters: Array, weight: Weight) -> dict[str, Array]:
    """The fold of the unit, for parameters (sets, size): two ends, and its place nearest to 0, 0; NaN without one."""
    sets = len(parameters)
    if not has_fold(problem, weight):
        none = np.full((sets, 2), np.nan)
        return geometry(fold_x=none, fold_y=none) | numbers(foot_x=none[:, 0], foot_y=none[:, 0])
    layer = problem.network.layers(parameters)[0]
    w, b = layer.weights[..., weight.unit], layer.biases[..., weight.unit]
    with np.errstate(all="ignore"):
        foot = -b[:, None] * w / (w**2).sum(axis=-1, keepdims=True)
        along = np.stack([-w[:, 1], w[:, 0]], axis=-1) / np.hypot(w[:, 0], w[:, 1])[:, None]
        ends = foot[:, None] + 3 * problem.half_width * np.array([-1.0, 1.0])[:, None] * along[:, None]
    return geometry(fold_x=ends[..., 0], fold_y=ends[..., 1]) | numbers(foot_x=foot[:, 0], foot_y=foot[:, 1])


def along(problem: Problem, parameters: Array, weight: Weight, *, is_marked: bool) -> dict[str, Array]:
    """The chosen parameter and its unit's fold, for parameters (sets, size); in the diagram where it `is_marked`."""
    marked = network_diagram.selected(layout(problem), parameters, weight.place if is_marked else None)
    return merged(
        numbers(weight=parameters[:, weight.place]),
        indices(weight_index=np.full(len(parameters), weight.place)),
        fold_line(problem, parameters, weight),
        geometry(**{name: marked[name] for name in WIDTHS}),
    )


def fixed(problem: Problem, weight: Weight, *, is_marked: bool) -> dict[str, Array]:
    """Where the chosen parameter stands in the diagram, and all of them, in the order of the flat vector.

    Edges stand at several spots, all parameters once for each.
    """
    drawn = layout(problem)
    spots = np.empty((len(SPOTS), problem.network.size, 2))
    for spot, share in zip(spots, SPOTS, strict=True):
        up = share * share * (3 - 2 * share)
        ends = drawn.edges[:, :2], drawn.edges[:, 2:]
        spot[drawn.weight_places] = ends[0] + (ends[1] - ends[0]) * [share, up]
        # A bias is pointed at all over its unit's picture.
        spot[drawn.bias_places] = drawn.biases - drawn.size * [share - 0.5, (5 * share) % 1 - 0.5]
    return merged(
        geometry(**ends_of(problem, weight.place if is_marked else None)),
        geometry(weight_spots_x=spots[..., 0].ravel(), weight_spots_y=spots[..., 1].ravel()),
    )


def ends_of(problem: Problem, place: int | None) -> dict[str, Array]:
    """Where a parameter stands in the diagram; nowhere where there is none."""
    marked = network_diagram.selected(layout(problem), np.zeros((1, problem.network.size)), place)
    return {name: values for name, values in marked.items() if name not in WIDTHS}


@lru_cache(maxsize=64)
def all_ends(problem: Problem) -> dict[str, Array]:
    """Where each parameter stands in the diagram, in the order of the flat vector: (size, 1)."""
    each = [ends_of(problem, place) for place in range(problem.network.size)]
    return geometry(**{name: np.stack([one[name] for one in each]) for name in each[0]})


def unit_of(problem: Problem, weight: Weight) -> int:
    """The hidden unit that a bias belongs to, of all that there are; -1 for weights and for the biases of outputs."""
    if not weight.is_bias or weight.layer == len(problem.hidden):
        return -1
    return sum(problem.hidden[: weight.layer]) + weight.unit


def table(problem: Problem, parameters: Array, weight: Weight, case: int, *, is_marked: bool) -> Table:
    """All parameters of a network (1, size), in the order of the flat vector."""
    count = problem.network.size
    which = np.append(np.arange(count), weight.place)
    here = ends_of(problem, weight.place if is_marked else None)
    drawn = layout(problem)
    is_edge = np.isin(which, drawn.weight_places) & np.append(np.ones(count, dtype=bool), is_marked)
    units = [unit_of(problem, one) for one in all_weights(problem.network.shapes)]
    values = np.where(is_edge, parameters[0, which], np.nan)[:, None]
    rows = merged(
        numbers(weight=parameters[0, which]),
        indices(
            weight_index=which,
            weight_number=which + 1,
            case=[*(words.WEIGHT if unit < 0 else words.UNIT for unit in units), case],
            unit_shown=[*units, -1],
        ),
        {name: np.concatenate([rows, geometry_array(here[name][None])]) for name, rows in all_ends(problem).items()},
        geometry(**network_diagram.selected_widths(drawn, values)),
    )
    return Table(np.arange(count, dtype=float), float(weight.place), rows, {"weight": "weight_number"})
