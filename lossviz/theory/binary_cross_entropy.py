"""Binary cross-entropy, the loss of a forecast probability for a label 0 or 1, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.activations import sigmoid
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def checked_probabilities(y: ArrayLike, y_hat: ArrayLike) -> tuple[Array, Array]:
    """Labels and forecasts as arrays, both probabilities, one pair per sample."""
    labels, forecasts = checks.probabilities("y", y), checks.probabilities("y_hat", y_hat)
    checks.match_trailing_axes("y", labels, "y_hat", forecasts)
    return labels, forecasts


def checked_logits(y: ArrayLike, z: ArrayLike) -> tuple[Array, Array]:
    """Labels as probabilities and forecasts as logits, one pair per sample."""
    labels, scores = checks.probabilities("y", y), checks.numbers("z", z)
    checks.match_trailing_axes("y", labels, "z", scores)
    return labels, scores


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The loss of each forecast: -log y_hat if y is 1, -log(1 - y_hat) if y is 0.

    A y between 0 and 1 weights the two. A term of weight 0 is 0; a forecast of 0 for what has a positive weight
    makes the loss infinite.
    """
    labels, forecasts = checked_probabilities(y, y_hat)
    with allow_overflow():
        if_one = np.where(labels > 0, -np.log(forecasts), 0.0)
        if_zero = np.where(labels < 1, -np.log1p(-forecasts), 0.0)
        return labels * if_one + (1 - labels) * if_zero + 0.0


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean loss of the forecasts y_hat, in nats; log 2 for forecasts of one half.

        BCE = -(1/n) sum of y log y_hat + (1 - y) log(1 - y_hat)

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: a y or y_hat outside 0 to 1; shapes that do not match.

    Examples:
        >>> print(loss([1, 0], [0.5, 0.5]).round(3))
        0.693
        >>> print(loss([1, 0], [0, 0]), loss(0, 0))
        inf 0.0

    References:
        D. R. Cox, The Regression Analysis of Binary Sequences, Journal of the Royal Statistical
        Society B 20, 1958.
    """
    return samples.mean(losses(y, y_hat))


def gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The gradient of the mean loss in the forecasts: -1/(n y_hat) for a label 1, 1/(n (1 - y_hat)) for 0.

        (y_hat - y) / (y_hat (1 - y_hat)) / n

    Infinite where the loss is.

    Examples:
        >>> print(gradient([1, 0], [0.25, 0.5]))
        [-2.  1.]
    """
    labels, forecasts = checked_probabilities(y, y_hat)
    n = samples.count(labels)
    with allow_overflow():
        # For a label 0 or 1 one factor cancels, and with it the 0/0 of a perfect forecast.
        below = np.where(labels == 1, 1.0, 1 - forecasts) * np.where(labels == 0, 1.0, forecasts)
        above = np.where(labels == 1, -1.0, np.where(labels == 0, 1.0, forecasts - labels))
        derivative: Array = above / n / below + 0.0
    return derivative


def derivatives(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The derivative of each sample's own loss in its forecast: `gradient` without the division by n.

    Examples:
        >>> print(derivatives([1, 0], [0.25, 0.5]))
        [-4.  2.]
    """
    return gradient(np.asarray(y)[..., None], np.asarray(y_hat)[..., None])[..., 0]


def losses_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The loss of each forecast sigmoid(z), exact even where sigmoid(z) rounds to 0 or 1.

    y log(1 + e^-z) + (1 - y) log(1 + e^z)
    """
    labels, scores = checked_logits(y, z)
    with allow_overflow():
        # Two parts that never cancel. The compact log(1 + e^z) - y z does: 52 % wrong at z = 33.
        values: Array = labels * np.logaddexp(0, -scores) + (1 - labels) * np.logaddexp(0, scores)
    return values


def loss_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The mean loss of the forecasts sigmoid(z), in nats.

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: a y outside 0 to 1; a logit that is not finite; shapes that do not match.

    Examples:
        >>> print(loss_from_logits(1, -800), loss_from_logits(1, 800))
        800.0 0.0
    """
    return samples.mean(losses_from_logits(y, z))


def gradient_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The gradient of the mean loss in the logits: forecast minus label, over n.

        (sigmoid(z) - y) / n

    Examples:
        >>> print(gradient_from_logits([1, 0], [0, 0]))
        [-0.25  0.25]
    """
    labels, scores = checked_logits(y, z)
    with allow_overflow():
        # Above 0 the same difference, written with 1 - sigmoid(z) = sigmoid(-z): it keeps the digits near 1.
        errors = np.where(scores > 0, (1 - labels) - sigmoid(-scores), sigmoid(scores) - labels)
        return errors / samples.count(errors) + 0.0


def derivatives_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The derivative of each sample's own loss in its logit: sigmoid(z) - y.

    Examples:
        >>> print(derivatives_from_logits([1, 0], [0, 0]))
        [-0.5  0.5]
    """
    return gradient_from_logits(np.asarray(y)[..., None], np.asarray(z)[..., None])[..., 0]
