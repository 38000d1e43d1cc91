"""The loss surface of a logistic unit under squared error: not convex, and flat where forecasts saturate."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.point_surfaces import (
    SIX_LABELLED_POINTS,
    Moments,
    logistic_domain,
    newton_minimum,
    points_and_moments,
)
from lossviz.theory.surface import Point, Surface


def points_squares(x: ArrayLike = SIX_LABELLED_POINTS[0], y: ArrayLike = SIX_LABELLED_POINTS[1]) -> Surface:
    """The mean squared error of the forecasts sigmoid(w[0] x + w[1]) for labels y.

    Its gradient is that of cross-entropy times 2 sigmoid', which vanishes where a forecast saturates: there the
    surface is flat however wrong the forecast is, and gradient descent may stall. Near forecasts of one half the
    surface is convex.

    `minima` has the local minimum that Newton's method finds from w = 0, if its loss is below that of every step
    function, the limit of steeper and steeper sigmoids. The surface is not convex, so nothing proves that this
    minimum is global, or, where none is found, that there is none.

    Raises:
        ValueError: x and y that are not two rows of one length; x that are not finite numbers up to 1e150; y
            outside 0 to 1.

    References:
        P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and
        Experimental Comparison, Interspeech 2013.
    """
    all_x, labels, moments = points_and_moments(x, checks.probabilities("y", y))
    wide = float(np.sqrt(moments.var_x or max(moments.mean_x**2, 1.0)))
    minima = [] if moments.var_x == 0 else local_minima(all_x, labels, moments, wide)
    note = "No local minimum was found below the limit of steeper and steeper sigmoids." * (not minima)
    return squared_error_surface("points_squares", all_x, labels, logistic_domain(wide, moments, minima), minima, note)


def squared_error_surface(
    name: str,
    x: Array,
    y: Array,
    domain: tuple[Point, Point] = ((-1.0, 1.0), (-1.0, 1.0)),
    minima: Sequence[Point] = (),
    note: str = "",
) -> Surface:
    """The mean squared error of a logistic unit as a `Surface`; nothing is checked."""
    with np.errstate(under="ignore"):
        weights, columns = np.stack([x, np.ones_like(x)], axis=-1) / len(x), x * x / len(x)

    def forecasts(w: Array, b: Array) -> tuple[Array, Array, Array]:
        """The probabilities of 1 and of 0, and the error of the former."""
        z = x * w[..., None] + b[..., None]
        small = np.exp(-abs(z))  # e^-z would overflow, and 1 - p would round to 0
        p, q = (np.where(side, 1.0, small) / (1 + small) for side in (z >= 0, z < 0))
        return p, q, (1 - y) * p - y * q

    def partials(w: Array, b: Array) -> tuple[Array, ...]:
        p, q, error = forecasts(w, b)
        gradient = 2 * error * p * q @ weights
        return gradient[..., 0], gradient[..., 1]

    def second_partials(w: Array, b: Array) -> tuple[Array, ...]:
        p, q, error = forecasts(w, b)
        bend = 2 * p * q * (p * q + error * (q - p))
        return bend @ columns, bend @ weights[:, 0], bend @ weights[:, 1]

    return Surface(
        name=name,
        formula="(1/n) Σ (ŷ − y)², ŷ = sigmoid(wx + b)",
        value=lambda w, b: np.square(forecasts(w, b)[2]) @ weights[:, 1],
        partials=partials,
        second_partials=second_partials,
        domain=domain,
        minima=list(minima),
        note=note,
        samples=len(x),
    )


def local_minima(x: Array, y: Array, moments: Moments, wide: float) -> list[Point]:
    """The local minimum near forecasts of one half, as a list; empty if there is none or a step function is as good."""
    # Searched for with x standardised, as under cross-entropy.
    centred = squared_error_surface("", (x - moments.mean_x) / wide, y)
    found = []
    for place in newton_minimum(centred):
        stationary = abs(centred.gradient(place)).max() <= 1e-14
        if stationary and centred.curvature(place)[0] > 0 and centred.loss(place) < best_threshold_error(x, y):
            found.append((place[0] / wide, place[1] - place[0] * moments.mean_x / wide))
    return found


def best_threshold_error(x: Array, y: Array) -> float:
    """The smallest mean squared error of a step function of x: 0 on one side of a threshold, 1 on the other.

    At the threshold itself its value is free.

    Examples:
        >>> float(best_threshold_error(np.array([1, 2, 3]), np.array([0, 1, 0])))
        0.3333333333333333
    """
    errors = []
    for threshold in np.unique(x):
        here = x == threshold
        for side in (x > threshold, x < threshold):
            errors.append(np.square(np.where(here, y[here].mean(), side) - y).mean())
    return float(min(errors))
