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


def smoothed(y: ArrayLike, smoothing: ArrayLike, classes: ArrayLike | None = None) -> Array:
    """The target with a share e of it spread evenly over the K classes.

        (1 - e) y + e/K

    y holds distributions on the last axis; `smoothing` broadcasts over the others. Where a row has fewer `classes`
    than places, only its first places take part, and those after them stay 0.

    Raises:
        ValueError: a row that is no distribution; a smoothing outside 0 to 1; classes that are not 1 to the number
            of places.

    Examples:
        >>> print(smoothed([1, 0, 0], 0.1).round(3))
        [0.933 0.033 0.033]
        >>> print(smoothed([1, 0, 0], 0.1, classes=2))
        [0.95 0.05 0.  ]
    """
    target, share = checks.distributions("y", y), checks.numbers("smoothing", smoothing)
    places = target.shape[-1]
    if ((share < 0) | (share > 1)).any():
        raise ValueError(
            f"smoothing = {checks.format_value(share)} is no share of the target; give numbers from 0 to 1"
        )
    k = checks.numbers("classes", places if classes is None else classes)
    if ((k < 1) | (k > places)).any():
        raise ValueError(f"classes = {checks.format_value(k)}; a row of {places} places has 1 to {places}")
    there = np.arange(places) < k[..., None]
    return np.where(there, (1 - share[..., None]) * target + (share / k)[..., None], 0.0)


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
    return entropy(smoothed(y, smoothing_share(smoothing)), base=math.e)


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
