"""A single step: exact line search, stationary points, and coordinate descent."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from lossviz.theory import one_step, optimizers
from lossviz.theory.descent import descend
from lossviz.theory.landscapes import bowl, saddle
from lossviz.theory.point_surfaces import points_mse
from tests.theory.cases import each_case

FIVE = points_mse()
X, Y = np.array([1, 2, 3, 4, 5]), np.array([2, 1, 4, 3, 5])


def mse(w, b):
    return float(((Y - w * X - b) ** 2).mean())


@each_case("start", [(0.0, 1.0), (2.0, -3.0), (0.8, 5.0), (-40.0, 3.0)])
def test_exact_line_search_agrees_with_a_numerical_one(start):
    found = minimize_scalar(lambda rate: FIVE.loss(np.array(start) - rate * FIVE.gradient(start)))
    assert float(one_step.exact_line_search_rate(FIVE, start)) == pytest.approx(found.x, rel=1e-6)


def test_twice_the_line_search_rate_leaves_the_loss_unchanged():
    g = np.array([-2 * (X * (Y - 1)).mean(), -2 * (Y - 1).mean()])
    far = 2 * float(one_step.exact_line_search_rate(FIVE, (0, 1)))
    assert far == pytest.approx(0.0845, abs=5e-5)
    assert mse(0 - far * g[0], 1 - far * g[1]) == pytest.approx(6, rel=1e-12)
    assert mse(0 - far / 2 * g[0], 1 - far / 2 * g[1]) == pytest.approx(0.779, abs=5e-4)


def test_line_search_is_nan_at_a_minimum_and_infinite_along_negative_curvature():
    assert np.isnan(one_step.exact_line_search_rate(bowl(), bowl().minima[0]))
    assert np.isinf(one_step.exact_line_search_rate(saddle(), [0.0, 0.1]))


@each_case("scale", [1e-150, 1e-3, 1.0, 1e100, 1e149])
def test_line_search_neither_overflows_nor_underflows(scale):
    surface = points_mse(X, Y * scale)
    one, plain = one_step.exact_line_search_rate(surface, [0, scale]), one_step.exact_line_search_rate(FIVE, [0, 1])
    assert float(one) == pytest.approx(float(plain), rel=1e-9)


def test_line_search_rates_of_many_points_broadcast():
    places = np.array([[0.0, 1.0], [2.0, -3.0], [0.3, 0.4]])
    together = one_step.exact_line_search_rate(FIVE, places)
    assert together.tolist() == [float(one_step.exact_line_search_rate(FIVE, place)) for place in places]


def test_only_the_best_line_is_stationary():
    assert one_step.is_stationary(FIVE, [0.8, 0.6])
    assert one_step.is_stationary(FIVE, FIVE.minima[0])
    for near in ([0.8, 0.6 + 1e-9], [0.8 - 1e-9, 0.6], [0.8, 0.7], [0.0, 0.0]):
        assert not one_step.is_stationary(FIVE, near)


def test_a_degenerate_valley_is_stationary_along_its_whole_floor():
    valley = points_mse([3, 3, 3], [1, 2, 6])
    assert one_step.is_stationary(valley, [[0, 3], [1, 0], [-2, 9], [1 / 3, 2]]).all()
    assert not one_step.is_stationary(valley, [1, 0.1])


def test_stationarity_does_not_depend_on_the_unit_and_infinity_is_never_stationary():
    for scale in (1e-100, 1e-6, 1e6, 1e100):
        surface = points_mse(X * scale, Y)
        assert one_step.is_stationary(surface, [0.8 / scale, 0.6])
        assert not one_step.is_stationary(surface, [0.81 / scale, 0.6])
    assert not one_step.is_stationary(FIVE, [[np.inf, 0], [np.nan, 0.6], [np.nan, np.nan], [1e308, 1e308]]).any()


def test_coordinate_descent_differs_from_a_simultaneous_update():
    w = 0 - 0.05 * -2 * (X * (Y - 1)).mean()
    b = 1 - 0.05 * -2 * (Y - w * X - 1).mean()
    turns = one_step.coordinate_descent_step(FIVE.gradient, [0, 1], 0.05)
    np.testing.assert_allclose(turns, [w, b], rtol=1e-14)
    np.testing.assert_allclose(turns, [0.76, 0.972], rtol=1e-14)
    assert mse(*turns) == pytest.approx(0.787, abs=5e-4)
    together = descend(FIVE.loss, FIVE.gradient, [0, 1], optimizers.gradient_descent(0.05), 1).points[1]
    np.testing.assert_allclose(together, [0.76, 1.2], rtol=1e-14)
    assert mse(*together) == pytest.approx(0.954, abs=5e-4)


def test_coordinate_descent_leaves_the_start_alone_and_refuses_a_negative_rate():
    start = np.array([0.0, 1.0])
    one_step.coordinate_descent_step(FIVE.gradient, start, 0.05)
    assert start.tolist() == [0, 1]
    with pytest.raises(ValueError, match=r"-1"):
        one_step.coordinate_descent_step(FIVE.gradient, start, -1.0)


def test_the_loss_along_the_gradient_is_the_parabola_of_taylor():
    g = np.array([-15.2, -4.0])  # the gradient at (0, 1), by hand
    curvature = g @ np.array([[22, 6], [6, 2]]) @ g  # twice the means of x^2, x and 1
    rates = np.linspace(0, 0.1, 21)
    exact = 6 - rates * (g @ g) + rates**2 * curvature / 2
    assert one_step.loss_after_step(FIVE, [0, 1], rates) == pytest.approx(exact, rel=1e-12)
    best = one_step.exact_line_search_rate(FIVE, [0, 1])
    assert one_step.loss_after_step(FIVE, [0, 1], best) <= one_step.loss_after_step(FIVE, [0, 1], rates).min()
    assert one_step.loss_after_step(FIVE, [0, 1], 2 * best) == pytest.approx(6, rel=1e-12)


def test_from_a_stationary_point_no_step_changes_the_loss():
    surface = points_mse(X * 0.1, Y)
    almost = [0.8 / 0.1, 0.6]  # its gradient is 0 but for rounding
    assert surface.gradient(almost).any()
    assert one_step.loss_after_step(surface, almost, [0, 1, 1e300]).tolist() == [surface.loss(almost)] * 3
    assert one_step.loss_after_step(FIVE, [0, 1], [1e300]).tolist() == [np.inf]
