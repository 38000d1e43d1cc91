"""Plotly traces, axes and figures with one template: fixed axes, no tool bar, no legend.

A trace's `meta` names the quantities that draw it: `{"y": "p"}` means that its `y` is the quantity `p`.
"""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from lossviz.figures import field, palette

# The font of Streamlit's theme; where a page has it not, faces of its own that are as wide (`stage/poster.css`).
FONT = "'Source Sans', 'Source Sans, as wide', 'Source Sans, as wide as DejaVu', sans-serif"
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.TEXT},
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "bargap": 0,
        "xaxis": {"zeroline": False, "showgrid": False, "fixedrange": True, "automargin": False},
        "yaxis": {"zeroline": False, "gridcolor": palette.GRID, "fixedrange": True, "automargin": False},
    }
)
MARGIN = {"l": 44, "r": 10, "t": 18, "b": 40}
# So near to an end of an axis, as a share of it, a number touches those of the other axis.
EDGE_SHARE = 0.06
# Round marks and bars that touch: the colour of the page keeps them apart.
EDGE = {"width": 1.5, "color": palette.PAPER}


def line(x: str, y: str, name: str | None = None, *, more: dict[str, str] | None = None, **look: Any) -> Any:
    """A line through the points that two quantities give; `more` are further quantities for its `meta`.

    All of them are drawn: where Plotly leaves some out, a curve has corners, and it is another line than while it is
    moved.
    """
    look = {"simplify": False, **look}
    return go.Scatter(x=[], y=[], mode="lines", name=name, meta={"x": x, "y": y, **(more or {})}, line=look)


def marks(x: str, y: str, name: str | None = None, *, unclipped: bool = False, **look: Any) -> Any:
    """A marker at each of the points that two quantities give; `unclipped` ones are not cut off at the frame."""
    clipped = False if unclipped else None
    return go.Scatter(x=[], y=[], mode="markers", name=name, meta={"x": x, "y": y}, marker=look, cliponaxis=clipped)


def shaded_marks(
    x: str,
    y: str,
    shade: str,
    name: str | None = None,
    *,
    colours: Sequence[str],
    ground: str = palette.PAPER,
    **look: Any,
) -> Any:
    """A marker at each of the points that two quantities give, coloured by a third: from 0 to 255, as in a field.

    The `colours` are spread evenly over them, each with its alpha on an opaque `ground` (`stage/draw/shades.js`).
    """
    scale = [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]
    how = {"colorscale": scale, "cmin": 0, "cmax": 255, "showscale": False, "colorbar": {"bgcolor": ground}}
    meta = {"x": x, "y": y, "color": shade}
    return go.Scatter(x=[], y=[], mode="markers", name=name, meta=meta, marker={**how, **look})


def bars(
    meta: dict[str, str],
    name: str | None = None,
    *,
    horizontal: bool = False,
    width: float | None = None,
    offset: float | None = None,
    **look: Any,
) -> Any:
    """Bars drawn from the quantities in `meta`; without an outline unless `look`, their marker, has one."""
    return go.Bar(
        x=[],
        y=[],
        base=[] if "base" in meta else None,
        width=[] if "width" in meta else width,
        offset=offset,
        orientation="h" if horizontal else None,
        name=name,
        meta=meta,
        marker={"line": {"width": 0}, **look},
    )


def axis(
    low: float, high: float, title: str = "", *, ticks: list[float] | None = None, words: list[str] | None = None
) -> dict[str, Any]:
    """An axis with the fixed range `low` to `high`; `words` are the tick labels."""
    described: dict[str, Any] = {"range": [low, high], "title": {"text": title, "standoff": 6}}
    if ticks is not None:
        described |= {"tickmode": "array", "tickvals": ticks}
    if words is not None:
        described |= {"ticktext": words}
    return described


def inner_ticks(low: float, high: float, fewest: int = 4) -> list[float]:
    """At least so many round numbers between two, none so near to an end that it touches one of another axis there."""
    rough = (high - low) / fewest
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (power * digit for digit in (5, 2, 1, 0.5, 0.2)):
        inside = range(
            math.ceil((low + EDGE_SHARE * (high - low)) / step),
            math.floor((high - EDGE_SHARE * (high - low)) / step) + 1,
        )
        if len(inside) >= fewest:
            break
    return [float(f"{place * step:.12g}") for place in inside]


def figure(
    traces: list[Any],
    x: dict[str, Any],
    y: dict[str, Any],
    *,
    margin: dict[str, int] | None = None,
    ranges: dict[str, str] | None = None,
    barmode: str | None = None,
) -> dict[str, Any]:
    """A figure as a dictionary; `ranges` gives, for `xaxis` or `yaxis`, the quantity that holds its two ends.

    A field (`lossviz.figures.field`) is no trace of Plotly's and stands among them as it is.
    """
    layout = {"xaxis": x, "yaxis": y, "margin": {**MARGIN, **(margin or {})}, "meta": ranges or {}, "barmode": barmode}
    fields = [(place, trace) for place, trace in enumerate(traces) if field.is_field(trace)]
    drawn = go.Figure([trace for trace in traces if not field.is_field(trace)])
    drawn.update_layout(template=TEMPLATE, **layout)
    described: dict[str, Any] = drawn.to_plotly_json()
    for place, trace in fields:
        described["data"].insert(place, trace)
    return described
