"""Names for walks downhill: what theory expects of one, what its footprints say, and how it ended."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path

Whole = NDArray[np.intp]

WINDOW = 20  # the last steps, by which a walk is judged
RAN_AWAY = 10.0  # times the first loss
NEAR = 0.01  # of the way from the start to the end: so close is there, so short is no step
ROUNDING = 1e-9


class Course(IntEnum):
    """What rate times curvature tells of a step: the distance to the bottom is multiplied by 1 minus it."""

    RESTS = 0  # the rate is 0
    GLIDES = 1  # below 1: it stays on its side
    LANDS = 2  # exactly 1: one step to the bottom
    SWINGS = 3  # 1 to 2: it crosses over, nearer each time
    BORDER = 4  # exactly 2: it crosses over and is as far away as before
    DIVERGES = 5  # above 2: it crosses over and is further away


class Happened(IntEnum):
    """What the footprints of a walk say."""

    GLIDING = 0
    SWINGING = 1
    DIVERGED = 2


class Fate(IntEnum):
    """How a walk ended."""

    FAST = 0
    SLOW = 1
    OSCILLATES = 2
    DIVERGES = 3


def course(rate: ArrayLike, curvature: ArrayLike) -> Whole:
    """The `Course` that gradient descent takes along a direction of this curvature, both broadcast.

    1 and 2 are met within 1e-9, for a rate such as 0.2 is no exact number. Where the ground bends
    downwards no step crosses over: it glides.

    Examples:
        >>> [Course(c).name for c in course([0, 0.09, 0.1, 0.18, 0.2, 0.21], 10)]
        ['RESTS', 'GLIDES', 'LANDS', 'SWINGS', 'BORDER', 'DIVERGES']
    """
    rates, bends = checks.numbers("rate", rate), checks.numbers("curvature", curvature, infinite=True)
    with np.errstate(all="ignore"):
        product = rates * bends
    return np.select(
        [
            np.broadcast_to(rates == 0, product.shape),
            abs(product - 1) <= ROUNDING,
            abs(product - 2) <= ROUNDING,
            product < 1,
            product < 2,
        ],
        [Course.RESTS, Course.LANDS, Course.BORDER, Course.GLIDES, Course.SWINGS],
        default=Course.DIVERGES,
    )


def happened(path: Path) -> Whole:
    """What `Happened` up to each footprint, as if the walk had ended there; shape (steps + 1, ...).

    Diverged: the loss is infinite, or 10 times the first. Swinging: in some coordinate the gradient
    changed its sign at more than half of the last 20 steps. Gliding: neither.
    """
    return np.select([ran_away(path.losses), swings(path.gradients)], [Happened.DIVERGED, Happened.SWINGING], default=0)


def ran_away(losses: Array) -> NDArray[np.bool_]:
    """Where the loss is no finite number, or has grown to 10 times the first."""
    with np.errstate(over="ignore", invalid="ignore"):
        grown: NDArray[np.bool_] = (losses >= RAN_AWAY * losses[0]) & (losses > losses[0])
    return grown | ~np.isfinite(losses)


def swings(gradients: Array) -> NDArray[np.bool_]:
    """Where some coordinate of the gradient changed its sign at more than half of the last 20 steps."""
    signs = np.sign(gradients)
    with np.errstate(invalid="ignore"):
        turned = signs[1:] * signs[:-1] < 0
    so_far = np.zeros(gradients.shape, dtype=np.int32)
    np.cumsum(turned, axis=0, out=so_far[1:])
    steps = np.minimum(np.arange(len(so_far)), WINDOW)
    lately = (so_far - so_far[np.arange(len(so_far)) - steps]).max(axis=-1)
    often: NDArray[np.bool_] = np.greater(2 * lately.T, steps).T
    return often


def fate(path: Path) -> Whole:
    """The `Fate` of each walk, shape (...). Its way is the distance from its start to its end.

    Diverges: it ran away, as in `happened`. Fast: from a quarter of its steps on it stays within a
    hundredth of its way from its end, and does not creep on, for its steps have shrunk a hundredfold
    since. Slow: not so, but in its last 20 steps the loss never rose and nothing swung further than
    a hundredth of its way. Oscillates: everything else, a walk that swings or jumps about. Where it
    came to rest is not asked: it may be no lowest place.

    Examples:
        >>> from lossviz.theory import optimizers, surfaces
        >>> from lossviz.theory.descent import descend
        >>> hills, rates = surfaces.SURFACES["ravine"], optimizers.gradient_descent([0.01, 0.18, 0.2, 0.21])
        >>> [Fate(f).name for f in fate(descend(hills.loss, hills.gradient, [-4, 1.5], rates, 200))]
        ['SLOW', 'FAST', 'OSCILLATES', 'DIVERGES']
    """
    losses, points, quarter = path.losses, path.points, len(path.losses) // 4
    with np.errstate(all="ignore"):
        near = NEAR * apart(points[0], points[-1])
        close = (apart(points[quarter:], points[-1]) <= near).all(axis=0)
        # A walk that has not moved at all is where it ends, but only level ground is an end.
        arrived = (near > 0) | (path.gradients[-1] == 0).all(axis=-1)
        lately = apart(points[1:][-WINDOW:], points[:-1][-WINDOW:])
        then = apart(points[quarter], points[quarter + 1]) if len(points) > quarter + 1 else np.zeros_like(near)
        now = lately[-1] if len(lately) else np.zeros_like(near)
        stopped = now <= np.maximum(NEAR * then, ROUNDING * near)
        wide = swings(path.gradients[-WINDOW - 1 :])[-1] & (lately > near).any(axis=0)
        rose = (np.diff(losses[-WINDOW - 1 :], axis=0) > ROUNDING * abs(losses[0])).any(axis=0)
    return np.select(
        [ran_away(losses)[-1], close & arrived & stopped, ~wide & ~rose],
        [Fate.DIVERGES, Fate.FAST, Fate.SLOW],
        default=Fate.OSCILLATES,
    )


def settled(path: Path) -> Whole:
    """The step from which on each walk stays within a hundredth of its way from its end, shape (...).

    -1 where it ends in infinity.
    """
    with np.errstate(all="ignore"):
        far = ~(apart(path.points, path.points[-1]) <= NEAR * apart(path.points[0], path.points[-1]))
    since = np.where(far.any(axis=0), len(far) - far[::-1].argmax(axis=0), 0)
    return np.where(np.isfinite(path.points[-1]).all(axis=-1), since, -1)


def apart(one: Array, other: Array) -> Array:
    """The distance between places, coordinates on the last axis."""
    away = one - other
    distance: Array = np.hypot(away[..., 0], away[..., 1]) if away.shape[-1] == 2 else np.linalg.norm(away, axis=-1)
    return distance


def steps_until(losses: ArrayLike, below: float) -> Whole:
    """The number of the first step whose loss is below a value; -1 where there is none. Steps on the first axis.

    Examples:
        >>> int(steps_until([4, 2, 1, 0.5], 2)), int(steps_until([4, 2, 1, 0.5], 0.1))
        (2, -1)
    """
    heights = np.asarray(losses, dtype=np.float64)
    there = heights < below
    return np.where(there.any(axis=0), there.argmax(axis=0), -1)
