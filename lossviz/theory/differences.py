"""The slope by differences: walk a little to both sides and see how much the loss rises.

It needs no formula, so it checks one. But a step too long sees the bend of the ground, and a step too
short is lost among the last digits of the loss; in between lies about the cube root of the rounding.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array

Loss = Callable[[Array], ArrayLike]


def fitting_step(size: ArrayLike = 1.0) -> Array:
    """A step that suits numbers of this size: size times the cube root of the rounding, about 6e-6.

    The bend of the ground costs some h^2, the rounding of the loss some eps / h; where both are
    equal, h is the cube root of eps, and about ten of sixteen digits of the slope are right.

    References:
        W. H. Press, S. A. Teukolsky, W. T. Vetterling, B. P. Flannery, Numerical Recipes, Cambridge
        University Press 2007, section 5.7.
    """
    sizes = checks.numbers("size", size)
    if (sizes <= 0).any():
        raise ValueError(f"size = {checks.shown(size)} is not above 0; give positive numbers")
    return np.asarray(sizes * np.cbrt(np.finfo(float).eps))


def central(loss: Loss, w: ArrayLike, h: ArrayLike) -> Array:
    """The slopes at w by central differences, shape (..., coordinates).

        (L(w + h) - L(w - h)) / 2h,  in one coordinate after the other

    h broadcasts over the leading axes of w: a column of steps gives a row of slopes for each.

    Examples:
        >>> central(lambda w: (w**2).sum(-1), [3.0, -1.0], 0.5)
        array([ 6., -2.])
    """
    with np.errstate(all="ignore"):
        return np.asarray(rises(loss, w, h) / (2 * np.asarray(h, dtype=np.float64)[..., None]))


def rises(loss: Loss, w: ArrayLike, h: ArrayLike) -> Array:
    """How much the loss rises from one side of w to the other, L(w + h) - L(w - h), in each coordinate.

    Two numbers that are nearly equal: what they share is lost, and with it the digits of the rise.
    """
    places, steps = np.asarray(w, dtype=np.float64), np.asarray(h, dtype=np.float64)[..., None]
    along = np.eye(places.shape[-1]) * steps[..., None]
    with np.errstate(all="ignore"):
        here = places[..., None, :]
        risen: Array = np.asarray(loss(here + along)) - np.asarray(loss(here - along))
    return risen


def relative_difference(one: ArrayLike, other: ArrayLike) -> Array:
    """How far two gradients are apart, as a share of the longer one: 0 the same, 1 nothing alike, 2 opposite.

    0 too where both are 0. Lengths are taken over the last axis.
    """
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    with np.errstate(all="ignore"):
        apart, longest = length(a - b), np.maximum(length(a), length(b))
        return np.where(apart == 0, 0.0, apart / longest)


def length(gradient: Array) -> Array:
    """The length of a gradient, however large or small its numbers are."""
    largest = abs(gradient).max(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        scaled = np.sqrt(np.square(gradient / np.where(largest == 0, 1.0, largest)).sum(axis=-1))
    return np.asarray(largest[..., 0] * scaled)
