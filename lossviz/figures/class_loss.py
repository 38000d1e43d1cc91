"""The loss as -log of the true class's probability, with the loss itself and that of a uniform guess."""

from typing import Any, TypeAlias

from lossviz.figures import palette, plot

Line: TypeAlias = tuple[str, str]


def figure(
    *, x: str, y: str, dot: Line, uniform: Line, least: Line, loss: Line, top: float, unit: str
) -> dict[str, Any]:
    """The curve `y` over `x`, a dot on it, and level lines, each by its x and its y: uniform guess, minimum, loss."""
    return plot.figure(
        [
            plot.line(*uniform, "uniform", color=palette.MUTED, width=2, dash="dash"),
            plot.line(*least, "least", color=palette.TRUTH, width=2, dash="dot"),
            plot.line(*loss, "loss", color=palette.COST, width=1.5),
            plot.line(x, y, "curve", color=palette.COST, width=3),
            plot.marks(*dot, "dot", color=palette.COST, size=11),
        ],
        plot.axis(0, 1, "probability of the true class", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        plot.axis(0, top, f"loss in {unit}"),
    )
