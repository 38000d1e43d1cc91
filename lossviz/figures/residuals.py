"""Points, a line, and the loss of each residual: a square on it, or its length."""

from typing import Any

from lossviz.figures import palette, plot

# The line's handles stand on both edges of the frame: they need room, and so do the numbers beside them.
MARGIN = {"l": 52, "r": 20, "t": 10}


def figure(*, squares: str, lengths: str, many: bool) -> dict[str, Any]:
    """The residuals of the points `px`, `py`: `squares` and `lengths` name the y at which those of each end.

    `marker_x`, `marker_y` are the points drawn as markers; the others are handles. `many` markers are small.
    """

    def residuals(name: str, foot: str, side: str, width: float, fill: str) -> Any:
        drawn = plot.line("px", "py", name, more={"foot": foot, "side": side}, color=palette.COST, width=width)
        return drawn.update(fill="toself", fillcolor=fill)

    look = {"size": 4, "opacity": 0.5} if many else {"size": 11, "line": plot.EDGE}
    traces = [
        residuals("squares", squares, "side", 1.5, palette.translucent(palette.COST)),
        residuals("residuals", lengths, "straight", 3, "rgba(0,0,0,0)"),
        plot.line("line_x", "line_y", "line", color=palette.MODEL, width=3),
        plot.marks("marker_x", "marker_y", "points", color=palette.TRUTH, **look),
    ]
    return plot.figure(
        traces,
        plot.axis(0, 1, "x"),
        plot.axis(0, 1, "y") | {"ticklabelstandoff": 10},
        margin=MARGIN,
        ranges={"xaxis": "x_range", "yaxis": "y_range"},
    )
