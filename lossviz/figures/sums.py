"""Sums of two, one below the other: the part that nobody avoids, and what comes on top of it."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(sums: list[tuple[str, str, float]], *, longest: float, unit: str) -> dict[str, Any]:
    """For each (first part, whole, row) a bar as long as the whole, and over it one as long as its first part."""

    def bar(length: str, row: float, colour: str) -> Any:
        return go.Bar(
            orientation="h",
            y=[row],
            x=[],
            width=0.46,
            meta={"x": length},
            marker={"color": colour, "line": {"width": 0}},
        )

    traces = [
        bar(length, row, colour)
        for first, whole, row in sums
        for length, colour in ((whole, palette.COST), (first, palette.MUTED))
    ]
    drawn = paper.sheet(
        traces,
        paper.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        paper.axis(-0.5, len(sums) - 0.1, ticks=[]),
        margin={"t": 4, "b": 38, "l": 10, "r": 14},
    )
    drawn["layout"]["barmode"] = "overlay"
    return drawn
