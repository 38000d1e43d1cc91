"""A single gradient-descent step: the loss along it, exact line search, and stationary points."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks, settings
from lossviz.theory.checks import Array
from lossviz.theory.surface import Surface

ROUNDING = 1e-13


def exact_line_search_rate(surface: Surface, w: ArrayLike) -> Array:
    """The rate whose step from w minimises the loss along the gradient; twice that rate leaves the loss unchanged.

        g.g / g.Hg,  g the gradient and H the Hessian at w

    Shape (..., 2) in, (...) out. Exact for a quadratic loss, such as the mean squared error of a line. NaN where the
    gradient is 0, infinite where the curvature along the gradient is not positive.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(exact_line_search_rate(points_mse(), [0, 1]).round(4))
        0.0423

    References:
        A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées,
        Comptes rendus 25, 1847.
    """
    slopes, hessian = surface.gradient(w), surface.hessian(w)
    with np.errstate(all="ignore"):
        # The length of the gradient cancels, and the square of 1e200 would overflow.
        way = slopes / abs(slopes).max(axis=-1, keepdims=True)
        bend = (way[..., None, :] @ hessian @ way[..., :, None])[..., 0, 0]
        return np.where(bend > 0, (way * way).sum(axis=-1) / bend, np.where(np.isnan(bend), np.nan, np.inf))


def loss_after_step(surface: Surface, w: ArrayLike, rate: ArrayLike) -> Array:
    """The loss after one gradient-descent step from w, for each rate: the function that a line search minimises.

        L(w - rate * gradient(w))

    w has shape (2,); the result has the shape of `rate`. At a stationary point the step is 0.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(loss_after_step(points_mse(), [0, 1], [0, 0.02, 0.05]).round(3))
        [6.    2.228 0.954]
    """
    point = np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        slope = np.where(is_stationary(surface, point), 0.0, surface.gradient(point))
        return surface.loss(point - np.asarray(rate, dtype=np.float64)[..., None] * slope)


def is_stationary(surface: Surface, w: ArrayLike) -> NDArray[np.bool_]:
    """Whether the gradient at w is 0, but for the rounding of the terms that cancel in it.

    Shape (..., 2) in, (...) out. Meant for surfaces whose gradient is linear in w, such as the mean squared error of
    a line.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(is_stationary(points_mse(), [[0.8, 0.6], [0.8, 0.61]]))
        [ True False]
    """
    points = np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        cancelling = (abs(surface.hessian(points)) @ abs(points)[..., None])[..., 0]
        cancelling = cancelling + abs(surface.gradient(np.zeros_like(points)))
        flat = abs(surface.gradient(points)) <= ROUNDING * cancelling
    return np.asarray((flat & np.isfinite(cancelling)).all(axis=-1))


def coordinate_descent_step(gradient: Callable[[Array], Array], w: ArrayLike, rate: float) -> Array:
    """One step in each coordinate in turn, each with the gradient at the point that the earlier ones have reached.

    Not gradient descent, which updates all coordinates simultaneously; it is what a program computes by mistake if
    `w = ...; b = ...` uses the new w in the line for b.

    Raises:
        ValueError: a w that is not finite; a rate that is negative or not finite.

    Examples:
        >>> from lossviz.theory.point_surfaces import points_mse
        >>> print(coordinate_descent_step(points_mse().gradient, [0, 1], 0.05))
        [0.76  0.972]
    """
    point, step = checks.numbers("w", w).copy(), settings.non_negative("rate", rate)
    with np.errstate(all="ignore"):
        for k in range(point.shape[-1]):
            point[..., k] -= step * gradient(point)[..., k]
    return point
