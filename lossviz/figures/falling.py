"""A loss that falls from update to update: what has passed as a line, what is to come as a faint trace."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(*, x: str, whole: str, passed: str, dot_x: str, dot_y: str, updates: int, top: float) -> dict[str, Any]:
    """The loss over the updates; `passed` is the part of `whole` up to the dot."""
    return paper.sheet(
        [
            go.Scatter(
                x=[],
                y=[],
                mode="lines",
                meta={"x": x, "y": passed},
                line={"color": palette.COST, "width": 2.5},
            ),
            go.Scatter(
                x=[], y=[], mode="markers", meta={"x": x, "y": whole}, marker={"size": 3, "color": palette.MUTED}
            ),
            go.Scatter(
                x=[], y=[], mode="markers", meta={"x": dot_x, "y": dot_y}, marker={"size": 11, "color": palette.COST}
            ),
        ],
        paper.axis(-0.5, updates + 0.5, "updates"),
        paper.axis(0, top, "loss"),
        margin={"l": 40},
    )
