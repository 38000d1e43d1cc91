"""A gradient is checked by differences: with a step that suits it, and with steps that do not."""

import numpy as np
import pytest

from lossviz.theory import differences, surfaces

HS = 10.0 ** -np.arange(1, 16)


def gap(name, w, h):
    surface = surfaces.SURFACES[name]
    return differences.relative_difference(surface.gradient(w), differences.central(surface.loss, w, h))


def test_on_a_parabola_the_central_difference_is_the_slope_for_a_step_of_any_length():
    # ((3 + h)^2 - (3 - h)^2) / 2h = 6
    for h in (0.25, 0.5, 1.0, 8.0):
        assert differences.central(lambda w: (w**2).sum(-1), [3.0, -1.0], h).tolist() == [6.0, -2.0]


def test_on_a_cubic_it_misses_by_the_square_of_the_step():
    # ((1 + h)^3 - (1 - h)^3) / 2h = 3 + h^2
    found = differences.central(lambda w: (w**3).sum(-1), [1.0], [0.5, 0.25, 1.0])
    assert found.tolist() == [[3.25], [3.0625], [4.0]]


def test_each_coordinate_is_moved_alone():
    found = differences.central(lambda w: w[..., 0] * w[..., 1] ** 2, [[2.0, 3.0], [1.0, -1.0]], 0.5)
    assert found.tolist() == [[9.0, 12.0], [1.0, -2.0]]


def test_the_step_that_suits_numbers_near_one_is_the_cube_root_of_the_rounding():
    assert differences.fitting_step() == pytest.approx((2.0**-52) ** (1 / 3), rel=1e-15)
    assert differences.fitting_step([1.0, 1000.0]) == pytest.approx([6.055454e-6, 6.055454e-3], rel=1e-6)


@pytest.mark.parametrize("size", [0.0, -1.0, np.nan, [1.0, 0.0]])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(ValueError, match="size"):
        differences.fitting_step(size)


@pytest.mark.parametrize("name", surfaces.SURFACES)
def test_with_a_step_that_suits_it_every_surface_agrees_with_its_gradient_to_nine_digits(name):
    w = np.array([[-1.2, 1.0], [0.7, -0.4], [2.1, 1.3]])
    assert gap(name, w, differences.fitting_step()).max() < 1e-8


def test_a_step_of_1e_12_gives_a_wrong_slope_where_the_one_that_suits_does_not():
    # Rosenbrock at (-1.2, 1): the slopes by hand are -215.6 and -88; near 24.2 floats lie 3.55e-15 apart.
    w = (-1.2, 1.0)
    assert surfaces.SURFACES["rosenbrock"].gradient(w) == pytest.approx([-215.6, -88.0], rel=1e-14)
    assert gap("rosenbrock", w, 1e-12) > 1e-6
    assert gap("rosenbrock", w, 1e-15) > 0.01
    assert gap("rosenbrock", w, differences.fitting_step()) < 1e-9


def test_the_error_falls_a_hundredfold_for_each_tenth_of_a_step_and_then_grows_again():
    errors = gap("rosenbrock", (-1.2, 1.0), HS)
    assert errors[:4] / errors[1:5] == pytest.approx([100] * 4, rel=0.03)
    assert 4 <= errors.argmin() <= 6
    assert errors[-1] > 1000 * errors[8] > 1e5 * errors.min()


def test_a_step_that_no_longer_moves_a_large_number_finds_no_slope_at_all():
    assert differences.central(lambda w: (w**2).sum(-1), [1e6, 1.0], 1e-12)[0] == 0.0
    assert differences.relative_difference([2e6, 0.0], [0.0, 0.0]) == 1.0


def test_the_relative_difference_is_a_share_of_the_longer_gradient():
    assert differences.relative_difference([3.0, 4.0], [3.0, 4.0]) == 0
    assert differences.relative_difference([3.0, 4.0], [0.0, 0.0]) == 1
    assert differences.relative_difference([3.0, 4.0], [-3.0, -4.0]) == 2
    assert differences.relative_difference([0.0, 10.0], [0.0, 9.0]) == pytest.approx(0.1)
    assert differences.relative_difference([0.0, 0.0], [0.0, 0.0]) == 0


def test_gradients_of_any_size_are_compared():
    for size in (1e-300, 1.0, 1e200, 1e307):
        assert differences.relative_difference([0.0, 10 * size], [0.0, 9 * size]) == pytest.approx(0.1)
