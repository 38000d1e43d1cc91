"""The landscape of squared errors over yes-or-no answers: no bowl, but level ground where forecasts are sure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.point_surfaces import SIX_ANSWERS, Spread, in_view, lowest, points
from lossviz.theory.surface import Point, Surface


def points_squares(x: ArrayLike = SIX_ANSWERS[0], y: ArrayLike = SIX_ANSWERS[1]) -> Surface:
    """The mean squared error of the forecasts sigmoid(w[0] x + w[1]) for these yes-or-no answers.

    Its slopes are those of cross-entropy, times twice the slope of the sigmoid, which is next to
    nothing where a forecast is sure. So the ground is level there, however wrong the forecast is,
    and a walk may stall. It need not: round forecasts of one half the ground is a hollow.

    `minima` has the bottom of that hollow, where Newton's method finds one that is lower than every
    step from no to yes, which is what steeper and steeper sigmoids become. Unlike under a bowl,
    nothing proves that it is the lowest place, and where there is none, that none is lower.

    Raises:
        ValueError: x and y that are not two rows of one length, x of finite numbers up to 1e150, y
            of probabilities of yes.

    References:
        P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and
        Experimental Comparison, Interspeech 2013.
    """
    across, answers, spread = points(x, checks.probabilities("y", y))
    wide = float(np.sqrt(spread.across or max(spread.middle**2, 1.0)))
    minima = [] if spread.across == 0 else hollow(across, answers, spread, wide)
    note = "No hollow was found that is lower than ever steeper sigmoids come." * (not minima)
    return squares("points_squares", across, answers, in_view(wide, spread, minima), minima, note)


def squares(
    name: str,
    x: Array,
    y: Array,
    domain: tuple[Point, Point] = ((-1.0, 1.0), (-1.0, 1.0)),
    minima: Sequence[Point] = (),
    note: str = "",
) -> Surface:
    """The surface of a logistic unit under squared error."""
    with np.errstate(under="ignore"):
        weights, columns = np.stack([x, np.ones_like(x)], axis=-1) / len(x), x * x / len(x)

    def said(w: Array, b: Array) -> tuple[Array, Array, Array]:
        """The forecasts of yes and of no, and how far those of yes miss."""
        z = x * w[..., None] + b[..., None]
        small = np.exp(-abs(z))  # e^-z would overflow, and 1 - yes would round to 0
        yes, no = (np.where(side, 1.0, small) / (1 + small) for side in (z >= 0, z < 0))
        return yes, no, (1 - y) * yes - y * no

    def slopes(w: Array, b: Array) -> tuple[Array, ...]:
        yes, no, miss = said(w, b)
        pushes = 2 * miss * yes * no @ weights
        return pushes[..., 0], pushes[..., 1]

    def bends(w: Array, b: Array) -> tuple[Array, ...]:
        yes, no, miss = said(w, b)
        bend = 2 * yes * no * (yes * no + miss * (no - yes))
        return bend @ columns, bend @ weights[:, 0], bend @ weights[:, 1]

    return Surface(
        name=name,
        formula="(1/n) Σ (ŷ − y)², ŷ = sigmoid(wx + b)",
        height=lambda w, b: np.square(said(w, b)[2]) @ weights[:, 1],
        slopes=slopes,
        bends=bends,
        domain=domain,
        minima=list(minima),
        note=note,
    )


def hollow(x: Array, y: Array, spread: Spread, wide: float) -> list[Point]:
    """The bottom of the hollow round forecasts of one half; none, where there is none or a step is as good."""
    # Searched for where x is centred and of width 1, as under cross-entropy.
    centred = squares("", (x - spread.middle) / wide, y)
    found = []
    for place in lowest(centred):
        level = abs(centred.gradient(place)).max() <= 1e-14
        if level and centred.curvature(place)[0] > 0 and centred.loss(place) < least_step(x, y):
            found.append((place[0] / wide, place[1] - place[0] * spread.middle / wide))
    return found


def least_step(x: Array, y: Array) -> float:
    """The least mean squared error of a step: sure of no on one side of a place, sure of yes on the other.

    At the place itself it may say what it likes.

    Examples:
        >>> float(least_step(np.array([1, 2, 3]), np.array([0, 1, 0])))
        0.3333333333333333
    """
    found = []
    for place in np.unique(x):
        here = x == place
        for side in (x > place, x < place):
            found.append(np.square(np.where(here, y[here].mean(), side) - y).mean())
    return float(min(found))
