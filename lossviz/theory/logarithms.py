"""Logarithms in the unit that was asked for: bits, nats, hartleys or any other."""

import math

import numpy as np

from lossviz.theory.checks import Array


def logarithm(x: Array, base: float) -> Array:
    """How many times must the base be multiplied by itself to make x?

    The named bases have functions of their own, exact at their own powers:
    log2(2^-29) is -29, while ln(2^-29) / ln(2) misses it in the last digit.
    """
    if base == 2:
        return np.log2(x)
    if base == 10:
        return np.log10(x)
    if base == math.e:
        return np.log(x)
    return np.log(x) / math.log(base)
