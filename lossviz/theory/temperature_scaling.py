"""Temperature scaling: logits divided by a temperature before softmax."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.softmax import exponentials, half_gaps_to_max
from lossviz.theory.softmax_cross_entropy import residuals


def temperatures(values: ArrayLike) -> Array:
    """Positive numbers."""
    divisor = checks.numbers("temperature", values)
    if (divisor <= 0).any():
        lowest = checks.format_value(divisor.min())
        raise ValueError(f"temperature holds {lowest}, which is not above 0; give positive numbers")
    return divisor


def scaled_logits(z: ArrayLike, temperature: ArrayLike) -> Array:
    """The logits z / T, shifted so that the largest is 0: softmax and its loss see only differences.

    Classes stand on the last axis of z; `temperature` broadcasts over the other axes. The shift keeps z / T
    within reach: 1e308 / 0.25 would overflow, the difference of two such logits need not.

    Raises:
        ValueError: NaN or plus infinity; a row without a finite logit; a temperature that is not above 0.

    Examples:
        >>> print(scaled_logits([1, 2, 0], 2))
        [-0.5  0.  -1. ]

    References:
        C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks,
        ICML 2017.
    """
    z, divisor = checks.logits("z", z), temperatures(temperature)
    with allow_overflow():
        return np.asarray(-2 * (half_gaps_to_max(z) / divisor[..., None]) + 0.0)


@dataclass(frozen=True)
class Evaluation:
    """What a classifier says of samples, and what that costs.

    `probabilities`, `surprises` (minus their natural logarithms) and `gradients` have the classes on the last axis,
    `losses` has one number for each sample, in nats. A gradient is that of its own sample's loss in its logits.
    """

    probabilities: Array
    surprises: Array
    losses: Array
    gradients: Array


def evaluate(y: ArrayLike, z: ArrayLike, temperature: ArrayLike = 1.0) -> Evaluation:
    """Softmax at a temperature, the cross-entropy loss of each sample, and its gradient, in one pass.

        p = softmax(z / T),  loss = sum of y log(1/p),  gradient = (p - y) / T

    Classes stand on the last axis of y, which holds distributions, and of z; y, z and `temperature` broadcast over
    the other axes.

    Raises:
        ValueError: a row of y that is no distribution, or has other classes than z; what `scaled_logits` refuses.

    Examples:
        >>> found = evaluate([1, 0, 0], [1, 2, 0], [1, 2])
        >>> print(found.losses.round(3))
        [1.408 1.18 ]
        >>> print(found.gradients.round(3))
        [[-0.755  0.665  0.09 ]
         [-0.346  0.253  0.093]]
    """
    target, z, divisor = checks.distributions("y", y), checks.logits("z", z), temperatures(temperature)[..., None]
    checks.match_trailing_axes("y", target, "z", z)
    with allow_overflow():
        gaps_halved = half_gaps_to_max(z) / divisor
        weights, rest = exponentials(gaps_halved)
        halves = gaps_halved + np.log1p(rest) / 2
        p = weights / (1 + rest)
        # A class of weight 0 adds 0, even where its logit is -inf.
        losses = 2 * (target * np.where(target > 0, halves, 0.0)).sum(axis=-1)
        return Evaluation(p, 2 * halves, losses, residuals(target, p) / divisor + 0.0)
