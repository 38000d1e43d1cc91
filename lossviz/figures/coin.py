"""Tosses of a coin in a row, and two curves over its bias: the cross-entropy and the likelihood."""

from typing import Any

from lossviz.figures import palette, plot

FLOOR = 0.1  # so far below 0 an axis begins, as a handle at 0 would cover its words
BIAS = ([0.0, 0.25, 0.5, 0.75, 1.0], ["0", "¼", "½", "¾", "1"])


def tosses(*, heads: str, tails: str, y: str, cut: tuple[str, str], count: int) -> dict[str, Any]:
    """Heads as full circles and tails as open ones, each row by its x, and the line between them."""
    edge = {"width": 2.5, "color": palette.TRUTH}
    return plot.figure(
        [
            plot.marks(heads, y, "heads", unclipped=True, color=palette.TRUTH, size=22, line=edge),
            plot.marks(tails, y, "tails", unclipped=True, color=palette.PAPER, size=22, line=edge),
            plot.line(*cut, "cut", color=palette.TEXT, width=2),
        ],
        plot.axis(-0.2, count + 0.2, ticks=[]),
        plot.axis(-1, 1, ticks=[]) | {"showgrid": False},
        margin={"l": 10, "t": 4, "b": 4},
    )


def cost(
    *, x: str, y: str, least: tuple[str, str], best: tuple[str, str], parts: dict[str, str], top: float, unit: str
) -> dict[str, Any]:
    """The cross-entropy over the bias, a line at its minimum, and a mark there.

    `parts` are two bars, one on the other, in which the present cross-entropy is split: x, y, base.
    """
    return plot.figure(
        [
            plot.bars(parts, "parts", width=0.035, color=[palette.MUTED, palette.COST], opacity=0.78),
            plot.line(*least, "least", color=palette.MUTED, width=1.5, dash="dash"),
            plot.line(x, y, "cost", color=palette.COST, width=2.5),
            mark(best, palette.COST),
        ],
        plot.axis(0, 1, "bias b", ticks=BIAS[0], words=BIAS[1]),
        plot.axis(-FLOOR * top, top, f"cross-entropy in {unit}"),
        margin={"t": 24},
        barmode="overlay",
    )


def likelihood(*, x: str, y: str, best: tuple[str, str]) -> dict[str, Any]:
    """The likelihood over the bias as a share of the largest, and a mark at its top."""
    return plot.figure(
        [plot.line(x, y, "likelihood", color=palette.MODEL, width=2.5), mark(best, palette.MODEL)],
        plot.axis(0, 1, "bias b", ticks=BIAS[0], words=BIAS[1]),
        plot.axis(-FLOOR, 1.12, "relative likelihood", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
        margin={"t": 24},
    )


def mark(at: tuple[str, str], colour: str) -> Any:
    """An open circle where a curve is least or largest."""
    return plot.marks(*at, "best", unclipped=True, size=10, color=palette.PAPER, line={"width": 2.5, "color": colour})
