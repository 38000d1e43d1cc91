"""Contraction, condition number and direction of descent, against arithmetic by hand."""

import math

import numpy as np
import pytest

from lossviz.theory import descent_diagnostics
from lossviz.theory.surfaces import SURFACES
from tests.theory.cases import each_case


@each_case(("rate", "left"), [(0.18, -0.8), (0.1, 0), (0.2, -1), (0.21, -1.1), (0, 1)])
def test_the_contraction_factor_for_curvature_10_is_1_minus_10_rates(rate, left):
    assert float(descent_diagnostics.contraction_factor(rate, 10)) == pytest.approx(left, abs=1e-15)


def test_a_step_on_the_ravine_multiplies_the_distance_by_the_contraction_factor():
    ravine, w = SURFACES["ravine"], np.array([-4, 1.5])
    after = w - 0.18 * ravine.gradient(w)
    assert after / w == pytest.approx(descent_diagnostics.contraction_factor(0.18, [1, 10]))


def test_the_condition_number_of_rosenbrock_at_its_minimum_is_2508():
    ratio = descent_diagnostics.condition_number(SURFACES["rosenbrock"].curvature([1, 1]))
    assert float(ratio) == pytest.approx(2508, abs=0.5)


def test_the_condition_number_is_nan_for_negative_and_infinite_for_zero_curvature():
    assert math.isnan(descent_diagnostics.condition_number([-1, 1]))
    assert math.isinf(descent_diagnostics.condition_number([0, 2]))


def test_the_descent_direction_has_length_1_in_units_of_the_extent():
    size = np.array([10.0, 0.5])
    for turn in np.linspace(0, 6, 13):
        gradient = 1e-8 * np.array([math.cos(turn), math.sin(turn)])
        arrow = descent_diagnostics.descent_direction(gradient, size)
        assert np.hypot(*(arrow / size)) == pytest.approx(1)
        assert arrow @ gradient < 0
        assert arrow[0] * gradient[1] == pytest.approx(arrow[1] * gradient[0], abs=1e-20)


def test_a_gradient_of_0_has_no_descent_direction():
    assert np.isnan(descent_diagnostics.descent_direction([0, 0], [1, 1])).all()


def test_a_point_is_stationary_relative_to_the_largest_gradient_of_its_path():
    gradients = [[3e20, 4e20], [3e10, 0], [0, 0], [math.inf, 0]]
    assert descent_diagnostics.nearly_stationary(gradients).tolist() == [False, True, True, False]
    assert descent_diagnostics.nearly_stationary([[0, 0], [0, 0]]).tolist() == [True, True]


@each_case(("way", "share"), [([-4, 0], 0), ([0, 3], 1), ([3, 4], 0.8), ([0, 0], 0), ([1e300, 0], 0)])
def test_the_cosine_with_the_leading_eigenvector_of_the_ravine_is_the_share_of_y(way, share):
    assert descent_diagnostics.leading_eigenvector_cosine(SURFACES["ravine"].hessian([0, 0]), way) == pytest.approx(
        share, abs=1e-15
    )
