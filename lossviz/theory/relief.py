"""How a landscape of losses is drawn: lines a factor apart, as a map has them, and heights that fit into a box."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossviz.theory.checks import Array

LINES = 10


@dataclass(frozen=True)
class Relief:
    """Lines of equal loss: the lowest at `floor` above `least`, each next one at `factor` times as much.

    Equal steps of height would crowd the walls and leave the floor of a valley bare, where a walk ends.
    """

    least: float
    floor: float
    factor: float
    count: int

    def lines(self, loss: Array) -> Array:
        """How many lines each loss lies above the lowest one; what lies a line or more below it counts as -1.

        Were that 0, the lowest line would run along the edge of level ground, from cell to cell.
        """
        with np.errstate(over="ignore"):
            return np.log(np.maximum((loss - self.least) / self.floor, 1 / self.factor)) / math.log(self.factor)


def fitted(loss: Array, least: float, factor: float, lines: int = LINES) -> Relief:
    """A relief whose highest line lies just below the highest loss, at a whole power of the factor."""
    finite = loss[np.isfinite(loss)]
    top = (float(finite.max()) if finite.size else 1.0) - least
    top = top if top > 0 else 1.0
    highest = math.floor(math.log(top) / math.log(factor) + 1e-9)
    # A power that is no longer a number would leave nothing to divide by.
    return Relief(least, max(float(factor) ** (highest - lines + 1), np.finfo(float).tiny), factor, lines)


def plain(loss: Array) -> Array:
    """The loss itself as height."""
    return loss


def compressed(loss: Array) -> Array:
    """log(1 + loss): the loss itself where it is small, its logarithm where it is large."""
    heights: Array = np.log1p(loss)
    return heights


def powers(loss: Array, least: float = 0.0) -> Array:
    """Which power of ten each loss above the least is; minus infinity for the least itself."""
    with np.errstate(divide="ignore"):
        found: Array = np.log10(np.maximum(loss - least, 0.0))
    return found


Heights = Callable[[Array], Array]
