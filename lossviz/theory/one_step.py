"""A single step against the slope, looked at closely: how far is best, and what does not count as one."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks, settings
from lossviz.theory.checks import Array
from lossviz.theory.surface import Surface

ROUNDING = 1e-13


def best_rate(surface: Surface, w: ArrayLike) -> Array:
    """The rate whose step lands at the bottom of the slice through w along the slope; twice as far is as high again.

        g.g / g.Hg,  g the slopes and H the curvatures at w

    Exact where the surface is a parabola in every direction, as the mean squared error of a line is. There are no
    such steps (nan) where the ground is level, and no bottom (inf) where it does not bend upwards on the way.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(best_rate(points_mse(), [0, 1]).round(4))
        0.0423

    References:
        A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées,
        Comptes rendus 25, 1847.
    """
    slopes, bends = surface.gradient(w), surface.hessian(w)
    with np.errstate(all="ignore"):
        # The length of the slopes drops out, and squares of 1e200 are no numbers.
        way = slopes / abs(slopes).max(axis=-1, keepdims=True)
        bend = (way[..., None, :] @ bends @ way[..., :, None])[..., 0, 0]
        return np.where(bend > 0, (way * way).sum(axis=-1) / bend, np.where(np.isnan(bend), np.nan, np.inf))


def is_level(surface: Surface, w: ArrayLike) -> NDArray[np.bool_]:
    """For each place whether all slopes are 0, but for what rounding leaves of the numbers that cancel in them.

    Meant for surfaces whose slopes are straight lines in w, as those of the mean squared error are.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(is_level(points_mse(), [[0.8, 0.6], [0.8, 0.61]]))
        [ True False]
    """
    places = np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        cancelling = (abs(surface.hessian(places)) @ abs(places)[..., None])[..., 0]
        cancelling = cancelling + abs(surface.gradient(np.zeros_like(places)))
        flat = abs(surface.gradient(places)) <= ROUNDING * cancelling
    return np.asarray((flat & np.isfinite(cancelling)).all(axis=-1))


def one_at_a_time(gradient: Callable[[Array], Array], w: ArrayLike, rate: float) -> Array:
    """Where w would be if its coordinates took turns, each by its slope where the earlier ones have already moved.

    Another method than gradient descent, in which all move together by the slopes at the same old place; in a program
    it is what becomes of `w = ...; b = ...` when the line for b reads the new w.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(one_at_a_time(points_mse().gradient, [0, 1], 0.05))
        [0.76  0.972]
    """
    place, far = checks.numbers("w", w).copy(), settings.at_least_zero("rate", rate)
    with np.errstate(all="ignore"):
        for k in range(place.shape[-1]):
            place[..., k] -= far * gradient(place)[..., k]
    return place
