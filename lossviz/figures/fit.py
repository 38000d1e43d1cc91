"""Points, a line, and the residuals as vertical segments."""

from typing import Any

from lossviz.figures import palette, plot
from lossviz.figures.contour import Span


def figure(
    *, x: str, y: str, line: tuple[str, str], residuals: tuple[str, str], before: str, frame: tuple[Span, Span]
) -> dict[str, Any]:
    """Points at `x`, `y`, the line and the residuals by their x and y; `before` is the line's y a step earlier."""
    return plot.figure(
        [
            plot.line(*residuals, color=palette.COST, width=2.5),
            plot.line(line[0], before, color=palette.MUTED, width=1.5, dash="dot"),
            plot.line(*line, color=palette.MODEL, width=3),
            plot.marks(x, y, color=palette.TRUTH, size=11, line=plot.EDGE),
        ],
        plot.axis(*frame[0], "x"),
        plot.axis(*frame[1], "y"),
        margin={"l": 40},
    )
