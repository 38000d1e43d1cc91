"""Forty points that scatter round a line, without dice: the same on every machine and for ever."""

import numpy as np

from lossviz.theory.checks import Array

COUNT = 40


def forty_points() -> tuple[Array, Array]:
    """Forty points, x and y, so far from a line that a few of them are a poor guide to all.

        x = 0.15 i,  y = 0.6 + 0.8 x + 1.2 sin(i^2),  i = 0 ... 39, both to two decimals

    The sine is taken in radians. Its argument grows so fast that it looks like chance and is none.

    Examples:
        >>> x, y = forty_points()
        >>> print(x[:4], y[:4])
        [0.   0.15 0.3  0.45] [ 0.6   1.73 -0.07  1.45]
    """
    i = np.arange(COUNT)
    x = np.round(0.15 * i, 2)
    return x, np.round(0.6 + 0.8 * x + 1.2 * np.sin(i**2.0), 2)
