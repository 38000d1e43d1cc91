"""Points and a line through them, with the misses drawn straight up and down."""

from typing import Any

from lossviz.figures import palette, paper
from lossviz.figures.contour import Span


def figure(
    *, x: str, y: str, line: tuple[str, str], misses: tuple[str, str], before: str, frame: tuple[Span, Span]
) -> dict[str, Any]:
    """Points at `x`, `y`, the line and the misses by their x and their y; `before` is the line's y a step earlier."""
    return paper.sheet(
        [
            paper.line(*misses, color=palette.COST, width=2.5),
            paper.line(line[0], before, color=palette.MUTED, width=1.5, dash="dot"),
            paper.line(*line, color=palette.MODEL, width=3),
            paper.marks(x, y, color=palette.TRUTH, size=11, line=paper.EDGE),
        ],
        paper.axis(*frame[0], "x"),
        paper.axis(*frame[1], "y"),
        margin={"l": 40},
    )
