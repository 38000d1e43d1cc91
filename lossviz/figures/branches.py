"""What a yes costs and what a no costs, both dashed and muted, and over them what is paid."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *,
    x: str,
    if_yes: str,
    if_no: str,
    paid: str,
    dot_x: str,
    dot_y: str,
    across: dict[str, Any],
    top: float,
    unit: str,
) -> dict[str, Any]:
    """Three curves over `x` and a dot on the one that is paid; `across` is the axis below them."""

    def line(y: str, **look: Any) -> Any:
        return go.Scatter(x=[], y=[], mode="lines", meta={"x": x, "y": y}, line=look)

    dot = go.Scatter(
        x=[], y=[], mode="markers", meta={"x": dot_x, "y": dot_y}, marker={"color": palette.COST, "size": 11}
    )
    return paper.sheet(
        [
            line(if_yes, color=palette.MUTED, width=1.5, dash="dash"),
            line(if_no, color=palette.MUTED, width=1.5, dash="dash"),
            line(paid, color=palette.COST, width=3),
            dot,
        ],
        across,
        paper.axis(0, top, f"loss in {unit}"),
    )
