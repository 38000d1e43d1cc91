"""Points of which a few are looked at: all of them small, those of the batch lit, and the line that they turn."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper

Span = tuple[float, float]


def figure(
    *, x: str, y: str, lit: tuple[str, str], line: tuple[str, str], frame: tuple[Span, Span], size: int, lit_size: int
) -> dict[str, Any]:
    """The points `x`, `y`, those that are `lit`, and the `line`, each by its x and its y."""

    def dots(name: str, x: str, y: str, **look: Any) -> Any:
        return go.Scatter(name=name, x=[], y=[], mode="markers", meta={"x": x, "y": y}, marker=look)

    ring = {"color": palette.MODEL, "width": 2.5}
    style = {"color": palette.MODEL, "width": 3}
    return paper.sheet(
        [
            dots("points", x, y, color=palette.TRUTH, size=size),
            go.Scatter(name="line", x=[], y=[], mode="lines", meta={"x": line[0], "y": line[1]}, line=style),
            dots("lit", *lit, color=palette.TRUTH, size=lit_size, line=ring),
        ],
        paper.axis(*frame[0], "x"),
        paper.axis(*frame[1], "y"),
        margin={"l": 40, "r": 8, "t": 8},
    )
