"""Points in the plane with a value each, for regression, the same on every machine."""

from collections.abc import Callable

import numpy as np

from lossviz.theory.checks import Array
from lossviz.theory.classification_datasets import PLASTIC, PlanePoints, sequence

HILLS = np.array([[-2, 1.25], [2, 1.25], [0, -1.25]])
HOLLOWS = np.array([[0, 1.25], [-2, -1.25], [2, -1.25]])


def square(n: int) -> Array:
    """Points spread evenly over the square from -3 to 3: (n, 2)."""
    return 6 * sequence(n, PLASTIC) - 3


def plane(n: int = 200) -> PlanePoints:
    """A plane: (x + y) / 5."""
    x = square(n)
    return PlanePoints(x, x.sum(axis=-1) / 5, 0)


def gaussian(n: int = 200) -> PlanePoints:
    """Three hills of height 1 and three hollows, cones of radius 1: 1 less the distance from the nearest middle."""
    x = square(n)
    up, down = (
        np.maximum(0, 1 - np.linalg.norm(x[:, None] - middles, axis=-1)).max(axis=-1) for middles in (HILLS, HOLLOWS)
    )
    return PlanePoints(x, np.where(up >= down, up, -down) + 0.0, 0)


def wave(n: int = 200) -> PlanePoints:
    """Rings round the middle: cos(pi r / 2)."""
    x = square(n)
    return PlanePoints(x, np.cos(np.pi * np.hypot(*x.T) / 2), 0)


REGRESSION: dict[str, Callable[..., PlanePoints]] = {"plane": plane, "gaussian": gaussian, "wave": wave}
