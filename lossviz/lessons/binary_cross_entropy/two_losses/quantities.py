"""The quantities of two descents from one start, one on cross-entropy and one on squared error."""

from functools import cache, lru_cache

import numpy as np

from lossviz.lessons.binary_cross_entropy.two_losses import words
from lossviz.scene import assessment, axes
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import convergence, logistic_unit, scalar_descent
from lossviz.theory.descent import Path
from lossviz.theory.point_surfaces import SIX_LABELLED_POINTS
from lossviz.theory.surface import Point
from lossviz.theory.surfaces import SURFACES, points_squares

Both = tuple[Path, Path]

UPDATES = 1_000
# The updates that can be set by hand: early ones one by one, later ones further and further apart.
STRETCHES = ((0, 20, 1), (20, 40, 2), (40, 100, 5), (100, 200, 10), (200, 400, 20), (400, UPDATES + 1, 50))
TRACK = np.concatenate([np.arange(*stretch) for stretch in STRETCHES])
# What is drawn of them: an odd number of updates to the next shows both sides of a descent that oscillates.
CURVE_STEPS = np.concatenate([np.arange(200), np.arange(200, UPDATES + 1, 5)])
FRAME = ((-6.0, 4.0), (-6.0, 6.0))
CELLS = (46, 37)
# Powers of ten: the axis of the losses, the height of its handle, and where the names stand.
LOG10_RANGE, HANDLE_Y, LABEL_Y = (-1.12, 1.05), -1.0, (0.9, 0.66)
X_RANGE, CURVE_PLACES = (-3.5, 3.5), 33
# How many frames away what has left is still drawn.
FRAMES = 20.0
# A loss so near to its minimum has converged. Its gradient vanishes if so small a share of its excess is
# gone, and a larger one of the other's.
NEAR, UNCHANGED_SHARE, DECREASED_SHARE = 0.01, 0.02, 0.1
# The goals: a cross-entropy within so many updates, and a squared error at the end.
GOAL_UPDATES, GOAL_CROSS_ENTROPY, GOAL_SQUARED_ERROR = 20, 0.48, 0.66

LOSSES = (SURFACES["points_bce"], points_squares())
BEST = np.array([loss.minima[0] for loss in LOSSES])
LEAST = np.array([loss.loss(best) for loss, best in zip(LOSSES, BEST, strict=True)])


@lru_cache(maxsize=32)
def paths(start: Point, rate: float) -> Both:
    """Both descents, with one update more than is drawn: the formula shows the next one."""
    cross_entropy, squared_error = (
        scalar_descent.descend_scalar(
            loss.loss,
            logistic_unit.logistic_gradient(*SIX_LABELLED_POINTS, squared=loss.name == "points_squares"),
            start,
            [rate] * (UPDATES + 1),
        )
        for loss in LOSSES
    )
    return cross_entropy, squared_error


def table(both: Both, rate: float, step: int) -> Table:
    """The table of the updates, from 0 to 1,000."""
    at = np.append(TRACK, step)
    points = np.stack([path.points[at] for path in both], axis=1)
    w, b = points[..., 0], points[..., 1]
    place, losses = track_place(at), np.stack([path.losses[at] for path in both], axis=-1)
    (left, right), (bottom, top) = FRAME
    sigmoid = logistic_unit.probabilities(np.linspace(*X_RANGE, CURVE_PLACES), points)
    dots = {"w": clipped(w, 0), "b": clipped(b, 1)}
    return Table(
        np.arange(float(len(TRACK))),
        float(place[-1]),
        merged(
            indices(
                step=at,
                upto=np.searchsorted(CURVE_STEPS, at, side="right") - 1,
                correct=logistic_unit.correct_count(*SIX_LABELLED_POINTS, points),
                case=cases(both, rate, at),
            ),
            flags(inside=(w >= left) & (w <= right) & (b >= bottom) & (b <= top)),
            numbers(
                place=place,
                w=w,
                next=np.stack([path.points[at + 1, 0] for path in both], axis=-1),
                loss=losses,
                gradient_w=np.stack([path.gradients[at, 0] for path in both], axis=-1),
            ),
            geometry(
                now_x=np.stack([place, place], axis=-1),
                sigmoid0=sigmoid[:, 0],
                sigmoid1=sigmoid[:, 1],
                dot_w=dots["w"],
                dot_b=dots["b"],
                dot_log10_loss=log10(losses),
            ),
        ),
        {"two-losses.step": "step"},
        geometry(**{f"hover_{name}{i}": dots[name][:-1, i] for i in range(2) for name in "wb"}),
    )


def cases(both: Both, rate: float, at: Array) -> Array:
    """Which sentence holds at each of these updates."""
    losses = np.stack([path.losses for path in both], axis=-1)
    with np.errstate(all="ignore"):
        lost = (losses[0] - losses[at]) / (losses[0] - LEAST)
    near = losses[at] < LEAST + NEAR
    oscillating = convergence.is_oscillating(both[0].gradients)[at]
    return np.select(
        [
            np.full(len(at), rate == 0),
            at == 0,
            near.all(axis=-1),
            oscillating & ~near[:, 0],
            (abs(lost[:, 1]) <= UNCHANGED_SHARE) & (lost[:, 0] >= DECREASED_SHARE),
        ],
        [words.ZERO_RATE, words.START, words.BOTH_NEAR, words.OSCILLATES, words.VANISHING],
        default=words.ON_THE_WAY,
    )


def path_quantities(both: Both) -> dict[str, Array]:
    """What is the same at every update: both paths from end to end, and what they reached."""
    losses = [path.losses[: UPDATES + 1] for path in both]
    near = [convergence.first_step_below(one, least + NEAR) for one, least in zip(losses, LEAST, strict=True)]
    coordinates = {
        f"{'wb'[axis]}{i}": clipped(path.points[CURVE_STEPS, axis], axis)
        for i, path in enumerate(both)
        for axis in range(2)
    }
    return merged(
        geometry(**coordinates, **{f"log10_loss{i}": log10(one)[CURVE_STEPS] for i, one in enumerate(losses)}),
        indices(steps_to_best=near),
        assessment.goal_flags(
            [(losses[0][: GOAL_UPDATES + 1] <= GOAL_CROSS_ENTROPY).any(), losses[1][UPDATES] > GOAL_SQUARED_ERROR]
        ),
    )


def track_place(updates: Array) -> Array:
    """The positions of updates on their axis, on which the places of the track are equally spaced."""
    return np.interp(updates, TRACK, np.arange(len(TRACK)))


def clipped(values: Array, axis: int) -> Array:
    """Coordinates on one axis of the maps, as far out as they are drawn."""
    return axes.clip_outside(values, *FRAME[axis], FRAMES)


def log10(losses: Array) -> Array:
    """Losses as powers of ten; what is above the axis stands a little above it."""
    return axes.log_heights(losses, LOG10_RANGE[0], LOG10_RANGE[1] + 1)


@cache
def constants() -> dict[str, Array]:
    """Both surfaces, and all else that no handle changes."""
    w, b = (np.linspace(*span, cells) for span, cells in zip(FRAME, CELLS, strict=True))
    grid = np.stack(np.meshgrid(w, b), axis=-1)
    x, y = SIX_LABELLED_POINTS
    return merged(
        geometry(
            grid_w=w,
            grid_b=b,
            curve_x=track_place(CURVE_STEPS),
            sigmoid_x=np.linspace(*X_RANGE, CURVE_PLACES),
            **{f"surface{i}": loss.loss(grid).reshape(-1) for i, loss in enumerate(LOSSES)},
            **{f"best_log10_loss{i}": np.repeat(height, 2) for i, height in enumerate(log10(LEAST))},
        ),
        numbers(
            best_w=BEST[:, 0],
            best_b=BEST[:, 1],
            best=LEAST,
            ends=[0.0, len(TRACK) - 1.0],
            right_edge=len(TRACK) - 1.0,
            now_y=LOG10_RANGE,
            handle_y=HANDLE_Y,
            label_y=LABEL_Y,
            x=x,
            y=y,
            sigmoid_ends=X_RANGE,
            half=[0.5, 0.5],
        ),
        indices(each_place=np.arange(len(TRACK))),
        flags(underlined=True),
    )
