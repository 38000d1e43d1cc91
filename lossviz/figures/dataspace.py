"""Points, and what the model says of them at one step of a walk."""

from typing import Any

from lossviz.figures import palette, paper
from lossviz.figures.contour import Span


def figure(
    *, x: str, y: str, line: tuple[str, str], first: str, frame: tuple[Span, Span], titles: tuple[str, str], many: bool
) -> dict[str, Any]:
    """The points `x`, `y`, the model by the x and the y of its `line`, and `first`, its y at the start."""
    size, edge = (4, 0.0) if many else (10, 1.5)
    return paper.sheet(
        [
            paper.marks(x, y, "points", color=palette.TRUTH, size=size, line={**paper.EDGE, "width": edge}),
            paper.line(line[0], first, "first", color=palette.MUTED, width=1.5, dash="dot"),
            paper.line(*line, "model", color=palette.MODEL, width=3),
        ],
        paper.axis(*frame[0], titles[0]),
        paper.axis(*frame[1], titles[1]),
        margin={"l": 46, "r": 8, "t": 12},
    )
