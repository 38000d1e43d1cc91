"""One logit while the others stay: which one gives its class a chosen probability."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import activations, checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.temperature_scaling import scaled_logits


def logit_for_probability(p: ArrayLike, others: ArrayLike, *, temperature: float = 1.0) -> Array:
    """The logit with which a class has the probability p beside the logits of the others.

        z = T (log(p / (1 - p)) + log of the sum over the others of e^(z_j / T))

    The others stand on the last axis; p broadcasts over the other axes. A probability of 0 gives minus
    infinity, one of 1 infinity.

    Raises:
        ValueError: a probability outside 0 to 1; NaN or plus infinity; others without a finite logit; a
            temperature that is not above 0.

    Examples:
        >>> print(logit_for_probability(0.5, [2, 0]).round(3))
        2.127
    """
    temperature = checks.positive_scalar("temperature", temperature)
    z = checks.logits("others", others)
    with allow_overflow():
        together = np.log(np.exp(scaled_logits(z, temperature)).sum(axis=-1))
        return np.asarray(z.max(axis=-1) + temperature * (activations.logit(p) + together))
