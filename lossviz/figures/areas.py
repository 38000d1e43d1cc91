"""Bars of variable width: as wide as a probability and as high as a surprise, so the area is their product."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, left: str, width: str, height: str, top: float, unit: str, outline: str = "", colour: str = palette.COST
) -> dict[str, Any]:
    """Bars with the left edges `left`, which fill a width of 1 together, cut off at `top`.

    `outline` names other heights, drawn as outlines over the bars for comparison.
    """

    def variable_bars(heights: str, **look: Any) -> Any:
        return plot.bars({"x": left, "y": heights, "width": width}, offset=0, **look)

    traces = [variable_bars(height, color=colour, opacity=0.78, line=plot.EDGE)]
    if outline:
        traces.append(variable_bars(outline, color="rgba(0,0,0,0)", line={"width": 2, "color": palette.TEXT}))
    return plot.figure(
        traces,
        plot.axis(0, 1, "probability (width)", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        plot.axis(0, top, f"{unit} (height)"),
        barmode="overlay",
    )
