"""Data points, and the model's prediction at one step of a descent."""

from typing import Any

from lossviz.figures import palette, plot
from lossviz.figures.contour import Span


def figure(
    *,
    x: str,
    y: str,
    line: tuple[str, str],
    initial: str,
    frame: tuple[Span, Span],
    titles: tuple[str, str],
    many: bool,
) -> dict[str, Any]:
    """The points `x`, `y`, the prediction by the x and y of its `line`, and `initial`, its y at the start."""
    size, edge = (4, 0.0) if many else (10, 1.5)
    return plot.figure(
        [
            plot.marks(x, y, "points", color=palette.TRUTH, size=size, line={**plot.EDGE, "width": edge}),
            plot.line(line[0], initial, "initial", color=palette.MUTED, width=1.5, dash="dot"),
            plot.line(*line, "model", color=palette.MODEL, width=3),
        ],
        plot.axis(*frame[0], titles[0]),
        plot.axis(*frame[1], titles[1]),
        margin={"l": 52, "r": 8, "t": 12},
    )
