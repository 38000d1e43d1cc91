"""A slice of a loss: the loss along one parameter while the other is fixed, and a dot at the present value."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, y: str, dot_x: str, dot_y: str, title: str, x_range: str, y_range: str, smooth: bool = False
) -> dict[str, Any]:
    """The curve `y` over `x` with its dot; both ranges are quantities, `title` is that of the x axis.

    A `smooth` curve is drawn as a spline through its few points.
    """
    return plot.figure(
        [
            plot.line(x, y, "curve", color=palette.COST, width=2.5, shape="spline" if smooth else "linear"),
            plot.marks(dot_x, dot_y, "dot", unclipped=True, color=palette.COST, size=11, line=plot.EDGE),
        ],
        plot.axis(0, 1, title),
        plot.axis(0, 1),
        margin={"l": 34, "r": 8, "t": 10},
        ranges={"xaxis": x_range, "yaxis": y_range},
    )
