"""The line with the smallest mean Huber loss, by Newton's method and reweighted least squares."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, huber, interruption, least_squares
from lossviz.theory.checks import Array
from lossviz.theory.least_squares import Line

MAX_ITERATIONS = 300
MAX_POINTS_FOR_LAD_START = 60  # its cost grows with the square of the number of points


def line(x: ArrayLike, y: ArrayLike, *, delta: float = 1.0) -> Line:
    """The Huber regression line: of all lines it has the smallest mean Huber loss.

    The loss is convex. Each iteration takes the better of two steps: Newton's, which is exact once it is known
    which residuals exceed delta, and that of iteratively reweighted least squares, which never raises the loss.
    Where several lines are equally good, one of them is returned. Too steep for numbers, it is infinitely steep.

    Raises:
        ValueError: as for `least_squares.line`; more than one row of points; a delta that is not above 0.

    Examples:
        >>> best = line([1, 2, 3, 4, 5], [2, 1, 4, 3, 10], delta=100)
        >>> print(best.slope.round(9), best.intercept.round(9))
        1.8 -1.4

    References:
        P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35, 1964.
        P. W. Holland, R. E. Welsch, Robust Regression Using Iteratively Reweighted Least-Squares,
        Communications in Statistics: Theory and Methods 6, 1977.
    """
    delta = checks.positive_scalar("delta", delta)
    all_x, all_y = least_squares.points_with_distinct_x(x, y)
    if all_x.ndim > 1 or all_y.ndim > 1:
        raise ValueError(f"x has shape {all_x.shape} and y has shape {all_y.shape}; give one row of points")
    starts = [least_squares.line(all_x, all_y)]
    if len(all_x) <= MAX_POINTS_FOR_LAD_START:
        starts.append(least_squares.least_absolute_line(all_x, all_y))
    # Searched for with x and y centred and scaled, so that their units do not matter.
    height = float(np.median(all_y))
    tall = float(max(abs(all_y - height).max(), delta)) or 1.0
    with np.errstate(under="ignore", over="ignore", invalid="ignore"):
        middle, apart = (all_x.min() + all_x.max()) / 2, all_x.max() - all_x.min()
        wide = apart / 2 or apart
        u, v, near = (all_x - middle) / wide, (all_y - height) / tall, delta / tall
        near = max(near, float(np.finfo(float).tiny))
        tries = np.array(
            [((one.slope * middle + one.intercept - height) / tall, one.slope * (wide / tall)) for one in starts]
        )
        # Where every start is too steep for numbers, from the level line.
        tries = np.where(np.isfinite(tries).all(axis=-1, keepdims=True), tries, 0.0)
        found = minimize(np.stack([np.ones_like(u), u]), v, near, tries)
        slope = found[1] * (tall / wide) if found[1] else 0.0
        return least_squares.line_through(slope, middle, height + found[0] * tall)


def minimize(columns: Array, v: Array, delta: float, starts: Array) -> Array:
    """The coefficients of columns with the smallest mean Huber loss, searched for from the best of some starts."""

    def mean_loss(coefficients: Array) -> float:
        return float(huber.loss(v, coefficients @ columns, delta=delta))

    coefficients: Array = min(starts, key=mean_loss)
    least = mean_loss(coefficients)
    for _ in range(MAX_ITERATIONS):
        interruption.checkpoint(iteration_cost(len(v)))
        residuals = v - coefficients @ columns
        beyond = abs(residuals) > delta
        weights = np.where(beyond, delta / np.where(beyond, abs(residuals), 1), 1)
        # Newton's step: beyond delta the gradient of a residual is delta, whatever its size.
        clipped = np.where(beyond, np.clip(residuals, -delta, delta), v)
        steps = (
            solve_weighted(columns, np.where(beyond, 0.0, 1.0), clipped),
            solve_weighted(columns, weights, weights * v),
        )
        better = min((step for step in steps if step is not None), key=mean_loss, default=coefficients)
        if not mean_loss(better) < least:
            break
        coefficients, least = better, mean_loss(better)
    return coefficients


def iteration_cost(points: int) -> int:
    """The operations of one iteration."""
    return 10 * interruption.STEP + 5 * points


def solve_weighted(columns: Array, weights: Array, right: Array) -> Array | None:
    """The weighted least-squares coefficients, or None where the normal equations are nearly singular."""
    normal_matrix = (columns * weights) @ columns.T
    if np.linalg.cond(normal_matrix) > 1e12:
        return None
    return np.asarray(np.linalg.solve(normal_matrix, columns @ right), dtype=np.float64)
