"""Lines on a map, a factor apart, and losses in powers of ten."""

import math

import numpy as np
import pytest

from lossviz.theory import relief


def test_each_line_is_the_factor_times_the_one_below():
    drawn = relief.fitted(np.array([0, 57.5]), 0.0, 2.0)
    assert drawn.floor == 1 / 16  # ten lines below 57.5: 32, 16, ... 1/16
    lines = drawn.lines(np.array([1 / 16, 1 / 8, 1, 32]))
    assert lines == pytest.approx([0, 1, 4, 9])


def test_lines_count_from_the_least_loss_not_from_nothing():
    drawn = relief.fitted(np.array([0.72, 0.72 + 100]), 0.72, 2.0, lines=3)
    assert drawn.lines(np.array([0.72 + 16, 0.72 + 64])) == pytest.approx([0, 2])


def test_what_lies_below_the_lowest_line_lies_one_line_below_it_at_most():
    drawn = relief.fitted(np.array([0, 64.0]), 0.0, 4.0, lines=3)
    assert drawn.lines(np.array([0, 1e-300, 1.0])) == pytest.approx([-1, -1, -1])


@pytest.mark.parametrize("loss", [[0.0], [5e-324], [1e-320, 0], [1e308], [math.inf, 3], [math.inf]])
def test_a_landscape_of_any_height_has_lines(loss):
    drawn = relief.fitted(np.array(loss), 0.0, 2.0)
    assert drawn.floor > 0
    assert not np.isnan(drawn.lines(np.array([0.0, 1.0, 1e300]))).any()


def test_powers_of_ten_are_counted_above_the_least():
    assert relief.powers(np.array([0.001, 1, 1000])) == pytest.approx([-3, 0, 3])
    assert relief.powers(np.array([1.72, 0.72]), 0.72).tolist() == [pytest.approx(0), -math.inf]


def test_a_compressed_height_keeps_small_losses_and_tames_large_ones():
    assert relief.compressed(np.array([0, 1e-9, math.e - 1])) == pytest.approx([0, 1e-9, 1])
    assert relief.plain(np.array([3.0])) == 3
