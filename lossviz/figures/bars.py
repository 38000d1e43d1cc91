"""A bar chart of a probability distribution."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, height: str, width: str, ticks: str = "", colour: str = palette.TRUTH, floor: float = 0, bottom: int = 30
) -> dict[str, Any]:
    """Bars at `x` between 0 and 1, as high as a probability; `ticks` are other probabilities for comparison.

    The axis begins at `floor`. `bottom` is the room under it in pixels: 30 for a line of words, 46 for two.
    """
    traces = [plot.bars({"x": x, "y": height, "width": width}, color=colour)]
    if ticks:
        # On bars of their own colour they would not be seen, and a grip near them is as wide as the short ones.
        contrast = colour == palette.TRUTH
        edge = {"width": 3, "color": palette.TEXT if contrast else palette.TRUTH}
        traces.append(plot.marks(x, ticks, unclipped=True, symbol="line-ew", size=28 if contrast else 22, line=edge))
    return plot.figure(
        traces,
        plot.axis(0, 1, ticks=[]),
        plot.axis(floor, 1.08, "probability", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": bottom},
    )
