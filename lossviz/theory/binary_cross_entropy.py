"""Binary cross-entropy: what a yes-or-no forecast pays, in nats."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, samples
from lossviz.theory.activations import sigmoid
from lossviz.theory.checks import Array
from lossviz.theory.limits import limits_are_meant


def forecasts(y: ArrayLike, y_hat: ArrayLike) -> tuple[Array, Array]:
    """Truths and forecasts, both probabilities of yes, one pair per sample."""
    truth, said = checks.probabilities("y", y), checks.probabilities("y_hat", y_hat)
    checks.same_ending("y", truth, "y_hat", said)
    return truth, said


def logits(y: ArrayLike, z: ArrayLike) -> tuple[Array, Array]:
    """Truths as probabilities of yes and forecasts as logits, one pair per sample."""
    truth, scores = checks.probabilities("y", y), checks.numbers("z", z)
    checks.same_ending("y", truth, "z", scores)
    return truth, scores


def losses(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """What each forecast pays: -log y_hat if it was yes, -log(1 - y_hat) if it was no.

    For a y between 0 and 1 both, in these shares. A branch of share 0 costs nothing; a
    branch that was called impossible and came is infinite.
    """
    truth, said = forecasts(y, y_hat)
    with limits_are_meant():
        if_yes = np.where(truth > 0, -np.log(said), 0.0)
        if_no = np.where(truth < 1, -np.log1p(-said), 0.0)
        return truth * if_yes + (1 - truth) * if_no + 0.0


def loss(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The mean price of the forecasts y_hat, in nats; log 2 is what a coin toss pays.

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
    """The slope of the mean loss in each forecast: -1/y_hat for a yes, 1/(1 - y_hat) for a no, over n.

        (y_hat - y) / (y_hat (1 - y_hat)) / n

    Infinite where the loss is: at the foot of a wall there is no way but up.

    Examples:
        >>> print(gradient([1, 0], [0.25, 0.5]))
        [-2.  1.]
    """
    truth, said = forecasts(y, y_hat)
    n = samples.count(truth)
    with limits_are_meant():
        # For a plain yes or no one factor cancels, and with it the 0/0 of a perfect forecast.
        below = np.where(truth == 1, 1.0, 1 - said) * np.where(truth == 0, 1.0, said)
        above = np.where(truth == 1, -1.0, np.where(truth == 0, 1.0, said - truth))
        slopes: Array = above / n / below + 0.0
    return slopes


def losses_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """What each forecast sigmoid(z) pays, right even where sigmoid(z) rounds to 0 or 1.

    y log(1 + e^-z) + (1 - y) log(1 + e^z)
    """
    truth, scores = logits(y, z)
    with limits_are_meant():
        # Two parts that never cancel. The compact log(1 + e^z) - y z does: 52 % wrong at z = 33.
        paid: Array = truth * np.logaddexp(0, -scores) + (1 - truth) * np.logaddexp(0, scores)
    return paid


def loss_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The mean price of the forecasts sigmoid(z), in nats.

    Samples stand on the last axis, which must match exactly; leading axes broadcast.

    Raises:
        ValueError: a y outside 0 to 1; a logit that is not finite; shapes that do not match.

    Examples:
        >>> print(loss_from_logits(1, -800), loss_from_logits(1, 800))
        800.0 0.0
    """
    return samples.mean(losses_from_logits(y, z))


def gradient_from_logits(y: ArrayLike, z: ArrayLike) -> Array:
    """The slope of the mean loss in each logit: what was said minus what was true, over n.

        (sigmoid(z) - y) / n

    Examples:
        >>> print(gradient_from_logits([1, 0], [0, 0]))
        [-0.25  0.25]
    """
    truth, scores = logits(y, z)
    with limits_are_meant():
        # Above 0 the same difference, written with 1 - sigmoid(z) = sigmoid(-z): it keeps the digits near 1.
        errors = np.where(scores > 0, (1 - truth) - sigmoid(-scores), sigmoid(scores) - truth)
        return errors / samples.count(errors) + 0.0
