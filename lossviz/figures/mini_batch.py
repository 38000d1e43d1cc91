"""Points, with those of the mini-batch highlighted, and the line that is fitted to them."""

from typing import Any

from lossviz.figures import palette, plot
from lossviz.figures.contour import Span


def figure(
    *,
    x: str,
    y: str,
    batch: tuple[str, str],
    line: tuple[str, str],
    frame: tuple[Span, Span],
    size: int,
    batch_marker_size: int,
) -> dict[str, Any]:
    """The points, those of the `batch` and the `line`, each by its x and its y; sizes of markers in pixels."""
    ring = {"color": palette.MODEL, "width": 2.5}
    return plot.figure(
        [
            plot.marks(x, y, "points", color=palette.TRUTH, size=size),
            plot.line(*line, "line", color=palette.MODEL, width=3),
            plot.marks(*batch, "batch", color=palette.TRUTH, size=batch_marker_size, line=ring),
        ],
        plot.axis(*frame[0], "x"),
        plot.axis(*frame[1], "y"),
        margin={"l": 40, "r": 8, "t": 8},
    )
