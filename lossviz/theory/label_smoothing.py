"""Label smoothing: a target that gives a little to every class, and the least loss that it leaves."""

import math

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.information import entropy


def smoothing_share(smoothing: float) -> float:
    """A label smoothing, from 0 to 1."""
    share = checks.scalar("smoothing", smoothing)
    if not 0 <= share <= 1:
        raise ValueError(f"smoothing = {share} is no share of the target; give a number from 0 to 1")
    return share


def least_loss(y: ArrayLike, smoothing: float) -> Array:
    """The least cross-entropy that any prediction can reach: the entropy of the smoothed target, in nats.

        H((1 - e) y + e/K)

    y holds distributions on the last axis. Without smoothing and with a one-hot target it is 0.

    Raises:
        ValueError: a row that is no distribution; a smoothing outside 0 to 1.

    Examples:
        >>> print(least_loss([1, 0, 0], 0.1).round(3))
        0.291

    References:
        C. Szegedy and others, Rethinking the Inception Architecture for Computer Vision,
        CVPR 2016.
    """
    share, target = smoothing_share(smoothing), checks.distributions("y", y)
    return entropy((1 - share) * target + share / target.shape[-1], base=math.e)


def best_lead(classes: int, smoothing: float) -> float:
    """How far the true logit leads all others where the smoothed loss is least; infinite without smoothing.

        log(1 + K (1 - e) / e)

    Raises:
        ValueError: fewer than two classes; a smoothing outside 0 to 1.

    Examples:
        >>> print(round(best_lead(3, 0.1), 3))
        3.332
    """
    share, k = smoothing_share(smoothing), checks.scalar("classes", classes)
    if k < 2:
        raise ValueError(f"classes = {classes}; there are at least two")
    return math.inf if share == 0 else float(np.log1p(k * (1 - share) / share))
