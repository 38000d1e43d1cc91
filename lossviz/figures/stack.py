"""Pieces laid end to end on one line: a sum whose length is seen, and the mark it cannot pass."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *, start: str, length: str, ceiling: str, longest: float, unit: str, colour: str = palette.COST
) -> dict[str, Any]:
    """Pieces from `start`, each of `length`; a dashed mark at `ceiling`; an axis up to `longest`."""
    pieces = go.Bar(
        orientation="h",
        y=[],
        x=[],
        base=[],
        width=0.7,
        meta={"y": "stack_y", "x": length, "base": start},
        marker={"color": colour, "opacity": 0.78, "line": {"width": 1.5, "color": palette.PAPER}},
    )
    mark = go.Scatter(
        x=[],
        y=[],
        mode="lines",
        meta={"x": ceiling, "y": "stack_mark"},
        line={"color": palette.MUTED, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    return paper.sheet(
        [pieces, mark],
        paper.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        paper.axis(-0.75, 0.75, ticks=[]),
        margin={"t": 8, "b": 38, "l": 14, "r": 14},
    )
