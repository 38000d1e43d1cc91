"""A sum of units beside the curve that it fits, its derivative, and the slope change of each unit."""

from typing import Any

from lossviz.figures import palette, plot

LEFT, RIGHT = -2.15, 2.15
TICKS = [-2.0, -1.0, 0.0, 1.0, 2.0]
FRAME = (-2.6, 4.4)  # from bottom to top
TRANSLUCENT = "3A"  # an alpha of 23 %


def fit(
    *,
    target: tuple[str, str],
    total: tuple[str, str],
    edge: tuple[str, str],
    data: tuple[str, str] | None = None,
    kinks: tuple[str, str] | None = None,
    chosen: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """The curve, the sum and the strip between them, each by its x and its y.

    `edge` is the curve once more, with as few points as its side of the strip needs. `data` are points on the curve,
    `kinks` points on the sum, `chosen` is one of them that gets a ring.
    """
    total_line = plot.line(*total, "sum", color=palette.MODEL, width=3)
    points = [(data, "data", palette.TRUTH), (kinks, "kinks", palette.MODEL)]
    ring: dict[str, Any] = {"size": 27, "color": "rgba(0,0,0,0)", "line": {"width": 2, "color": palette.MODEL}}
    return plot.figure(
        [
            # The strip is filled from the sum to the line before it, and drawn with that line.
            plot.line(*edge, "strip", color="rgba(0,0,0,0)", width=0),
            total_line.update(fill="tonexty", fillcolor=f"{palette.COST}{TRANSLUCENT}"),
            # Over the sum, so that it is seen where both are the same.
            plot.line(*target, "target", color=palette.TRUTH, width=2.5, dash="6px,5px"),
            *(plot.marks(*at, name, color=colour, size=8, line=plot.EDGE) for at, name, colour in points if at),
            *([plot.marks(*chosen, "chosen", **ring)] if chosen else []),
        ],
        plot.axis(LEFT, RIGHT, "x", ticks=TICKS),
        plot.axis(*FRAME, "y") | {"ticklabelstandoff": 6},
        margin={"l": 44, "r": 16, "t": 12},
    )


def slopes(*, line: tuple[str, str], kink: str, gap: str) -> dict[str, Any]:
    """The derivative, by its x and its y; `gap` are both ends beside a kink, where it has no value."""
    hollow = {"width": 2, "color": palette.MODEL}
    return plot.figure(
        [
            plot.line("zero_x", "zero_y", "zero", color=palette.MUTED, width=1, dash="dot"),
            plot.line(*line, "slopes", color=palette.MODEL, width=3),
            *(plot.marks(kink, f"{gap}[{i}]", f"gap{i}", color=palette.PAPER, size=9, line=hollow) for i in range(2)),
        ],
        plot.axis(LEFT, RIGHT, "x", ticks=TICKS),
        plot.axis(-5.2, 5.2, "slope", ticks=[-4.0, -2.0, 0.0, 2.0, 4.0]),
        margin={"l": 44, "r": 10, "t": 12},
    )


def changes(n: int, *, x: str, height: str, width: str, chosen: str, title: str) -> dict[str, Any]:
    """A bar for each of n units, up or down; `chosen` is the index of the darker one, `title` that of the axis."""
    one = {part: f"{name}[{chosen}]" for part, name in (("x", x), ("y", height), ("width", width))}
    return plot.figure(
        [
            plot.bars({"x": x, "y": height, "width": width}, "changes", color=palette.MODEL, opacity=0.45),
            plot.bars(one, "chosen", color=palette.MODEL, opacity=0.9),
            plot.line("zero_ends", "zero_y", "zero", color=palette.TEXT, width=1.5),
        ],
        plot.axis(0, 1, "unit", ticks=[(i + 0.5) / n for i in range(n)], words=[str(i + 1) for i in range(n)]),
        plot.axis(-5.2, 5.2, title, ticks=[-4.0, -2.0, 0.0, 2.0, 4.0]),
        margin={"t": 12},
        barmode="overlay",
    )
