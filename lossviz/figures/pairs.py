"""Horizontal bars in pairs for comparison: the upper one of each plain, the lower one hatched."""

from typing import Any

from lossviz.figures import palette, plot

UPPER, LOWER = 0.2, -0.2


def figure(
    *, upper: str, lower: str, upper_y: str, lower_y: str, pairs: int, x_range: str, title: str
) -> dict[str, Any]:
    """Bars as long as `upper` and `lower`, at `upper_y` and `lower_y`; `x_range` is a quantity, too."""

    def bars(x: str, y: str, colour: str, shape: str) -> Any:
        pattern = {"shape": shape, "bgcolor": colour, "fgcolor": palette.PAPER, "size": 8, "solidity": 0.3}
        meta = {"x": x, "y": y}
        return plot.bars(meta, horizontal=True, width=0.36, color=colour, opacity=0.85, pattern=pattern)

    return plot.figure(
        [bars(upper, upper_y, palette.MODEL, ""), bars(lower, lower_y, palette.COST, "/")],
        plot.axis(-1, 1, title) | {"showgrid": True, "gridcolor": palette.GRID, "nticks": 6},
        plot.axis(-0.6, pairs - 0.4, ticks=[]),
        margin={"l": 24, "r": 24, "t": 10},
        ranges={"xaxis": x_range},
        barmode="overlay",
    )
