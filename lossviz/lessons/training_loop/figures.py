"""What the training loop looks like: where lines and points are drawn, and its four figures."""

from functools import cache, lru_cache
from typing import Any

import numpy as np

from lossviz.figures import parabola, ring, timeline, turning
from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.lessons.training_loop import quantities as loop
from lossviz.lessons.training_loop.quantities import LAST, ROUND, UPDATES, Walk
from lossviz.scene.scene import Array, Figure

# What a picture of 32-bit numbers can hold, with digits to spare.
DEEP, TINY, HUGE = 1e4, 1e-30, 1e30
TALL = 20

Span = tuple[float, float]
Frame = tuple[Span, Span]


@lru_cache(maxsize=32)
def framed(data: Points) -> tuple[Points, Frame, Any]:
    """The points that are drawn, their frame, and the kind of numbers that keeps their places apart."""
    frame = given.frame(data)
    depth = [max(map(abs, span)) for span in frame]
    width = [span[1] - span[0] for span in frame]
    plain = all(d < DEEP * w and w > TINY and d < HUGE for d, w in zip(depth, width, strict=True))
    shown = given.drawn(data)
    if not plain and len(shown) > 500:
        shown = Points(shown.x[::4].copy(), shown.y[::4].copy())
    return shown, frame, np.float32 if plain else np.float64


def cut(w: Array, b: Array, frame: Frame) -> tuple[Array, Array]:
    """The visible part of lines and a little more, by the x and the y of its two ends; nan where there is none."""
    (left, right), (bottom, top) = frame
    low, high = bottom - (top - bottom), top + (top - bottom)
    w, b = w[..., None], b[..., None]
    with np.errstate(all="ignore"):
        ends = w * np.array([left, right]) + b
        inside = ((ends >= low) & (ends <= high)).all(axis=-1, keepdims=True)
        x = np.where(inside, [left, right], np.clip(np.sort((np.array([low, high]) - b) / w, axis=-1), left, right))
        y = np.clip(w * x + b, low, high)
        gone: Array = ~(x[..., :1] < x[..., 1:]) | np.isnan(y).any(axis=-1, keepdims=True)
    return np.where(gone, np.nan, x), np.where(gone, np.nan, y)


def misses(w: Array, b: Array, data: Points, frame: Frame) -> Array:
    """How far lines lie above each of a few points, as far as it can be seen; nothing for many points."""
    if len(data) > loop.MISSES:
        return np.full((*w.shape, 1), np.nan)
    bottom, top = frame[1]
    with np.errstate(all="ignore"):
        said: Array = np.clip(w[..., None] * data.x + b[..., None], 2 * bottom - top, 2 * top - bottom)
        return np.asarray(said - data.y)


def placed(name: str, x: Array, y: Array, frame: Frame) -> dict[str, Array]:
    """The two ends of lines, in rows; where all of them reach from edge to edge, their y only."""
    whole = np.array(frame[0], dtype=x.dtype)
    return {f"{name}_y": y} | ({} if (x == whole).all() else {f"{name}_x": x})


def with_room(frame: Frame, walked: Walk) -> Frame:
    """The frame, so tall that a guess of the first update finds room in it whichever way it goes."""
    here, after = walked.line(0), walked.line(1)
    (bottom, top), grip, away = frame[1], max(frame[0], key=abs), abs(after.w - here.w)
    ends = [after.b + grip * slope for slope in (here.w - away, here.w + away)]
    # A step of many frames would leave nothing of the points.
    if not all(abs(end) <= TALL * (top - bottom) for end in ends):
        return frame
    room = (top - bottom) / 25
    return frame[0], (min(bottom, min(ends) - room), max(top, max(ends) + room))


@cache
def ring_figure() -> dict[str, Any]:
    """The four stations; they are the same for all points."""
    return ring.figure(lit_x="station_x[phase]", lit_y="station_y[phase]", beside="flow")


@cache
def slice_figure() -> dict[str, Any]:
    """The first step at every rate; its axes are quantities."""
    return parabola.figure(
        x="rates",
        y="heights",
        marks=("mark_x", "mark_y"),
        dot=("dot_x", "dot_y"),
        border=("border_x", "border_y"),
        x_range="rate_range",
        y_range="loss_range",
        x_title="rate",
        y_title="loss after the first update",
    )


@lru_cache(maxsize=64)
def fit_figure(frame: Frame, *, many: bool) -> dict[str, Any]:
    """The line among its points."""
    return turning.figure(
        x="x",
        y="y",
        few=("few_x", "few_y"),
        line=("line_x", "line_y"),
        before=("before_x", "before_y"),
        guess=("ghost_x", "ghost_y"),
        misses="misses",
        guess_misses="ghost_misses",
        x_range=frame[0],
        y_range=frame[1],
        many=many,
    )


@lru_cache(maxsize=64)
def falling_figure(powers: Span) -> dict[str, Any]:
    """The loss over time."""
    tens = range(0, UPDATES + 1, 10)
    return timeline.figure(
        x="times",
        y="powers",
        upto="k",
        dot=("at", "powers[k]"),
        times=(-12.0, LAST + 6.0),
        ticks={"ticks": [float(ROUND * ten) for ten in tens], "words": [str(ten) for ten in tens]},
        powers=powers,
        title="updates",
    )


def figures(data: Points, shown: Points, frame: Frame, powers: Span, *, level: bool) -> tuple[Figure, ...]:
    """The loop, the line, the first step, and the whole way."""
    few = "The line, its points and its misses" if len(data) <= loop.MISSES else "The line among {n:count} points"
    return (
        Figure(
            "ring",
            "Update {k:count}: {phase:word}",
            ring_figure(),
            height=250,
            narrow_height=235,
            columns=4,
            describes="Four stations in a ring: predict, measure, slope, adjust. One of them is lit",
        ),
        Figure(
            "fit",
            f"{few}, {{drawn:count}} of them drawn" if len(shown) < len(data) else few,
            fit_figure(frame, many=len(data) > turning.FEW),
            height=250,
            narrow_height=250,
            columns=4,
            describes="Points, the line, and while it is adjusted the line as it was before, dotted",
        ),
        Figure(
            "slice",
            "The first step: level ground" if level else "The first step at every rate; the bottom is at {best_rate}",
            slice_figure(),
            height=250,
            narrow_height=230,
            columns=4,
            describes="The loss after the first update against the rate: a parabola, with a dot at the present rate",
        ),
        Figure(
            "falling",
            "The loss, update by update",
            falling_figure(powers),
            height=150,
            narrow_height=170,
            columns=12,
            describes="The loss after each update so far as a line, those to come as faint dots",
            hover=("time", "moments", ""),
        ),
    )
