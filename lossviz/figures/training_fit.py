"""A line during training: its points and errors, the line before the last update, and a guessed line."""

from typing import Any

from lossviz.figures import palette, plot

FEW = 40


def figure(
    *,
    x: str,
    y: str,
    few: tuple[str, str],
    line: tuple[str, str],
    before: tuple[str, str],
    guess: tuple[str, str],
    errors: str,
    guess_errors: str,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    many: bool = False,
) -> dict[str, Any]:
    """Points at `x`, `y`, and three lines, each by its x and its y.

    `errors` and `guess_errors` say how far the line, and the guess, lie above each of `few` points; they are drawn as
    thin vertical bars.
    """

    def bars(lengths: str, name: str, opacity: float) -> Any:
        meta = {"x": few[0], "y": lengths, "base": few[1]}
        width = (x_range[1] - x_range[0]) / 110
        return plot.bars(meta, name, width=width, color=palette.COST, opacity=opacity)

    look = {"size": 4, "opacity": 0.6} if many else {"size": 11, "line": plot.EDGE}
    return plot.figure(
        [
            bars(errors, "errors", 0.9),
            bars(guess_errors, "guess_errors", 0.4),
            plot.line(*before, "before", color=palette.MUTED, width=2, dash="dot"),
            plot.line(*line, "line", color=palette.MODEL, width=3),
            plot.line(*guess, "guess", color=palette.MODEL, width=2, dash="dash"),
            plot.marks(x, y, "points", color=palette.TRUTH, **look),
        ],
        plot.axis(*x_range, "x"),
        plot.axis(*y_range, "y"),
        margin={"l": 48, "t": 8},
        barmode="overlay",
    )
