"""The best line by Huber's loss against scipy, against its two limits, and against the condition that it must meet."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from lossviz.theory import huber, least_huber, least_squares, mean_absolute_error
from tests.theory.cases import LAW, each_case

X, Y = np.arange(1, 6), np.array([2, 1, 4, 3, 5])
WITH_OUTLIER = np.array([2, 1, 4, 3, 10])
POINTS = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=12).filter(
    lambda points: len({x for x, _ in points}) > 1
)


def paid(line, x, y, delta):
    return float(huber.loss(y, line[0] * np.asarray(x) + line[1], delta=delta))


def least_by_linear_and_quadratic_programming(x, y, delta):
    """Huber's loss of a residual r is the least of p^2/2 + delta |r - p| over p: minimise over the line and every p."""
    n = len(x)

    def loss(v):
        return (v[2 : 2 + n] ** 2 / 2 + delta * (v[2 + n : 2 + 2 * n] + v[2 + 2 * n :])).sum() / n

    def slope(v):
        return np.concatenate([[0, 0], v[2 : 2 + n], np.full(2 * n, delta)]) / n

    rows = np.hstack([np.c_[x, np.ones(n)], np.eye(n), np.eye(n), -np.eye(n)])
    start = np.concatenate([[0, 0], np.zeros(n), np.maximum(y, 0), np.maximum(-np.asarray(y), 0)]).astype(float)
    with np.errstate(all="ignore"):
        found = optimize.minimize(
            loss,
            start,
            jac=slope,
            method="SLSQP",
            bounds=[(None, None)] * (2 + n) + [(0, None)] * (2 * n),
            constraints={"type": "eq", "fun": lambda v: rows @ v - y, "jac": lambda v: rows},
            options={"maxiter": 1000, "ftol": 1e-13},
        )
    return float(found.fun)


@each_case("delta", [0.1, 0.5, 1, 1.35, 3])
@each_case("y", [Y, WITH_OUTLIER])
def test_no_line_has_a_smaller_huber_loss(y, delta):
    line = least_huber.line(X, y, delta=delta)
    assert paid(line, X, y, delta) == pytest.approx(least_by_linear_and_quadratic_programming(X, y, delta), rel=1e-6)


@pytest.mark.slow
@LAW
@given(POINTS, st.sampled_from([1e-6, 0.01, 0.3, 1.0, 5.0, 1e3]))
def test_no_change_of_slope_or_intercept_lowers_the_huber_loss(points, delta):
    x, y = np.transpose(points)
    line = least_huber.line(x, y, delta=delta)
    here = paid(line, x, y, delta)
    for w, b in np.random.default_rng(0).normal(size=(60, 2)):
        for far in (1e-4, 1e-2, 1):
            assert paid((line.slope + far * w, line.intercept + far * b), x, y, delta) >= here * (1 - 1e-9) - 1e-12


@LAW
@given(POINTS)
def test_the_clipped_residuals_of_the_huber_line_cancel(points):
    x, y = np.transpose(points)
    line = least_huber.line(x, y, delta=0.7)
    pulls = np.clip(y - line.slope * x - line.intercept, -0.7, 0.7)
    assert pulls.sum() == pytest.approx(0, abs=1e-6)
    assert pulls @ x == pytest.approx(0, abs=1e-5)


def test_a_large_delta_gives_the_least_squares_line():
    assert least_huber.line(X, WITH_OUTLIER, delta=1e3) == pytest.approx((1.8, -1.4), rel=1e-12)


@LAW
@given(POINTS)
def test_a_small_delta_gives_a_least_absolute_line(points):
    x, y = np.transpose(points)
    line = least_huber.line(x, y, delta=1e-7)
    best = least_squares.least_absolute_line(x, y)
    lengths = [float(mean_absolute_error.loss(y, w * x + b)) for w, b in (line, best)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-6, abs=1e-6)


def test_the_distance_of_an_outlier_does_not_move_the_huber_line():
    lines = [least_huber.line(X, [2, 1, 4, 3, far]) for far in (20, 1e3, 1e6)]
    assert lines[1] == pytest.approx(lines[0], rel=1e-9)
    assert lines[2] == pytest.approx(lines[0], rel=1e-6)


@each_case("unit", [1e-140, 1e-6, 1e6, 1e140])
def test_the_unit_of_the_points_does_not_matter(unit):
    slope, intercept = least_huber.line(X * 1.0, WITH_OUTLIER * unit, delta=unit)
    one = least_huber.line(X, WITH_OUTLIER)
    assert (slope / unit, intercept / unit) == pytest.approx(one, rel=1e-9)


def test_4000_points_have_a_huber_line_whose_clipped_residuals_cancel():
    rng = np.random.default_rng(0)
    x = rng.normal(size=4000)
    y = 2 * x + 1 + rng.standard_cauchy(4000)
    line = least_huber.line(x, y, delta=0.5)
    pulls = np.clip(y - line.slope * x - line.intercept, -0.5, 0.5)
    assert abs(pulls.mean()) < 1e-9
    assert abs((pulls * x).mean()) < 1e-9


@each_case(
    ("x", "y", "delta", "message"),
    [
        ([3, 3, 3], [1, 2, 6], 1, r"every x is 3\.0, so many lines are equally good"),
        ([1, 2], [1, 2, 3], 1, "x has shape"),
        ([[1, 2]], [[1, 2]], 1, "give one row of points"),
        ([1, 2], [1, math.nan], 1, "y holds nan"),
        ([1, 2], [1, 2], 0, "delta = 0 is not above 0"),
    ],
)
def test_points_without_one_best_line_are_refused(x, y, delta, message):
    with pytest.raises(ValueError, match=message):
        least_huber.line(x, y, delta=delta)
