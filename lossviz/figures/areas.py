"""Blocks side by side whose area is the point: as wide as a probability, as high as a surprise."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *, left: str, width: str, height: str, top: float, unit: str, beside: str = "", colour: str = palette.COST
) -> dict[str, Any]:
    """Blocks from `left`, which fill a width of 1 together; higher than `top` they leave the frame.

    `beside` names other heights, drawn as outlines over the blocks to compare.
    """

    def blocks(heights: str, **look: Any) -> Any:
        return paper.bars({"x": left, "y": heights, "width": width}, offset=0, **look)

    traces = [blocks(height, color=colour, opacity=0.78, line=paper.EDGE)]
    if beside:
        traces.append(blocks(beside, color="rgba(0,0,0,0)", line={"width": 2, "color": palette.TEXT}))
    return paper.sheet(
        traces,
        paper.axis(0, 1, "probability (width)", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        paper.axis(0, top, f"surprise in {unit} (height)"),
        barmode="overlay",
    )
