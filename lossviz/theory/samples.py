"""Samples stand on the last axis: their residuals, their number, their mean."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def residuals(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """Truth minus prediction, one per sample.

    The last axes must match exactly: (3,) against (3, 1) would compare every truth with
    every prediction, nine residuals instead of three, and no one would notice.
    """
    y, y_hat = checks.numbers("y", y), checks.numbers("y_hat", y_hat)
    checks.same_ending("y", y, "y_hat", y_hat)
    with limits_are_meant():
        return y - y_hat


def count(values: Array) -> int:
    """How many samples there are; one number alone is one sample."""
    return values.shape[-1] if values.ndim else 1


def mean(losses: Array) -> Array:
    """The mean over the samples."""
    if np.ndim(losses) == 0:
        return losses
    n = count(losses)
    with limits_are_meant():
        total: Array = losses.sum(axis=-1)
        # Two losses of 1e308 have a mean, though their sum is beyond the largest float.
        return np.where(np.isinf(total), (losses / n).sum(axis=-1), total / n) + 0.0
