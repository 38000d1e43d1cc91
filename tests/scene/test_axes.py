"""Round steps, ranges and frames, against their definitions by hand."""

import math

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.scene import axes


def test_a_number_is_rounded_up_to_the_next_round_one():
    for value, digits, found in (
        (0.3, axes.MANY_DIGITS, 0.3),
        (0.31, axes.MANY_DIGITS, 0.4),
        (11, axes.MANY_DIGITS, 15),
        (0.12, axes.DIGITS, 0.2),
        (6e-9, axes.DIGITS, 1e-8),
        (1e150, axes.DIGITS, 1e150),
        (math.inf, axes.DIGITS, 1),
    ):
        assert axes.round_up(value, digits) == found, value


def test_a_number_is_rounded_down_to_1_2_or_5_times_a_power_of_ten():
    for value, found in ((0.3, 0.2), (0.5, 0.5), (0.0499, 0.02), (99, 50), (1e-12, 1e-12), (0.1 + 0.2, 0.2)):
        assert axes.round_down(value) == found, value


def test_places_on_a_round_grid_have_no_rounding_error():
    assert [axes.on_grid(k * 0.05, 0.05) for k in range(8)] == [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]
    assert axes.tidy(0.1 + 0.2) == 0.3
    assert axes.one_digit(0.0203) == 0.02


def test_a_few_points_that_fit_on_the_first_axes_are_drawn_on_them():
    for text in ("1,2;2,1;3,4;4,3;5,5", "1,2", "1,2;5,10", "3,1;3,2;3,5"):
        assert axes.points_frame(points.parse(text)) == ((0, 6), (-1, 11)), text


def test_other_points_lie_inside_a_frame_that_is_not_much_larger():
    for text in ("0,0;100,7", "-5,1;5,1", "1e150,1e150;2,3", "1e-9,2e-9;3e-9,4e-9", "7,7", "1,100;2,700;3,300"):
        given = points.parse(text)
        for (low, high), row in zip(axes.points_frame(given), (given.x, given.y), strict=True):
            assert low < row.min(), text
            assert row.max() < high, text
            if row.min() < row.max() and (low, high) not in axes.DEFAULT_FRAME:
                assert high - low < 2 * (row.max() - row.min()), text


def test_numbers_that_no_axis_tells_apart_are_one_place_on_it_and_the_largest_have_room():
    for text in ("5e-324,1;0,1", "1e17,1;1.00000000000000016e17,2", "1e-160,0;2e-160,0", "-1e150,-1e150;1e150,1e150"):
        for low, high in axes.points_frame(points.parse(text)):
            assert 0 < high - low < math.inf, text
            places = np.linspace(low, high, 1001)
            assert (np.diff(places) > 0).all(), text
    assert axes.round_range(1e17, 1.00000000000000016e17) == axes.round_range(1e17, 1e17)
    assert axes.round_range(0.0, 5e-324) == axes.round_range(0.0, 0.0)
    assert axes.enclosing(0.0, 5e-324, room=0.06) == axes.enclosing(0.0, 0.0, room=0.06)


def test_round_numbers_begin_at_the_smallest_and_end_where_the_next_would_be_infinite():
    assert axes.round_up(5e-324) == axes.round_down(5e-324) == 5e-324
    assert [axes.round_up(value) for value in (1e308, 1.7e308, 0.0)] == [1e308, 1, 1]


def test_losses_stand_at_their_powers_of_ten_and_zero_and_infinity_at_the_ends():
    assert axes.log_heights(np.array([100.0, 1e-3, 0.0, np.inf, np.nan]), -2, 3).tolist() == [2, -2, -2, 3, 3]
    assert axes.log_heights(np.array([1.1]), -3, 3, least=0.1).tolist() == pytest.approx([0.0])


def test_what_lies_far_out_is_held_at_so_many_frames():
    assert axes.clip_outside(np.array([-100.0, 0.5, 100.0]), 0, 1, 3).tolist() == [-3, 0.5, 4]
    frame = ((0.0, 2.0), (0.0, 2.0))
    moved = axes.clip_radially(np.array([[1.0, 1.0], [101.0, 51.0], [np.nan, 0.0], [1.5, 1.0]]), frame, 10)
    assert moved[[0, 1, 3]].tolist() == [[1, 1], [11, 6], [1.5, 1]]
    assert np.isnan(moved[2][0])
