"""A logistic unit sigmoid(w x + b) on labelled points, and gradient descent on one of its logits."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import activations, checks, interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.point_surfaces import points_and_moments
from lossviz.theory.scalar_descent import ScalarGradient

FEW = 8
SATURATED = 800.0  # from here on sigmoid'(z) is 0 in double precision


def logistic_gradient(x: ArrayLike, y: ArrayLike, *, squared: bool = False) -> ScalarGradient:
    """The gradient of a logistic unit's binary cross-entropy, or squared error, for `scalar_descent.descend_scalar`.

    The same as that of `points_bce`, or of `points_squares`; for a few points plain floats are many times as fast as
    arrays. Sums are rounded once, so that terms that cancel leave exactly 0.

    Raises:
        ValueError: x and y that are not two rows of one length; a y outside 0 to 1.

    Examples:
        >>> gradient, of_squares = logistic_gradient([1], [1]), logistic_gradient([1], [1], squared=True)
        >>> print(gradient(0, 0.0, 0.0), of_squares(0, 0.0, 0.0))
        (-0.5, -0.5) (-0.25, -0.25)
    """
    all_x, labels, _ = points_and_moments(x, checks.probabilities("y", y))
    points = list(zip(all_x.tolist(), labels.tolist(), strict=True))

    def gradient(step: int, w: float, b: float) -> tuple[float, float]:
        dw, db = [], []
        for x_i, y_i in points:
            z = w * x_i + b
            small = math.exp(-abs(z))  # e^-z would overflow
            larger, smaller = 1 / (1 + small), small / (1 + small)
            dz = (1 - y_i) * larger - y_i * smaller if z >= 0 else (1 - y_i) * smaller - y_i * larger
            if squared:
                dz *= 2 * larger * smaller
            dw.append(dz * x_i)
            db.append(dz)
        return exact_sum(dw) / len(points), exact_sum(db) / len(points)

    return gradient


def exact_sum(terms: list[float]) -> float:
    """The sum, rounded once; infinity and NaN as in any other sum."""
    try:
        return math.fsum(terms)
    except (OverflowError, ValueError):
        return sum(terms)


def correct_count(x: ArrayLike, y: ArrayLike, w: ArrayLike) -> NDArray[np.intp]:
    """How many points the classifier sigmoid(w[0] x + w[1]) > 1/2 classifies correctly; (..., 2) in, (...) out.

    A forecast of exactly one half is never correct. A label above one half counts as 1.

    Examples:
        >>> int(correct_count([-1, 1, 2], [0, 1, 0], [3, 0]))
        2
    """
    all_x, labels, _ = points_and_moments(x, checks.probabilities("y", y))
    weights = np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        signs = np.sign(weights[..., :1] * all_x + weights[..., 1:])
    return np.asarray((signs == np.where(labels > 0.5, 1.0, -1.0)).sum(axis=-1))


def probabilities(x: ArrayLike, w: ArrayLike) -> Array:
    """The forecasts sigmoid(w[0] x + w[1]) at every x: (..., n) for w of shape (..., 2) and x of shape (n,).

    w may be infinite; where w[0] x + w[1] has no value, the forecast is one half.

    Examples:
        >>> print(probabilities([-1, 0, 1], [1, 0]).round(3))
        [0.269 0.5   0.731]
    """
    all_x, weights = checks.numbers("x", x), np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        return activations.sigmoid(np.nan_to_num(weights[..., :1] * all_x + weights[..., 1:]))


def squared_error_derivative(error: ArrayLike, z: ArrayLike) -> Array:
    """The derivative of (sigmoid(z) - y)^2 in the logit z, given the error sigmoid(z) - y.

        2 error sigmoid'(z)

    The error is passed, not y: subtracted from a sigmoid that rounds to 1, y would leave no digits. It is also the
    derivative of binary cross-entropy; squared error multiplies it by 2 sigmoid'(z), which vanishes where the
    forecast saturates, at infinite z too.

    Examples:
        >>> print(squared_error_derivative([-0.5, -1], [0, -np.inf]))
        [-0.25  0.  ]

    References:
        P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and
        Experimental Comparison, Interspeech 2013.
    """
    errors, logits = checks.numbers("error", error), checks.numbers("z", z, infinite=True)
    return 2 * errors * activations.sigmoid_derivative(np.clip(logits, -SATURATED, SATURATED)) + 0.0


def updates_to_half(z: ArrayLike, most: int) -> NDArray[np.int64]:
    """The number of gradient-descent updates at rate 1 that raise a logit to 0, a forecast of one half, if y is 1.

    Shape (..., 2): under binary cross-entropy and under squared error. 0 where z >= 0; `most` + 1 where `most`
    updates are too few.

    Raises:
        ValueError: a logit that is not finite; a `most` that is no whole number from 0 up.

    Examples:
        >>> print(updates_to_half([-2, -6, 1], 1000))
        [[  3   8]
         [  7 214]
         [  0   0]]
    """
    starts, limit = checks.numbers("z", z), settings.integer("most", most)
    below, index = np.unique(np.minimum(starts, 0.0), return_inverse=True)
    if len(below) <= FEW:
        few = [[updates_of(z, limit, squared=squared) for squared in (False, True)] for z in below.tolist()]
        return np.array(few, dtype=np.int64).reshape(-1, 2)[index.reshape(starts.shape)]
    counts = np.zeros((2, len(below)), dtype=np.int64)
    # The derivative of squared error is below 2 e^z in size, so it takes more than (e^-z - 1) / 2 updates from z.
    with np.errstate(over="ignore", under="ignore"):
        counts[1, np.expm1(-below) / 2 > limit] = limit + 1
    for squared, count in enumerate(counts):
        logits, going = below.copy(), np.flatnonzero((below < 0) & (count == 0))
        while len(going):
            interruption.checkpoint(interruption.STEP // 2)
            # Binary cross-entropy's own derivative in the logit where y is 1; the starts were checked above.
            error = -activations.sigmoid(-logits[going])
            logits[going] -= squared_error_derivative(error, logits[going]) if squared else error
            count[going] += 1
            going = going[(logits[going] < 0) & (count[going] <= limit)]
    return counts.T[index.reshape(starts.shape)]


def updates_of(z: float, most: int, *, squared: bool) -> int:
    """The same of one logit and one of the two losses; for a few, plain floats are many times as fast as arrays."""
    if squared and math.exp(z) * (2 * most + 1) < 1:
        return most + 1
    count = 0
    while z < 0 and count <= most:
        small = math.exp(z)
        error = 1 / (1 + small)
        z += 2 * error * error * (small / (1 + small)) if squared else error
        count += 1
    return count
