"""Fields: numbers over a plane as colours, painted by the stage on a canvas under Plotly's drawing.

Plotly draws a heat map again in 20 ms or more; the stage paints a field in less than one, so it can follow a hand
(`stage/draw/field.js`). A field is a trace of its own kind, a plain dictionary. Its numbers are quantities: x and y the
places along the axes, evenly spread, and z the numbers there, row by row from below. NaN is painted as nothing.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

Field: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[float, float]
TYPE = "field"


def gradient(
    name: str, x: str, y: str, z: str, colours: Sequence[str], limits: Span, *, discrete: bool = False
) -> Field:
    """One number at each place, between places bilinear: `colours` are spread evenly over the `limits`.

    `discrete` has two colours, the first below the middle of the limits and the last from there on.
    """
    checked(colours)
    return {**_field("gradient", name, x, y, z, colours), "limits": _span(limits), "discrete": discrete}


def mixture(name: str, x: str, y: str, z: str, colours: Sequence[str], *, discrete: bool = False) -> Field:
    """The shares of several classes at each place, z (y, x, classes): their colours, mixed by these shares.

    `discrete` has the colour of the largest share.
    """
    checked(colours)
    return {**_field("mixture", name, x, y, z, colours), "discrete": discrete}


def tiles(name: str, x: str, y: str, z: str, colours: Sequence[str], limits: Span, *, side: int, size: str) -> Field:
    """Small square pictures of side x side numbers, coloured as in `gradient`, centred at the points (x, y).

    The quantity `size` has two numbers, one in units of each axis; on the screen a tile is a square as large as the
    smaller of the two. A tile without a place, or with NaN for one, is not drawn.
    """
    checked(colours)
    return {
        **_field("tiles", name, x, y, z, colours, size=size),
        "limits": _span(limits),
        "discrete": False,
        "side": side,
    }


def is_field(trace: Any) -> bool:
    """Whether a trace is a field."""
    return isinstance(trace, dict) and trace.get("type") == TYPE


def checked(colours: Sequence[str]) -> None:
    """Refuse fewer than two colours.

    Raises:
        ValueError: fewer than two.
    """
    if len(colours) < 2:
        raise ValueError(f"colours = {list(colours)}; give at least two, the first for the least number")


def _field(kind: str, name: str, x: str, y: str, z: str, colours: Sequence[str], **more: str) -> Field:
    meta = {"x": x, "y": y, "z": z, **more}
    return {"type": TYPE, "kind": kind, "name": name, "meta": meta, "colours": list(colours)}


def _span(limits: Span) -> list[float]:
    low, high = (float(end) for end in limits)
    if not low < high:
        raise ValueError(f"limits = {limits}; give the least number before the greatest")
    return [low, high]
