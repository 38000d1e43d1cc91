"""Pieces laid end to end: a sum whose length is seen, and the mark it cannot pass."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *,
    start: str,
    length: str,
    longest: float,
    unit: str,
    y: str = "stack_y",
    ceiling: str = "",
    colours: str | list[str] = palette.COST,
    rows: int = 1,
    left: int = 14,
) -> dict[str, Any]:
    """Pieces from `start`, each of `length`, in `rows` rows; a dashed mark at `ceiling`; an axis up to `longest`."""
    meta = {"y": y, "x": length, "base": start}
    traces = [paper.bars(meta, horizontal=True, width=0.7, color=colours, opacity=0.78, line=paper.EDGE)]
    if ceiling:
        traces.append(paper.line(ceiling, "stack_mark", color=palette.MUTED, width=2, dash="dash"))
    return paper.sheet(
        traces,
        paper.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        paper.axis(-0.75, rows - 0.25, ticks=[]),
        margin={"t": 8, "b": 38, "l": left, "r": 14},
    )
