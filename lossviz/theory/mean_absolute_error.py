"""Mean absolute error: the mean length of the misses."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import samples
from lossviz.theory.checks import Array


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The length of each miss, in the unit of y: twice as far off costs twice as much."""
    return np.abs(samples.residuals(y, y_hat))


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean length of the misses; among all constants the median of y has the smallest.

        MAE = (1/n) sum of |y - y_hat|

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: shapes that do not match; anything but finite numbers.

    Examples:
        >>> print(loss([2, 1, 4, 3, 5], [1, 1, 1, 1, 1]))
        2.0
    """
    return samples.mean(losses(y, y_hat))


def gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The slope of the mean loss in each prediction: 1/n above the truth, -1/n below, however far.

    Exactly at the truth there is a kink and no slope; 0 is returned, the middle of both.

    Examples:
        >>> print(gradient([2, 1], [1, 1]))
        [-0.5  0. ]
    """
    errors = -samples.residuals(y, y_hat)
    return np.sign(errors) / samples.count(errors)
