"""Activations: what a unit makes of its input, and the slope of that."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def sigmoid(x: ArrayLike) -> Array:
    """A score as the probability of yes: 0 becomes one half, far right nearly 1, far left nearly 0.

        sigmoid(x) = 1 / (1 + e^-x)

    Examples:
        >>> print(sigmoid(0))
        0.5
    """
    x = checks.numbers("x", x)
    with limits_are_meant():
        small: Array = np.exp(-abs(x))  # e^-x would overflow on the left
        return np.where(x >= 0, 1.0, small) / (1 + small)


def sigmoid_slope(x: ArrayLike) -> Array:
    """The slope of sigmoid: s (1 - s), at most one quarter, and next to nothing far out."""
    x = checks.numbers("x", x)
    with limits_are_meant():
        small: Array = np.exp(-abs(x))  # 1 - s would round to 0 on the right
        return small / (1 + small) ** 2


def relu(x: ArrayLike) -> Array:
    """Keeps what is positive and makes the rest 0: one bend, at 0.

    Examples:
        >>> print(relu([-2, 0, 3]))
        [0. 0. 3.]
    """
    return np.maximum(checks.numbers("x", x), 0.0) + 0.0


def relu_slope(x: ArrayLike) -> Array:
    """The slope of relu: 0 to the left, 1 to the right.

    At the kink there is no slope; 0 is what software takes there, and so it is here.
    """
    return np.where(checks.numbers("x", x) > 0, 1.0, 0.0) + 0.0


def leaky_relu(x: ArrayLike, *, slope: float = 0.01) -> Array:
    """Keeps what is positive and lets a little of the rest through, so that no unit is ever dead.

    Examples:
        >>> print(leaky_relu([-2, 0, 3], slope=0.5))
        [-1.  0.  3.]
    """
    slope = checks.one_number("slope", slope)
    x = checks.numbers("x", x)
    with limits_are_meant():
        return np.where(x > 0, x, slope * x) + 0.0


def leaky_relu_slope(x: ArrayLike, *, slope: float = 0.01) -> Array:
    """The slope of leaky_relu: `slope` to the left and, as software has it, at the kink; 1 to the right."""
    slope = checks.one_number("slope", slope)
    return np.where(checks.numbers("x", x) > 0, 1.0, slope) + 0.0


def tanh(x: ArrayLike) -> Array:
    """A score squeezed between -1 and 1; a sigmoid stretched so that 0 stays 0."""
    with limits_are_meant():
        return np.tanh(checks.numbers("x", x)) + 0.0


def tanh_slope(x: ArrayLike) -> Array:
    """The slope of tanh: 1 - tanh^2, which is 1 in the middle and next to nothing far out."""
    x = checks.numbers("x", x)
    with limits_are_meant():
        small: Array = np.exp(-2 * abs(x))  # 1 - tanh^2 would round to 0
        return 4 * small / (1 + small) ** 2


def normal_share(x: Array) -> Array:
    """The share of a standard normal distribution that lies below x."""
    # erfc, not 1 + erf, which would cancel on the left.
    halved: Array = np.vectorize(math.erfc, otypes=[np.float64])(-x / math.sqrt(2)) / 2
    return halved


def gelu(x: ArrayLike) -> Array:
    """Each x times the share of a normal distribution that lies below it: a relu without a kink.

    This is the exact one; the same paper also has an approximation by tanh. It dips to
    -0.170 at -0.752 before it settles at 0.

    Examples:
        >>> print(gelu([-1, 0, 1]).round(4))
        [-0.1587  0.      0.8413]

    References:
        D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, arXiv 2016.
    """
    x = checks.numbers("x", x)
    with limits_are_meant():
        return x * normal_share(x) + 0.0


def gelu_slope(x: ArrayLike) -> Array:
    """The slope of gelu: the share below x, plus x times the height of the normal curve there."""
    x = checks.numbers("x", x)
    with limits_are_meant():
        height = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
        return normal_share(x) + x * height
