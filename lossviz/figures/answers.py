"""A small batch of yes-or-no cases: what was said of each, and what each one pays."""

from typing import Any

from lossviz.figures import palette, paper


def said(*, yes: str, no: str, x: str, width: str, truth: str) -> dict[str, Any]:
    """Bars at `x` as high as `yes`, plain, and as high as `no`, hatched, and a tick at each `truth`."""

    def bars(height: str, shape: str) -> Any:
        pattern = {"shape": shape, "bgcolor": palette.MODEL, "fgcolor": palette.PAPER, "size": 9, "solidity": 0.35}
        meta = {"x": x, "y": height, "width": width}
        return paper.bars(meta, color=palette.MODEL, opacity=0.85, pattern=pattern)

    edge = {"width": 4, "color": palette.TRUTH}
    ticks = paper.marks(x, truth, whole=True, symbol="line-ew", size=20, line=edge)
    return paper.sheet(
        [bars(yes, ""), bars(no, "/"), ticks],
        paper.axis(0, 1, ticks=[]),
        paper.axis(0, 1.1, "ŷ", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 46},
        barmode="overlay",
    )


def paid(*, x: str, height: str, width: str, mean: tuple[str, str], top: float, unit: str) -> dict[str, Any]:
    """Bars as high as a loss, and a dashed line at their `mean`, by its x and its y; higher than `top` they leave."""
    bars = paper.bars({"x": x, "y": height, "width": width}, color=palette.COST, opacity=0.78)
    line = paper.line(*mean, color=palette.TEXT, width=2, dash="dash")
    return paper.sheet(
        [bars, line], paper.axis(0, 1, ticks=[]), paper.axis(0, top, f"loss in {unit}"), margin={"b": 46}
    )
