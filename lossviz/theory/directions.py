"""Angles between gradients, and which mini-batch gradients are no descent directions."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.checks import Array


def angle_degrees(a: ArrayLike, b: ArrayLike) -> Array:
    """The angle between vectors in the plane, in degrees from 0 (the same direction) to 180 (opposite).

    Shape (..., 2) in, (...) out, broadcast; NaN where a vector is 0 or not finite.

    Examples:
        >>> print(angle_degrees([[1, 1], [-2, 0], [0, 0]], [3, 0]))
        [ 45. 180.  nan]
    """
    u, v = scale_to_unit_max(a), scale_to_unit_max(b)
    with np.errstate(all="ignore"):
        dot = (u * v).sum(axis=-1)
        left, right = u[..., 0] * v[..., 1], u[..., 1] * v[..., 0]
        # A difference within rounding is 0: parallel vectors are exactly 0 or 180 degrees apart.
        rounding = abs(left - right) <= 4 * np.finfo(float).eps * (abs(left) + abs(right))
        cross = np.where(rounding, 0.0, left - right)
        known = np.isfinite(dot) & u.any(axis=-1) & v.any(axis=-1)
        return np.where(known, np.degrees(np.arctan2(abs(cross), dot)), np.nan)


def scale_to_unit_max(vectors: ArrayLike) -> Array:
    """Vectors divided by their largest absolute coordinate, so that no square overflows; 0 stays 0."""
    rows = np.asarray(vectors, dtype=np.float64)
    with np.errstate(all="ignore"):
        largest = abs(rows).max(axis=-1, keepdims=True)
        return np.asarray(rows / np.where(largest == 0, 1.0, largest))


def uphill(gradients: ArrayLike, true: ArrayLike) -> NDArray[np.bool_]:
    """Which gradients make more than 90 degrees with the true one, so that a small step along them raises the loss.

    `gradients` (..., n, 2) and `true` (..., 2); the result has shape (..., n).

    Examples:
        >>> print(uphill([[1, 5], [-1, 5], [0, 1]], [2, 0]))
        [False  True False]
    """
    rows, direction = np.asarray(gradients, dtype=np.float64), scale_to_unit_max(true)
    with np.errstate(all="ignore"):
        return np.asarray((rows @ direction[..., None])[..., 0] < 0)


def circle(centre: ArrayLike, radius: ArrayLike, corners: int = 32) -> Array:
    """A circle round each centre as a closed polygon: shape (..., corners + 1, 2).

    Examples:
        >>> print(circle([1, 0], 2, corners=4).round(12) + 0.0)
        [[ 3.  0.]
         [ 1.  2.]
         [-1.  0.]
         [ 1. -2.]
         [ 3.  0.]]
    """
    turn = np.linspace(0, 2 * np.pi, corners + 1)
    unit = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    with np.errstate(all="ignore"):
        points: Array = np.asarray(centre, float)[..., None, :] + np.asarray(radius, float)[..., None, None] * unit
        return points
