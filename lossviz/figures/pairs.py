"""Pairs of bars to be compared: the upper one of each plain, the lower one hatched."""

from typing import Any

from lossviz.figures import palette, paper

UPPER, LOWER = 0.2, -0.2


def figure(*, upper: str, lower: str, upper_y: str, lower_y: str, pairs: int, reach: str, title: str) -> dict[str, Any]:
    """Bars as long as `upper` and `lower`, at the heights that quantities give; `reach` is the axis's range."""

    def bars(x: str, y: str, colour: str, shape: str) -> Any:
        pattern = {"shape": shape, "bgcolor": colour, "fgcolor": palette.PAPER, "size": 8, "solidity": 0.3}
        meta = {"x": x, "y": y}
        return paper.bars(meta, horizontal=True, width=0.36, color=colour, opacity=0.85, pattern=pattern)

    return paper.sheet(
        [bars(upper, upper_y, palette.MODEL, ""), bars(lower, lower_y, palette.COST, "/")],
        paper.axis(-1, 1, title) | {"showgrid": True, "gridcolor": palette.GRID, "nticks": 6},
        paper.axis(-0.6, pairs - 0.4, ticks=[]),
        margin={"l": 24, "r": 24, "t": 10},
        ranges={"xaxis": reach},
        barmode="overlay",
    )
