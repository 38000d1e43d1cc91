"""Contour levels a factor apart, and losses in powers of ten."""

import math

import numpy as np
import pytest

from lossviz.theory import contour_levels
from tests.theory.cases import each_case


def test_each_level_is_the_factor_times_the_one_below():
    drawn = contour_levels.fit_levels(np.array([0, 57.5]), 0.0, 2.0)
    assert drawn.first == 1 / 16  # ten lines below 57.5: 32, 16, ... 1/16
    lines = drawn.level_index(np.array([1 / 16, 1 / 8, 1, 32]))
    assert lines == pytest.approx([0, 1, 4, 9])


def test_levels_count_from_the_minimum_not_from_0():
    drawn = contour_levels.fit_levels(np.array([0.72, 0.72 + 100]), 0.72, 2.0, count=3)
    assert drawn.level_index(np.array([0.72 + 16, 0.72 + 64])) == pytest.approx([0, 2])


def test_losses_below_the_lowest_level_have_index_minus_1():
    drawn = contour_levels.fit_levels(np.array([0, 64.0]), 0.0, 4.0, count=3)
    assert drawn.level_index(np.array([0, 1e-300, 1.0])) == pytest.approx([-1, -1, -1])


@each_case("loss", [[0.0], [5e-324], [1e-320, 0], [1e308], [math.inf, 3], [math.inf]])
def test_a_surface_of_any_height_has_levels(loss):
    drawn = contour_levels.fit_levels(np.array(loss), 0.0, 2.0)
    assert drawn.first > 0
    assert not np.isnan(drawn.level_index(np.array([0.0, 1.0, 1e300]))).any()


def test_log10_excess_is_taken_above_the_minimum():
    assert contour_levels.log10_excess(np.array([0.001, 1, 1000])) == pytest.approx([-3, 0, 3])
    assert contour_levels.log10_excess(np.array([1.72, 0.72]), 0.72).tolist() == [pytest.approx(0), -math.inf]


def test_log1p_height_keeps_small_losses_and_compresses_large_ones():
    assert contour_levels.log1p_height(np.array([0, 1e-9, math.e - 1])) == pytest.approx([0, 1e-9, 1])
    assert contour_levels.identity_height(np.array([3.0])) == 3
