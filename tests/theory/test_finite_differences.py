"""Central differences with the recommended step, and with steps that are too long or too short."""

import numpy as np
import pytest

from lossviz.theory import finite_differences, surfaces
from tests.theory.cases import each_case

HS = 10.0 ** -np.arange(1, 16)


def gap(name, w, h):
    surface = surfaces.SURFACES[name]
    return finite_differences.relative_difference(surface.gradient(w), finite_differences.central(surface.loss, w, h))


def test_on_a_parabola_the_central_difference_is_exact_for_any_step():
    # ((3 + h)^2 - (3 - h)^2) / 2h = 6
    for h in (0.25, 0.5, 1.0, 8.0):
        assert finite_differences.central(lambda w: (w**2).sum(-1), [3.0, -1.0], h).tolist() == [6.0, -2.0]


def test_on_a_cubic_the_error_is_the_square_of_the_step():
    # ((1 + h)^3 - (1 - h)^3) / 2h = 3 + h^2
    found = finite_differences.central(lambda w: (w**3).sum(-1), [1.0], [0.5, 0.25, 1.0])
    assert found.tolist() == [[3.25], [3.0625], [4.0]]


def test_each_partial_derivative_moves_one_coordinate_only():
    found = finite_differences.central(lambda w: w[..., 0] * w[..., 1] ** 2, [[2.0, 3.0], [1.0, -1.0]], 0.5)
    assert found.tolist() == [[9.0, 12.0], [1.0, -2.0]]


def test_the_recommended_step_is_the_cube_root_of_the_machine_epsilon():
    assert finite_differences.recommended_step() == pytest.approx((2.0**-52) ** (1 / 3), rel=1e-15)
    assert finite_differences.recommended_step([1.0, 1000.0]) == pytest.approx([6.055454e-6, 6.055454e-3], rel=1e-6)


@each_case("size", [0.0, -1.0, np.nan, [1.0, 0.0]])
def test_a_size_that_is_not_above_0_is_refused(size):
    with pytest.raises(ValueError, match="size"):
        finite_differences.recommended_step(size)


@each_case("name", list(surfaces.SURFACES))
def test_with_the_recommended_step_every_surface_agrees_with_its_gradient(name):
    w = np.array([[-1.2, 1.0], [0.7, -0.4], [2.1, 1.3]])
    assert gap(name, w, finite_differences.recommended_step()).max() < 1e-8


def test_a_step_of_1e_12_gives_a_wrong_gradient_where_the_recommended_one_does_not():
    # Rosenbrock at (-1.2, 1): the slopes by hand are -215.6 and -88; near 24.2 floats lie 3.55e-15 apart.
    w = (-1.2, 1.0)
    assert surfaces.SURFACES["rosenbrock"].gradient(w) == pytest.approx([-215.6, -88.0], rel=1e-14)
    assert gap("rosenbrock", w, 1e-12) > 1e-6
    assert gap("rosenbrock", w, 1e-15) > 0.01
    assert gap("rosenbrock", w, finite_differences.recommended_step()) < 1e-9


def test_the_error_falls_a_hundredfold_for_each_tenth_of_a_step_and_then_grows_again():
    errors = gap("rosenbrock", (-1.2, 1.0), HS)
    assert errors[:4] / errors[1:5] == pytest.approx([100] * 4, rel=0.03)
    assert 4 <= errors.argmin() <= 6
    assert errors[-1] > 1000 * errors[8] > 1e5 * errors.min()


def test_a_step_that_is_lost_in_rounding_gives_a_derivative_of_0():
    assert finite_differences.central(lambda w: (w**2).sum(-1), [1e6, 1.0], 1e-12)[0] == 0.0
    assert finite_differences.relative_difference([2e6, 0.0], [0.0, 0.0]) == 1.0


def test_the_relative_difference_is_relative_to_the_longer_gradient():
    assert finite_differences.relative_difference([3.0, 4.0], [3.0, 4.0]) == 0
    assert finite_differences.relative_difference([3.0, 4.0], [0.0, 0.0]) == 1
    assert finite_differences.relative_difference([3.0, 4.0], [-3.0, -4.0]) == 2
    assert finite_differences.relative_difference([0.0, 10.0], [0.0, 9.0]) == pytest.approx(0.1)
    assert finite_differences.relative_difference([0.0, 0.0], [0.0, 0.0]) == 0


def test_gradients_of_any_size_are_compared():
    for size in (1e-300, 1.0, 1e200, 1e307):
        assert finite_differences.relative_difference([0.0, 10 * size], [0.0, 9 * size]) == pytest.approx(0.1)
