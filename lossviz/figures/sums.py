"""Sums of two, one below the other: the part that nobody avoids, and what comes on top of it."""

from typing import Any

from lossviz.figures import palette, paper


def figure(sums: list[tuple[str, str, float]], *, longest: float, unit: str) -> dict[str, Any]:
    """For each (first part, whole, row) a bar as long as the whole, and over it one as long as its first part."""
    traces = [
        paper.bars({"x": length}, horizontal=True, width=0.46, color=colour).update(y=[row])
        for first, whole, row in sums
        for length, colour in ((whole, palette.COST), (first, palette.MUTED))
    ]
    return paper.sheet(
        traces,
        paper.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        paper.axis(-0.5, len(sums) - 0.1, ticks=[]),
        margin={"t": 4, "b": 38, "l": 10, "r": 14},
        barmode="overlay",
    )
