"""Which way is down and what a step leaves of the way, against arithmetic by hand."""

import math

import numpy as np
import pytest

from lossviz.theory import bearings
from lossviz.theory.surfaces import SURFACES


@pytest.mark.parametrize(("rate", "left"), [(0.18, -0.8), (0.1, 0), (0.2, -1), (0.21, -1.1), (0, 1)])
def test_a_step_across_the_ravine_leaves_what_ten_times_the_rate_does_not_take(rate, left):
    assert float(bearings.kept(rate, 10)) == pytest.approx(left, abs=1e-15)


def test_the_distance_of_a_real_step_shrinks_by_just_that():
    ravine, w = SURFACES["ravine"], np.array([-4, 1.5])
    after = w - 0.18 * ravine.gradient(w)
    assert after / w == pytest.approx(bearings.kept(0.18, [1, 10]))


def test_the_valley_of_rosenbrock_is_2508_times_as_steep_across_as_along():
    ratio = bearings.condition(SURFACES["rosenbrock"].curvature([1, 1]))
    assert float(ratio) == pytest.approx(2508, abs=0.5)


def test_there_is_no_such_number_where_the_ground_bends_down_and_no_end_to_it_where_it_is_level():
    assert math.isnan(bearings.condition([-1, 1]))
    assert math.isinf(bearings.condition([0, 2]))


def test_downhill_is_as_long_in_a_picture_whichever_way_it_points():
    size = np.array([10.0, 0.5])
    for turn in np.linspace(0, 6, 13):
        gradient = 1e-8 * np.array([math.cos(turn), math.sin(turn)])
        arrow = bearings.downhill(gradient, size)
        assert np.hypot(*(arrow / size)) == pytest.approx(1)
        assert arrow @ gradient < 0
        assert arrow[0] * gradient[1] == pytest.approx(arrow[1] * gradient[0], abs=1e-20)


def test_level_ground_has_no_downhill_and_says_so():
    assert np.isnan(bearings.downhill([0, 0], [1, 1])).all()


def test_ground_is_level_against_the_steepest_of_its_own_walk():
    gradients = [[3e20, 4e20], [3e10, 0], [0, 0], [math.inf, 0]]
    assert bearings.level(gradients).tolist() == [False, True, True, False]
    assert bearings.level([[0, 0], [0, 0]]).tolist() == [True, True]


@pytest.mark.parametrize(("way", "share"), [([-4, 0], 0), ([0, 3], 1), ([3, 4], 0.8), ([0, 0], 0), ([1e300, 0], 0)])
def test_the_steep_share_of_a_way_in_the_ravine_is_its_share_of_y(way, share):
    assert bearings.steep_share(SURFACES["ravine"].hessian([0, 0]), way) == pytest.approx(share, abs=1e-15)
