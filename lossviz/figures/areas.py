"""Blocks side by side whose area is the point: as wide as a probability, as high as a surprise."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *, left: str, width: str, height: str, top: float, unit: str, colour: str = palette.COST, title: str = "surprise"
) -> dict[str, Any]:
    """Blocks from `left`, which fill a width of 1 together; higher than `top` they leave the frame."""
    blocks = go.Bar(
        x=[],
        y=[],
        width=[],
        offset=0,
        meta={"x": left, "y": height, "width": width},
        marker={"color": colour, "opacity": 0.78, "line": {"width": 1.5, "color": palette.PAPER}},
    )
    return paper.sheet(
        [blocks],
        paper.axis(0, 1, "probability (width)", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        paper.axis(0, top, f"{title} in {unit} (height)"),
    )
