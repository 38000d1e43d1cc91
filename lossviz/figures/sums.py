"""Sums of two terms as bars, one below the other: the first term muted, the second after it."""

from typing import Any

from lossviz.figures import palette, plot


def figure(sums: list[tuple[str, str, float]], *, longest: float, unit: str) -> dict[str, Any]:
    """For each (first part, whole, row) a bar as long as the whole, and over it one as long as its first part."""
    traces = [
        plot.bars({"x": length}, horizontal=True, width=0.46, color=colour).update(y=[row])
        for first, whole, row in sums
        for length, colour in ((whole, palette.COST), (first, palette.MUTED))
    ]
    return plot.figure(
        traces,
        plot.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        plot.axis(-0.5, len(sums) - 0.1, ticks=[]),
        margin={"t": 4, "b": 38, "l": 10, "r": 14},
        barmode="overlay",
    )
