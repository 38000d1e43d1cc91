"""Points and a line through them, with the misses drawn straight up and down."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *,
    x: str,
    y: str,
    line_x: str,
    line_y: str,
    miss_x: str,
    miss_y: str,
    before: str,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> dict[str, Any]:
    """Each argument but the ranges is a quantity; `before` is where the line was one step earlier."""

    def lines(x: str, y: str, style: dict[str, Any]) -> Any:
        return go.Scatter(x=[], y=[], mode="lines", meta={"x": x, "y": y}, line=style)

    marker = {"color": palette.TRUTH, "size": 11, "line": {"width": 1.5, "color": palette.PAPER}}
    return paper.sheet(
        [
            lines(miss_x, miss_y, {"color": palette.COST, "width": 2.5}),
            lines(line_x, before, {"color": palette.MUTED, "width": 1.5, "dash": "dot"}),
            lines(line_x, line_y, {"color": palette.MODEL, "width": 3}),
            go.Scatter(x=[], y=[], mode="markers", meta={"x": x, "y": y}, marker=marker),
        ],
        paper.axis(*x_range, "x"),
        paper.axis(*y_range, "y"),
        margin={"l": 40},
    )
