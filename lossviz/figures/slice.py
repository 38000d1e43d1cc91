"""A loss along one parameter while the other stays: a curve, and on it the place where the line stands."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper


def figure(
    *, x: str, y: str, dot_x: str, dot_y: str, title: str, x_range: str, y_range: str, round_: bool = False
) -> dict[str, Any]:
    """The curve `y` over `x` with its dot; both ranges are quantities, `title` says what is changed.

    A `round_` curve is drawn without corners through few places.
    """
    line = {"color": palette.COST, "width": 2.5, "shape": "spline" if round_ else "linear"}
    curve = go.Scatter(x=[], y=[], name="curve", mode="lines", meta={"x": x, "y": y}, line=line)
    here = go.Scatter(
        x=[],
        y=[],
        name="dot",
        mode="markers",
        meta={"x": dot_x, "y": dot_y},
        marker={"color": palette.COST, "size": 11, "line": {"width": 1.5, "color": palette.PAPER}},
    )
    return paper.sheet(
        [curve, here],
        paper.axis(0, 1, title),
        paper.axis(0, 1),
        margin={"l": 34, "r": 8, "t": 10},
        ranges={"xaxis": x_range, "yaxis": y_range},
    )
