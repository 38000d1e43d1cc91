"""Gradient descent on two parameters in plain floats: the iterates of `descent.descend`, several times as fast."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, descent, interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path
from lossviz.theory.mini_batches import Indices

# (number of the step from 0, w, b) -> the two partial derivatives used in that step
ScalarGradient = Callable[[int, float, float], tuple[float, float]]


def descend_scalar(
    loss: Callable[[Array], ArrayLike], gradient: ScalarGradient, start: ArrayLike, rates: Sequence[float]
) -> Path:
    """Gradient descent from (w, b), one step for each rate.

        w <- w - rate * gradient

    `loss` is called once, with all points. The path has a gradient for each step, and so one fewer than points.

    Raises:
        ValueError: a start that is not two finite numbers.

    Examples:
        >>> path = descend_scalar(lambda w: (w**2).sum(-1), lambda step, w, b: (2 * w, 2 * b), [3, 4], [0.25, 0.25])
        >>> print(path.points.tolist(), path.losses)
        [[3.0, 4.0], [1.5, 2.0], [0.75, 1.0]] [25.      6.25    1.5625]
    """
    first = checks.numbers("start", start)
    if first.shape != (2,):
        raise ValueError(f"start = {checks.format_value(start)} is no point in the plane; give two numbers")
    w, b = map(float, first)
    points, gradients = [(w, b)], []
    with np.errstate(all="ignore"):
        for step, rate in enumerate(rates):
            interruption.checkpoint()
            dw, db = gradient(step, w, b)
            w, b = w - rate * dw, b - rate * db
            gradients.append((dw, db))
            points.append((w, b))
        losses = np.asarray(loss(np.array(points)), dtype=np.float64)
    return descent.frozen_path(list(np.array(points)), list(losses), list(np.reshape(gradients, (-1, 2))))


def surface_gradient(partials: Callable[[Any, Any], tuple[Any, ...]]) -> ScalarGradient:
    """The gradient of a surface for `descend_scalar`, from the surface's `partials`.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(*surface_gradient(points_mse().partials)(0, 0.0, 1.0))
        -15.2 -4.0
    """

    def gradient(step: int, w: float, b: float) -> tuple[float, float]:
        dw, db = partials(w, b)
        return float(dw), float(db)

    return gradient


def batch_gradient(x: ArrayLike, y: ArrayLike, batches: Sequence[Indices]) -> ScalarGradient:
    """The gradient of the mean squared error of a line y = w x + b over the points of each step's batch.

    The same as the mean of `mini_batches.per_sample_gradients` over the batch.

    Examples:
        >>> gradient = batch_gradient([1, 2], [2, 1], [[0], [0, 1]])
        >>> gradient(0, 0.0, 1.0), gradient(1, 0.5, 1.5)
        ((-2.0, -2.0), (3.0, 1.5))
    """
    all_x, all_y = checks.numbers("x", x), checks.numbers("y", y)
    chosen = [(all_x[batch], all_y[batch]) for batch in batches]

    def gradient(step: int, w: float, b: float) -> tuple[float, float]:
        xs, ys = chosen[step]
        interruption.checkpoint(len(xs) // 8)
        residuals = ys - w * xs - b
        factor = -2 / len(xs)
        return factor * float(residuals @ xs), factor * float(residuals.sum())

    return gradient


def tail_average(path: Path, last: int) -> tuple[float, Array]:
    """The mean loss and the mean point of the last iterates of a path.

    Stochastic gradient descent at a constant rate keeps fluctuating around the minimum; the mean of its iterates is
    much closer to it than a single one.

    Raises:
        ValueError: a `last` that is no whole number from 1 to the number of points.

    References:
        B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM
        Journal on Control and Optimization 30, 1992.
    """
    count = settings.integer("last", last, minimum=1)
    if count > len(path.points):
        raise ValueError(f"last = {count} is more than the {len(path.points)} points of the path")
    with np.errstate(all="ignore"):
        return float(path.losses[-count:].mean()), np.asarray(path.points[-count:].mean(axis=0))
