"""Bars of the classes of a classifier: their logits, and their probabilities with the gradient as arrows."""

from typing import Any

from lossviz.figures import palette, plot

# The axis of probabilities reaches a little below 0, so that grips on bars of height 0 stand clear of the names.
FLOOR, TOP = -0.07, 1.28


def logits(
    *, x: str, height: str, width: str, zero: tuple[str, str], beyond: tuple[str, str], low: float, high: float
) -> dict[str, Any]:
    """Bars from 0 to each logit, and a line at 0 by its x and its y; the axis reaches from `low` to `high`.

    Where bars leave the axis above or below, arrowheads stand at the heights `beyond`.
    """
    return plot.figure(
        [
            plot.bars({"x": x, "y": height, "width": width}, color=palette.MODEL, opacity=0.55),
            plot.line(*zero, color=palette.MUTED, width=1.5),
            plot.marks(x, beyond[0], symbol="triangle-up", color=palette.TEXT, size=11),
            plot.marks(x, beyond[1], symbol="triangle-down", color=palette.TEXT, size=11),
        ],
        plot.axis(0, 1, ticks=[]),
        plot.axis(low, high, "logit", ticks=[-4, 0, 4, 8]),
        margin={"b": 46, "t": 8},
    )


def probabilities(*, x: str, height: str, width: str, target: str) -> dict[str, Any]:
    """Bars as high as each probability, a tick at each `target`, and an arrow from the probability to it.

    The arrow is as long as the gradient in the logit and points against it: where an update moves the probability.
    """
    edge = {"width": 3, "color": palette.TRUTH}
    arrow = plot.line(x, height, "gradient", more={"tip_x": x, "tip_y": target}, color=palette.COST, width=2.5)
    return plot.figure(
        [
            plot.bars({"x": x, "y": height, "width": width}, color=palette.MODEL, opacity=0.55),
            plot.marks(x, target, unclipped=True, symbol="line-ew", size=16, line=edge),
            arrow,
        ],
        plot.axis(0, 1, ticks=[]),
        plot.axis(FLOOR, TOP, "probability", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 46, "t": 8},
    )
