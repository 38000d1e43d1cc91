"""A curve with a dot on it, and dashed helpers that lead the eye from the dot to the axes."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *, x: str, y: str, dot: tuple[str, str], ceiling: str, y_range: str, titles: tuple[str, str]
) -> dict[str, Any]:
    """The curve `y` over `x` between 0 and 1, the dot, and a dashed line at `ceiling`; `y_range` is a quantity too."""
    return paper.sheet(
        [
            paper.line("curve_ends", ceiling, color=palette.MUTED, width=1.5, dash="dash"),
            paper.line(x, y, color=palette.COST, width=2.5),
            paper.marks(*dot, color=palette.COST, size=11),
        ],
        paper.axis(0, 1, titles[0], ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        paper.axis(0, 1, titles[1]),
        ranges={"yaxis": y_range},
    )
