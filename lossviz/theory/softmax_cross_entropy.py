"""Softmax cross-entropy: what a classifier with logits pays, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant
from lossviz.theory.softmax import half_surprises, softmax


def one_hot(classes: Array, k: int) -> Array:
    """Classes as certain distributions: 1 for the class itself, 0 for the others."""
    wrong = (classes < 0) | (classes >= k)
    if wrong.any():
        raise ValueError(f"y holds class {int(classes[wrong][0])}; for {k} logits give classes 0 to {k - 1}")
    return np.where(classes[..., None] == np.arange(k), 1.0, 0.0)


def targets(y: ArrayLike, z: Array, label_smoothing: float) -> Array:
    """What should have been said, as distributions that fit z."""
    smoothing = checks.one_number("label_smoothing", label_smoothing)
    if not 0 <= smoothing <= 1:
        raise ValueError(f"label_smoothing = {smoothing} is no share of the truth; give a number from 0 to 1")
    truth, k = checks.numbers("y", y, infinite=True), z.shape[-1]
    if truth.ndim == z.ndim:
        checks.same_ending("y", truth, "z", z, axes=2)
        truth = checks.distributions("y", y)
    elif truth.ndim == z.ndim - 1 and np.asarray(y).dtype.kind in "biu":
        checks.same_ending("y", truth, "each class of z", z[..., 0])
        truth = one_hot(truth, k)
    else:
        raise ValueError(
            f"y has shape {truth.shape} and z has shape {z.shape}; "
            "give y z's shape (distributions), or whole numbers and one axis less (classes)"
        )
    with limits_are_meant():
        smoothed: Array = (1 - smoothing) * truth + smoothing / k
    return smoothed


def losses(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """What each sample pays: -log of the probability that softmax gives to its true class.

    For a truth that is itself a distribution: the average of that over the classes.
    """
    z = checks.logits("z", z)
    truth = targets(y, z, label_smoothing)
    with limits_are_meant():
        # A class of weight 0 adds nothing, even where its logit of -inf makes it infinitely surprising.
        heights = np.where(truth > 0, half_surprises(z), 0.0)
        paid: Array = 2 * (truth * heights).sum(axis=-1)
    return paid


def loss(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """The mean of what the samples pay, in nats; log K means that nothing has been learned yet.

        loss = (1/n) sum over samples of -log softmax(z)_y

    z has samples on axis -2 and classes on the last; one axis is one sample. y holds either
    classes (whole numbers, one axis less than z) or distributions (z's shape). Label
    smoothing e gives each class e/K and leaves 1 - e to the truth.

    Infinite where a class that may be true has a logit of minus infinity.

    Raises:
        ValueError: shapes that do not match; a class that does not exist; a row that is no
            distribution; NaN or plus infinity; a smoothing outside 0 to 1.

    Examples:
        >>> print(loss(0, [1, 2, 0]).round(3))
        1.408
        >>> print(loss([0, 2], [[1, 2, 0], [0, 0, 3]]).round(3))
        0.751

    References:
        J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network
        Outputs, in Neurocomputing, Springer 1990.
        C. Szegedy and others, Rethinking the Inception Architecture for Computer Vision,
        CVPR 2016 (label smoothing).
    """
    return samples.mean(losses(y, z, label_smoothing=label_smoothing))


def gradient(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """The slope of the mean loss in each logit: what was said minus what was true, over n.

        (softmax(z) - y) / n,  with y smoothed if it was asked for

    Examples:
        >>> print(gradient(0, [1, 2, 0]).round(3))
        [-0.755  0.665  0.09 ]
    """
    z = checks.logits("z", z)
    truth = targets(y, z, label_smoothing)
    p, n = softmax(z), samples.count(z[..., 0])
    with limits_are_meant():
        # Where p and y are both near 1, p - y loses the digits that 1 - p still has: the others' share.
        likely = truth > 0.5
        share_of_others = np.where(likely, 0.0, p).sum(axis=-1, keepdims=True)
        return np.where(likely, (1 - truth) - share_of_others, p - truth) / n + 0.0
