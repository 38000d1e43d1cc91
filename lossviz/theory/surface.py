"""What a surface is: a height, a slope and a curvature for every place w = (x, y) of the plane."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory.checks import Array

Point = tuple[float, float]
# From x and y to one array, or to one for each of (dx, dy) or of (xx, xy, yy).
Height = Callable[[Array, Array], Array]
Parts = Callable[[Array, Array], tuple[ArrayLike, ...]]


@dataclass(frozen=True, eq=False)
class Surface:
    """A landscape: `loss`, `gradient`, `hessian` and `curvature` for w of shape (..., 2).

    `minima` holds its lowest places, if there are any; where there are none, `note` says why.
    Far away the loss is infinite; nan comes out only where it went in, or where w is infinite.
    """

    name: str
    formula: str
    height: Height = field(repr=False)
    slopes: Parts = field(repr=False)  # dx and dy
    bends: Parts = field(repr=False)  # xx, xy and yy
    domain: tuple[Point, Point]
    minima: list[Point]
    note: str = ""

    def loss(self, w: ArrayLike) -> Array:
        """The height at w, shape (...)."""
        return evaluated(lambda x, y: (self.height(x, y),), w)[..., 0]

    def gradient(self, w: ArrayLike) -> Array:
        """The slopes at w, shape (..., 2): an arrow that points uphill most steeply."""
        return evaluated(self.slopes, w)

    def hessian(self, w: ArrayLike) -> Array:
        """The slopes of the slopes at w, shape (..., 2, 2)."""
        return evaluated(self.bends, w)[..., [[0, 1], [1, 2]]]

    def curvature(self, w: ArrayLike) -> Array:
        """The smallest and the largest curvature at w, shape (..., 2): the Hessian's eigenvalues."""
        xx, xy, yy = np.moveaxis(evaluated(self.bends, w), -1, 0)
        with np.errstate(all="ignore"):
            middle, reach = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
            return np.stack([middle - reach, middle + reach], axis=-1)

    def border(self, w: ArrayLike) -> Array:
        """The rate at which gradient descent no longer settles near w: 2 over the largest curvature.

        Infinite where the ground bends upwards in no direction.
        """
        steepest = self.curvature(w)[..., 1]
        with np.errstate(all="ignore"):
            return np.where(steepest > 0, 2 / steepest, np.where(np.isnan(steepest), np.nan, np.inf))


def evaluated(formula: Parts, w: ArrayLike) -> Array:
    """The parts of the formula at w, on a new last axis."""
    places = np.asarray(w, dtype=np.float64)
    if places.shape[-1:] != (2,):
        raise ValueError(f"w has shape {places.shape}; give points with two coordinates on the last axis")
    try:
        # The alarm costs nothing until it rings.
        with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="raise"):
            return side_by_side(formula, places)
    except FloatingPointError:
        with np.errstate(all="ignore"):
            values = side_by_side(formula, places)
            # Infinity minus infinity: at a place far out one of the two is larger, and numbers of a wider range tell.
            unclear = np.isnan(values).any(axis=-1) & np.isfinite(places).all(axis=-1)
            values[unclear] = side_by_side(formula, places[unclear].astype(np.longdouble))
            return values


def side_by_side(formula: Parts, places: Array) -> Array:
    """The parts of the formula, one for each place, on the last axis."""
    # One place alone as two plain numbers: that is several times as fast as arrays of one.
    x, y = places if places.ndim == 1 else (places[..., 0], places[..., 1])
    parts = formula(x, y)
    values = np.empty((*places.shape[:-1], len(parts)))
    for k, part in enumerate(parts):
        values[..., k] = part
    return values + 0.0  # no -0
