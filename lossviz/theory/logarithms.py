"""Logarithms of any base, and with them the units of information: bits, nats, hartleys."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def logarithm(x: Array, base: float) -> Array:
    """The logarithm of x to a base, exact at the powers of 2 and 10.

    log2(2^-29) is -29, while ln(2^-29) / ln(2) is off by a rounding.
    """
    if base == 2:
        return np.log2(x)
    if base == 10:
        return np.log10(x)
    if base == math.e:
        return np.log(x)
    return np.log(x) / math.log(base)


def nats_to_base(nats: ArrayLike, base: float) -> Array:
    """Convert an amount of information from nats to the unit of another base: bits for 2, hartleys for 10.

    Examples:
        >>> print(nats_to_base([0, math.log(8)], 2))
        [0. 3.]
    """
    with allow_overflow():
        return np.asarray(np.asarray(nats, dtype=np.float64) / math.log(base))
