"""A line that turns: among its points, with its misses, beside where it was before, and beside a guess."""

from typing import Any

import plotly.graph_objects as go

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

    def drawn(places: tuple[str, str], name: str, **look: Any) -> Any:
        return go.Scatter(x=[], y=[], mode="lines", name=name, meta={"x": places[0], "y": places[1]}, line=look)

    def bars(lengths: str, name: str, opacity: float) -> Any:
        return go.Bar(
            x=[],
            y=[],
            base=[],
            width=(x_range[1] - x_range[0]) / 110,
            name=name,
            meta={"x": few[0], "y": lengths, "base": few[1]},
            marker={"color": palette.COST, "opacity": opacity, "line": {"width": 0}},
        )

    edge = {"width": 1.5, "color": palette.PAPER}
    marker = (
        {"color": palette.TRUTH, "size": 4, "opacity": 0.6}
        if many
        else {"color": palette.TRUTH, "size": 11, "line": edge}
    )
    sheet = paper.sheet(
        [
            bars(misses, "misses", 0.9),
            bars(guess_misses, "guess_misses", 0.4),
            drawn(before, "before", color=palette.MUTED, width=2, dash="dot"),
            drawn(line, "line", color=palette.MODEL, width=3),
            drawn(guess, "guess", color=palette.MODEL, width=2, dash="dash"),
            go.Scatter(x=[], y=[], mode="markers", name="points", meta={"x": x, "y": y}, marker=marker),
        ],
        paper.axis(*x_range, "x"),
        paper.axis(*y_range, "y"),
        margin={"l": 48, "t": 8},
    )
    sheet["layout"]["barmode"] = "overlay"
    return sheet
