"""Samples on the last axis: residuals, number, mean, shares."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def residuals(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """Targets minus predictions, one per sample.

    The last axes must match exactly: (3,) against (3, 1) would broadcast to nine residuals instead of three.
    """
    y, y_hat = checks.numbers("y", y), checks.numbers("y_hat", y_hat)
    checks.match_trailing_axes("y", y, "y_hat", y_hat)
    with allow_overflow():
        return y - y_hat


def count(values: Array) -> int:
    """The number of samples; a scalar is one sample."""
    return values.shape[-1] if values.ndim else 1


def mean(losses: Array) -> Array:
    """The mean over the samples, finite even where their sum overflows."""
    if np.ndim(losses) == 0:
        return losses
    n = count(losses)
    with allow_overflow():
        total: Array = losses.sum(axis=-1)
        return np.where(np.isinf(total), (losses / n).sum(axis=-1), total / n) + 0.0


def shares(parts: ArrayLike, total: ArrayLike) -> Array:
    """Each part as a fraction of the total, from 0 to 1; 0 where the total is 0 or infinite.

    Parts and total broadcast.

    Examples:
        >>> print(shares([1.0, 3.0], 4.0), shares([0.0], 0.0), shares([np.inf], np.inf))
        [0.25 0.75] [0.] [0.]
    """
    part, whole = np.broadcast_arrays(np.asarray(parts, dtype=np.float64), np.asarray(total, dtype=np.float64))
    fractions: Array = np.divide(part, whole, out=np.zeros(part.shape), where=(whole > 0) & np.isfinite(whole))
    return fractions
