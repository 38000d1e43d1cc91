"""What a yes costs and what a no costs, both dashed and muted, and over them what is paid."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *, x: str, if_yes: str, if_no: str, paid: str, dot_x: str, dot_y: str, across: dict[str, Any], top: float, unit: str
) -> dict[str, Any]:
    """Three curves over `x` and a dot on the one that is paid; `across` is the axis below them."""
    return paper.sheet(
        [
            paper.line(x, if_yes, color=palette.MUTED, width=1.5, dash="dash"),
            paper.line(x, if_no, color=palette.MUTED, width=1.5, dash="dash"),
            paper.line(x, paid, color=palette.COST, width=3),
            paper.marks(dot_x, dot_y, color=palette.COST, size=11),
        ],
        across,
        paper.axis(0, top, f"loss in {unit}"),
    )
