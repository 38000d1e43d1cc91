"""A loss over time: what has been as a line, what is to come as faint dots; up the axis each step is a factor."""

import math
from typing import Any

import plotly.graph_objects as go

from lossviz.figures import losses, palette, paper

FEW_POWERS = 2
DIGITS = (1, 2, 5)
EDGE = 0.05  # a word at the very top would stand in the caption


def factors(low: float, high: float) -> dict[str, list[Any]]:
    """Ticks and their words between two powers of ten; where these are few, 2 and 5 times each as well."""
    first, last = math.ceil(low), math.floor(high)
    if last - first > FEW_POWERS or max(abs(first), abs(last)) > FEW_POWERS:
        return losses.powers(first, last)
    fine = {math.log10(digit * 10.0**n): f"{digit * 10.0**n:g}" for n in range(first - 1, last + 1) for digit in DIGITS}
    inside = {place: word for place, word in fine.items() if low < place < high - EDGE}
    return {"ticks": list(inside), "words": list(inside.values())}


def figure(
    *,
    x: str,
    y: str,
    upto: str,
    dot: tuple[str, str],
    times: tuple[float, float],
    ticks: dict[str, list[Any]],
    powers: tuple[float, float],
    title: str,
) -> dict[str, Any]:
    """`y`, a power of ten, over `x`: up to and with the place `upto` as a line, and a dot by its x and its y."""
    up = factors(*powers)
    coming = {"size": 3, "color": palette.MUTED}
    return paper.sheet(
        [
            go.Scatter(x=[], y=[], mode="markers", name="coming", meta={"x": x, "y": y}, marker=coming),
            losses.line("passed", x=x, y=y, colour=palette.COST, upto=upto),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.COST),
        ],
        paper.axis(*times, title, ticks=ticks["ticks"], words=ticks["words"]),
        paper.axis(*powers, "loss", ticks=up["ticks"], words=up["words"]),
        margin={"l": 72, "t": 24},
    )
