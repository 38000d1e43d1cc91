"""Two gradients beside each other: how far one points away from the other, and which would lead uphill."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.checks import Array


def angle(one: ArrayLike, other: ArrayLike) -> Array:
    """How many degrees lie between two arrows in the plane: 0 the same way, 90 square across, 180 against it.

    Arrows stand on the last axis. An arrow of no length points nowhere (nan), and neither does an infinite one.

    Examples:
        >>> print(angle([[1, 1], [-2, 0], [0, 0]], [3, 0]))
        [ 45. 180.  nan]
    """
    a, b = upright(one), upright(other)
    with np.errstate(all="ignore"):
        along = (a * b).sum(axis=-1)
        one_way, other_way = a[..., 0] * b[..., 1], a[..., 1] * b[..., 0]
        # Arrows on one line are so to the last digit: what rounding leaves of the difference is no angle.
        dust = abs(one_way - other_way) <= 4 * np.finfo(float).eps * (abs(one_way) + abs(other_way))
        beside = np.where(dust, 0.0, one_way - other_way)
        known = np.isfinite(along) & a.any(axis=-1) & b.any(axis=-1)
        return np.where(known, np.degrees(np.arctan2(abs(beside), along)), np.nan)


def upright(arrows: ArrayLike) -> Array:
    """Arrows as long as their longer side is 1, so that no square is too large or too small for a number."""
    rows = np.asarray(arrows, dtype=np.float64)
    with np.errstate(all="ignore"):
        longest = abs(rows).max(axis=-1, keepdims=True)
        return np.asarray(rows / np.where(longest == 0, 1.0, longest))


def uphill(gradients: ArrayLike, true: ArrayLike) -> NDArray[np.bool_]:
    """Which gradients would send a small step uphill: those that point more than 90 degrees away from the true one.

    `gradients` (..., n, 2) and `true` (..., 2); the answer has shape (..., n).

    Examples:
        >>> print(uphill([[1, 5], [-1, 5], [0, 1]], [2, 0]))
        [False  True False]
    """
    rows, slope = np.asarray(gradients, dtype=np.float64), upright(true)
    with np.errstate(all="ignore"):
        return np.asarray((rows @ slope[..., None])[..., 0] < 0)


def ring(centre: ArrayLike, radius: ArrayLike, corners: int = 32) -> Array:
    """A circle round each centre as a closed line: shape (..., corners + 1, 2).

    Examples:
        >>> print(ring([1, 0], 2, corners=4).round(12) + 0.0)
        [[ 3.  0.]
         [ 1.  2.]
         [-1.  0.]
         [ 1. -2.]
         [ 3.  0.]]
    """
    turn = np.linspace(0, 2 * np.pi, corners + 1)
    round_ = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    with np.errstate(all="ignore"):
        placed: Array = np.asarray(centre, float)[..., None, :] + np.asarray(radius, float)[..., None, None] * round_
        return placed
