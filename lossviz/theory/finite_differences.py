"""Gradients by central differences, to check a formula.

A step that is too long suffers from truncation error, one that is too short from rounding error; the best is near the
cube root of the machine epsilon.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array

LossFunction = Callable[[Array], ArrayLike]


def recommended_step(size: ArrayLike = 1.0) -> Array:
    """A step for numbers of a given size: size times the cube root of the machine epsilon, about 6e-6.

    The truncation error is proportional to h^2, the rounding error to eps / h; they are equal where h is the cube
    root of eps, and then about ten of sixteen digits of the derivative are correct.

    Raises:
        ValueError: a size that is not above 0.

    References:
        W. H. Press, S. A. Teukolsky, W. T. Vetterling, B. P. Flannery, Numerical Recipes, Cambridge
        University Press 2007, section 5.7.
    """
    sizes = checks.numbers("size", size)
    if (sizes <= 0).any():
        raise ValueError(f"size = {checks.format_value(size)} is not above 0; give positive numbers")
    return np.asarray(sizes * np.cbrt(np.finfo(float).eps))


def central(loss: LossFunction, w: ArrayLike, h: ArrayLike) -> Array:
    """The gradient at w by central differences, shape (..., coordinates).

        (L(w + h) - L(w - h)) / 2h,  in one coordinate after the other

    h broadcasts over the leading axes of w: many steps at one point give one gradient each.

    Examples:
        >>> central(lambda w: (w**2).sum(-1), [3.0, -1.0], 0.5)
        array([ 6., -2.])
    """
    with np.errstate(all="ignore"):
        return np.asarray(loss_change(loss, w, h) / (2 * np.asarray(h, dtype=np.float64)[..., None]))


def loss_change(loss: LossFunction, w: ArrayLike, h: ArrayLike) -> Array:
    """The numerator of the central difference, L(w + h) - L(w - h), in each coordinate: (..., coordinates).

    The two losses are nearly equal, so the leading digits cancel.
    """
    points, steps = np.asarray(w, dtype=np.float64), np.asarray(h, dtype=np.float64)[..., None]
    shifts = np.eye(points.shape[-1]) * steps[..., None]
    with np.errstate(all="ignore"):
        here = points[..., None, :]
        change: Array = np.asarray(loss(here + shifts)) - np.asarray(loss(here - shifts))
    return change


def relative_difference(a: ArrayLike, b: ArrayLike) -> Array:
    """The distance between two gradients over the larger of their norms: 0 for equal, 2 for opposite ones.

        |a - b| / max(|a|, |b|)

    Coordinates on the last axis; 0 where both gradients are 0.
    """
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    with np.errstate(all="ignore"):
        distance, longest = norm(first - second), np.maximum(norm(first), norm(second))
        return np.where(distance == 0, 0.0, distance / longest)


def norm(gradient: Array) -> Array:
    """The Euclidean norm over the last axis, without overflow or underflow of the squares."""
    largest = abs(gradient).max(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        scaled = np.sqrt(np.square(gradient / np.where(largest == 0, 1.0, largest)).sum(axis=-1))
    return np.asarray(largest[..., 0] * scaled)
