"""Points, and what the model says of them at one step of a walk."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper

Span = tuple[float, float]


def figure(
    *,
    x: str,
    y: str,
    line_x: str,
    line_y: str,
    first_y: str,
    frame: tuple[Span, Span],
    titles: tuple[str, str],
    many: bool,
) -> dict[str, Any]:
    """The points `x`, `y`, the model along `line_x`, `line_y`, and `first_y`, what it said at the start."""

    def said(name: str, heights: str, **style: Any) -> Any:
        return go.Scatter(name=name, x=[], y=[], mode="lines", meta={"x": line_x, "y": heights}, line=style)

    size, edge = (4, 0.0) if many else (10, 1.5)
    marker = {"color": palette.TRUTH, "size": size, "line": {"width": edge, "color": palette.PAPER}}
    return paper.sheet(
        [
            go.Scatter(name="points", x=[], y=[], mode="markers", meta={"x": x, "y": y}, marker=marker),
            said("first", first_y, color=palette.MUTED, width=1.5, dash="dot"),
            said("model", line_y, color=palette.MODEL, width=3),
        ],
        paper.axis(*frame[0], titles[0]),
        paper.axis(*frame[1], titles[1]),
        margin={"l": 46, "r": 8, "t": 12},
    )
