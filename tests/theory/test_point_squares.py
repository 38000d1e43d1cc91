"""The squared error of a logistic unit: its numbers by hand and by the lesson, its local minimum, where it is flat."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, special

from lossviz.theory import binary_cross_entropy, point_squares
from lossviz.theory.surfaces import points_bce, points_squares
from tests.theory.cases import LAW, each_case

X, Y = (-3, -2, -1, 1, 2, 3), (0, 0, 1, 0, 1, 1)
ANSWERS = st.lists(st.tuples(st.integers(-9, 9), st.sampled_from([0, 0.25, 1])), min_size=1, max_size=8)


def test_the_surface_of_one_label_worked_out_by_hand():
    surface = points_squares([2], [1])
    # sigmoid(ln 3) = 3/4: its error is 1/4, and the sigmoid's slope there is 3/16.
    w = [math.log(3) / 2, 0]
    assert surface.loss(w) == pytest.approx(1 / 16, rel=1e-15)
    assert surface.gradient(w) == pytest.approx([2 * -1 / 4 * 3 / 16 * 2, 2 * -1 / 4 * 3 / 16], rel=1e-15)
    # 2 s'² + 2 (s - y) s'', and s'' = s' (1 - 2s) = -3/32.
    bend = 2 * (3 / 16) ** 2 + 2 * (-1 / 4) * (-3 / 32)
    assert surface.hessian(w) == pytest.approx(np.array([[4 * bend, 2 * bend], [2 * bend, bend]]), rel=1e-14)


@LAW
@given(ANSWERS, st.integers(-9, 9))
def test_the_surface_is_the_mean_squared_error_of_the_forecasts(points, slope):
    x, y = np.transpose(points)
    surface = points_squares(x, y)
    for bias in (-2.5, 0, 7):
        said = special.expit(slope * x + bias)
        assert surface.loss([slope, bias]) == pytest.approx(((said - y) ** 2).mean(), rel=1e-12)


@LAW
@given(ANSWERS, st.integers(-9, 9))
def test_the_gradient_is_that_of_cross_entropy_times_twice_the_derivative_of_the_sigmoid(points, slope):
    x, y = np.transpose(points)
    surface = points_squares(x, y)
    for bias in (-2.5, 0, 7):
        z = slope * x + bias
        pushes = binary_cross_entropy.gradient_from_logits(y, z) * 2 * special.expit(z) * special.expit(-z)
        assert surface.gradient([slope, bias]) == pytest.approx([pushes @ x, pushes.sum()], rel=1e-12, abs=1e-25)


def test_the_lessons_numbers():
    surface = points_squares()
    assert surface.loss([-4, 0]) == pytest.approx(0.667, abs=5e-4)
    w, at = np.array([-4.0, 0]), {}
    for update in range(1, 1001):
        w = w - 0.5 * surface.gradient(w)
        at[update] = w
    assert [at[100][0], at[1000][0]] == pytest.approx([-3.987, -3.857], abs=5e-4)
    assert surface.loss([at[100], at[1000]]) == pytest.approx([0.667, 0.667], abs=5e-4)


def test_the_local_minimum_is_where_a_search_along_w_finds_it():
    def error(w):
        return ((special.expit(w * np.array(X)) - np.array(Y)) ** 2).mean()

    found = optimize.minimize_scalar(error, bounds=(0, 3), method="bounded", options={"xatol": 1e-10})
    ((w, b),) = points_squares().minima
    assert w == pytest.approx(found.x, abs=1e-7)
    assert b == pytest.approx(0, abs=1e-14)
    assert points_squares().loss([w, b]) == pytest.approx(found.fun, rel=1e-14)
    # A step between 1 and 2 has one answer of six wrong, and no sigmoid however steep is below that.
    assert found.fun < 1 / 6


def test_it_is_not_convex_and_flat_where_cross_entropy_is_steep():
    place = [-4, 0]
    assert points_squares().curvature(place)[0] < 0
    assert np.abs(points_squares().gradient(place)).max() < 3e-4
    assert np.abs(points_bce().gradient(place)).max() > 1.5
    assert points_squares().stability_limit([-400, 0]) > 1e100


@each_case(
    ("x", "y", "least"),
    [
        (X, Y, 1 / 6),
        ([1, 2, 3, 4], [0, 0, 1, 1], 0),
        ([1, 2, 2, 3], [0, 0, 1, 1], 1 / 8),  # at 2 it says one half, and both miss by that
        ([1, 2, 3], [1, 0, 1], 1 / 3),
        ([5], [0.25], 0),
        ([1, 2], [0.5, 0.5], 1 / 8),
    ],
)
def test_the_error_of_the_best_threshold_by_hand(x, y, least):
    assert point_squares.best_threshold_error(np.array(x), np.array(y)) == pytest.approx(least, rel=1e-15, abs=1e-15)


@LAW
@given(ANSWERS, st.integers(-10, 10), st.sampled_from([-1e6, 1e6]))
def test_no_steep_sigmoid_is_better_than_the_best_threshold(points, threshold, steep):
    x, y = np.transpose(points)
    least, surface = point_squares.best_threshold_error(x, y), points_squares(x, y)
    for beside in (threshold, threshold + 0.5, threshold + 1e-6):
        assert surface.loss([steep, -steep * beside]) >= least * (1 - 1e-9)


@each_case(
    ("x", "y"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1]),
        ([1, 2, 3, 4], [1, 1, 0, 0]),
        ([1, 2, 3], [1, 1, 1]),
        ([2, 2], [0, 1]),
        ([5], [0.5]),
        ([0], [1]),
        # Here a steeper sigmoid is better by less and less, until rounding calls it level.
        ([-2, 3, 3], [0, 0.25, 1]),
    ],
)
def test_labels_without_a_local_minimum_say_so(x, y):
    surface = points_squares(x, y)
    assert surface.minima == []
    assert "steeper" in surface.note
    assert all(math.isfinite(edge) for axis in surface.domain for edge in axis)


@LAW
@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 1)), min_size=4, max_size=12),
    st.sampled_from([1e-6, 1, 1e6]),
)
def test_a_minimum_is_stationary_convex_and_better_than_every_threshold(points, unit):
    x, y = np.transpose(points)
    surface = points_squares(x * unit, y)
    for place in surface.minima:
        push = surface.gradient(place)
        assert abs(push[0]) <= 1e-12 * unit * 50
        assert abs(push[1]) <= 1e-12
        assert surface.loss(place) < point_squares.best_threshold_error(x, y)
        shift = np.array([0.01 / unit, 0.01])
        around = place + shift * np.random.default_rng(0).normal(size=(50, 2))
        assert (surface.loss(around) >= surface.loss(place) * (1 - 1e-12)).all()


@pytest.mark.slow
def test_ten_thousand_points_and_huge_x_have_finite_losses():
    x = np.linspace(-1, 1, 10_000)
    y = (x * 7919) % 1 > 0.5
    assert points_squares(x, y).loss([0, 0]) == pytest.approx(0.25, rel=1e-12)
    far = points_squares([1e150, -1e150, 0], [0, 1, 1])
    for w in ([0, 0], [1, 1], [1e150, -1e150]):
        assert np.isfinite(far.loss(w))
        assert not np.isnan(far.gradient(w)).any()
        assert not np.isnan(far.hessian(w)).any()
