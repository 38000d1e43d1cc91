"""Temperature scaling: logits divided by a temperature before softmax."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.softmax import half_gaps_to_max


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
    z, divisor = checks.logits("z", z), checks.numbers("temperature", temperature)
    if (divisor <= 0).any():
        lowest = checks.format_value(divisor.min())
        raise ValueError(f"temperature holds {lowest}, which is not above 0; give positive numbers")
    with allow_overflow():
        return np.asarray(-2 * (half_gaps_to_max(z) / divisor[..., None]) + 0.0)
