"""A curve with a dot on it and a dashed horizontal line at its maximum."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, y: str, dot: tuple[str, str], ceiling: str, y_range: str, titles: tuple[str, str]
) -> dict[str, Any]:
    """The curve `y` over `x` from 0 to 1, the dot by its x and y, and a line at `ceiling`; `y_range` is a quantity."""
    return plot.figure(
        [
            plot.line("curve_ends", ceiling, color=palette.MUTED, width=1.5, dash="dash"),
            plot.line(x, y, color=palette.COST, width=2.5),
            plot.marks(*dot, color=palette.COST, size=11),
        ],
        plot.axis(0, 1, titles[0], ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        plot.axis(0, 1, titles[1]),
        ranges={"yaxis": y_range},
    )
