"""Best lines against exact fractions, numpy, linear programming, and the numbers of the first lesson."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from lossviz.theory import least_huber, least_squares, mean_absolute_error, mean_squared_error
from tests.theory.cases import LAW, each_case

X, Y = np.arange(1, 6), np.array([2, 1, 4, 3, 5])
WITH_OUTLIER = np.array([2, 1, 4, 3, 10])
POINTS = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=12).filter(
    lambda points: len({x for x, _ in points}) > 1
)
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE = [
    (ANSCOMBE_X, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
    (ANSCOMBE_X, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74]),
    (ANSCOMBE_X, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
    ([8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8], [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]),
]


def exact_line(x, y):
    x, y = [Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y]
    n, sx, sy = len(x), sum(x), sum(y)
    slope = (n * sum(a * b for a, b in zip(x, y, strict=True)) - sx * sy) / (n * sum(a * a for a in x) - sx * sx)
    return slope, (sy - slope * sx) / n


def mae(line, x, y):
    return float(mean_absolute_error.loss(y, line[0] * np.asarray(x) + line[1]))


def least_mae_by_linear_programming(x, y):
    """Minimise the sum of u + v with w x + b + u - v = y, u and v not below 0."""
    n = len(x)
    rows = np.hstack([np.c_[x, np.ones(n)], np.eye(n), -np.eye(n)])
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    with np.errstate(all="ignore"):
        return optimize.linprog(np.r_[0, 0, np.ones(2 * n)], A_eq=rows, b_eq=y, bounds=bounds).fun / n


def test_the_best_lines_of_the_first_lesson():
    assert least_squares.line(X, Y) == pytest.approx((0.8, 0.6), rel=1e-14)
    assert least_squares.line(X, WITH_OUTLIER) == pytest.approx((1.8, -1.4), rel=1e-14)
    assert least_squares.least_absolute_line(X, WITH_OUTLIER) == (1, 1)
    assert mae((1, 1), X, WITH_OUTLIER) == pytest.approx(1.60)
    assert least_squares.least_absolute_line(X, Y) == (0.75, 1.25)
    assert mae((0.75, 1.25), X, Y) == pytest.approx(0.700)


@each_case(("x", "y"), ANSCOMBE)
def test_anscombes_four_data_sets_have_one_line(x, y):
    slope, intercept = least_squares.line(x, y)
    assert slope == pytest.approx(0.5, abs=5e-4)
    assert intercept == pytest.approx(3.0, abs=5e-3)
    assert mean_squared_error.loss(y, slope * np.array(x) + intercept) == pytest.approx(1.25, abs=5e-3)


def test_the_forty_points_of_the_fourth_lesson():
    i = np.arange(40)
    y = np.round(0.6 + 0.8 * 0.15 * i + 1.2 * np.sin(i**2.0), 2)
    assert y[:4].tolist() == [0.60, 1.73, -0.07, 1.45]
    slope, intercept = least_squares.line(0.15 * i, y)
    assert slope == pytest.approx(0.827, abs=5e-4)
    assert intercept == pytest.approx(0.400, abs=5e-4)


@LAW
@given(POINTS, st.sampled_from([0, 1e3, 1e6]), st.sampled_from([1e-200, 1e-9, 1, 1e9, 1e140]))
def test_the_line_is_that_of_exact_fractions(points, far, unit):
    x, y = np.transpose(points) * 1.0
    x, y = x + far, y * unit
    slope, intercept = exact_line(x, y)
    found = least_squares.line(x, y)
    wide, tall = np.abs(x - x.mean()).max(), np.abs(y).max()
    assert found.slope == pytest.approx(float(slope), rel=1e-12, abs=1e-13 * tall / wide)
    assert found.intercept == pytest.approx(float(intercept), rel=1e-12, abs=1e-13 * tall * (1 + far / wide))


def test_numbers_whose_squares_underflow_have_a_best_line_too():
    slope, intercept = least_squares.line(X * 1e-200, Y * 1e100)
    assert slope == pytest.approx(0.8e300, rel=1e-13)
    assert intercept == pytest.approx(0.6e100, rel=1e-13)


@each_case("fit", [least_squares.line, least_squares.least_absolute_line, least_huber.line])
def test_a_line_too_steep_for_numbers_is_infinitely_steep(fit):
    # The slopes are 1e460 and -1e460; the first line passes far below 0, the second far above.
    for y, slope in (([0, 1e150], math.inf), ([1e150, 0], -math.inf)):
        assert tuple(fit([1e-310, 2e-310], y)) == (slope, -slope)
    assert fit([-1e-310, 1e-310], [1e150, 1e150]).slope == 0
    assert fit([-1e-310, 0, 1e-310], [1e150, 0, 1e150]).slope == 0
    assert fit([0, 5e-324], [0, 1]).slope == math.inf


@LAW
@given(POINTS)
def test_the_residuals_of_the_best_line_sum_to_0_and_are_uncorrelated_with_x(points):
    x, y = np.transpose(points)
    slope, intercept = least_squares.line(x, y)
    residuals = y - slope * x - intercept
    assert residuals.sum() == pytest.approx(0, abs=1e-10)
    assert residuals @ x == pytest.approx(0, abs=1e-9)


def test_rows_of_points_have_a_line_each():
    y = np.stack([Y, WITH_OUTLIER, 7 - 2 * X, 0 * X])
    slope, intercept = least_squares.line(X, y)
    assert slope == pytest.approx([0.8, 1.8, -2, 0], rel=1e-14)
    assert intercept == pytest.approx([0.6, -1.4, 7, 0], rel=1e-14)


@LAW
@given(POINTS)
def test_no_line_has_a_smaller_mean_absolute_error(points):
    x, y = np.transpose(points)
    line = least_squares.least_absolute_line(x, y)
    assert mae(line, x, y) == pytest.approx(least_mae_by_linear_programming(x, y), rel=1e-9, abs=1e-9)
    met = {a for a, b in points if abs(b - line.slope * a - line.intercept) < 1e-9}
    assert len(met) >= 2 or len(set(points)) < 2


def test_the_distance_of_an_outlier_does_not_move_the_least_absolute_line():
    lines = [least_squares.least_absolute_line(X, [2, 1, 4, 3, far]) for far in (10, 1e3, 1e6)]
    assert lines == [(1, 1)] * 3


def test_300_points_have_the_least_absolute_line_of_linear_programming():
    rng = np.random.default_rng(0)
    x = rng.normal(size=300)
    y = 2 * x + 1 + rng.standard_cauchy(300)
    line = least_squares.least_absolute_line(x, y)
    assert mae(line, x, y) == pytest.approx(least_mae_by_linear_programming(x, y), rel=1e-9)


@each_case("fit", [least_squares.line, least_squares.least_absolute_line])
@each_case(
    ("x", "y", "message"),
    [
        ([3, 3, 3], [1, 2, 6], r"every x is 3\.0, so many lines are equally good"),
        ([0.1] * 3, [1, 2, 6], r"every x is 0\.1"),
        ([1], [1], r"every x is 1\.0"),
        ([1, 2], [1, 2, 3], "x has shape"),
        ([1, 2], [1, math.nan], "y holds nan"),
        ([1, math.inf], [1, 2], "x holds inf"),
        ([1, 2], [1, -1e300], r"y = -1e\+300 is beyond"),
        ([], [], "is empty"),
        (1, 2, "give rows of points"),
        (["1", "x"], [1, 2], "'x'"),
    ],
)
def test_points_without_one_best_line_are_refused(fit, x, y, message):
    with pytest.raises(ValueError, match=message):
        fit(x, y)


def test_the_least_absolute_line_takes_one_row_of_points():
    with pytest.raises(ValueError, match="give one row of points"):
        least_squares.least_absolute_line(X, np.stack([Y, Y]))
