"""The gradients of two losses with respect to the logit, one solid and one dashed, with their present values."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, first: str, second: str, at: str, first_at: str, second_at: str, zero: tuple[str, str], edge: float
) -> dict[str, Any]:
    """The curves `first` and `second` over `x`, with their values at `at`: a round marker, a square one.

    `zero` is the line y = 0, by its x and its y; the logit axis reaches from -`edge` to `edge`.
    """
    return plot.figure(
        [
            plot.line(*zero, color=palette.MUTED, width=1),
            plot.line(x, second, color=palette.TEXT, width=2, dash="dash"),
            plot.line(x, first, color=palette.COST, width=3),
            plot.marks(at, second_at, unclipped=True, color=palette.TEXT, size=10, symbol="square"),
            plot.marks(at, first_at, unclipped=True, color=palette.COST, size=12, symbol="circle"),
        ],
        plot.axis(-edge, edge, "logit", ticks=[-8, -4, 0, 4, 8]),
        plot.axis(-1.1, 1.1, "gradient", ticks=[-1, -0.5, 0, 0.5, 1.0]),
        margin={"l": 52},
    )
