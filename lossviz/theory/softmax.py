"""Softmax: from scores of any size to probabilities."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def half_gaps(z: Array) -> Array:
    """Half the distance of each logit from the largest one, never negative.

    Only these distances matter to softmax. Half, because 1e308 - (-1e308) is beyond the
    largest float, and halving keeps every digit (but the last of numbers below 1e-307).
    """
    largest: Array = z.max(axis=-1, keepdims=True)
    return largest / 2 - z / 2


def others(gaps_halved: Array) -> tuple[Array, Array]:
    """e^-gap of every class, and the sum of these over all classes but the leading one.

    The leader's is 1. Kept apart from 1, the sum keeps its digits when it is tiny.
    """
    weights = np.exp(-2 * gaps_halved)
    leader = np.argmin(gaps_halved, axis=-1, keepdims=True)
    behind = np.arange(weights.shape[-1]) != leader
    return weights, np.where(behind, weights, 0.0).sum(axis=-1, keepdims=True)


def half_surprises(z: Array) -> Array:
    """Half of -log_softmax(z), never negative; half, as in half_gaps."""
    gaps_halved = half_gaps(z)
    _, rest = others(gaps_halved)
    return gaps_halved + np.log1p(rest) / 2


def softmax(z: ArrayLike, *, temperature: float = 1.0) -> Array:
    """Logits as probabilities: e to each, divided by their sum.

        softmax(z)_k = e^(z_k / T) / sum over j of e^(z_j / T)

    Classes stand on the last axis. Only differences between logits count. A temperature
    above 1 evens the probabilities out, one below 1 sharpens them. A logit of minus
    infinity rules its class out.

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
        Outputs, in Neurocomputing, Springer 1990.
    """
    temperature = checks.positive("temperature", temperature)
    z = checks.logits("z", z)
    with limits_are_meant():
        weights, rest = others(half_gaps(z) / temperature)
        return weights / (1 + rest)


def log_softmax(z: ArrayLike) -> Array:
    """The logarithm of each class's probability, in nats, right even where that rounds to 0 or 1.

        log_softmax(z)_k = z_k - log of the sum over j of e^(z_j)

    Raises:
        ValueError: NaN or plus infinity; a row without a finite logit.

    Examples:
        >>> print(log_softmax([0, -2000]))
        [    0. -2000.]
    """
    z = checks.logits("z", z)
    with limits_are_meant():
        return -2 * half_surprises(z) + 0.0
