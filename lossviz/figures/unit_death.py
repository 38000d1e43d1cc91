"""One unit in gradient descent: its function beside the points, and its path on the map of the loss."""

from typing import Any

from lossviz.figures import contour, palette, plot
from lossviz.figures.contour import Span


def function(
    *, points: str, line: tuple[str, str], first: str, errors: tuple[str, str], frame: tuple[Span, Span]
) -> dict[str, Any]:
    """Points, filled where they are active, and the unit's function over them; `first` is its y before any update.

    `points` is the common beginning of the quantities with x and y of the points; `errors` are x and y of the errors
    as vertical lines.
    """
    hollow: dict[str, Any] = {"size": 10, "color": palette.PAPER, "line": {"width": 2, "color": palette.TRUTH}}
    return plot.figure(
        [
            plot.line(*errors, "errors", color=palette.COST, width=2.5),
            plot.line(line[0], first, "first", color=palette.MUTED, width=1.5, dash="dot"),
            plot.line(*line, "unit", color=palette.MODEL, width=3),
            plot.marks(f"{points}_x", f"{points}_y", "points", **hollow),
            plot.marks(f"{points}_x", f"{points}_active", "active", color=palette.TRUTH, size=11, line=plot.EDGE),
        ],
        plot.axis(*frame[0], "x"),
        plot.axis(*frame[1], "y"),
        margin={"l": 40, "t": 12},
    )


def loss_map(*, levels: int, frame: tuple[Span, Span], dead: tuple[str, str]) -> dict[str, Any]:
    """Contours of the loss over weight and bias, the whole path and its part so far; `dead` is an edge as a line."""
    return contour.figure(
        [
            contour.level_contours(x="grid_w", y="grid_b", z="level", levels=levels),
            plot.line(*dead, "edge", color=palette.TEXT, width=1.5, dash="dash"),
            contour.path("ahead", x="path_w", y="path_b", colour=palette.MUTED, width=1.2),
            contour.path("path", x="path_w", y="path_b", colour=palette.MODEL, width=2, upto="step"),
            contour.marks("dot", x="path_w[step]", y="path_b[step]", colour=palette.MODEL, size=14),
        ],
        frame=frame,
        titles=("weight w", "bias b"),
    )
