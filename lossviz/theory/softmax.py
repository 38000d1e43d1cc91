"""Softmax: from logits to probabilities, without overflow."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def half_gaps_to_max(z: Array) -> Array:
    """Half of max(z) - z, which is all that softmax depends on; classes on the last axis.

    Half, because 1e308 - (-1e308) overflows; halving is exact, except below 1e-307.
    """
    largest: Array = z.max(axis=-1, keepdims=True)
    return largest / 2 - z / 2


def exponentials(gaps_halved: Array) -> tuple[Array, Array]:
    """e^-gap of every class, and the sum of these over all classes but the one with the largest logit.

    That one's is 1; added to 1, a tiny sum would lose its digits.
    """
    weights = np.exp(-2 * gaps_halved)
    leader = np.argmin(gaps_halved, axis=-1, keepdims=True)
    behind = np.arange(weights.shape[-1]) != leader
    return weights, np.where(behind, weights, 0.0).sum(axis=-1, keepdims=True)


def half_negative_log_softmax(z: Array) -> Array:
    """Half of -log_softmax(z), never negative; half, as in half_gaps_to_max."""
    gaps_halved = half_gaps_to_max(z)
    _, rest = exponentials(gaps_halved)
    return gaps_halved + np.log1p(rest) / 2


def softmax(z: ArrayLike, *, temperature: float = 1.0) -> Array:
    """The probabilities proportional to e^z.

        softmax(z)_k = e^(z_k / T) / sum over j of e^(z_j / T)

    Classes stand on the last axis. A constant added to all logits changes nothing. A temperature
    T above 1 makes the probabilities more equal, one below 1 less. A logit of minus infinity gives
    the probability 0.

    Raises:
        ValueError: NaN or plus infinity; a row without a finite logit; a temperature that
            is not above 0.

    Examples:
        >>> print(softmax([1, 2, 0]).round(3))
        [0.245 0.665 0.09 ]
        >>> print(softmax([1000, 1000]))
        [0.5 0.5]

    References:
        J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network
        Outputs, with Relationships to Statistical Pattern Recognition, in Neurocomputing:
        Algorithms, Architectures and Applications, Springer, 1990.
    """
    temperature = checks.positive_scalar("temperature", temperature)
    z = checks.logits("z", z)
    with allow_overflow():
        weights, rest = exponentials(half_gaps_to_max(z) / temperature)
        return weights / (1 + rest)


def log_softmax(z: ArrayLike) -> Array:
    """The natural logarithm of softmax, exact even where the probability rounds to 0 or 1.

        log_softmax(z)_k = z_k - log of the sum over j of e^(z_j)

    Raises:
        ValueError: NaN or plus infinity; a row without a finite logit.

    Examples:
        >>> print(log_softmax([0, -2000]))
        [    0. -2000.]
    """
    z = checks.logits("z", z)
    with allow_overflow():
        return -2 * half_negative_log_softmax(z) + 0.0
