"""Activation functions and their derivatives, elementwise; all raise ValueError for NaN and infinity."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def sigmoid(x: ArrayLike) -> Array:
    """The logistic function, from a logit to a probability between 0 and 1.

        sigmoid(x) = 1 / (1 + e^-x)

    Examples:
        >>> print(sigmoid(0))
        0.5
    """
    x = checks.numbers("x", x)
    with allow_overflow():
        small: Array = np.exp(-abs(x))  # e^-x would overflow on the left
        return np.where(x >= 0, 1.0, small) / (1 + small)


def sigmoid_derivative(x: ArrayLike) -> Array:
    """The derivative of sigmoid: s (1 - s), at most one quarter, and vanishing for large x of either sign."""
    x = checks.numbers("x", x)
    with allow_overflow():
        small: Array = np.exp(-abs(x))  # 1 - s would round to 0 on the right
        return small / (1 + small) ** 2


def logit(p: ArrayLike) -> Array:
    """The log-odds of a probability, the inverse of `sigmoid`: 0 at one half, infinite at 0 and 1.

        logit(p) = log(p / (1 - p))

    Raises:
        ValueError: a p outside 0 to 1 or NaN.

    Examples:
        >>> print(logit([0, 0.5, 0.9]).round(3))
        [ -inf 0.    2.197]
    """
    p = checks.probabilities("p", p)
    with allow_overflow():
        # Near one half the two logarithms would cancel.
        return np.where(abs(p - 0.5) < 1e-3, 2 * np.arctanh(2 * p - 1), np.log(p) - np.log1p(-p))


def relu(x: ArrayLike) -> Array:
    """The rectified linear unit: max(x, 0).

    Examples:
        >>> print(relu([-2, 0, 3]))
        [0. 0. 3.]
    """
    return np.maximum(checks.numbers("x", x), 0.0) + 0.0


def relu_derivative(x: ArrayLike) -> Array:
    """The derivative of relu: 0 for negative x, 1 for positive x.

    At 0 it does not exist; 0 is returned, as in common software.
    """
    return np.where(checks.numbers("x", x) > 0, 1.0, 0.0) + 0.0


def leaky_relu(x: ArrayLike, *, slope: float = 0.01) -> Array:
    """A relu that multiplies negative x by `slope` instead of 0, so that its derivative never vanishes.

    Examples:
        >>> print(leaky_relu([-2, 0, 3], slope=0.5))
        [-1.  0.  3.]
    """
    slope = checks.scalar("slope", slope)
    x = checks.numbers("x", x)
    with allow_overflow():
        return np.where(x > 0, x, slope * x) + 0.0


def leaky_relu_derivative(x: ArrayLike, *, slope: float = 0.01) -> Array:
    """The derivative of leaky_relu: `slope` for negative x and, as in common software, at 0; 1 for positive x."""
    slope = checks.scalar("slope", slope)
    return np.where(checks.numbers("x", x) > 0, 1.0, slope) + 0.0


def tanh(x: ArrayLike) -> Array:
    """The hyperbolic tangent, between -1 and 1: 2 sigmoid(2x) - 1."""
    with allow_overflow():
        return np.tanh(checks.numbers("x", x)) + 0.0


def tanh_derivative(x: ArrayLike) -> Array:
    """The derivative of tanh: 1 - tanh^2, 1 at 0 and vanishing for large x of either sign."""
    x = checks.numbers("x", x)
    with allow_overflow():
        small: Array = np.exp(-2 * abs(x))  # 1 - tanh^2 would round to 0
        return 4 * small / (1 + small) ** 2


def normal_cdf(x: Array) -> Array:
    """The cumulative distribution function of the standard normal distribution."""
    # erfc, not 1 + erf, which would cancel on the left; numpy has neither.
    scaled = (-x / math.sqrt(2)).ravel()
    return np.fromiter(map(math.erfc, scaled.tolist()), np.float64, scaled.size).reshape(x.shape) / 2


def gelu(x: ArrayLike) -> Array:
    """The Gaussian error linear unit, x times the standard normal CDF at x: a smooth relu.

    The exact form; the same paper has an approximation by tanh. Its minimum is -0.170, at x = -0.752.

    Examples:
        >>> print(gelu([-1, 0, 1]).round(4))
        [-0.1587  0.      0.8413]

    References:
        D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, arXiv 2016.
    """
    x = checks.numbers("x", x)
    with allow_overflow():
        return x * normal_cdf(x) + 0.0


def gelu_derivative(x: ArrayLike) -> Array:
    """The derivative of gelu: the standard normal CDF at x, plus x times the density."""
    return gelu_with_derivative(x)[1]


def gelu_with_derivative(x: ArrayLike) -> tuple[Array, Array]:
    """Gelu and its derivative, which share the standard normal CDF, the most costly part of both."""
    x = checks.numbers("x", x)
    with allow_overflow():
        below, density = normal_cdf(x), np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
        return x * below + 0.0, below + x * density
