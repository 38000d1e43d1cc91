"""Gradient descent near one point: contraction, condition number, direction of descent, stationarity."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.checks import Array


def rate_times_curvature(rate: ArrayLike, curvature: ArrayLike) -> Array:
    """Rate times curvature: monotone below 1, oscillating from 1 to 2, divergent above 2; both broadcast."""
    with np.errstate(all="ignore"):
        return np.multiply(rate, curvature)


def contraction_factor(rate: ArrayLike, curvature: ArrayLike) -> Array:
    """The factor by which one gradient-descent step multiplies the distance to the minimum, along one direction.

        1 - rate * curvature

    Negative if the step overshoots; above 1 in magnitude if it diverges.

    Examples:
        >>> print(contraction_factor(0.18, [1, 10]).round(12))
        [ 0.82 -0.8 ]
    """
    return np.subtract(1.0, rate_times_curvature(rate, curvature))


def condition_number(curvature: ArrayLike) -> Array:
    """The larger of two curvatures over the smaller, both on the last axis in ascending order.

    Infinite where the smaller is 0, NaN where it is negative.

    Examples:
        >>> float(condition_number([1, 10]))
        10.0
    """
    smallest, largest = np.moveaxis(np.asarray(curvature, dtype=np.float64), -1, 0)
    with np.errstate(all="ignore"):
        return np.where(smallest >= 0, np.divide(largest, smallest), np.nan)


def descent_direction(gradient: ArrayLike, extent: ArrayLike) -> Array:
    """The direction of -gradient, of length 1 when each coordinate is measured in units of its extent.

    Shape (..., 2); `extent` has the widths of the two axes of a plot, so that all arrows are drawn equally long.
    NaN where the gradient is 0.

    Examples:
        >>> print(descent_direction([0, 5], [1, 1]), descent_direction([3, 4], [10, 10]).round(12))
        [-0. -1.] [-6. -8.]
    """
    slopes = np.asarray(gradient, dtype=np.float64)
    with np.errstate(all="ignore"):
        direction = -slopes / abs(slopes).max(axis=-1, keepdims=True)
        relative = direction / np.asarray(extent, dtype=np.float64)
        arrow: Array = direction / np.hypot(relative[..., 0], relative[..., 1])[..., None]
    return arrow


def nearly_stationary(gradients: ArrayLike, rtol: float = 1e-7) -> NDArray[np.bool_]:
    """Where the norm of the gradient is at most rtol times the largest finite one of the same path.

    Shape (steps, ..., 2) in, (steps, ...) out.
    """
    slopes = np.asarray(gradients, dtype=np.float64)
    with np.errstate(all="ignore"):
        norms = np.hypot(slopes[..., 0], slopes[..., 1])
        found: NDArray[np.bool_] = norms <= rtol * np.where(np.isfinite(norms), norms, 0.0).max(axis=0)
    return found


def leading_eigenvector_cosine(hessian: ArrayLike, direction: ArrayLike) -> float:
    """The cosine of the angle between a direction and the eigenvector of the largest curvature, from 0 to 1.

    Where it is 0, gradient descent never moves along that eigenvector, so its curvature cannot make it diverge. A
    direction of length 0, or one that is not finite, has the cosine 0.

    Examples:
        >>> hessian = [[1, 0], [0, 10]]
        >>> leading_eigenvector_cosine(hessian, [-4, 0]), leading_eigenvector_cosine(hessian, [0, 1.5])
        (0.0, 1.0)
    """
    vector = np.asarray(direction, dtype=np.float64)
    longest = abs(vector).max()
    if not (np.isfinite(longest) and longest > 0):
        return 0.0
    _, eigenvectors = np.linalg.eigh(np.asarray(hessian, dtype=np.float64))
    scaled = vector / longest
    return float(abs(eigenvectors[:, -1] @ scaled) / np.hypot(*scaled))
