"""A sweep over learning rates: the rates to try, and the run that ended with the lowest loss."""

import math

import numpy as np
from numpy.typing import NDArray

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path


def one_two_five_series(low: float, high: float) -> Array:
    """The numbers 1, 2 and 5 times a power of ten from low to high, both included.

    Raises:
        ValueError: a limit that is not finite and above 0.

    Examples:
        >>> one_two_five_series(0.002, 0.1).tolist()
        [0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
    """
    first, last = checks.positive_scalar("low", low), checks.positive_scalar("high", high)
    powers = range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
    numbers = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    return np.array([number for number in numbers if first * (1 - 1e-9) <= number <= last * (1 + 1e-9)])


def best_run(losses: Array) -> NDArray[np.intp]:
    """The index of the run with the lowest final loss, the first of several; steps on the first axis, runs on the last.

    A final loss that is not finite counts as infinite.

    Examples:
        >>> import numpy as np
        >>> int(best_run(np.array([[9.0, 9, 9], [3, 1, np.inf], [2, 5, np.nan]])))
        0
    """
    final = losses[-1]
    return np.asarray(np.where(np.isfinite(final), final, np.inf).argmin(axis=-1))


def single_path(path: Path, index: int) -> Path:
    """The path of one run of many: the given index on the second axis."""
    return Path(path.points[:, index].copy(), path.losses[:, index].copy(), path.gradients[:, index].copy())
