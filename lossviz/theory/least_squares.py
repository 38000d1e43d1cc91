"""Closed-form line fits: least squares and least absolute deviations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption, samples, settings
from lossviz.theory.checks import Array

LARGEST_COORDINATE = 1e150


class Line(NamedTuple):
    """A line: y = slope * x + intercept."""

    slope: Array | np.float64
    intercept: Array | np.float64


def points(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """x and y as float arrays, points on the last axis, checked.

    Raises:
        ValueError: scalars; last axes that differ; anything but finite numbers up to 1e150, whose squares are finite.
    """
    all_x, all_y = checks.numbers("x", x), checks.numbers("y", y)
    if all_x.ndim == 0 or all_y.ndim == 0:
        raise ValueError(
            f"x = {checks.format_value(x)}, y = {checks.format_value(y)}: give rows of points, as in [1, 2, 3]"
        )
    checks.match_trailing_axes("x", all_x, "y", all_y)
    for name, row in (("x", all_x), ("y", all_y)):
        settings.raise_where(
            name,
            row,
            abs(row) > LARGEST_COORDINATE,
            f"beyond {LARGEST_COORDINATE}, where squares end; give smaller numbers",
        )
    return all_x, all_y


def points_with_distinct_x(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """As `points`, but rows in which all points share one x are refused, too."""
    all_x, all_y = points(x, y)
    vertical = (all_x == all_x[..., :1]).all(axis=-1)
    if vertical.any():
        same = checks.format_value(all_x[vertical][0, 0])
        raise ValueError(f"every x is {same}, so many lines are equally good; give points with another x")
    return all_x, all_y


def line(x: ArrayLike, y: ArrayLike) -> Line:
    """The least-squares line: of all lines it has the smallest mean squared error.

        slope = sum of (x - mean x)(y - mean y) / sum of (x - mean x)^2
        intercept = mean y - slope * mean x

    It passes through the mean of the points; too steep for numbers, it is infinitely steep. Points stand on the last
    axis; leading axes broadcast.

    Raises:
        ValueError: points that all share one x (the best line is then not unique); shapes that
            do not match; anything but finite numbers up to 1e150.

    Examples:
        >>> best = line([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])
        >>> print(best.slope.round(12), best.intercept.round(12))
        0.8 0.6

    References:
        A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805.
    """
    all_x, all_y = points_with_distinct_x(x, y)
    with np.errstate(under="ignore", over="ignore"):
        middle, height = samples.mean(all_x), samples.mean(all_y)
        dx, dy = all_x - middle[..., None], all_y - height[..., None]
        # Scaled by the furthest point, so that the squares of 1e-200 do not underflow.
        wide, tall = (abs(d).max(axis=-1, keepdims=True) for d in (dx, dy))
        dx, dy = dx / wide, dy / np.where(tall > 0, tall, 1)
        scaled = (dx * dy).sum(axis=-1) / (dx * dx).sum(axis=-1)
        # The ratio may be infinite, and 0 times it no number.
        ratio = np.where(scaled == 0, 0.0, (tall / wide)[..., 0])
        return line_through(scaled * ratio, middle, height)


def line_through(slope: ArrayLike, x: ArrayLike, y: ArrayLike) -> Line:
    """The line of a slope, which may be infinite, through a place."""
    with np.errstate(over="ignore", invalid="ignore"):
        return Line(np.asarray(slope)[()], np.where(np.equal(x, 0), y, y - np.multiply(slope, x))[()])


def least_absolute_line(x: ArrayLike, y: ArrayLike) -> Line:
    """The least-absolute-deviations line: of all lines it has the smallest mean absolute error.

    Some best line passes through two of the points. Among the lines through one point, the best slope is the
    weighted median of the slopes to the other points, with their horizontal distances as weights; every point is
    tried as that pivot. Where several lines are equally good, one of them is returned. Too steep for numbers, it is
    infinitely steep.

    Raises:
        ValueError: as for `line`; more than one row of points.

    Examples:
        >>> print(*least_absolute_line([1, 2, 3, 4, 5], [2, 1, 4, 3, 10]))
        1.0 1.0

    References:
        P. Bloomfield, W. L. Steiger, Least Absolute Deviations, Birkhäuser 1983.
    """
    all_x, all_y = points_with_distinct_x(x, y)
    if all_x.ndim > 1 or all_y.ndim > 1:
        raise ValueError(f"x has shape {all_x.shape} and y has shape {all_y.shape}; give one row of points")
    found = []
    with np.errstate(under="ignore", over="ignore", invalid="ignore"):
        for here, height in zip(all_x, all_y, strict=True):
            interruption.checkpoint(interruption.STEP + 4 * len(all_x))
            others = all_x != here
            if others.any():
                weights = abs(all_x[others] - here)
                slopes = (all_y[others] - height) / (all_x[others] - here)
                order = np.argsort(slopes, kind="stable")
                reached = np.cumsum(weights[order])
                slope = slopes[order][np.searchsorted(reached, reached[-1] / 2)]
                through = line_through(slope, here, height)
                loss = abs(all_y - slope * all_x - through.intercept).mean()
                found.append((loss if np.isfinite(loss) else np.inf, *through))
    return Line(*map(np.float64, min(found)[1:]))
