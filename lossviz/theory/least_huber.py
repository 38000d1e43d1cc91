"""The line with the smallest mean Huber loss: between the best line by squares and the best one by lengths."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, huber, least_squares
from lossviz.theory.checks import Array
from lossviz.theory.least_squares import Line

TRIES = 300
FEW = 60  # so many points may be asked for their best line by lengths, which looks at every one of them in turn


def line(x: ArrayLike, y: ArrayLike, *, delta: float = 1.0) -> Line:
    """The line of which no point beyond delta pulls harder than one at delta.

    The mean Huber loss bends upwards everywhere, so where it is level it is lowest. Two steps are
    tried from where the search stands, and the better one is taken: Newton's, which is exact once
    it is known which points lie beyond delta, and that of the weighted squares, in which such a
    point counts with delta over its distance; this one always leads down. Several lines may be
    equally good; one of them is returned.

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
    delta = checks.positive("delta", delta)
    across, up = least_squares.slanted(x, y)
    if across.ndim > 1 or up.ndim > 1:
        raise ValueError(f"x has shape {across.shape} and y has shape {up.shape}; give one row of points")
    starts = [least_squares.line(across, up)]
    if len(across) <= FEW:
        starts.append(least_squares.least_absolute_line(across, up))
    # Searched for where both directions are centred and of width 1: neither miles nor millimetres matter.
    middle, wide = (across.min() + across.max()) / 2, (across.max() - across.min()) / 2
    height = float(np.median(up))
    tall = float(max(abs(up - height).max(), delta)) or 1.0
    with np.errstate(under="ignore"):
        u, v, near = (across - middle) / wide, (up - height) / tall, delta / tall
        near = max(near, float(np.finfo(float).tiny))
        tries = [
            ((start.slope * middle + start.intercept - height) / tall, start.slope * (wide / tall)) for start in starts
        ]
        found = lowest(np.stack([np.ones_like(u), u]), v, near, np.array(tries, dtype=float))
        slope = found[1] * (tall / wide)
        return Line(np.float64(slope), np.float64(height + found[0] * tall - slope * middle))


def lowest(columns: Array, v: Array, delta: float, starts: Array) -> Array:
    """The height in the middle and the slope at which the mean Huber loss is lowest, from the best of some starts."""

    def paid(place: Array) -> float:
        return float(huber.loss(v, place @ columns, delta=delta))

    place: Array = min(starts, key=paid)
    least = paid(place)
    for _ in range(TRIES):
        misses = v - place @ columns
        beyond = abs(misses) > delta
        weights = np.where(beyond, delta / np.where(beyond, abs(misses), 1), 1)
        # Newton's step: what lies beyond pulls with delta, whatever its distance.
        pulled = np.where(beyond, np.clip(misses, -delta, delta), v)
        steps = (solved(columns, np.where(beyond, 0.0, 1.0), pulled), solved(columns, weights, weights * v))
        better = min((step for step in steps if step is not None), key=paid, default=place)
        if not paid(better) < least:
            break
        place, least = better, paid(better)
    return place


def solved(columns: Array, weights: Array, right: Array) -> Array | None:
    """The place where weighted squares are level, or nothing where they do not say which one."""
    bends = (columns * weights) @ columns.T
    if np.linalg.cond(bends) > 1e12:
        return None
    return np.asarray(np.linalg.solve(bends, columns @ right), dtype=np.float64)
