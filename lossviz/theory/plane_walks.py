"""A walk in the plane, one number after the other: the same footprints as an optimiser's, a good deal sooner."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, descent, settings
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path
from lossviz.theory.mini_batches import Indices

# From the number of the step and the place to the two slopes that the step follows.
Slope = Callable[[int, float, float], tuple[float, float]]


def descend(loss: Callable[[Array], ArrayLike], slope: Slope, start: ArrayLike, rates: Sequence[float]) -> Path:
    """Plain descent from (w, b), one step for each rate.

        w <- w - rate * slope

    `loss` is handed all places at once, after the walk. The path has a gradient for each step, and
    so one fewer than it has points.

    Examples:
        >>> path = descend(lambda w: (w**2).sum(-1), lambda step, x, y: (2 * x, 2 * y), [3, 4], [0.25, 0.25])
        >>> print(path.points.tolist(), path.losses)
        [[3.0, 4.0], [1.5, 2.0], [0.75, 1.0]] [25.      6.25    1.5625]
    """
    first = checks.numbers("start", start)
    if first.shape != (2,):
        raise ValueError(f"start = {checks.shown(start)} is no place in the plane; give two numbers")
    w, b = map(float, first)
    points, slopes = [(w, b)], []
    with np.errstate(all="ignore"):
        for step, rate in enumerate(rates):
            across, up = slope(step, w, b)
            w, b = w - rate * across, b - rate * up
            slopes.append((across, up))
            points.append((w, b))
        losses = np.asarray(loss(np.array(points)), dtype=np.float64)
    return descent.kept(list(np.array(points)), list(losses), list(np.reshape(slopes, (-1, 2))))


def over_surface(slopes: Callable[[Any, Any], tuple[Any, ...]]) -> Slope:
    """The slopes of a surface at each step: plain numbers go through its formula much sooner than arrays of one.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(*over_surface(points_mse().slopes)(0, 0.0, 1.0))
        -15.2 -4.0
    """

    def slope(step: int, w: float, b: float) -> tuple[float, float]:
        across, up = slopes(w, b)
        return float(across), float(up)

    return slope


def over_batches(x: ArrayLike, y: ArrayLike, batches: Sequence[Indices]) -> Slope:
    """The slope of the mean squared miss of a line, at each step over the points of that step's batch alone.

    The same as the mean of `mini_batches.line_gradients` over the batch.

    Examples:
        >>> slope = over_batches([1, 2], [2, 1], [[0], [0, 1]])
        >>> slope(0, 0.0, 1.0), slope(1, 0.5, 1.5)
        ((-2.0, -2.0), (3.0, 1.5))
    """
    across, up = checks.numbers("x", x), checks.numbers("y", y)
    taken = [(across[batch], up[batch]) for batch in batches]

    def slope(step: int, w: float, b: float) -> tuple[float, float]:
        xs, ys = taken[step]
        misses = ys - w * xs - b
        twice = -2 / len(xs)
        return twice * float(misses @ xs), twice * float(misses.sum())

    return slope


def last_places(path: Path, last: int) -> tuple[float, Array]:
    """The mean loss of the last so many places of a walk, and the place in their middle.

    A walk that hovers about the lowest place is, on average, much nearer to it than at any one time.

    References:
        B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM
        Journal on Control and Optimization 30, 1992.
    """
    many = settings.whole("last", last, least=1)
    if many > len(path.points):
        raise ValueError(f"last = {many} is more than the {len(path.points)} places of the walk")
    with np.errstate(all="ignore"):
        return float(path.losses[-many:].mean()), np.asarray(path.points[-many:].mean(axis=0))
