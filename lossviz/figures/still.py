"""A figure as a still: the SVG that shows what Plotly would draw, written from the same description and numbers.

It needs no browser. The frame, the place inside the margins, is drawn in pixels of a given size; widths of lines and
dots keep theirs where that drawing is stretched to another size, so one still serves every width of a page.

A figure names quantities; `Read` finds their numbers.
"""

import math
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from lossviz.figures import palette, still_traces
from lossviz.figures.svg import Frame, Ink, Read, number, plain, stroke, themed, words

Plot: TypeAlias = Mapping[str, Any]

# Two axes that both begin so near to 0, by share of their length, have no 0 in their corner (`stage/draw/plotly.js`).
CORNER = 0.03
FEWEST, MOST = 4, 9  # how many ticks an axis has that chooses them itself
PIXELS_EACH = {"xaxis": 80, "yaxis": 40}


class Tick(NamedTuple):
    """A mark on an axis: its share of the axis, from the left or from the top, and its text."""

    share: float
    text: str


def frame_of(plot: Plot, read: Read, width: float, height: float) -> Frame:
    """The frame of a figure of `width` and `height` pixels, margins included."""
    layout = plot["layout"]
    margin, meta = layout["margin"], layout.get("meta") or {}
    x, y = (read(meta[axis]) if axis in meta else layout[axis]["range"] for axis in ("xaxis", "yaxis"))
    return Frame(
        max(1, width - margin["l"] - margin["r"]),
        max(1, height - margin["t"] - margin["b"]),
        (float(x[0]), float(x[1])),
        (float(y[0]), float(y[1])),
    )


def ticks(plot: Plot, frame: Frame, axis: str) -> list[Tick]:
    """The ticks of an axis: those it names, or round numbers about as many as Plotly takes."""
    described = plot["layout"][axis]
    low, high = frame.x if axis == "xaxis" else frame.y
    length = frame.width if axis == "xaxis" else frame.height
    if described.get("tickmode") == "array":
        places = [float(value) for value in described["tickvals"]]
        texts = described.get("ticktext") or [written(value) for value in places]
    else:
        most = described.get("nticks") or min(max(length / PIXELS_EACH[axis], FEWEST), MOST) + 1
        places = rounds(low, high, most)
        texts = [written(value) for value in places]
    shares = frame.across(places) if axis == "xaxis" else frame.down(places)
    inside = -1e-9, 1 + 1e-9
    return [
        Tick(float(share), str(text))
        for share, text in zip(np.atleast_1d(shares), texts, strict=False)
        if inside[0] <= share <= inside[1]
    ]


def labelled_ticks(plot: Plot, frame: Frame, axis: str) -> list[Tick]:
    """The ticks of an axis that have their text; a 0 that would stand in the corner of two axes has none."""
    both = {name: ticks(plot, frame, name) for name in ("xaxis", "yaxis")}
    have_zero = all(any(tick.text == "0" for tick in found) for found in both.values())
    if not have_zero or not all(begins_at_zero(span) for span in (frame.x, frame.y)):
        return both[axis]
    return [tick for tick in both[axis] if tick.text != "0"]


def begins_at_zero(span: tuple[float, float]) -> bool:
    """Whether 0 is at the lower end of an axis."""
    low, high = span
    return abs(low) <= CORNER * abs(high - low)


def rounds(low: float, high: float, most: float) -> list[float]:
    """Round numbers from `low` to `high`, at most about `most` of them."""
    if not math.isfinite(high - low) or low == high:
        return []
    rough = abs(high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(digit for digit in (2, 5, 10, 20) if digit > rough / power)
    first, last = sorted((low, high))
    return [k * step for k in range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)]


def written(value: float) -> str:
    """The number at a tick."""
    return f"{value:.6g}".replace("-", "−")


def shows_grid(plot: Plot, axis: str) -> bool:
    """Whether an axis has lines of a grid."""
    return bool(plot["layout"][axis].get("showgrid", axis == "yaxis"))


def marks(plot: Plot, read: Read, frame: Frame, ink: Ink = themed, hidden: Collection[str] = ()) -> str:
    """What stands in the frame, as SVG elements in its pixels: the grid, then each trace whose name is not hidden."""
    inside: list[str] = [grid(plot, frame, ink)]
    outside: list[str] = []
    before = None
    for trace in plot["data"]:
        drawn, before = still_traces.draw(trace, read, frame, ink, before)
        if trace.get("name") in hidden:
            continue
        (outside if trace.get("cliponaxis") is False else inside).append(drawn)
    size = f'width="{number(frame.width)}" height="{number(frame.height)}"'
    return f'<svg {size} overflow="hidden">{"".join(inside)}</svg>{"".join(outside)}'


def area(plot: Plot, read: Read, frame: Frame, hidden: Collection[str] = ()) -> str:
    """The frame as an SVG that takes whatever size its place has."""
    box = f"0 0 {number(frame.width)} {number(frame.height)}"
    return (
        f'<svg viewBox="{box}" preserveAspectRatio="none" width="100%" height="100%" overflow="visible">'
        f"{marks(plot, read, frame, themed, hidden)}</svg>"
    )


def svg(plot: Plot, read: Read, width: int, height: int, ink: Ink = plain) -> str:
    """The whole figure as an SVG document of a fixed size: frame, ticks and the titles of its axes."""
    frame = frame_of(plot, read, width, height)
    margin, layout = plot["layout"]["margin"], plot["layout"]
    texts = []
    for tick in labelled_ticks(plot, frame, "xaxis"):
        texts.append(words(tick.text, margin["l"] + tick.share * frame.width, height - margin["b"] + 15, "middle", ink))
    for tick in labelled_ticks(plot, frame, "yaxis"):
        texts.append(words(tick.text, margin["l"] - 4, margin["t"] + tick.share * frame.height + 5, "end", ink))
    middle = margin["l"] + frame.width / 2, margin["t"] + frame.height / 2
    for axis, turn, x, y in (("xaxis", 0, middle[0], height - 6), ("yaxis", -90, 14, middle[1])):
        title = (layout[axis].get("title") or {}).get("text", "")
        if title:
            texts.append(words(title, x, y, "middle", ink, turn=turn))
    place = f'x="{margin["l"]}" y="{margin["t"]}" width="{number(frame.width)}" height="{number(frame.height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<svg {place} overflow="visible">{marks(plot, read, frame, ink)}</svg>{"".join(texts)}</svg>'
    )


def grid(plot: Plot, frame: Frame, ink: Ink) -> str:
    """The lines of the grid."""
    rows = [tick.share * frame.height for tick in ticks(plot, frame, "yaxis")] if shows_grid(plot, "yaxis") else []
    columns = [tick.share * frame.width for tick in ticks(plot, frame, "xaxis")] if shows_grid(plot, "xaxis") else []
    d = "".join(f"M0 {number(row)}H{number(frame.width)}" for row in rows)
    d += "".join(f"M{number(column)} 0V{number(frame.height)}" for column in columns)
    return stroke(d, ink(palette.GRID), 1)
