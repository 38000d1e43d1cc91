"""A loss curve on a linear axis: past updates as a line, future ones as faint dots."""

from typing import Any

from lossviz.figures import palette, plot


def figure(*, x: str, losses: str, past: str, dot_x: str, dot_y: str, updates: int, top: float) -> dict[str, Any]:
    """The losses over the updates `x`; `past` is the part of `losses` up to the dot, NaN after it."""
    return plot.figure(
        [
            plot.line(x, past, color=palette.COST, width=2.5),
            plot.marks(x, losses, size=3, color=palette.MUTED),
            plot.marks(dot_x, dot_y, size=11, color=palette.COST),
        ],
        plot.axis(-2.2, updates + 0.5, "updates"),
        plot.axis(0, top, "loss"),
        margin={"l": 40},
    )
