"""A line that turns: among its points, with its misses, beside where it was before, and beside a guess."""

from typing import Any

from lossviz.figures import palette, paper

FEW = 40


def figure(
    *,
    x: str,
    y: str,
    few: tuple[str, str],
    line: tuple[str, str],
    before: tuple[str, str],
    guess: tuple[str, str],
    misses: str,
    guess_misses: str,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    many: bool = False,
) -> dict[str, Any]:
    """Points at `x`, `y`, and three lines, each by its x and its y.

    `misses` and `guess_misses` say how far the line, and the guess, lie above each of `few` points, those that have
    thin bars up or down to it.
    """

    def bars(lengths: str, name: str, opacity: float) -> Any:
        meta = {"x": few[0], "y": lengths, "base": few[1]}
        width = (x_range[1] - x_range[0]) / 110
        return paper.bars(meta, name, width=width, color=palette.COST, opacity=opacity)

    look = {"size": 4, "opacity": 0.6} if many else {"size": 11, "line": paper.EDGE}
    return paper.sheet(
        [
            bars(misses, "misses", 0.9),
            bars(guess_misses, "guess_misses", 0.4),
            paper.line(*before, "before", color=palette.MUTED, width=2, dash="dot"),
            paper.line(*line, "line", color=palette.MODEL, width=3),
            paper.line(*guess, "guess", color=palette.MODEL, width=2, dash="dash"),
            paper.marks(x, y, "points", color=palette.TRUTH, **look),
        ],
        paper.axis(*x_range, "x"),
        paper.axis(*y_range, "y"),
        margin={"l": 48, "t": 8},
        barmode="overlay",
    )
