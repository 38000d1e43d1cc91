"""Points of which a few are looked at: all of them small, those of the batch lit, and the line that they turn."""

from typing import Any

from lossviz.figures import palette, paper
from lossviz.figures.contour import Span


def figure(
    *, x: str, y: str, lit: tuple[str, str], line: tuple[str, str], frame: tuple[Span, Span], size: int, lit_size: int
) -> dict[str, Any]:
    """The points `x`, `y`, those that are `lit`, and the `line`, each by its x and its y."""
    ring = {"color": palette.MODEL, "width": 2.5}
    return paper.sheet(
        [
            paper.marks(x, y, "points", color=palette.TRUTH, size=size),
            paper.line(*line, "line", color=palette.MODEL, width=3),
            paper.marks(*lit, "lit", color=palette.TRUTH, size=lit_size, line=ring),
        ],
        paper.axis(*frame[0], "x"),
        paper.axis(*frame[1], "y"),
        margin={"l": 40, "r": 8, "t": 8},
    )
