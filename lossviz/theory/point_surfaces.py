"""Loss surfaces over data points: a line under squared error, a logistic unit under cross-entropy."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, least_squares, samples
from lossviz.theory.checks import Array
from lossviz.theory.surface import Point, Surface

FIVE_POINTS = ((1, 2, 3, 4, 5), (2, 1, 4, 3, 5))
# A picture ends here, and no side of it is shorter, in all or in proportion to the size of its numbers.
FARTHEST, SHORTEST, SHORTEST_OF_SIZE = 1e150, 1e-150, 1e-9
# Newton's method ends after so many evaluations; it takes about 30, and hundreds where one x is far from all others.
MOST_EVALUATIONS = 150
SIX_LABELLED_POINTS = ((-3, -2, -1, 1, 2, 3), (0, 0, 1, 0, 1, 1))


class Moments(NamedTuple):
    """Means and (population) variances of points."""

    mean_x: float
    mean_y: float
    var_x: float
    var_y: float


def points_and_moments(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Moments]:
    """One row of points, checked, and its moments.

    Raises:
        ValueError: x and y that are not two rows of one length, of finite numbers up to 1e150.
    """
    rows = least_squares.points(x, y)
    if rows[0].ndim > 1 or rows[1].ndim > 1:
        raise ValueError(f"x has shape {rows[0].shape} and y has shape {rows[1].shape}; give one row of points")
    with np.errstate(under="ignore"):
        # The mean of equal numbers may differ from them by a rounding, and their variance would not be 0.
        means = [row[0] if (row == row[0]).all() else row.mean() for row in rows]
        variances = [((row - mean) ** 2).mean() for row, mean in zip(rows, means, strict=True)]
    return *rows, Moments(*map(float, means + variances))


def box_around(centre: Point, half: Point) -> tuple[Point, Point]:
    """A rectangle ((x0, x1), (y0, y1)) by its centre and half its width and height, moved so that numbers hold it."""

    def side(middle: float, reach: float) -> Point:
        reach = min(max(reach, SHORTEST, SHORTEST_OF_SIZE * abs(middle)), FARTHEST)
        middle = min(max(middle, reach - FARTHEST), FARTHEST - reach)
        return middle - reach, middle + reach

    (x, y), (half_x, half_y) = map(float, centre), map(float, half)
    return side(x, half_x), side(y, half_y)


def points_mse(x: ArrayLike = FIVE_POINTS[0], y: ArrayLike = FIVE_POINTS[1]) -> Surface:
    """The mean squared error of the line with slope w[0] and intercept w[1] through these points.

    A quadratic: away from the best line (w*, b*) the loss grows by

        Vx (w - w*)^2 + (b + w mean x - mean y)^2,  Vx the variance of x

    which is how it is computed: without cancellation, and at a cost that does not depend on the number of points.
    Where all points share one x, Vx is 0 and the minima form a line.

    Raises:
        ValueError: x and y that are not two rows of one length, of finite numbers up to 1e150.
    """
    all_x, all_y, moments = points_and_moments(x, y)
    mean_x, mean_y, var_x, var_y = moments
    found = least_squares.line(all_x, all_y) if var_x else None
    degenerate = found is None or not np.isfinite(found).all()
    if found is None or degenerate:
        best, least = (0.0, mean_y), var_y
    else:
        best = (float(found.slope), float(found.intercept))
        with np.errstate(under="ignore"):
            least = float(((all_y - best[0] * all_x - best[1]) ** 2).mean())

    def partials(w: Array, b: Array) -> tuple[Array, Array]:
        error = b + w * mean_x - mean_y
        return 2 * var_x * (w - best[0]) + 2 * mean_x * error, 2 * error

    tall, wide = np.sqrt(var_y or 1.0), np.sqrt(var_x or max(mean_x * mean_x, 1.0))
    return Surface(
        name="points_mse",
        formula="(1/n) Σ (y − wx − b)²",
        value=lambda w, b: least + var_x * np.square(w - best[0]) + np.square(b + w * mean_x - mean_y),
        partials=partials,
        second_partials=lambda w, b: (2 * (var_x + mean_x * mean_x), 2 * mean_x, 2.0),
        domain=box_around(best, (2 * tall / wide, 2 * tall * np.hypot(1, mean_x / wide))),
        minima=[] if degenerate else [best],
        note="All points share one x: the minima form a valley, and no line is the only best one." * degenerate,
    )


def minimum_loss(surface: Surface, y: ArrayLike) -> float:
    """The minimum of a `points_mse` surface, attained by one line or, where all points share one x, by many.

    `y` holds the points' y; in the second case the horizontal line through their mean attains the minimum.

    Examples:
        >>> minimum_loss(points_mse([1, 1, 1], [0, 1, 5]), [0, 1, 5])  # the variance of y
        4.666666666666667
    """
    place = surface.minima[0] if surface.minima else (0.0, float(samples.mean(np.asarray(y, dtype=np.float64))))
    return float(surface.loss(place))


def points_bce(x: ArrayLike = SIX_LABELLED_POINTS[0], y: ArrayLike = SIX_LABELLED_POINTS[1]) -> Surface:
    """The binary cross-entropy, in nats, of the forecasts sigmoid(w[0] x + w[1]) for labels y.

    A minimum exists if and only if the classes overlap: some 1 to the left of some 0, and some 0 to the left of
    some 1. Otherwise the loss falls for ever as the sigmoid gets steeper, or many w attain the same loss.

    Raises:
        ValueError: x and y that are not two rows of one length; x that are not finite numbers up to 1e150; y
            outside 0 to 1.

    References:
        A. Albert, J. A. Anderson, On the Existence of Maximum Likelihood Estimates in Logistic
        Regression Models, Biometrika 71, 1984.
    """
    all_x, labels, moments = points_and_moments(x, checks.probabilities("y", y))
    ones, zeros = all_x[labels > 0], all_x[labels < 1]
    overlap = ones.size and zeros.size and ones.min() < zeros.max() and zeros.min() < ones.max()
    wide = float(np.sqrt(moments.var_x or max(moments.mean_x**2, 1.0)))
    # Searched for with x standardised, so that the unit of x does not matter.
    with np.errstate(under="ignore"):
        found = newton_minimum(logistic_surface("", (all_x - moments.mean_x) / wide, labels)) if overlap else []
        minima = [(a / wide, b - a * moments.mean_x / wide) for a, b in found]
    note = "The classes do not overlap: the loss falls for ever, or many w attain the same loss." * (not minima)
    return logistic_surface("points_bce", all_x, labels, logistic_domain(wide, moments, minima), minima, note)


def logistic_domain(wide: float, moments: Moments, minima: Sequence[Point]) -> tuple[Point, Point]:
    """The w worth plotting: centred at (0, 0), up to steep sigmoids, and to twice the minimum."""
    half = [12 / wide, 6 * float(np.hypot(1, moments.mean_x / wide))]
    for best in minima:
        half = [max(far, 2 * abs(coordinate)) for far, coordinate in zip(half, best, strict=True)]
    return box_around((0.0, 0.0), (half[0], half[1]))


def logistic_surface(
    name: str,
    x: Array,
    y: Array,
    domain: tuple[Point, Point] = ((-1.0, 1.0), (-1.0, 1.0)),
    minima: Sequence[Point] = (),
    note: str = "",
) -> Surface:
    """The binary cross-entropy of a logistic unit as a `Surface`; nothing is checked.

    A point costs log(1 + e^u) - r u, where u is the logit, with its sign turned for a label above one half, and r is
    how far the label is from 0 or from 1, whichever is nearer.
    """
    order = np.argsort(y <= 0.5, kind="stable")
    x, y = x[order], y[order]
    signs, soft = np.where(y > 0.5, -1.0, 1.0), np.minimum(y, 1 - y)
    with np.errstate(under="ignore"):
        signed_x, weights = signs * x, np.full(len(y), 1 / len(y))
        columns, soft_weights = np.stack([weights * signed_x, weights * signs], axis=-1), weights * soft
    is_hard = not soft.any()

    def margins(w: Array, b: Array) -> Array:
        u: Array = signed_x * w[..., None]
        u += signs * b[..., None]
        return u

    def value(w: Array, b: Array) -> Array:
        u = margins(w, b)
        given = 0.0 if is_hard else u @ soft_weights
        # log(1 + e^u), whose e^u would overflow; in place, as memory takes longer than arithmetic
        small = np.abs(u)
        np.exp(np.negative(small, out=small), out=small)
        losses: Array = np.add(np.maximum(u, 0.0, out=u), np.log1p(small, out=small), out=u) @ weights
        return losses - given

    def partials(w: Array, b: Array) -> tuple[Array, ...]:
        u = margins(w, b)
        np.exp(np.negative(u, out=u), out=u)
        u += 1
        np.divide(1, u, out=u)
        if not is_hard:
            u -= soft
        gradient = u @ columns
        return gradient[..., 0], gradient[..., 1]

    def second_partials(w: Array, b: Array) -> tuple[Array, ...]:
        small = np.exp(-abs(margins(w, b)))
        bend = small / (1 + small) ** 2
        return bend @ (columns[:, 0] * signed_x), bend @ (columns[:, 0] * signs), bend @ weights

    return Surface(
        name=name,
        formula="−(1/n) Σ y ln ŷ + (1 − y) ln(1 − ŷ), ŷ = sigmoid(wx + b)",
        value=value,
        partials=partials,
        second_partials=second_partials,
        domain=domain,
        minima=list(minima),
        note=note,
        samples=len(y),
    )


def newton_minimum(surface: Surface) -> list[Point]:
    """The minimum of a convex surface by Newton's method with step halving, from (0, 0), as a list of one point.

    Empty where the search ends in a region so flat that the Hessian is singular, or as good as. Where it takes too long
    it ends short of the minimum.
    """
    w, evaluations = np.zeros(2), 0
    while evaluations < MOST_EVALUATIONS:
        try:
            step = np.linalg.solve(surface.hessian(w), surface.gradient(w))
        except np.linalg.LinAlgError:
            return []
        if not np.isfinite(step).all():
            return []
        here = surface.loss(w) * (1 + 1e-15)
        evaluations += 4
        # A rise within rounding is accepted: the loss stops changing before the gradient reaches 0.
        while surface.loss(w - step) > here:
            step = step / 2
            evaluations += 1
            if evaluations > MOST_EVALUATIONS:
                return [(float(w[0]), float(w[1]))]
        w = w - step
        if (abs(step) <= 1e-15 * (1 + abs(w))).all():
            break
    return [(float(w[0]), float(w[1]))]
