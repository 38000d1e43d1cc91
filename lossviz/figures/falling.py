"""A loss that falls from update to update: what has passed as a line, what is to come as a faint trace."""

from typing import Any

from lossviz.figures import palette, paper


def figure(*, x: str, whole: str, passed: str, dot_x: str, dot_y: str, updates: int, top: float) -> dict[str, Any]:
    """The loss over the updates; `passed` is the part of `whole` up to the dot."""
    return paper.sheet(
        [
            paper.line(x, passed, color=palette.COST, width=2.5),
            paper.marks(x, whole, size=3, color=palette.MUTED),
            paper.marks(dot_x, dot_y, size=11, color=palette.COST),
        ],
        paper.axis(-0.5, updates + 0.5, "updates"),
        paper.axis(0, top, "loss"),
        margin={"l": 40},
    )
