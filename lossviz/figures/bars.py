"""Upright bars that are pulled by their tops: a distribution."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(*, x: str, height: str, width: str, colour: str = palette.TRUTH, title: str = "probability") -> dict[str, Any]:
    """Bars at `x` between 0 and 1, as high as a probability; each argument but the last two is a quantity."""
    bars = go.Bar(
        x=[], y=[], width=[], meta={"x": x, "y": height, "width": width}, marker={"color": colour, "line": {"width": 0}}
    )
    return paper.sheet(
        [bars],
        paper.axis(0, 1, ticks=[]),
        paper.axis(0, 1.08, title, ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 30},
    )
