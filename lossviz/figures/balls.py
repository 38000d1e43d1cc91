"""Balls of two classes in a row each, round and square, and the cut that splits both rows in two."""

from typing import Any

from lossviz.figures import palette, plot

ROUND, SQUARE = 1.0, 0.0


def figure(*, round_x: str, square_x: str, cut_x: str, cut_y: str, x_range: str) -> dict[str, Any]:
    """Balls at the given x, and the line of the cut; `x_range` is the quantity with the ends of the axis."""

    def row(x: str, y: str, colour: str, symbol: str) -> Any:
        return plot.marks(x, y, unclipped=True, color=colour, size=20, symbol=symbol, line=plot.EDGE)

    cut = plot.line(cut_x, cut_y, color=palette.TEXT, width=2.5).update(cliponaxis=False)
    return plot.figure(
        [row(round_x, "round_y", palette.MODEL, "circle"), row(square_x, "square_y", palette.TRUTH, "square"), cut],
        plot.axis(0, 1, ticks=[]),
        plot.axis(-0.9, 1.9, ticks=[]) | {"showgrid": False},
        margin={"l": 64, "t": 24, "b": 24},
        ranges={"xaxis": x_range},
    )
