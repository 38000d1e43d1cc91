"""A map of how walks end: a colour for each way to end, and a mark on it, so that no eye needs the colours."""

from typing import Any, NamedTuple

import plotly.graph_objects as go

from lossviz.figures import palette, paper
from lossviz.figures.contour import Span


class Ending(NamedTuple):
    """One way to end: its colour by role, and the symbol of its marks."""

    role: str
    symbol: str


def figure(
    endings: tuple[Ending, ...],
    *,
    cells: tuple[str, str, str],
    marks: tuple[str, str],
    borders: tuple[str, str],
    x: Span,
    y: Span,
    titles: tuple[str, str],
) -> dict[str, Any]:
    """Cells by their x, their y and the number of their ending; `marks` are x and, for each ending, y0, y1 …

    `borders` are upright lines by their x and y.
    """
    share = 1 / len(endings)
    colours = [palette.ROLES[ending.role] for ending in endings]
    field = go.Heatmap(
        name="cells",
        x=[],
        y=[],
        z=[],
        meta=dict(zip("xyz", cells, strict=True)),
        zmin=-0.5,
        zmax=len(endings) - 0.5,
        colorscale=[[edge, colour] for i, colour in enumerate(colours) for edge in (i * share, (i + 1) * share)],
        opacity=0.5,
        showscale=False,
    )
    pattern = [
        go.Scatter(
            name=ending.symbol,
            x=[],
            y=[],
            mode="markers",
            meta={"x": marks[0], "y": f"{marks[1]}{i}"},
            marker={"symbol": ending.symbol, "size": 6, "color": colour, "line": {"width": 1.5, "color": colour}},
        )
        for i, (ending, colour) in enumerate(zip(endings, colours, strict=True))
    ]
    line = go.Scatter(
        name="borders",
        x=[],
        y=[],
        mode="lines",
        meta={"x": borders[0], "y": borders[1]},
        line={"color": palette.TEXT, "width": 2, "dash": "dash"},
    )
    across, up = (paper.axis(*span, title) | {"showgrid": False} for span, title in zip((x, y), titles, strict=True))
    return paper.sheet([field, *pattern, line], across, up, margin={"l": 52, "r": 14, "t": 24, "b": 52})
