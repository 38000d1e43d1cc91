"""Features of points in the plane: what a network is given instead of, or beside, their coordinates."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array

FEATURES: dict[str, Callable[[Array, Array], Array]] = {
    "x": lambda x, y: x,
    "y": lambda x, y: y,
    "x_squared": lambda x, y: x * x,
    "y_squared": lambda x, y: y * y,
    "xy": lambda x, y: x * y,
    "sin_x": lambda x, y: np.sin(x),
    "sin_y": lambda x, y: np.sin(y),
}


def features(points: ArrayLike, names: Sequence[str] = ("x", "y")) -> Array:
    """The features of these names of points (..., 2): (..., names).

    Raises:
        ValueError: no name, an unknown one, or one twice; points that are not pairs of finite numbers.

    Examples:
        >>> print(features([[2, -3]], ["x", "y_squared", "xy"]))
        [[ 2.  9. -6.]]
    """
    places = checks.numbers("points", points)
    if places.shape[-1:] != (2,):
        raise ValueError(f"points have shape {places.shape}; give pairs of coordinates")
    unknown = [name for name in names if name not in FEATURES]
    if unknown or not names or len(set(names)) < len(names):
        raise ValueError(f"names = {list(names)!r}; give one or more of {', '.join(FEATURES)}, each once")
    return np.stack([FEATURES[name](places[..., 0], places[..., 1]) for name in names], axis=-1)
