"""Mean absolute error."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import samples
from lossviz.theory.checks import Array


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The absolute error of each prediction, in the unit of y."""
    return np.abs(samples.residuals(y, y_hat))


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean absolute error; among constant predictions the median of y minimises it.

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
    """The gradient of the mean loss in the predictions: 1/n for one above its target, -1/n for one below.

    At the target the derivative does not exist; 0, a subgradient, is returned.

    Examples:
        >>> print(gradient([2, 1], [1, 1]))
        [-0.5  0. ]
    """
    errors = -samples.residuals(y, y_hat)
    return np.sign(errors) / samples.count(errors)
