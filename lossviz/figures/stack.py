"""Horizontal stacked bars: terms end to end, whose length is their sum, and a line at its maximum."""

from typing import Any

from lossviz.figures import palette, plot


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
    """Bars from `start`, each of `length`, in `rows` rows; a dashed line at `ceiling`; an axis from 0 to `longest`."""
    meta = {"y": y, "x": length, "base": start}
    traces = [plot.bars(meta, horizontal=True, width=0.7, color=colours, opacity=0.78, line=plot.EDGE)]
    if ceiling:
        traces.append(plot.line(ceiling, "stack_mark", color=palette.MUTED, width=2, dash="dash"))
    return plot.figure(
        traces,
        plot.axis(0, longest, unit) | {"showgrid": True, "gridcolor": palette.GRID},
        plot.axis(-0.75, rows - 0.25, ticks=[]),
        margin={"t": 8, "b": 38, "l": left, "r": 14},
    )
