"""A curve with a dot on it, and dashed helpers that lead the eye from the dot to the axes."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *,
    x: str,
    y: str,
    dot_x: str,
    dot_y: str,
    ceiling: str,
    y_range: str,
    x_title: str,
    y_title: str,
    colour: str = palette.COST,
) -> dict[str, Any]:
    """The curve `y` over `x` between 0 and 1, the dot, and a dashed line at `ceiling`; `y_range` is a quantity too."""
    line = go.Scatter(x=[], y=[], mode="lines", meta={"x": x, "y": y}, line={"color": colour, "width": 2.5})
    limit = go.Scatter(
        x=[],
        y=[],
        mode="lines",
        meta={"x": "curve_ends", "y": ceiling},
        line={"color": palette.MUTED, "width": 1.5, "dash": "dash"},
    )
    dot = go.Scatter(x=[], y=[], mode="markers", meta={"x": dot_x, "y": dot_y}, marker={"color": colour, "size": 11})
    return paper.sheet(
        [limit, line, dot],
        paper.axis(0, 1, x_title, ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        paper.axis(0, 1, y_title),
        ranges={"yaxis": y_range},
    )
