"""Two number lines from 0 to 1, one below the other: the label, the prediction, and the error between them."""

from typing import Any

from lossviz.figures import palette, plot

UPPER, LOWER = 1.0, 0.0


def figure(
    *, lines: tuple[tuple[str, str], ...], drop_line: tuple[str, str], error: str, prediction: str
) -> dict[str, Any]:
    """The number lines, a vertical `drop_line`, and on the lower line a bar from `prediction` as long as `error`.

    A line is two quantities, its x and its y.
    """
    bar = plot.bars({"x": error, "base": prediction}, horizontal=True, width=0.3, color=palette.COST, opacity=0.6)
    return plot.figure(
        [
            *(plot.line(*line, color=palette.MUTED, width=2) for line in lines),
            bar.update(y=[LOWER]),
            plot.line(*drop_line, color=palette.TRUTH, width=1.5, dash="dot"),
        ],
        plot.axis(0, 1, ticks=[0, 0.5, 1.0], words=["0: no", "½", "1: yes"]),
        plot.axis(-0.5, 1.5, ticks=[]) | {"showgrid": False},
        margin={"l": 118, "r": 26, "t": 4, "b": 26},
    )
