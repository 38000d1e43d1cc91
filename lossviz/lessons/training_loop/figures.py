"""The four figures of the training loop, and the clipping of lines and points to their frame."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from lossviz.figures import cycle, log_loss_curve, parabola, training_fit
from lossviz.inputs.points import Points, thinned
from lossviz.lessons.training_loop.parameters import LAST_STEP, PHASES, UPDATES
from lossviz.lessons.training_loop.quantities import TrainingRun
from lossviz.scene import axes, quantities
from lossviz.scene.axes import Frame, Range
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Figure

# What a picture of 32-bit numbers can hold, with digits to spare.
MAX_OFFSET, TINY, HUGE = 1e4, 1e-30, 1e30
# A frame with room for a guess is at most so many times as tall as without.
MAX_HEIGHTS = 20
MAX_ERROR_BARS = 12


class Drawing(NamedTuple):
    """The points that are drawn, their frame, and the kind of quantity that keeps their places apart."""

    points: Points
    frame: Frame
    places: Callable[..., dict[str, Array]]

    @property
    def exact(self) -> bool:
        """Whether places take 64 bits; then there is room for the lines, and none for what goes with them."""
        return self.places is quantities.numbers


@lru_cache(maxsize=32)
def drawing(points: Points) -> Drawing:
    """How points are drawn."""
    frame = axes.points_frame(points)
    furthest = [max(map(abs, ends)) for ends in frame]
    width = [high - low for low, high in frame]
    fits = all(f < MAX_OFFSET * w and w > TINY and f < HUGE for f, w in zip(furthest, width, strict=True))
    shown = thinned(points)
    if not fits and len(shown) > 500:
        shown = Points(shown.x[::4].copy(), shown.y[::4].copy())
    return Drawing(shown, frame, quantities.geometry if fits else quantities.numbers)


def clipped_segment(w: Array, b: Array, frame: Frame) -> tuple[Array, Array]:
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


def clipped_errors(w: Array, b: Array, points: Points, frame: Frame) -> Array:
    """ŷ − y of lines at each of a few points, clipped to the frame; NaN for many points."""
    if len(points) > MAX_ERROR_BARS:
        return np.full((*w.shape, 1), np.nan)
    with np.errstate(all="ignore"):
        return np.asarray(axes.clip_outside(w[..., None] * points.x + b[..., None], *frame[1], 1) - points.y)


def segment(name: str, x: Array, y: Array, drawn: Drawing) -> dict[str, Array]:
    """The two ends of lines, in rows; where all of them reach from edge to edge, their y only."""
    edges = {} if (x == np.array(drawn.frame[0])).all() else {f"{name}_x": x}
    return drawn.places(**edges, **{f"{name}_y": y})


def with_room(frame: Frame, run: TrainingRun) -> Frame:
    """The frame, extended so that a guess of the first update in either direction fits into it."""
    here, after = run.line(0), run.line(1)
    (bottom, top), edge, change = frame[1], max(frame[0], key=abs), abs(after.w - here.w)
    ends = [after.b + edge * slope for slope in (here.w - change, here.w + change)]
    # A step of many frames would leave nothing of the points.
    if not all(abs(end) <= MAX_HEIGHTS * (top - bottom) for end in ends):
        return frame
    room = (top - bottom) / 25
    return frame[0], (min(bottom, min(ends) - room), max(top, max(ends) + room))


@cache
def cycle_figure() -> dict[str, Any]:
    """The cycle of the four phases; it is the same for all points."""
    return cycle.figure(active_x="node_x[phase]", active_y="node_y[phase]", edge_name="flow")


@cache
def slice_figure() -> dict[str, Any]:
    """The loss after the first update at every learning rate; the ranges of its axes are quantities."""
    return parabola.figure(
        curve=("rates", "slice_loss"),
        marks=("mark_x", "mark_y"),
        dot=("dot_x", "dot_y"),
        limit=("limit_x", "limit_y"),
        ranges=("rate_range", "loss_range"),
        titles=("learning rate η", "loss after the first update"),
    )


@lru_cache(maxsize=64)
def fit_figure(frame: Frame, *, many: bool) -> dict[str, Any]:
    """The line, its points and its errors."""
    return training_fit.figure(
        x="x",
        y="y",
        few=("error_x", "error_base"),
        line=("line_x", "line_y"),
        before=("before_x", "before_y"),
        guess=("guess_x", "guess_y"),
        errors="errors",
        guess_errors="guess_errors",
        x_range=frame[0],
        y_range=frame[1],
        many=many,
    )


@lru_cache(maxsize=64)
def loss_figure(powers: Range) -> dict[str, Any]:
    """The loss over the updates."""
    tens = range(0, UPDATES + 1, 10)
    return log_loss_curve.figure(
        x="update_steps",
        y="log10_loss",
        upto="k",
        dot=("step", "log10_loss[k]"),
        x_range=(-12.0, LAST_STEP + 6.0),
        ticks={"ticks": [float(len(PHASES) * ten) for ten in tens], "words": [str(ten) for ten in tens]},
        powers=powers,
        title="updates",
    )


def figures(points: Points, drawn: Drawing, powers: Range, *, stationary: bool) -> tuple[Figure, ...]:
    """The cycle of phases, the line, the first step's line search, and the loss curve."""
    line = (
        "The line, its points and their errors" if len(points) <= MAX_ERROR_BARS else "The line among {n:count} points"
    )
    step = "The first update: the gradient is 0" if stationary else "The first update: minimum at η = {best_rate}"
    return (
        Figure(
            "cycle",
            "Update {k:count}: {phase:word}",
            cycle_figure(),
            height=250,
            narrow_height=235,
            columns=4,
            describes="Four phases in a ring: predict, compute the loss, compute the gradient, update. One is active",
        ),
        Figure(
            "fit",
            f"{line}, {{drawn:count}} of them drawn" if len(drawn.points) < len(points) else line,
            fit_figure(drawn.frame, many=len(points) > training_fit.FEW),
            height=250,
            narrow_height=250,
            columns=4,
            describes="Points, the line, and during an update the line before it, dotted",
        ),
        Figure(
            "slice",
            step,
            slice_figure(),
            height=250,
            narrow_height=230,
            columns=4,
            describes="The loss after the first update over the learning rate, a parabola with a dot at the one set",
        ),
        Figure(
            "losses",
            "The loss after each update",
            loss_figure(powers),
            height=150,
            narrow_height=170,
            columns=12,
            describes="The loss after each update so far as a line, those to come as faint dots",
            hover=("time", "steps", ""),
        ),
    )
