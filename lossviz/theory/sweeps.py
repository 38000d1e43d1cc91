"""A sweep: the same walk at many rates, and the one that ended lowest."""

import math

import numpy as np
from numpy.typing import NDArray

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path


def one_two_five(low: float, high: float) -> Array:
    """The round numbers 1, 2 and 5 times a power of ten, from a first to a last.

    Examples:
        >>> one_two_five(0.002, 0.1).tolist()
        [0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
    """
    first, last = checks.positive("low", low), checks.positive("high", high)
    powers = range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
    numbers = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    return np.array([number for number in numbers if first * (1 - 1e-9) <= number <= last * (1 + 1e-9)])


def best(losses: Array) -> NDArray[np.intp]:
    """Which walk ended lowest, steps on the first axis and walks on the last; of several the first.

    Examples:
        >>> import numpy as np
        >>> int(best(np.array([[9.0, 9, 9], [3, 1, np.inf], [2, 5, np.nan]])))
        0
    """
    ends = losses[-1]
    return np.asarray(np.where(np.isfinite(ends), ends, np.inf).argmin(axis=-1))


def alone(path: Path, walk: int) -> Path:
    """One walk of many."""
    return Path(path.points[:, walk].copy(), path.losses[:, walk].copy(), path.gradients[:, walk].copy())
