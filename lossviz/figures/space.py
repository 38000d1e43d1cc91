"""A landscape that can be turned: its heights as a surface in a box."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, paper
from lossviz.figures.contour import Span


def axis(span: Span, title: str) -> dict[str, Any]:
    """An axis of the box, quiet and fixed."""
    return {"range": list(span), "title": {"text": title}, "showspikes": False}


def figure(
    *,
    x: str,
    y: str,
    z: str,
    frame: tuple[Span, Span],
    tall: Span,
    titles: tuple[str, str, str],
    turn: str,
    path: tuple[str, str, str],
    upto: str,
    around: tuple[str, str],
) -> dict[str, Any]:
    """The surface `z` over `x` and `y`, seen from the direction `turn` in degrees, and the walk along `path` on it.

    `around` are the quantities with the range of the turn and of its handle's height.
    """
    surface = go.Surface(
        name="surface",
        x=[],
        y=[],
        z=[],
        meta={"x": x, "y": y, "z": z},
        colorscale=[[0, palette.GRID], [1, palette.MUTED]],
        showscale=False,
        hoverinfo="skip",
    )
    drawn = go.Figure([surface])
    drawn.update_layout(
        template=paper.TEMPLATE,
        margin={"l": 12, "r": 12, "t": 8, "b": 44},  # beneath it lies the rail of the turn
        scene={
            "xaxis": axis(frame[0], titles[0]),
            "yaxis": axis(frame[1], titles[1]),
            "zaxis": axis(tall, titles[2]),
            "aspectmode": "manual",
            "dragmode": False,
            "hovermode": False,
        },
        meta={
            "turn": turn,
            "path_x": path[0],
            "path_y": path[1],
            "path_z": path[2],
            "upto": upto,
            "frame_x": around[0],
            "frame_y": around[1],
        },
    )
    described: dict[str, Any] = drawn.to_plotly_json()
    return described
