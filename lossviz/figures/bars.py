"""Upright bars that are pulled by their tops: a distribution."""

from typing import Any

from lossviz.figures import palette, paper


def figure(*, x: str, height: str, width: str, ticks: str = "", colour: str = palette.TRUTH) -> dict[str, Any]:
    """Bars at `x` between 0 and 1, as high as a probability, with a tick at `ticks` across each to compare."""
    traces = [paper.bars({"x": x, "y": height, "width": width}, color=colour)]
    if ticks:
        edge = {"width": 3, "color": palette.TRUTH}
        traces.append(paper.marks(x, ticks, whole=True, symbol="line-ew", size=22, line=edge))
    return paper.sheet(
        traces,
        paper.axis(0, 1, ticks=[]),
        paper.axis(0, 1.08, "probability", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 30},
    )
