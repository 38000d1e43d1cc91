"""A single step: the best length of one, level ground, and coordinates that take turns."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from lossviz.theory import one_step, optimizers
from lossviz.theory.descent import descend
from lossviz.theory.landscapes import bowl, saddle
from lossviz.theory.point_surfaces import points_mse

FIVE = points_mse()
X, Y = np.array([1, 2, 3, 4, 5]), np.array([2, 1, 4, 3, 5])


def mse(w, b):
    return float(((Y - w * X - b) ** 2).mean())


@pytest.mark.parametrize("start", [(0.0, 1.0), (2.0, -3.0), (0.8, 5.0), (-40.0, 3.0)])
def test_the_best_rate_is_where_a_search_along_the_slope_finds_the_bottom(start):
    found = minimize_scalar(lambda rate: FIVE.loss(np.array(start) - rate * FIVE.gradient(start)))
    assert float(one_step.best_rate(FIVE, start)) == pytest.approx(found.x, rel=1e-6)


def test_twice_the_best_rate_is_as_high_as_the_start():
    g = np.array([-2 * (X * (Y - 1)).mean(), -2 * (Y - 1).mean()])
    far = 2 * float(one_step.best_rate(FIVE, (0, 1)))
    assert far == pytest.approx(0.0845, abs=5e-5)
    assert mse(0 - far * g[0], 1 - far * g[1]) == pytest.approx(6, rel=1e-12)
    assert mse(0 - far / 2 * g[0], 1 - far / 2 * g[1]) == pytest.approx(0.779, abs=5e-4)


def test_on_level_ground_no_rate_is_best_and_down_a_saddle_there_is_no_bottom():
    assert np.isnan(one_step.best_rate(bowl(), bowl().minima[0]))
    assert np.isinf(one_step.best_rate(saddle(), [0.0, 0.1]))


@pytest.mark.parametrize("scale", [1e-150, 1e-3, 1.0, 1e100, 1e149])
def test_the_best_rate_does_not_drown_in_large_or_small_slopes(scale):
    surface = points_mse(X, Y * scale)
    one, plain = one_step.best_rate(surface, [0, scale]), one_step.best_rate(FIVE, [0, 1])
    assert float(one) == pytest.approx(float(plain), rel=1e-9)


def test_best_rates_of_many_places_come_side_by_side():
    places = np.array([[0.0, 1.0], [2.0, -3.0], [0.3, 0.4]])
    together = one_step.best_rate(FIVE, places)
    assert together.tolist() == [float(one_step.best_rate(FIVE, place)) for place in places]


def test_ground_is_level_at_the_best_line_and_nowhere_near_it():
    assert one_step.is_level(FIVE, [0.8, 0.6])
    assert one_step.is_level(FIVE, FIVE.minima[0])
    for near in ([0.8, 0.6 + 1e-9], [0.8 - 1e-9, 0.6], [0.8, 0.7], [0.0, 0.0]):
        assert not one_step.is_level(FIVE, near)


def test_a_valley_is_level_along_its_whole_floor():
    valley = points_mse([3, 3, 3], [1, 2, 6])
    assert one_step.is_level(valley, [[0, 3], [1, 0], [-2, 9], [1 / 3, 2]]).all()
    assert not one_step.is_level(valley, [1, 0.1])


def test_what_is_level_does_not_depend_on_the_unit_and_infinity_is_never_level():
    for scale in (1e-100, 1e-6, 1e6, 1e100):
        surface = points_mse(X * scale, Y)
        assert one_step.is_level(surface, [0.8 / scale, 0.6])
        assert not one_step.is_level(surface, [0.81 / scale, 0.6])
    assert not one_step.is_level(FIVE, [[np.inf, 0], [np.nan, 0.6], [np.nan, np.nan], [1e308, 1e308]]).any()


def test_coordinates_that_take_turns_arrive_elsewhere_than_those_that_move_together():
    w = 0 - 0.05 * -2 * (X * (Y - 1)).mean()
    b = 1 - 0.05 * -2 * (Y - w * X - 1).mean()
    turns = one_step.one_at_a_time(FIVE.gradient, [0, 1], 0.05)
    np.testing.assert_allclose(turns, [w, b], rtol=1e-14)
    np.testing.assert_allclose(turns, [0.76, 0.972], rtol=1e-14)
    assert mse(*turns) == pytest.approx(0.787, abs=5e-4)
    together = descend(FIVE.loss, FIVE.gradient, [0, 1], optimizers.gradient_descent(0.05), 1).points[1]
    np.testing.assert_allclose(together, [0.76, 1.2], rtol=1e-14)
    assert mse(*together) == pytest.approx(0.954, abs=5e-4)


def test_taking_turns_leaves_the_start_alone_and_refuses_what_is_no_rate():
    start = np.array([0.0, 1.0])
    one_step.one_at_a_time(FIVE.gradient, start, 0.05)
    assert start.tolist() == [0, 1]
    with pytest.raises(ValueError, match=r"-1"):
        one_step.one_at_a_time(FIVE.gradient, start, -1.0)
