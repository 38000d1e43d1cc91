"""How a loss surface is drawn: geometrically spaced contour levels, and transforms of its height."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossviz.theory.checks import Array

LEVEL_COUNT = 10


@dataclass(frozen=True)
class ContourLevels:
    """Geometric contour levels above a minimum: level k lies at minimum + first * factor**k, 0 <= k < count.

    Equal spacing would crowd the steep parts of a surface and leave the bottom of a valley, where paths end, empty.
    """

    minimum: float
    first: float
    factor: float
    count: int

    def level_index(self, loss: Array) -> Array:
        """The level of each loss as a real number: k on level k, at least -1.

        Without the bound, or with 0 for it, the lowest contour would follow flat ground from cell to cell.
        """
        with np.errstate(over="ignore"):
            return np.log(np.maximum((loss - self.minimum) / self.first, 1 / self.factor)) / math.log(self.factor)


def fit_levels(loss: Array, minimum: float, factor: float, count: int = LEVEL_COUNT) -> ContourLevels:
    """Levels whose highest one is the largest power of the factor below the highest finite loss."""
    finite = loss[np.isfinite(loss)]
    top = (float(finite.max()) if finite.size else 1.0) - minimum
    top = top if top > 0 else 1.0
    highest = math.floor(math.log(top) / math.log(factor) + 1e-9)
    # A power that underflows to 0 could not be divided by.
    return ContourLevels(minimum, max(float(factor) ** (highest - count + 1), np.finfo(float).tiny), factor, count)


def identity_height(loss: Array) -> Array:
    """The loss itself as the height of a surface."""
    return loss


def log1p_height(loss: Array) -> Array:
    """log(1 + loss): close to the loss where it is small, to its logarithm where it is large."""
    heights: Array = np.log1p(loss)
    return heights


def log10_excess(loss: Array, minimum: float = 0.0) -> Array:
    """log10 of the loss minus a minimum, for a logarithmic axis; minus infinity at the minimum and below."""
    with np.errstate(divide="ignore"):
        found: Array = np.log10(np.maximum(loss - minimum, 0.0))
    return found


HeightTransform = Callable[[Array], Array]
