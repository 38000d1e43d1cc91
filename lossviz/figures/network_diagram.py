"""The diagram of a network: its inputs, units and outputs as pictures of what they answer where, its weights as edges.

Where everything stands depends on the architecture only (`layout`). The quantities that the figure draws are `fixed`,
those of the layout, and `moving`, those of the parameters; the pictures are the lesson's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from lossviz.figures import field, palette, plot
from lossviz.figures.ribbons import ribbons

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
POSITIVE, NEGATIVE = palette.TRUTH, palette.MODEL
# From a negative number over 0 to a positive one.
COLOURS = (NEGATIVE, palette.PAPER, POSITIVE)
HEIGHT = 400
MARGIN = {"l": 40, "r": 40, "t": 8, "b": 8}
# The middles of the outermost columns, and the share of the height from one unit to the next, at most.
FIRST, LAST, APART = 0.07, 0.93, 0.25
# A tile's share of the way to its neighbours, and of the figure, at most: across and up.
OF_WAY, OF_FIGURE = (0.45, 0.86), (0.12, 0.14)
ROOM = 0.02  # below the lowest tile, for the mark of its bias
EDGES = 0.65  # the opacity of all edges
NO_AXIS = {"showgrid": False, "showticklabels": False, "ticks": "", "showline": False}
THINNEST, THICKEST, HALF_AT = 0.6, 8.0, 1.4
SMALLEST_BIAS, LARGEST_BIAS = 3.0, 7.0
SELECTED = 3.0
BY_HAND = {"color": palette.TEXT, "width": 1.5, "dash": "dot"}


@dataclass(frozen=True, eq=False)
class Layout:
    """Where inputs, hidden units and outputs stand, from 0 to 1 across and up, and which of them each edge joins.

    inputs, units and outputs (n, 2) are their places (x, y), units layer by layer, each from the top. edges
    (weights, 4) are the ends (x, y, tip x, tip y) and biases (n, 2) the places of the units and outputs they belong to,
    in the order of the flat vector of parameters; `weight_places` and `bias_places` are their places in that vector.
    `size` is that of a tile, across and up.
    """

    inputs: Array
    units: Array
    outputs: Array
    edges: Array
    biases: Array
    weight_places: Integers
    bias_places: Integers
    size: Array


def layout(inputs: int, hidden: Sequence[int], outputs: int) -> Layout:
    """The layout of a network.

    Examples:
        >>> found = layout(2, (3,), 1)
        >>> len(found.units), len(found.edges), len(found.biases)
        (3, 9, 4)
    """
    counts = (inputs, *hidden, outputs)
    across = np.linspace(FIRST, LAST, len(counts))
    columns = [column(x, count) for x, count in zip(across, counts, strict=True)]
    edges, weight_places, bias_places, start = [], [], [], 0
    for sources, targets in pairwise(columns):
        edges.append(np.concatenate([np.repeat(sources, len(targets), 0), np.tile(targets, (len(sources), 1))], axis=1))
        weights, end = len(sources) * len(targets), start + (len(sources) + 1) * len(targets)
        weight_places.append(np.arange(start, start + weights))
        bias_places.append(np.arange(start + weights, end))
        start = end
    steps = (LAST - FIRST) / (len(counts) - 1), 1 / max(counts)
    size = [min(most, share * step) for most, share, step in zip(OF_FIGURE, OF_WAY, steps, strict=True)]
    return Layout(
        columns[0],
        np.concatenate([np.empty((0, 2)), *columns[1:-1]]),
        columns[-1],
        np.concatenate(edges),
        np.concatenate(columns[1:]),
        np.concatenate(weight_places),
        np.concatenate(bias_places),
        np.array(size),
    )


def column(x: float, count: int) -> Array:
    """The places of so many units one below the other, the middle of them at half the height."""
    apart = min(APART, 1 / count)
    return np.stack([np.full(count, x), 0.5 + apart * ((count - 1) / 2 - np.arange(count))], axis=-1)


def edge_widths(weights: Array, thickest: float = THICKEST) -> Array:
    """How many pixels thick the edge of a weight is: 0 for 0, else from 0.6 to 8.6; at 1.4 half-way between.

    `thickest` is how much thicker than the thinnest an edge becomes.
    """
    size = np.abs(weights)
    return np.where(size == 0, 0, THINNEST + thickest * (1 - 2.0 ** (-size / HALF_AT)))


def thickest(drawn: Layout) -> float:
    """How thick edges become in a layout: the less room a unit has, the less."""
    return THICKEST * float(drawn.size[1]) / OF_FIGURE[1]


def fixed(drawn: Layout, prefix: str = "net_") -> dict[str, Array]:
    """The quantities of the figure that depend on the architecture only."""
    places = {
        "input": drawn.inputs,
        "unit": drawn.units,
        "output": drawn.outputs,
        "bias": drawn.biases,
        "edge": drawn.edges[:, :2],
        "edge_tip": drawn.edges[:, 2:],
    }
    found = {f"{prefix}{name}_{axis}": at[:, k] for name, at in places.items() for k, axis in enumerate("xy")}
    return found | {f"{prefix}size": drawn.size, f"{prefix}bias_room": np.full(len(drawn.biases), LARGEST_BIAS + 1)}


def moving(drawn: Layout, parameters: Array, prefix: str = "net_") -> dict[str, Array]:
    """The quantities of the figure that depend on the parameters, (..., size) each on its last axis."""
    weights, biases = parameters[..., drawn.weight_places], parameters[..., drawn.bias_places]
    widths = edge_widths(weights, thickest(drawn))
    share = (edge_widths(biases) - THINNEST) / THICKEST
    squares = np.where(biases == 0, 0, SMALLEST_BIAS + (LARGEST_BIAS - SMALLEST_BIAS) * share)
    return {
        f"{prefix}positive": np.where(weights > 0, widths, 0),
        f"{prefix}negative": np.where(weights < 0, widths, 0),
        f"{prefix}positive_bias": np.where(biases > 0, squares, 0),
        f"{prefix}negative_bias": np.where(biases < 0, squares, 0),
    }


def dead(drawn: Layout, is_dead: NDArray[np.bool_], prefix: str = "net_") -> dict[str, Array]:
    """The quantity with the places of the dead among the hidden units (..., units)."""
    return {f"{prefix}dead_x": np.where(is_dead, drawn.units[:, 0], np.nan)}


def selected(drawn: Layout, parameters: Array, place: int | None, prefix: str = "net_") -> dict[str, Array]:
    """The quantities of the selected parameter, an edge or a bias, by its place in the flat vector; None is none."""
    ends, unit = np.full(4, np.nan), np.full(2, np.nan)
    value = np.full((*parameters.shape[:-1], 1), np.nan)
    if place in drawn.weight_places:
        ends = drawn.edges[drawn.weight_places == place][0]
        value = parameters[..., drawn.weight_places[drawn.weight_places == place]]
    elif place in drawn.bias_places:
        unit = drawn.biases[drawn.bias_places == place][0]
    names = ("selected_x", "selected_y", "selected_tip_x", "selected_tip_y")
    found = {
        **dict(zip(names, ends[:, None], strict=True)),
        **dict(zip(("selected_unit_x", "selected_unit_y"), unit[:, None], strict=True)),
    }
    return {f"{prefix}{name}": values for name, values in found.items()} | selected_widths(drawn, value, prefix)


def selected_widths(drawn: Layout, weights: Array, prefix: str = "net_") -> dict[str, Array]:
    """The quantities with the thickness of a selected edge, by its weight (..., 1); NaN where none is selected."""
    width = edge_widths(weights, thickest(drawn))
    return {
        f"{prefix}selected_positive": np.where(weights > 0, width, 0),
        f"{prefix}selected_negative": np.where(weights < 0, width, 0),
        # A weight of 0 has no edge, but can be selected.
        f"{prefix}selected_width": np.maximum(width, SELECTED),
    }


def shades(pictures: Array, low: ArrayLike, high: ArrayLike) -> NDArray[np.uint8]:
    """Numbers as bytes, 0 for `low` and 255 for `high`, which may have axes of their own; no number is the middle."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        first, last = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
        shares = (pictures - first) / (last - first)
    shaded = np.round(255 * np.clip(np.nan_to_num(shares, nan=0.5), 0, 1))
    return np.asarray(shaded, dtype=np.uint8)


def figure(
    *,
    side: int,
    limits: field.Span = (0, 255),
    colours: Sequence[str] = COLOURS,
    output_colours: Sequence[Sequence[str]] = (COLOURS,),
    prefix: str = "net_",
) -> dict[str, Any]:
    """The diagram, from the quantities above and the pictures of side x side numbers in `limits`.

    These are `input_pictures` (inputs * side * side), `unit_pictures` and `output_pictures`. Outputs that have colours
    of their own, one entry of `output_colours` for each, have a quantity each: `output_pictures_0` and so on.
    """

    def named(*names: str) -> tuple[str, ...]:
        return tuple(prefix + name for name in names)

    def tiles(name: str, x: str, y: str, z: str, own: Sequence[str]) -> field.Field:
        x, y, z = named(x, y, z)
        return field.tiles(name, x, y, z, own, limits, side=side, size=f"{prefix}size")

    def edges(name: str, ends: str, tips: str, width: str, colour: str, opacity: float, **how: Any) -> Any:
        x, y, tip_x, tip_y, thick = named(f"{ends}_x", f"{ends}_y", f"{tips}_x", f"{tips}_y", width)
        return ribbons(name, x, y, tip_x, tip_y, thick, colour, opacity, inset=f"{prefix}size", **how)

    def marked(name: str, at: str, shape: str, *, y: str = "", width: str = "", **look: Any) -> Any:
        meta = {"x": f"{prefix}{at}_x", "y": f"{prefix}{y or at}_y", shape: f"{prefix}size"}
        return shapes(name, meta | ({"width": prefix + width} if width else {}), **look)

    def shown(name: str) -> str:
        return f"{name}[{prefix}by_hand_shown]"

    split = len(output_colours) > 1
    outputs = [
        tiles(f"output_{k}", f"output_x[{k}]", f"output_y[{k}]", f"output_pictures_{k}", own)
        if split
        else tiles("outputs", "output_x", "output_y", "output_pictures", own)
        for k, own in enumerate(output_colours)
    ]
    border: dict[str, Any] = {"line": {"color": palette.MUTED, "width": 1}}
    return plot.figure(
        [
            tiles("inputs", "input_x", "input_y", "input_pictures", colours),
            tiles("units", "unit_x", "unit_y", "unit_pictures", colours),
            *outputs,
            edges("positive", "edge", "edge_tip", "positive", POSITIVE, EDGES),
            edges("negative", "edge", "edge_tip", "negative", NEGATIVE, EDGES),
            edges("selected_positive", "selected", "selected_tip", "selected_positive", POSITIVE, 1),
            edges("selected_negative", "selected", "selected_tip", "selected_negative", NEGATIVE, 1),
            edges("selected", "selected", "selected_tip", "selected_width", palette.TEXT, 1, outlined=True),
            *(marked(f"{what}_borders", what, "box", **border) for what in ("input", "unit", "output")),
            marked("dead", "dead", "cross", y="unit", line={"color": palette.TEXT, "width": 1.5}),
            marked("biases", "bias", "corner", width="bias_room", fillcolor=palette.PAPER, **border),
            marked("positive_biases", "bias", "corner", width="positive_bias", fillcolor=POSITIVE),
            marked("negative_biases", "bias", "corner", width="negative_bias", fillcolor=NEGATIVE),
            edges("by_hand", "edge", "edge_tip", shown("by_hand"), palette.TEXT, 1, outlined=True, dash="dot"),
            marked("by_hand_biases", "bias", "corner", width=shown("by_hand_bias"), line=BY_HAND),
            marked("selected_unit", "selected_unit", "box", line={"color": palette.TEXT, "width": 2.5}),
        ],
        plot.axis(0, 1) | NO_AXIS,
        plot.axis(-ROOM, 1 + ROOM) | NO_AXIS,
        margin=MARGIN,
    )


def shapes(name: str, meta: Mapping[str, str], **look: Any) -> Any:
    """Marks of squares: outlines, or filled ones (`stage/draw/shapes.js`, `marked`)."""
    mode, line = "lines" if "line" in look else "none", {"simplify": False, **look.get("line", {})}
    fill = {"fill": "toself", "fillcolor": look["fillcolor"]} if "fillcolor" in look else {}
    return go.Scatter(x=[], y=[], mode=mode, name=name, meta=dict(meta), line=line, cliponaxis=False, **fill)
