"""A small batch of binary samples: the predicted probability and the loss of each, as bars."""

from typing import Any

from lossviz.figures import palette, plot


def predictions(*, positive: str, negative: str, x: str, width: str, label: str) -> dict[str, Any]:
    """Bars at `x`: plain for samples with label 1 (`positive`), hatched for label 0; a tick at each `label`."""

    def bars(height: str, shape: str) -> Any:
        pattern = {"shape": shape, "bgcolor": palette.MODEL, "fgcolor": palette.PAPER, "size": 9, "solidity": 0.35}
        meta = {"x": x, "y": height, "width": width}
        return plot.bars(meta, color=palette.MODEL, opacity=0.85, pattern=pattern)

    edge = {"width": 4, "color": palette.TRUTH}
    ticks = plot.marks(x, label, unclipped=True, symbol="line-ew", size=20, line=edge)
    return plot.figure(
        [bars(positive, ""), bars(negative, "/"), ticks],
        plot.axis(0, 1, ticks=[]),
        plot.axis(0, 1.1, "ŷ", ticks=[0, 0.25, 0.5, 0.75, 1.0], words=["0", "¼", "½", "¾", "1"]),
        margin={"b": 46},
        barmode="overlay",
    )


def losses(
    *,
    x: str,
    height: str,
    width: str,
    mean: tuple[str, str],
    top: float,
    unit: str,
    uniform_guess: tuple[str, str] | None = None,
    bottom: int = 46,
) -> dict[str, Any]:
    """Bars as high as each loss, cut off at `top`, a dashed line at their `mean` and a dotted one at a `uniform_guess`.

    Each line is given by its x and its y. `bottom` is the room under the bars in pixels: 46 for two lines of words, 64
    for three.
    """
    drawn = [
        plot.bars({"x": x, "y": height, "width": width}, color=palette.COST, opacity=0.78),
        plot.line(*mean, color=palette.TEXT, width=2, dash="dash"),
    ]
    if uniform_guess:
        drawn.append(plot.line(*uniform_guess, color=palette.MUTED, width=2, dash="dot"))
    return plot.figure(drawn, plot.axis(0, 1, ticks=[]), plot.axis(0, top, f"loss in {unit}"), margin={"b": bottom})
