"""Pieces laid end to end: a sum whose length is seen, and the mark it cannot pass."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *,
    start: str,
    length: str,
    longest: float,
    unit: str,
    y: str = "stack_y",
    ceiling: str = "",
    colours: str | list[str] = palette.COST,
    rows: int = 1,
    left: int = 14,
) -> dict[str, Any]:
    """Pieces from `start`, each of `length`, in `rows` rows; a dashed mark at `ceiling`; an axis up to `longest`."""
    pieces = go.Bar(
        orientation="h",
        y=[],
        x=[],
        base=[],
        width=0.7,
        meta={"y": y, "x": length, "base": start},
        marker={"color": colours, "opacity": 0.78, "line": {"width": 1.5, "color": palette.PAPER}},
    )
    traces: list[Any] = [pieces]
    if ceiling:
        mark = {"color": palette.MUTED, "width": 2, "dash": "dash"}
        traces.append(go.Scatter(x=[], y=[], mode="lines", meta={"x": ceiling, "y": "stack_mark"}, line=mark))
    return paper.sheet(
        traces,
        paper.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        paper.axis(-0.75, rows - 0.25, ticks=[]),
        margin={"t": 8, "b": 38, "l": left, "r": 14},
    )
