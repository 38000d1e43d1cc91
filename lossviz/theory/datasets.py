"""Fixed data sets, the same on every machine."""

import numpy as np

from lossviz.theory.checks import Array

NOISY_LINE_COUNT = 40


def noisy_line() -> tuple[Array, Array]:
    """Forty points, x and y, scattered about a line so widely that a few of them are a poor guide to all.

        x = 0.15 i,  y = 0.6 + 0.8 x + 1.2 sin(i^2),  i = 0 ... 39, both to two decimals

    The sine, of radians, takes the place of random numbers: its argument grows so fast that it looks like noise.

    Examples:
        >>> x, y = noisy_line()
        >>> print(x[:4], y[:4])
        [0.   0.15 0.3  0.45] [ 0.6   1.73 -0.07  1.45]
    """
    i = np.arange(NOISY_LINE_COUNT)
    x = np.round(0.15 * i, 2)
    return x, np.round(0.6 + 0.8 * x + 1.2 * np.sin(i**2.0), 2)
