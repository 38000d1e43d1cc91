"""Mean squared error, without a factor one half."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The squared error of each prediction, in the unit of y squared.

    C. M. Bishop, Pattern Recognition and Machine Learning, 2006, has a factor one half, which cancels the 2 of the
    derivative; here there is none.
    """
    with allow_overflow():
        return samples.residuals(y, y_hat) ** 2


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean squared error; among constant predictions the mean of y minimises it.

        MSE = (1/n) sum of (y - y_hat)^2

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: shapes that do not match; anything but finite numbers.

    Examples:
        >>> print(loss([2, 1, 4, 3, 5], [1, 1, 1, 1, 1]))
        6.0
    """
    return samples.mean(losses(y, y_hat))


def of_residuals(residuals: Array) -> Array:
    """The mean squared error where targets minus predictions are known already; each must be below 1e150 in size.

    Examples:
        >>> print(of_residuals(np.array([1.0, 0, 3, 2, 4])))
        6.0
    """
    return np.asarray(np.vecdot(residuals, residuals) / samples.count(residuals))


def gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The gradient of the mean loss in the predictions: 2 (y_hat - y) / n.

    Examples:
        >>> print(gradient([2, 1], [1, 1]))
        [-1.  0.]
    """
    errors = -samples.residuals(y, y_hat)
    with allow_overflow():
        return errors / (samples.count(errors) / 2) + 0.0
