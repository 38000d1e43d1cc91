"""Huber loss: quadratic for small errors, linear for large ones."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def losses(y: ArrayLike, y_hat: ArrayLike, *, delta: float = 1.0) -> Array:
    """Half the squared error up to delta, beyond it a line with the same slope.

        r^2 / 2                  where |r| <= delta
        delta (|r| - delta / 2)  beyond

    The factor one half belongs to Huber's definition: value and slope of the two pieces agree at delta.
    """
    delta = checks.positive_scalar("delta", delta)
    errors = np.abs(samples.residuals(y, y_hat))
    with allow_overflow():
        return np.where(errors <= delta, errors * errors / 2, delta * (errors - delta / 2)) + 0.0


def loss(y: ArrayLike, y_hat: ArrayLike, *, delta: float = 1.0) -> Array:
    """The mean Huber loss: the gradient of an outlier is no larger than that of an error of delta.

    Samples stand on the last axis, which must match exactly; leading axes broadcast.
    `delta` is above 0, in the unit of y.

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
    """The gradient of the mean loss in the predictions: the error, clipped to -delta and delta, over n.

    Examples:
        >>> print(gradient([5, 1], [1, 1.5]))
        [-0.5   0.25]
    """
    delta = checks.positive_scalar("delta", delta)
    errors = -samples.residuals(y, y_hat)
    with allow_overflow():
        return np.clip(errors, -delta, delta) / samples.count(errors) + 0.0
