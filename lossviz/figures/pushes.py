"""Two slopes over the same logit, one solid and one dashed, each with a mark where it stands."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *, x: str, first: str, second: str, at: str, first_at: str, second_at: str, level: tuple[str, str], edge: float
) -> dict[str, Any]:
    """The curves `first` and `second` over `x`, and at `at` a round mark on the one, a square on the other.

    `level` is a thin line between them, by its x and its y; `edge` is how far the logit is shown on both sides of 0.
    """
    return paper.sheet(
        [
            paper.line(*level, color=palette.MUTED, width=1),
            paper.line(x, second, color=palette.TEXT, width=2, dash="dash"),
            paper.line(x, first, color=palette.COST, width=3),
            paper.marks(at, second_at, whole=True, color=palette.TEXT, size=10, symbol="square"),
            paper.marks(at, first_at, whole=True, color=palette.COST, size=12, symbol="circle"),
        ],
        paper.axis(-edge, edge, "logit", ticks=[-8, -4, 0, 4, 8]),
        paper.axis(-1.1, 1.1, "push on the logit", ticks=[-1, -0.5, 0, 0.5, 1.0]),
        margin={"l": 52},
    )
