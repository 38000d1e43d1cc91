"""A loss surface in 3-D that can be rotated, with a path on it."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import palette, plot
from lossviz.figures.contour import Span


def axis(span: Span, title: str) -> dict[str, Any]:
    """An axis with a fixed range."""
    return {"range": list(span), "title": {"text": title}, "showspikes": False}


def figure(
    *,
    x: str,
    y: str,
    z: str,
    level: str,
    levels: int,
    frame: tuple[Span, Span],
    z_range: Span,
    titles: tuple[str, str, str],
    azimuth: str,
    path: tuple[str, str, str],
    upto: str,
    handle_frame: tuple[str, str],
) -> dict[str, Any]:
    """The surface `z` over `x` and `y`, seen from `azimuth`, in degrees, and the `path` on it up to the index `upto`.

    It has the colours of the contour map on which the quantity `level` is drawn with so many `levels`.
    `handle_frame` are the quantities with the range of the azimuth and with that of its handle's y.
    """
    surface = go.Surface(
        name="surface",
        x=[],
        y=[],
        z=[],
        meta={"x": x, "y": y, "z": z, "surfacecolor": level},
        cmin=-1,
        cmax=levels - 1,
        colorscale=[[0, palette.LOW], [1, palette.HIGH]],
        showscale=False,
        hoverinfo="skip",
    )
    drawn = go.Figure([surface])
    drawn.update_layout(
        template=plot.TEMPLATE,
        margin={"l": 12, "r": 12, "t": 8, "b": 36},  # below it lies the track of the azimuth's handle
        scene={
            "xaxis": axis(frame[0], titles[0]),
            "yaxis": axis(frame[1], titles[1]),
            "zaxis": axis(z_range, titles[2]),
            "aspectmode": "manual",
            "dragmode": False,
            "hovermode": False,
        },
        meta={
            "azimuth": azimuth,
            "path_x": path[0],
            "path_y": path[1],
            "path_z": path[2],
            "upto": upto,
            "frame_x": handle_frame[0],
            "frame_y": handle_frame[1],
        },
    )
    described: dict[str, Any] = drawn.to_plotly_json()
    return described
