"""Activations of a network's hidden units, each with its derivative from what the forward pass has computed.

Nothing is checked, as they stand in the innermost loop of a training: a run that diverges reaches infinity and NaN.
`activations` has the same functions for everybody else.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from lossviz.theory import activations
from lossviz.theory.checks import Array

LEAKY_SLOPE = 0.01
TABLE_STEPS = 1024


class UnitActivation(NamedTuple):
    """An activation: its function of the sum z, and its derivative from the sum z and the output h = function(z).

    `operations` is what both take at one place (`interruption`).
    """

    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    operations: int


def relu(z: Array) -> Array:
    """max(z, 0)."""
    return np.maximum(z, 0.0)


def relu_derivative(z: Array, h: Array) -> Array:
    """1 where the output is positive; 0 at 0, as in common software."""
    return np.sign(h)


def leaky_relu(z: Array) -> Array:
    """z, or a hundredth of it where it is negative."""
    return np.maximum(z, LEAKY_SLOPE * z)


def leaky_relu_derivative(z: Array, h: Array) -> Array:
    """1 where z is positive, else a hundredth."""
    return np.where(z > 0, 1.0, LEAKY_SLOPE)


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^-z), where an overflow of the exponential gives 0."""
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(z: Array, h: Array) -> Array:
    """h (1 - h)."""
    return h * (1.0 - h)


def tanh_derivative(z: Array, h: Array) -> Array:
    """1 - h^2."""
    return 1.0 - h * h


@cache
def normal_table() -> tuple[Array, Array]:
    """The standard normal CDF and density from -9 to 9, in steps of 1/1024; at the ends 0 and 1, without slope."""
    nodes = np.arange(-9 * TABLE_STEPS, 9 * TABLE_STEPS + 1) / TABLE_STEPS
    cdf, density = activations.normal_cdf(nodes), np.exp(nodes * nodes / -2) / math.sqrt(2 * math.pi)
    cdf[[0, -1]], density[[0, -1]] = (0.0, 1.0), 0.0
    return cdf, density


def normal_cdf(z: Array) -> Array:
    """The standard normal CDF within 1e-15, in a third of the time of `activations.normal_cdf`.

    The Taylor polynomial of third degree at the nearest node of a table.
    """
    cdf, density = normal_table()
    inside = np.clip(z, -9.0, 9.0)
    nearest = np.rint(inside * TABLE_STEPS)
    index = nearest.astype(np.intp) + 9 * TABLE_STEPS
    node = nearest / TABLE_STEPS
    d = inside - node
    curve = 1.0 - d * (node / 2 - d * (node * node - 1.0) / 6)
    # An index that comes from NaN is clipped; d is NaN, too, and with it the result.
    return np.asarray(np.take(cdf, index, mode="clip") + np.take(density, index, mode="clip") * d * curve)


def gelu(z: Array) -> Array:
    """z times the standard normal CDF at z."""
    return z * normal_cdf(z)


def gelu_derivative(z: Array, h: Array) -> Array:
    """The standard normal CDF at z, plus z times the density."""
    cdf: Array = np.divide(h, z, out=np.full(z.shape, 0.5), where=z != 0)  # h is z times the CDF
    return cdf + z * np.exp(z * z / -2) / math.sqrt(2 * math.pi)


def identity(z: Array) -> Array:
    """The sum itself."""
    return z


def identity_derivative(z: Array, h: Array) -> Array:
    """1 everywhere."""
    return np.ones_like(z)


ACTIVATIONS = {
    "relu": UnitActivation(relu, relu_derivative, 1),
    "tanh": UnitActivation(np.tanh, tanh_derivative, 3),
    "sigmoid": UnitActivation(sigmoid, sigmoid_derivative, 3),
    "leaky_relu": UnitActivation(leaky_relu, leaky_relu_derivative, 1),
    "gelu": UnitActivation(gelu, gelu_derivative, 5),
    "identity": UnitActivation(identity, identity_derivative, 1),
}


def of(name: str) -> UnitActivation:
    """The activation of a name.

    Raises:
        ValueError: if there is none of that name.
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"there is no activation {name!r}; there is {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
