"""A bar chart of the joint distribution of two variables, beside the one they would have if they were independent."""

from typing import Any

from lossviz.figures import palette, plot


def figure(*, x: str, height: str, width: str, ticks: str) -> dict[str, Any]:
    """Bars at `x` between 0 and 1 as high as each pair is probable; `ticks` are the products of the marginals."""
    edge = {"width": 4, "color": palette.MODEL}
    return plot.figure(
        [
            plot.bars({"x": x, "y": height, "width": width}, color=palette.TRUTH),
            plot.marks(x, ticks, unclipped=True, symbol="line-ew", size=28, line=edge),
        ],
        plot.axis(0, 1, ticks=[]),
        plot.axis(0, 1.08, "probability", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 46},
    )
