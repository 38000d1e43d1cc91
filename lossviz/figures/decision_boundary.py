"""What a network says over the plane, under the points that it is trained on and those that it never sees."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lossviz.figures import field, palette, plot

# A colour and a symbol for each class, so that they are told apart without their colours.
CLASSES = (
    (palette.MODEL, "square"),
    (palette.TRUTH, "circle"),
    (palette.COST, "diamond"),
    (palette.OTHER, "triangle-up"),
)
SYMBOLS = tuple(symbol for _, symbol in CLASSES)
# A field is lighter than the points on it: the alphas of its colours, faint where both classes are as likely.
STRONG, FAINT = "96", "0F"
# From a negative output of a unit to a positive one.
UNIT_COLOURS = (palette.MODEL, palette.PAPER, palette.TRUTH)
SIZE = 7


class Group(NamedTuple):
    """Points that look alike, by the quantities of their places: of training, and held out if these are shown.

    Points with values have quantities of their `shades` as well, on the scale of the field: of the one and the other.
    """

    seen: tuple[str, str]
    unseen: tuple[str, str] | None = None
    shades: tuple[str, str] = ("", "")


def between(low: str, high: str) -> list[str]:
    """Colours from one class to another: nearly that of the page in the middle."""
    return [f"{low}{STRONG}", f"{low}{FAINT}", f"{high}{FAINT}", f"{high}{STRONG}"]


def answers(name: str, grid: str, z: str, classes: int, *, discrete: bool) -> field.Field:
    """The field of what the network says, whole numbers from 0 to 255; `classes` of 0 are values."""
    if classes > 2:
        colours = [f"{colour}{STRONG}" for colour, _ in CLASSES[:classes]]
        return field.mixture(name, grid, grid, z, colours, discrete=discrete)
    (low, _), (high, _) = CLASSES[:2]
    return field.gradient(name, grid, grid, z, between(low, high), (0, 255), discrete=discrete)


def members(colour: str, symbol: str, group: Group) -> list[Any]:
    """The points of one class: held-out ones are open."""
    edge: dict[str, Any] = {"width": 1, "color": palette.PAPER}
    made = [plot.marks(*group.seen, "training points", size=SIZE, color=colour, symbol=symbol, line=edge)]
    if group.unseen:
        open_: dict[str, Any] = {"color": palette.PAPER, "line": {"width": 1.6, "color": colour}}
        made.append(plot.marks(*group.unseen, "held-out points", size=SIZE - 1, symbol=symbol, **open_))
    return made


def values(group: Group) -> list[Any]:
    """Points with values, in the colours that the field has for them: held-out ones are squares."""
    colours = between(CLASSES[0][0], CLASSES[1][0])
    edge: dict[str, Any] = {"width": 1.2, "color": palette.TEXT}
    kinds = (("training points", group.seen, SIZE + 1, "circle"), ("held-out points", group.unseen, SIZE, "square"))
    return [
        plot.shaded_marks(*places, shade, name, colours=colours, size=size, symbol=symbol, line=edge)
        for (name, places, size, symbol), shade in zip(kinds, group.shades, strict=True)
        if places
    ]


def figure(
    *,
    grid: str,
    z: str,
    classes: int,
    groups: Sequence[Group],
    point: tuple[str, str],
    half_width: float,
    batch: tuple[str, str] | None = None,
    fold: tuple[str, str] | None = None,
    unit: tuple[str, str] | None = None,
    discrete: bool = False,
) -> dict[str, Any]:
    """The field `z`, the points of each class, rings round those of the next `batch` and one `point`, and a line."""
    traces: list[Any] = [answers("answers", grid, z, classes, discrete=discrete)]
    if unit:
        # In place of the answers, so it covers them.
        traces.append(field.gradient("unit", unit[0], unit[0], unit[1], UNIT_COLOURS, (0, 255)))
    traces += (
        values(groups[0])
        if not classes
        else [
            trace
            for (colour, symbol), group in zip(CLASSES, groups, strict=False)
            for trace in members(colour, symbol, group)
        ]
    )
    if fold:
        traces.append(plot.line(*fold, "fold", color=palette.TEXT, width=1.5, dash="dash"))
    ring: dict[str, Any] = {"color": "rgba(0,0,0,0)"}
    if batch:
        traces.append(plot.marks(*batch, "batch", size=SIZE + 5, **ring, line={"width": 1.2, "color": palette.TEXT}))
    traces.append(plot.marks(*point, "point", size=SIZE + 9, **ring, line={"width": 2.5, "color": palette.TEXT}))
    ticks = plot.inner_ticks(-half_width, half_width, 7)
    return plot.figure(
        traces,
        plot.axis(-half_width, half_width, "x", ticks=ticks),
        plot.axis(-half_width, half_width, "y", ticks=ticks) | {"showgrid": False},
        margin={"l": 40, "r": 8, "t": 8, "b": 38},
    )
