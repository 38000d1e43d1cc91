"""Contour maps of a loss surface, and the paths, points and arrows drawn on them."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import losses, palette, plot

Span = tuple[float, float]


def filled_contours(*, x: str, y: str, z: str, lowest: float, highest: float, step: float) -> Any:
    """Filled contours of the quantity `z`, `step` apart from the lowest to the highest."""
    return go.Contour(
        name="map",
        x=[],
        y=[],
        z=[],
        meta={"x": x, "y": y, "z": z},
        autocontour=False,
        contours={"start": lowest, "end": highest, "size": step, "coloring": "fill"},
        colorscale=[[0, palette.LOW], [1, palette.HIGH]],
        line={"color": palette.MUTED, "width": 0.7, "smoothing": 1},
        showscale=False,
    )


def level_contours(*, x: str, y: str, z: str, levels: int) -> Any:
    """Filled contours of a quantity `z` that is the index of the contour level: a line at each whole number."""
    return filled_contours(x=x, y=y, z=z, lowest=0, highest=levels - 1, step=1)


# A path on the map is drawn as a loss curve is: all of it, or up to the index that the quantity `upto` holds.
path = losses.line


def marks(name: str, *, x: str, y: str, colour: str, size: int = 10, symbol: str = "circle", edge: bool = True) -> Any:
    """Markers on the map."""
    outline = plot.EDGE if edge else {"color": colour, "width": 2}
    return plot.marks(x, y, name, color=colour, size=size, symbol=symbol, line=outline)


def arrow(name: str, *, x: str, y: str, tip_x: str, tip_y: str, colour: str, width: float = 2, dash: str = "") -> Any:
    """Arrows from (x, y) to their tips."""
    return plot.line(x, y, name, more={"tip_x": tip_x, "tip_y": tip_y}, color=colour, width=width, dash=dash or None)


def figure(traces: list[Any], *, frame: tuple[Span, Span], titles: tuple[str, str]) -> dict[str, Any]:
    """The traces in `frame`, ((x0, x1), (y0, y1)); `titles` are those of the x axis and the y axis."""
    plain = {"showgrid": False, "ticks": ""}
    across, up = (
        plot.axis(*span, title, ticks=plot.inner_ticks(*span)) | plain
        for span, title in zip(frame, titles, strict=True)
    )
    return plot.figure(traces, across, up, margin={"l": 46, "r": 8, "t": 12})
