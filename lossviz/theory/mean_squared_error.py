"""Mean squared error: the mean area of the squares built on the misses."""

from numpy.typing import ArrayLike

from lossviz.theory import samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The square of each miss: twice as far off costs four times as much.

    In the unit of y, squared. There is no factor one half; C. M. Bishop, Pattern Recognition
    and Machine Learning, 2006, has one, for the sake of a slope without a 2.
    """
    with limits_are_meant():
        return samples.residuals(y, y_hat) ** 2


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean of the squared misses; among all constants the mean of y has the smallest.

        MSE = (1/n) sum of (y - y_hat)^2

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: shapes that do not match; anything but finite numbers.

    Examples:
        >>> print(loss([2, 1, 4, 3, 5], [1, 1, 1, 1, 1]))
        6.0
    """
    return samples.mean(losses(y, y_hat))


def gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The slope of the mean loss in each prediction: 2 (y_hat - y) / n.

    Examples:
        >>> print(gradient([2, 1], [1, 1]))
        [-1.  0.]
    """
    errors = -samples.residuals(y, y_hat)
    with limits_are_meant():
        return errors / (samples.count(errors) / 2) + 0.0
