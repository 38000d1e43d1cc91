"""Formulas that are right on paper and wrong in floating point, kept so that they can be seen to fail.

Beside each stands what it should have been: `softmax`, `log_softmax`, `softmax_cross_entropy`.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, softmax_cross_entropy
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.softmax import softmax

EPSILON = 1e-7  # what Keras clips probabilities at


def naive_softmax(z: ArrayLike) -> Array:
    """Softmax as it is written: e^z overflows above 709.78, and infinity over infinity is NaN.

    Examples:
        >>> print(naive_softmax([1000, 999, 998]))
        [nan nan nan]
    """
    z = checks.logits("z", z)
    with np.errstate(all="ignore"):
        powers = np.exp(z)
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def loss_of_rounded_softmax(y: ArrayLike, z: ArrayLike) -> Array:
    """-log of a probability that was rounded first: infinite where it underflows, 745 logits behind the leader.

    y holds one class for each row of z.

    Examples:
        >>> print(loss_of_rounded_softmax(0, [-800, 0]))
        inf
    """
    p = softmax(z)
    with allow_overflow():
        return np.asarray(-np.log(np.take_along_axis(p, np.asarray(y)[..., None], axis=-1)[..., 0]) + 0.0)


def losses_of_softmax_twice(y: ArrayLike, z: ArrayLike) -> Array:
    """Cross-entropy from logits that is given probabilities: it applies softmax a second time.

    The probabilities differ by at most 1, so the loss is at least log(1 + (K - 1) / e), however sure and right.

    Examples:
        >>> print(losses_of_softmax_twice(0, [1000, 0, 0]).round(3))
        0.551
    """
    return softmax_cross_entropy.losses(y, softmax(z))


def clipped_loss(p: ArrayLike, *, epsilon: float = EPSILON) -> Array:
    """-log of a probability that is kept from 0 by clipping: it ends at -log of epsilon, and its slope at 0.

    Examples:
        >>> print(clipped_loss([0, 0.5]).round(3))
        [16.118  0.693]
    """
    return np.asarray(-np.log(np.clip(checks.probabilities("p", p), epsilon, 1 - epsilon)))
