"""The loss curves for the labels 1 and 0, both dashed and muted, and the curve for the present label."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, if_yes: str, if_no: str, loss: str, dot_x: str, dot_y: str, x_axis: dict[str, Any], top: float, unit: str
) -> dict[str, Any]:
    """Three curves over `x`, and a dot on the curve `loss`; `x_axis` is as `plot.axis` returns it."""
    return plot.figure(
        [
            plot.line(x, if_yes, color=palette.MUTED, width=1.5, dash="dash"),
            plot.line(x, if_no, color=palette.MUTED, width=1.5, dash="dash"),
            plot.line(x, loss, color=palette.COST, width=3),
            plot.marks(dot_x, dot_y, color=palette.COST, size=11),
        ],
        x_axis,
        plot.axis(0, top, f"loss in {unit}"),
    )
