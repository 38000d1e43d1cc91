"""The landscapes that points make: how wrong is the line, or the forecast, with these two parameters?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, least_squares
from lossviz.theory.checks import Array
from lossviz.theory.surface import Point, Surface

FIVE_POINTS = ((1, 2, 3, 4, 5), (2, 1, 4, 3, 5))
SIX_ANSWERS = ((-3, -2, -1, 1, 2, 3), (0, 0, 1, 0, 1, 1))


class Spread(NamedTuple):
    """Where points lie: their mean place and their mean squared distance from it, across and up."""

    middle: float
    height: float
    across: float
    up: float


def points(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Spread]:
    """One row of points, and how they lie."""
    across, up = least_squares.points(x, y)
    if across.ndim > 1 or up.ndim > 1:
        raise ValueError(f"x has shape {across.shape} and y has shape {up.shape}; give one row of points")
    with np.errstate(under="ignore"):
        # The mean of equal numbers may miss them by a rounding, and their spread would not be 0.
        middles = [row[0] if (row == row[0]).all() else row.mean() for row in (across, up)]
        spreads = [((row - middle) ** 2).mean() for row, middle in zip((across, up), middles, strict=True)]
    return across, up, Spread(*map(float, middles + spreads))


def around(centre: Point, reach: Point) -> tuple[Point, Point]:
    """The part of the plane that is worth a look."""
    (x, y), (across, up) = map(float, centre), map(float, reach)
    return (x - across, x + across), (y - up, y + up)


def points_mse(x: ArrayLike = FIVE_POINTS[0], y: ArrayLike = FIVE_POINTS[1]) -> Surface:
    """The mean squared error of the line with slope w[0] and intercept w[1] through these points.

    A bowl, stretched and turned: round the best line (w*, b*) the loss grows by

        Vx (w - w*)^2 + (b + w mean x - mean y)^2,  Vx the mean of (x - mean x)^2

    which is how it is computed: no digits are lost, and a million points cost no more than five.
    Where all points share one x, Vx is 0 and the bowl is a valley, level along its whole floor.

    Raises:
        ValueError: x and y that are not two rows of one length, of finite numbers up to 1e150.
    """
    across, up, spread = points(x, y)
    valley, middle, height, vx = spread.across == 0, spread.middle, spread.height, spread.across
    if valley:
        best, least = (0.0, height), spread.up
    else:
        found = least_squares.line(across, up)
        best = (float(found.slope), float(found.intercept))
        with np.errstate(under="ignore"):
            least = float(((up - best[0] * across - best[1]) ** 2).mean())

    def slopes(w: Array, b: Array) -> tuple[Array, Array]:
        miss = b + w * middle - height
        return 2 * vx * (w - best[0]) + 2 * middle * miss, 2 * miss

    tall, wide = np.sqrt(spread.up or 1.0), np.sqrt(vx or max(middle * middle, 1.0))
    return Surface(
        name="points_mse",
        formula="(1/n) Σ (y − wx − b)²",
        height=lambda w, b: least + vx * np.square(w - best[0]) + np.square(b + w * middle - height),
        slopes=slopes,
        bends=lambda w, b: (2 * (vx + middle * middle), 2 * middle, 2.0),
        domain=around(best, (2 * tall / wide, 2 * tall * np.hypot(1, middle / wide))),
        minima=[] if valley else [best],
        note="All points share one x: the lowest place is a valley, and the best line is not one line." * valley,
    )


def points_bce(x: ArrayLike = SIX_ANSWERS[0], y: ArrayLike = SIX_ANSWERS[1]) -> Surface:
    """The binary cross-entropy, in nats, of the forecasts sigmoid(w[0] x + w[1]) for these yes-or-no answers.

    The forecasts have a best w if and only if the answers overlap: some yes left of some no,
    and some no left of some yes. Else a steeper sigmoid is always better, or many are as good.

    Raises:
        ValueError: x and y that are not two rows of one length, x of finite numbers up to 1e150, y
            of probabilities of yes.

    References:
        A. Albert, J. A. Anderson, On the Existence of Maximum Likelihood Estimates in Logistic
        Regression Models, Biometrika 71, 1984.
    """
    across, answers, spread = points(x, checks.probabilities("y", y))
    yes, no = across[answers > 0], across[answers < 1]
    overlap = yes.size and no.size and yes.min() < no.max() and no.min() < yes.max()
    wide = float(np.sqrt(spread.across or max(spread.middle**2, 1.0)))
    # Searched for where x is centred and of width 1, so that neither miles nor millimetres matter.
    found = lowest(logistic("", (across - spread.middle) / wide, answers)) if overlap else []
    minima = [(a / wide, b - a * spread.middle / wide) for a, b in found]
    note = "One side is all yes or all no: the loss falls for ever, or many places are as low." * (not minima)
    return logistic("points_bce", across, answers, in_view(wide, spread, minima), minima, note)


def in_view(wide: float, spread: Spread, minima: Sequence[Point]) -> tuple[Point, Point]:
    """The logistic units worth a look: from no slope to a steep one, and on to twice the best."""
    reach = [12 / wide, 6 * float(np.hypot(1, spread.middle / wide))]
    for best in minima:
        reach = [max(far, 2 * abs(place)) for far, place in zip(reach, best, strict=True)]
    return around((0.0, 0.0), (reach[0], reach[1]))


def logistic(
    name: str,
    x: Array,
    y: Array,
    domain: tuple[Point, Point] = ((-1.0, 1.0), (-1.0, 1.0)),
    minima: Sequence[Point] = (),
    note: str = "",
) -> Surface:
    """The surface of a logistic unit.

    Each point pays log(1 + e^u), u its logit turned so that it is negative where the answer is
    right. A point that is yes to the share y is two: a yes that weighs y and a no that weighs 1 - y.
    """
    signs, weights = np.concatenate([-np.ones_like(y), np.ones_like(y)]), np.concatenate([y, 1 - y]) / len(y)
    signs, a, weights = (row[weights > 0] for row in (signs, signs * np.concatenate([x, x]), weights))

    with np.errstate(under="ignore"):
        columns = np.stack([weights * a, weights * signs], axis=-1)

    def turned(w: Array, b: Array) -> Array:
        u: Array = a * w[..., None] + signs * b[..., None]
        return u

    def height(w: Array, b: Array) -> Array:
        u = turned(w, b)
        # log(1 + e^u), whose e^u would overflow
        paid: Array = (np.maximum(u, 0.0) + np.log1p(np.exp(-abs(u)))) @ weights
        return paid

    def slopes(w: Array, b: Array) -> tuple[Array, ...]:
        pushes = 1 / (1 + np.exp(-turned(w, b))) @ columns
        return pushes[..., 0], pushes[..., 1]

    def bends(w: Array, b: Array) -> tuple[Array, ...]:
        small = np.exp(-abs(turned(w, b)))
        bend = small / (1 + small) ** 2
        return bend @ (columns[:, 0] * a), bend @ (columns[:, 0] * signs), bend @ weights

    return Surface(
        name=name,
        formula="−(1/n) Σ y ln ŷ + (1 − y) ln(1 − ŷ), ŷ = sigmoid(wx + b)",
        height=height,
        slopes=slopes,
        bends=bends,
        domain=domain,
        minima=list(minima),
        note=note,
    )


def lowest(surface: Surface) -> list[Point]:
    """The one lowest place of a surface that bends upwards everywhere, by Newton's method from (0, 0).

    None, where the search ends on ground too level for numbers to tell up from down.
    """
    w = np.zeros(2)
    for _ in range(200):
        try:
            step = np.linalg.solve(surface.hessian(w), surface.gradient(w))
        except np.linalg.LinAlgError:
            return []
        # Too long a step is halved. A rounding's worth uphill is let pass: the loss is level before the slope is 0.
        while surface.loss(w - step) > surface.loss(w) * (1 + 1e-15):
            step = step / 2
        w = w - step
        if (abs(step) <= 1e-15 * (1 + abs(w))).all():
            break
    return [(float(w[0]), float(w[1]))]
