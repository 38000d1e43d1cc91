"""What one step of plain descent makes of the distance to the bottom, which way is down, and where it is level."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.checks import Array


def product(rate: ArrayLike, curvature: ArrayLike) -> Array:
    """Rate times curvature, the one number that decides whether plain descent glides, swings or flies apart."""
    with np.errstate(all="ignore"):
        return np.multiply(rate, curvature)


def kept(rate: ArrayLike, curvature: ArrayLike) -> Array:
    """What one step of plain descent leaves of the distance to the bottom, along a direction of this curvature.

        1 - rate * curvature

    Below 0 it stands on the other side; below -1 it is further away than before.

    Examples:
        >>> print(kept(0.18, [1, 10]).round(12))
        [ 0.82 -0.8 ]
    """
    return np.subtract(1.0, product(rate, curvature))


def condition(curvature: ArrayLike) -> Array:
    """How many times as steep across as along: the larger of two curvatures over the smaller, last axis.

    Infinite along a level floor; not a number where the ground bends downwards.

    Examples:
        >>> float(condition([1, 10]))
        10.0
    """
    least, most = np.moveaxis(np.asarray(curvature, dtype=np.float64), -1, 0)
    with np.errstate(all="ignore"):
        return np.where(least >= 0, np.divide(most, least), np.nan)


def downhill(gradient: ArrayLike, size: ArrayLike) -> Array:
    """Downhill as an arrow of length 1 on a picture of this size, coordinates on the last axis.

    Where the two directions of a picture are of different size, so are its units of length. Not a number on level
    ground.

    Examples:
        >>> print(downhill([0, 5], [1, 1]), downhill([3, 4], [10, 10]).round(12))
        [-0. -1.] [-6. -8.]
    """
    slopes = np.asarray(gradient, dtype=np.float64)
    with np.errstate(all="ignore"):
        down = -slopes / abs(slopes).max(axis=-1, keepdims=True)
        drawn = down / np.asarray(size, dtype=np.float64)
        arrow: Array = down / np.hypot(drawn[..., 0], drawn[..., 1])[..., None]
    return arrow


def level(gradients: ArrayLike, share: float = 1e-7) -> NDArray[np.bool_]:
    """Where the ground is level: the slope at most a share of the walk's steepest. Steps on the first axis."""
    slopes = np.asarray(gradients, dtype=np.float64)
    with np.errstate(all="ignore"):
        steep = np.hypot(slopes[..., 0], slopes[..., 1])
        found: NDArray[np.bool_] = steep <= share * np.where(np.isfinite(steep), steep, 0.0).max(axis=0)
    return found


def steep_share(hessian: ArrayLike, way: ArrayLike) -> float:
    """How much of a way lies along the direction in which the ground bends most, as a share of its length, 0 to 1.

    Where it is 0, plain descent never learns how steep that direction is.

    Examples:
        >>> steep_share([[1, 0], [0, 10]], [-4, 0]), steep_share([[1, 0], [0, 10]], [0, 1.5])
        (0.0, 1.0)
    """
    arrow = np.asarray(way, dtype=np.float64)
    longest = abs(arrow).max()
    if not (np.isfinite(longest) and longest > 0):
        return 0.0
    _, directions = np.linalg.eigh(np.asarray(hessian, dtype=np.float64))
    unit = arrow / longest
    return float(abs(directions[:, -1] @ unit) / np.hypot(*unit))
