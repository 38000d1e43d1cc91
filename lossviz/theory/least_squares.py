"""The best line through points, without a single step: by squares, and by lengths."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples, settings
from lossviz.theory.checks import Array

FURTHEST = 1e150


class Line(NamedTuple):
    """A line: y = slope * x + intercept."""

    slope: Array | np.float64
    intercept: Array | np.float64


def points(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Rows of points, one per place on the last axis, none so far out that its square is no number."""
    across, up = checks.numbers("x", x), checks.numbers("y", y)
    if across.ndim == 0 or up.ndim == 0:
        raise ValueError(f"x = {checks.shown(x)}, y = {checks.shown(y)}: give rows of points, as in [1, 2, 3]")
    checks.same_ending("x", across, "y", up)
    for name, row in (("x", across), ("y", up)):
        settings.refuse(name, row, abs(row) > FURTHEST, f"beyond {FURTHEST}, where squares end; give smaller numbers")
    return across, up


def slanted(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Rows of points that do not all share one x."""
    across, up = points(x, y)
    upright = (across == across[..., :1]).all(axis=-1)
    if upright.any():
        same = checks.shown(across[upright][0, 0])
        raise ValueError(f"every x is {same}, so many lines are equally good; give points with another x")
    return across, up


def line(x: ArrayLike, y: ArrayLike) -> Line:
    """The line with the smallest mean squared error: it passes through the mean of the points.

        slope = sum of (x - mean x)(y - mean y) / sum of (x - mean x)^2
        intercept = mean y - slope * mean x

    Points stand on the last axis; leading axes broadcast.

    Raises:
        ValueError: points that all share one x (the best line is then not one line); shapes that
            do not match; anything but finite numbers up to 1e150.

    Examples:
        >>> best = line([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])
        >>> print(best.slope.round(12), best.intercept.round(12))
        0.8 0.6

    References:
        A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805.
    """
    across, up = slanted(x, y)
    with np.errstate(under="ignore"):
        middle, height = samples.mean(across), samples.mean(up)
        dx, dy = across - middle[..., None], up - height[..., None]
        # In units of the furthest point, so that the squares of 1e-200 do not vanish.
        wide, tall = (abs(d).max(axis=-1, keepdims=True) for d in (dx, dy))
        dx, dy = dx / wide, dy / np.where(tall > 0, tall, 1)
        slope: Array = (dx * dy).sum(axis=-1) / (dx * dx).sum(axis=-1) * (tall / wide)[..., 0]
        return Line(slope, height - slope * middle)


def least_absolute_line(x: ArrayLike, y: ArrayLike) -> Line:
    """The line with the smallest mean absolute error: it passes through two of the points.

    Among the lines through one point, the mean length of the misses is lowest where the slope is
    the median of the slopes towards the other points, each counted with its distance across. So
    every point is tried as the pivot. Several lines may be equally good; one of them is returned.

    Raises:
        ValueError: as for `line`.

    Examples:
        >>> print(*least_absolute_line([1, 2, 3, 4, 5], [2, 1, 4, 3, 10]))
        1.0 1.0

    References:
        P. Bloomfield, W. L. Steiger, Least Absolute Deviations, Birkhäuser 1983.
    """
    across, up = slanted(x, y)
    if across.ndim > 1 or up.ndim > 1:
        raise ValueError(f"x has shape {across.shape} and y has shape {up.shape}; give one row of points")
    best = (np.inf, 0.0, 0.0)
    for here, height in zip(across, up, strict=True):
        others = across != here
        if others.any():
            weights = abs(across[others] - here)
            slopes = (up[others] - height) / (across[others] - here)
            order = np.argsort(slopes, kind="stable")
            reached = np.cumsum(weights[order])
            slope = slopes[order][np.searchsorted(reached, reached[-1] / 2)]
            intercept = height - slope * here
            best = min(best, (abs(up - slope * across - intercept).mean(), slope, intercept))
    return Line(*map(np.float64, best[1:]))
