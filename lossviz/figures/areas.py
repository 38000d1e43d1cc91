"""Blocks side by side whose area is the point: as wide as a probability, as high as a surprise."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *, left: str, width: str, height: str, top: float, unit: str, beside: str = "", colour: str = palette.COST
) -> dict[str, Any]:
    """Blocks from `left`, which fill a width of 1 together; higher than `top` they leave the frame.

    `beside` names other heights, drawn as outlines over the blocks to compare.
    """

    def blocks(heights: str, marker: dict[str, Any]) -> Any:
        return go.Bar(x=[], y=[], width=[], offset=0, meta={"x": left, "y": heights, "width": width}, marker=marker)

    edge = {"width": 1.5, "color": palette.PAPER}
    traces = [blocks(height, {"color": colour, "opacity": 0.78, "line": edge})]
    if beside:
        outline = {"width": 2, "color": palette.TEXT}
        traces.append(blocks(beside, {"color": "rgba(0,0,0,0)", "line": outline}))
    drawn = paper.sheet(
        traces,
        paper.axis(0, 1, "probability (width)", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        paper.axis(0, top, f"surprise in {unit} (height)"),
    )
    drawn["layout"]["barmode"] = "overlay"
    return drawn
