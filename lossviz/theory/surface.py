"""A loss surface: value, gradient, Hessian and curvature at every point w = (x, y) of the plane."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import interruption
from lossviz.theory.checks import Array

# So many operations are done at once: their numbers fit into a processor's cache, and little memory is held.
CHUNK = 8_192

Point = tuple[float, float]
# Of x and y: one array, or one for each of the components (d/dx, d/dy) or (xx, xy, yy).
ValueFunction = Callable[[Array, Array], Array]
ComponentsFunction = Callable[[Array, Array], tuple[ArrayLike, ...]]


@dataclass(frozen=True, eq=False)
class Surface:
    """A loss of two parameters; all methods take w of shape (..., 2) and broadcast.

    `minima` has the known global minima; where there is none, `note` says why. `domain` is the part of the plane
    worth plotting, ((x0, x1), (y0, y1)). Where the loss overflows it is infinite; NaN comes out only where NaN or
    infinity went in. `samples` is how many an evaluation at one place looks at.
    """

    name: str
    formula: str
    value: ValueFunction = field(repr=False)
    partials: ComponentsFunction = field(repr=False)  # d/dx and d/dy
    second_partials: ComponentsFunction = field(repr=False)  # xx, xy and yy
    domain: tuple[Point, Point]
    minima: list[Point]
    note: str = ""
    samples: int = 1

    def loss(self, w: ArrayLike) -> Array:
        """The loss at w, shape (...)."""
        return evaluate(lambda x, y: (self.value(x, y),), w, self.samples)[..., 0]

    def gradient(self, w: ArrayLike) -> Array:
        """The partial derivatives at w, shape (..., 2): the direction of steepest ascent."""
        return evaluate(self.partials, w, self.samples)

    def hessian(self, w: ArrayLike) -> Array:
        """The second partial derivatives at w, shape (..., 2, 2)."""
        return evaluate(self.second_partials, w, self.samples)[..., [[0, 1], [1, 2]]]

    def curvature(self, w: ArrayLike) -> Array:
        """The smallest and the largest curvature at w, shape (..., 2): the eigenvalues of the Hessian, ascending."""
        xx, xy, yy = np.moveaxis(evaluate(self.second_partials, w, self.samples), -1, 0)
        with np.errstate(all="ignore"):
            middle, reach = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
            return np.stack([middle - reach, middle + reach], axis=-1)

    def stability_limit(self, w: ArrayLike) -> Array:
        """The learning rate above which gradient descent does not converge near w, shape (...): 2 / largest curvature.

        Infinite where no curvature is positive.
        """
        largest = self.curvature(w)[..., 1]
        with np.errstate(all="ignore"):
            return np.where(largest > 0, 2 / largest, np.where(np.isnan(largest), np.nan, np.inf))


def evaluate(formula: ComponentsFunction, w: ArrayLike, samples: int = 1) -> Array:
    """The components of a formula at w, on a new last axis; the formula looks at so many samples at each place.

    Raises:
        ValueError: a w without two coordinates on the last axis.
    """
    points = np.asarray(w, dtype=np.float64)
    if points.shape[-1:] != (2,):
        raise ValueError(f"w has shape {points.shape}; give points with two coordinates on the last axis")
    places, most = points.size // 2, max(1, CHUNK // samples)
    if places <= most:
        interruption.checkpoint(places * samples)
        return evaluate_at_once(formula, points)
    parts = []
    for chunk in np.split(points.reshape(-1, 2), range(most, places, most)):
        interruption.checkpoint(len(chunk) * samples)
        parts.append(evaluate_at_once(formula, chunk))
    return np.concatenate(parts).reshape(*points.shape[:-1], -1)


def evaluate_at_once(formula: ComponentsFunction, points: Array) -> Array:
    """The components of a formula at points (..., 2), on a new last axis."""
    try:
        with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="raise"):
            return stack_components(formula, points)
    except FloatingPointError:
        with np.errstate(all="ignore"):
            values = stack_components(formula, points)
            # Infinity minus infinity at a finite point: a wider floating-point type tells which of them is larger.
            unclear = np.isnan(values).any(axis=-1) & np.isfinite(points).all(axis=-1)
            values[unclear] = stack_components(formula, points[unclear].astype(np.longdouble))
            return values


def stack_components(formula: ComponentsFunction, points: Array) -> Array:
    """The components of a formula at points (..., 2), stacked on the last axis."""
    # A single point as two plain numbers: several times as fast as arrays of one.
    x, y = points if points.ndim == 1 else (points[..., 0], points[..., 1])
    parts = formula(x, y)
    values = np.empty((*points.shape[:-1], len(parts)))
    for k, part in enumerate(parts):
        values[..., k] = part
    return values + 0.0  # no -0
