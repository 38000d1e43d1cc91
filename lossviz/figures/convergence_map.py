"""A heat map of outcomes, a colour and a marker symbol for each, so that it can be read without the colours."""

from typing import Any, NamedTuple

import plotly.graph_objects as go

from lossviz.figures import contour, palette, plot
from lossviz.figures.contour import Span


class Style(NamedTuple):
    """How one outcome is drawn: its colour by role, and the symbol of its marks."""

    role: str
    symbol: str


def figure(
    styles: tuple[Style, ...],
    *,
    cells: tuple[str, str, str],
    marks: tuple[str, str],
    limits: tuple[str, str],
    x: Span,
    y: Span,
    titles: tuple[str, str],
) -> dict[str, Any]:
    """Cells by their x, their y and the index of their outcome.

    `marks` are the quantity with the markers' x and the prefix of those with their y, one for each outcome: y0, y1 …
    `limits` are vertical lines by their x and y.
    """
    share = 1 / len(styles)
    colours = [palette.ROLES[style.role] for style in styles]
    heatmap = go.Heatmap(
        name="cells",
        x=[],
        y=[],
        z=[],
        meta=dict(zip("xyz", cells, strict=True)),
        zmin=-0.5,
        zmax=len(styles) - 0.5,
        colorscale=[[edge, colour] for i, colour in enumerate(colours) for edge in (i * share, (i + 1) * share)],
        opacity=0.5,
        showscale=False,
    )
    pattern = [
        contour.marks(
            style.symbol, x=marks[0], y=f"{marks[1]}{i}", colour=colour, size=6, symbol=style.symbol, edge=False
        ).update(marker_line_width=1.5)
        for i, (style, colour) in enumerate(zip(styles, colours, strict=True))
    ]
    lines = plot.line(*limits, "limits", color=palette.TEXT, width=2, dash="dash")
    across, up = (plot.axis(*span, title) | {"showgrid": False} for span, title in zip((x, y), titles, strict=True))
    return plot.figure([heatmap, *pattern, lines], across, up, margin={"l": 52, "r": 14, "t": 24, "b": 52})
