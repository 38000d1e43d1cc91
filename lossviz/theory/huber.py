"""Huber loss: a square for small misses, a straight line for large ones."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def losses(y: ArrayLike, y_hat: ArrayLike, *, delta: float = 1.0) -> Array:
    """Half the square of each miss up to delta, beyond it a line that goes on with the same slope.

        r^2 / 2                  where |r| <= delta
        delta (|r| - delta / 2)  beyond

    The one half belongs to Huber's definition: without it the pieces would not join.
    """
    delta = checks.positive("delta", delta)
    misses = np.abs(samples.residuals(y, y_hat))
    with limits_are_meant():
        return np.where(misses <= delta, misses * misses / 2, delta * (misses - delta / 2)) + 0.0


def loss(y: ArrayLike, y_hat: ArrayLike, *, delta: float = 1.0) -> Array:
    """The mean Huber loss: it listens to an outlier, but no louder than to a miss of delta.

    Samples stand on the last axis, which must match exactly; leading axes broadcast.
    `delta` has the unit of y.

    Raises:
        ValueError: shapes that do not match; anything but finite numbers; a delta that is not above 0.

    Examples:
        >>> print(loss([2, 1, 4, 3, 5], [1, 1, 1, 1, 1]))
        1.6

    References:
        P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35, 1964.
    """
    return samples.mean(losses(y, y_hat, delta=delta))


def gradient(y: ArrayLike, y_hat: ArrayLike, *, delta: float = 1.0) -> Array:
    """The slope of the mean loss in each prediction: the miss, held between -delta and delta, over n.

    Examples:
        >>> print(gradient([5, 1], [1, 1.5]))
        [-0.5   0.25]
    """
    delta = checks.positive("delta", delta)
    errors = -samples.residuals(y, y_hat)
    with limits_are_meant():
        return np.clip(errors, -delta, delta) / samples.count(errors) + 0.0
