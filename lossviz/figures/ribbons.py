"""Ribbons: bands from many points to many others, each as thick as its number says; edges of a graph."""

from typing import Any

import plotly.graph_objects as go


def ribbons(
    name: str,
    x: str,
    y: str,
    tip_x: str,
    tip_y: str,
    width: str,
    colour: str,
    opacity: float = 1.0,
    *,
    inset: str = "",
    outlined: bool = False,
    dash: str = "solid",
) -> Any:
    """From each (x, y) to its tip a band `width` pixels thick whose ends are level; without a width there is none.

    `inset` names a size as that of `field.tiles`: the bands lead from the right side of one such tile to the left side
    of another. `outlined` ones are not filled and have a line of this `dash`. Where bands overlap their opacity is that
    of one.
    """
    more = {"inset": inset} if inset else {}
    return go.Scatter(
        x=[],
        y=[],
        mode="lines" if outlined else "none",
        name=name,
        meta={"x": x, "y": y, "tip_x": tip_x, "tip_y": tip_y, "width": width, **more},
        fill=None if outlined else "toself",
        fillcolor=None if outlined else colour,
        line={"color": colour, "width": 1.5, "dash": dash, "simplify": False} if outlined else None,
        opacity=opacity,
    )
