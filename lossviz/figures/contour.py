"""A landscape from above: lines of equal loss, and whatever walks on them."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import losses, palette, paper

Span = tuple[float, float]


def terraces(*, x: str, y: str, z: str, lowest: float, highest: float, step: float) -> Any:
    """A map of the quantity `z`, with a line at each `step` of it from the lowest to the highest."""
    return go.Contour(
        name="map",
        x=[],
        y=[],
        z=[],
        meta={"x": x, "y": y, "z": z},
        autocontour=False,
        contours={"start": lowest, "end": highest, "size": step, "coloring": "fill"},
        colorscale=[[0, palette.GRID], [1, palette.PAPER]],
        line={"color": palette.MUTED, "width": 0.7, "smoothing": 1},
        showscale=False,
    )


def heights(*, x: str, y: str, z: str, lines: int) -> Any:
    """The map itself: the quantity `z` counts lines, so each whole number is one."""
    return terraces(x=x, y=y, z=z, lowest=0, highest=lines - 1, step=1)


# A walk on the map is drawn as its loss is: all of it, or up to the step that `upto` names.
path = losses.line


def marks(name: str, *, x: str, y: str, colour: str, size: int = 10, symbol: str = "circle", edge: bool = True) -> Any:
    """Places on the map."""
    outline = paper.EDGE if edge else {"color": colour, "width": 2}
    return paper.marks(x, y, name, color=colour, size=size, symbol=symbol, line=outline)


def arrow(name: str, *, x: str, y: str, tip_x: str, tip_y: str, colour: str, width: float = 2, dash: str = "") -> Any:
    """An arrow from a place to its tip."""
    return paper.line(x, y, name, more={"tip_x": tip_x, "tip_y": tip_y}, color=colour, width=width, dash=dash or None)


def figure(traces: list[Any], *, frame: tuple[Span, Span], titles: tuple[str, str]) -> dict[str, Any]:
    """The traces on the part of the plane that `frame` gives, x from and to, y from and to."""
    plain = {"showgrid": False, "ticks": ""}
    across, up = (paper.axis(*span, title) | plain for span, title in zip(frame, titles, strict=True))
    return paper.sheet(traces, across, up, margin={"l": 46, "r": 8, "t": 12})
