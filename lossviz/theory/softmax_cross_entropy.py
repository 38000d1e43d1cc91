"""Softmax cross-entropy, the loss of a classifier's logits, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.softmax import half_negative_log_softmax, softmax


def one_hot(classes: Array, k: int) -> Array:
    """Class indices as one-hot distributions over k classes, on a new last axis."""
    wrong = (classes < 0) | (classes >= k)
    if wrong.any():
        raise ValueError(f"y holds class {int(classes[wrong][0])}; for {k} logits give classes 0 to {k - 1}")
    return np.where(classes[..., None] == np.arange(k), 1.0, 0.0)


def targets(y: ArrayLike, z: Array, label_smoothing: float) -> Array:
    """Targets as distributions of the shape of z, smoothed."""
    smoothing = checks.scalar("label_smoothing", label_smoothing)
    if not 0 <= smoothing <= 1:
        raise ValueError(f"label_smoothing = {smoothing} is no share of the target; give a number from 0 to 1")
    target, k = checks.numbers("y", y, infinite=True), z.shape[-1]
    if target.ndim == z.ndim:
        checks.match_trailing_axes("y", target, "z", z, axes=2)
        target = checks.distributions("y", y)
    elif target.ndim == z.ndim - 1 and np.asarray(y).dtype.kind in "biu":
        checks.match_trailing_axes("y", target, "each class of z", z[..., 0])
        target = one_hot(target, k)
    else:
        raise ValueError(
            f"y has shape {target.shape} and z has shape {z.shape}; "
            "give y z's shape (distributions), or whole numbers and one axis less (classes)"
        )
    with allow_overflow():
        smoothed: Array = (1 - smoothing) * target + smoothing / k
    return smoothed


def losses(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """The loss of each sample: -log of the probability that softmax gives to its class.

    If the target is a distribution: the mean of that over the classes, weighted by the target.
    """
    z = checks.logits("z", z)
    target = targets(y, z, label_smoothing)
    with allow_overflow():
        # A class of weight 0 adds 0, even where its logit is -inf.
        halves = np.where(target > 0, half_negative_log_softmax(z), 0.0)
        values: Array = 2 * (target * halves).sum(axis=-1)
    return values


def loss(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """The mean loss of the samples, in nats; log K for K equal logits.

        loss = (1/n) sum over samples of -log softmax(z)_y

    z has samples on axis -2 and classes on the last; one axis is one sample. y holds either
    classes (whole numbers, one axis less than z) or distributions (z's shape). Label
    smoothing e, from 0 to 1, replaces a target y by (1 - e) y + e/K.

    Infinite where a class of positive weight has a logit of minus infinity.

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
        Outputs, with Relationships to Statistical Pattern Recognition, in Neurocomputing:
        Algorithms, Architectures and Applications, Springer, 1990.
        C. Szegedy and others, Rethinking the Inception Architecture for Computer Vision,
        CVPR 2016 (label smoothing).
    """
    return samples.mean(losses(y, z, label_smoothing=label_smoothing))


def gradient(y: ArrayLike, z: ArrayLike, *, label_smoothing: float = 0.0) -> Array:
    """The gradient of the mean loss in the logits: probability minus target, over n.

        (softmax(z) - y) / n,  with y smoothed if it was asked for

    Examples:
        >>> print(gradient(0, [1, 2, 0]).round(3))
        [-0.755  0.665  0.09 ]
    """
    z = checks.logits("z", z)
    target = targets(y, z, label_smoothing)
    p, n = softmax(z), samples.count(z[..., 0])
    with allow_overflow():
        return residuals(target, p) / n + 0.0


def residuals(target: Array, p: Array) -> Array:
    """Probability minus target for each class; nothing is checked.

    Where both are near 1, p - y loses the digits that 1 - p still has: the others' share.
    """
    likely = target > 0.5
    share_of_others = np.where(likely, 0.0, p).sum(axis=-1, keepdims=True)
    return np.where(likely, (1 - target) - share_of_others, p - target)
