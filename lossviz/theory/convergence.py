"""Does gradient descent converge? What rate and curvature predict, what a path shows, and how it ended."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks, interruption
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path

IntArray = NDArray[np.intp]

WINDOW = 20  # the last steps, by which a path is judged
DIVERGENCE_FACTOR = 10.0  # times the first loss
TOLERANCE = 0.01  # of the distance from start to end: within it a path has arrived
ROUNDING = 1e-9
JUDGED = 8  # operations for each point of a path


class PredictedRegime(IntEnum):
    """What rate * curvature predicts: each step multiplies the distance to the minimum by 1 - rate * curvature."""

    ZERO_RATE = 0  # the rate is 0: no step is taken
    MONOTONE = 1  # rate * curvature < 1: approaches from one side
    ONE_STEP = 2  # exactly 1: the first step reaches the minimum
    OSCILLATES = 3  # between 1 and 2: changes sides at every step, closer each time
    AT_STABILITY_LIMIT = 4  # exactly 2: changes sides at a constant distance
    DIVERGES = 5  # above 2: changes sides, further away each time


class ObservedBehaviour(IntEnum):
    """What the losses and gradients of a path show."""

    MONOTONE = 0
    OSCILLATES = 1
    DIVERGES = 2


EXPECTED_BEHAVIOUR = {
    PredictedRegime.ZERO_RATE: ObservedBehaviour.MONOTONE,
    PredictedRegime.MONOTONE: ObservedBehaviour.MONOTONE,
    PredictedRegime.ONE_STEP: ObservedBehaviour.MONOTONE,
    PredictedRegime.OSCILLATES: ObservedBehaviour.OSCILLATES,
    PredictedRegime.AT_STABILITY_LIMIT: ObservedBehaviour.OSCILLATES,
    PredictedRegime.DIVERGES: ObservedBehaviour.DIVERGES,
}


class Outcome(IntEnum):
    """How a path ended."""

    FAST = 0  # converged within the first quarter of its steps
    SLOW = 1  # still converging
    OSCILLATES = 2
    DIVERGES = 3


def predicted_regime(rate: ArrayLike, curvature: ArrayLike) -> IntArray:
    """The `PredictedRegime` of gradient descent along a direction of constant curvature; both arguments broadcast.

    Products within 1e-9 of 1 and of 2 count as 1 and 2, as a rate such as 0.2 has no exact binary value. Where the
    curvature is negative, no step changes sides: MONOTONE.

    Raises:
        ValueError: a rate that is not finite; a curvature that is NaN.

    Examples:
        >>> [PredictedRegime(c).name for c in predicted_regime([0, 0.09, 0.1, 0.18, 0.2, 0.21], 10)]
        ['ZERO_RATE', 'MONOTONE', 'ONE_STEP', 'OSCILLATES', 'AT_STABILITY_LIMIT', 'DIVERGES']
    """
    rates, curvatures = checks.numbers("rate", rate), checks.numbers("curvature", curvature, infinite=True)
    with np.errstate(all="ignore"):
        product = rates * curvatures
    return np.select(
        [
            np.broadcast_to(rates == 0, product.shape),
            abs(product - 1) <= ROUNDING,
            abs(product - 2) <= ROUNDING,
            product < 1,
            product < 2,
        ],
        [
            PredictedRegime.ZERO_RATE,
            PredictedRegime.ONE_STEP,
            PredictedRegime.AT_STABILITY_LIMIT,
            PredictedRegime.MONOTONE,
            PredictedRegime.OSCILLATES,
        ],
        default=PredictedRegime.DIVERGES,
    )


def observed_behaviour(path: Path) -> IntArray:
    """The `ObservedBehaviour` of a path up to each of its points, shape (steps + 1, ...).

    DIVERGES where `has_diverged`, else OSCILLATES where `is_oscillating`, else MONOTONE.
    """
    return np.select(
        [has_diverged(path.losses), is_oscillating(path.gradients)],
        [ObservedBehaviour.DIVERGES, ObservedBehaviour.OSCILLATES],
        default=0,
    )


def has_diverged(losses: Array) -> NDArray[np.bool_]:
    """Where the loss is infinite, NaN, or at least 10 times the first; steps on the first axis."""
    with np.errstate(over="ignore", invalid="ignore"):
        grown: NDArray[np.bool_] = (losses >= DIVERGENCE_FACTOR * losses[0]) & (losses > losses[0])
    return grown | ~np.isfinite(losses)


def ends_diverged(losses: Array) -> NDArray[np.bool_]:
    """Where the loss has diverged, of runs that have diverged at their last step, too; steps on the first axis.

    A run may jump far up once and then settle: such a run is not one that diverges.
    """
    diverged = has_diverged(losses)
    return np.asarray(diverged & diverged[-1], dtype=np.bool_)


def is_oscillating(gradients: Array) -> NDArray[np.bool_]:
    """Where some coordinate of the gradient changed its sign at more than half of the last 20 steps.

    Shape (steps + 1, ..., coordinates) in, (steps + 1, ...) out.
    """
    signs = np.sign(gradients)
    with np.errstate(invalid="ignore"):
        changed = signs[1:] * signs[:-1] < 0
    total = np.zeros(gradients.shape, dtype=np.int32)
    np.cumsum(changed, axis=0, out=total[1:])
    steps = np.minimum(np.arange(len(total)), WINDOW)
    recent = (total - total[np.arange(len(total)) - steps]).max(axis=-1)
    oscillating: NDArray[np.bool_] = np.greater(2 * recent.T, steps).T
    return oscillating


def outcome(path: Path) -> IntArray:
    """The `Outcome` of each path, shape (...). Distances are relative to that from its first to its last point.

    - DIVERGES: `has_diverged` at the last point.
    - FAST: from a quarter of the steps on, it stays within 0.01 of its last point, and its steps have shrunk
      a hundredfold since.
    - SLOW: otherwise, if the last 20 steps stayed within 0.01 of the last point, or if in them the loss never rose and
      no oscillation was wider than 0.01.
    - OSCILLATES: otherwise.

    Whether the last point is a minimum is not examined.

    Examples:
        >>> from lossviz.theory import optimizers, surfaces
        >>> from lossviz.theory.descent import descend
        >>> surface, rates = surfaces.SURFACES["ravine"], optimizers.gradient_descent([0.01, 0.18, 0.2, 0.21])
        >>> [Outcome(f).name for f in outcome(descend(surface.loss, surface.gradient, [-4, 1.5], rates, 200))]
        ['SLOW', 'FAST', 'OSCILLATES', 'DIVERGES']
    """
    interruption.checkpoint(JUDGED * path.losses.size)
    losses, points, quarter = path.losses, path.points, len(path.losses) // 4
    with np.errstate(all="ignore"):
        near = TOLERANCE * distance(points[0], points[-1])
        close = (distance(points[quarter:], points[-1]) <= near).all(axis=0)
        # A path that never moved is at its own end, but has converged only if the gradient is 0.
        arrived = (near > 0) | (path.gradients[-1] == 0).all(axis=-1)
        lengths = distance(points[1:][-WINDOW:], points[:-1][-WINDOW:])
        then = distance(points[quarter], points[quarter + 1]) if len(points) > quarter + 1 else np.zeros_like(near)
        now = lengths[-1] if len(lengths) else np.zeros_like(near)
        stopped = now <= np.maximum(TOLERANCE * then, ROUNDING * near)
        wide = is_oscillating(path.gradients[-WINDOW - 1 :])[-1] & (lengths > near).any(axis=0)
        settled = arrived & (distance(points[-WINDOW - 1 :], points[-1]) <= near).all(axis=0)
        rose = (np.diff(losses[-WINDOW - 1 :], axis=0) > ROUNDING * abs(losses[0])).any(axis=0)
    return np.select(
        [has_diverged(losses)[-1], close & arrived & stopped, settled | (~wide & ~rose)],
        [Outcome.DIVERGES, Outcome.FAST, Outcome.SLOW],
        default=Outcome.OSCILLATES,
    )


def settling_step(path: Path) -> IntArray:
    """The step from which on each path stays within 1 % of its total displacement from its last point, shape (...).

    -1 where the last point is not finite.
    """
    with np.errstate(all="ignore"):
        far = ~(distance(path.points, path.points[-1]) <= TOLERANCE * distance(path.points[0], path.points[-1]))
    since = np.where(far.any(axis=0), len(far) - far[::-1].argmax(axis=0), 0)
    return np.where(np.isfinite(path.points[-1]).all(axis=-1), since, -1)


def distance(a: Array, b: Array) -> Array:
    """The Euclidean distance between points, coordinates on the last axis."""
    difference = a - b
    if difference.shape[-1] == 2:
        return np.asarray(np.hypot(difference[..., 0], difference[..., 1]))
    return np.asarray(np.linalg.norm(difference, axis=-1))


def first_step_below(losses: ArrayLike, threshold: float) -> IntArray:
    """The number of the first step whose loss is below a threshold, or -1; steps on the first axis.

    Examples:
        >>> int(first_step_below([4, 2, 1, 0.5], 2)), int(first_step_below([4, 2, 1, 0.5], 0.1))
        (2, -1)
    """
    below = np.asarray(losses, dtype=np.float64) < threshold
    return np.where(below.any(axis=0), below.argmax(axis=0), -1)
