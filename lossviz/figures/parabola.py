"""A slice of a loss along one step: how high it would end, however far it goes."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *,
    x: str,
    y: str,
    marks: tuple[str, str],
    dot: tuple[str, str],
    border: tuple[str, str],
    x_range: str,
    y_range: str,
    x_title: str,
    y_title: str,
) -> dict[str, Any]:
    """The curve `y` over `x`, small marks, a dot, and an upright border, each of these by its x and its y.

    The ranges of both axes are quantities.
    """

    def trace(name: str, mode: str, places: tuple[str, str], **look: Any) -> Any:
        return go.Scatter(x=[], y=[], mode=mode, name=name, meta={"x": places[0], "y": places[1]}, **look)

    ring = {"size": 8, "color": palette.PAPER, "line": {"width": 2, "color": palette.COST}}
    plain = {"exponentformat": "e"}
    return paper.sheet(
        [
            trace("border", "lines", border, line={"color": palette.MUTED, "width": 1.5, "dash": "dash"}),
            trace("curve", "lines", (x, y), line={"color": palette.COST, "width": 2.5, "simplify": False}),
            trace("marks", "markers", marks, marker=ring, cliponaxis=False),
            trace("dot", "markers", dot, marker={"size": 12, "color": palette.COST}),
        ],
        paper.axis(0, 1, x_title) | plain,
        paper.axis(0, 1, y_title) | plain,
        margin={"l": 48, "t": 8},
        ranges={"xaxis": x_range, "yaxis": y_range},
    )
