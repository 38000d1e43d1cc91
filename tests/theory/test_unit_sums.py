"""Sums of units: torch 2.13, numpy.interp, scipy's least squares, arithmetic by hand, and finite differences."""

# How torch_units.json was made (torch is no dependency of the tests), in float64, with act the functions relu,
# leaky_relu, gelu, sigmoid and tanh of torch.nn.functional, and identity:
#
#     activations: z = tensor(x, requires_grad=True); values = act(z); values.sum().backward(); slopes = z.grad
#     loss of p at x, y: ((p[0] + p[1] * x + sum(p[2 + n + i] * act(x - p[2 + i]) for i in range(n)) - y) ** 2).mean()
#     gradients: the loss at x = -2, -1, 0, 1, 2 and y = abs(x), and p.grad after loss.backward()
#     descents: SGD([p], lr=rate) on the loss at x = linspace(-2, 2, 401) and y = sin(pi * x / 2); p after some steps
#     unit: SGD([w], lr=rate) from w = (1, 0) on ((act(w[0] * x + w[1]) - 0.2 * x) ** 2).mean(), x = 0.5, 1, 1.5, 2

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import approx_fprime, lsq_linear

from lossviz.theory import optimizers, unit_sums
from lossviz.theory.descent import descend, together
from tests.theory.cases import each_case

X = np.linspace(-2, 2, 401)
TORCH = json.loads((Path(__file__).parent / "torch_units.json").read_text())
FIVE = np.array([-2.0, -1, 0, 1, 2])


@each_case("name", list(unit_sums.ACTIVATIONS))
def test_activations_and_their_derivatives_are_those_of_torch_at_0_too(name):
    row, (function, derivative, *_) = TORCH["activations"][name], unit_sums.of(name)
    assert 0.0 in row["x"]
    np.testing.assert_allclose(function(row["x"]), row["values"], rtol=1e-11)
    np.testing.assert_allclose(derivative(row["x"]), row["slopes"], rtol=1e-11)
    both = unit_sums.of(name).with_derivative(row["x"])
    np.testing.assert_array_equal(both, [function(row["x"]), derivative(row["x"])])


@each_case("row", TORCH["gradients"])
def test_loss_and_gradient_in_every_parameter_are_those_of_torch(row):
    loss, gradient = unit_sums.mean_squared_error_gradient(
        FIVE, abs(FIVE), np.array(row["parameters"]), activation=row["activation"]
    )
    assert loss == pytest.approx(row["loss"], rel=1e-12)
    np.testing.assert_allclose(gradient, row["gradient"], rtol=1e-11, atol=1e-13)


@each_case("row", TORCH["descents"])
def test_a_descent_of_three_units_is_that_of_torch(row):
    wave = np.sin(np.pi * X / 2)
    both = together(lambda p: unit_sums.mean_squared_error_gradient(X, wave, p, activation=row["activation"]))
    path = descend(*both, row["start"], optimizers.gradient_descent(row["rate"]), 300)
    for step, point in row["points"].items():
        np.testing.assert_allclose(path.points[int(step)], point, rtol=1e-8, atol=1e-10)


def test_a_sum_of_relu_units_is_the_polyline_through_its_kinks():
    corners, heights = np.array([-2, -1.3, 0.2, 0.9, 2]), np.array([1.0, -0.5, 2, 0.25, 0.75])
    slopes = np.diff(heights) / np.diff(corners)
    f = unit_sums.value(X, heights[0] + 2 * slopes[0], slopes[0], corners[1:-1].tolist(), np.diff(slopes).tolist())
    np.testing.assert_allclose(f, np.interp(X, corners, heights), atol=1e-12)


def test_the_hat_needs_slope_changes_1_minus_2_and_1():
    hat = unit_sums.value(X, 0, 0, [-1, 0, 1], [1, -2, 1])
    np.testing.assert_allclose(hat, np.maximum(0, 1 - abs(X)), atol=1e-12)
    assert unit_sums.value(2, 0, 0, [-1, 0, 1], [1, -1, 0]) == 1


def test_slopes_are_a_running_sum_in_the_order_of_the_kinks():
    assert unit_sums.running_slopes(-1, [0], [2]).tolist() == [-1, 1]
    assert unit_sums.running_slopes(0, [1, -1, 0], [1, 1, -2]).tolist() == [0, 1, -1, 0]
    middles = [-1.5, -0.5, 0.5, 1.5]
    assert unit_sums.derivative(middles, 0, [1, -1, 0], [1, 1, -2]).tolist() == [0, 1, -1, 0]


def test_at_a_kink_the_slope_is_the_one_on_its_left():
    assert unit_sums.derivative([-1e-9, 0, 1e-9], -1, [0], [2]).tolist() == [-1, -1, 1]


@each_case("name", list(unit_sums.ACTIVATIONS))
def test_the_derivative_is_that_of_differences(name):
    x, h = np.array([-1.7, -0.4, 0.35, 1.8]), 1e-6
    units = ([-1.0, 0.1, 1.2], [1.5, -2.0, 0.7])
    up, down = (unit_sums.value(x + d, 0.3, -0.8, *units, activation=name) for d in (h, -h))
    slopes = unit_sums.derivative(x, -0.8, *units, activation=name)
    np.testing.assert_allclose(slopes, (up - down) / (2 * h), rtol=1e-6, atol=1e-8)


def test_identity_units_add_up_to_one_line():
    f = unit_sums.value(X, 0.5, 1, [-1, 0, 1], [1, -2, 1], activation="identity")
    np.testing.assert_allclose(f, 0.5 + X * 1 + (1 - 1), atol=1e-12)
    assert unit_sums.derivative(0, 0, [-1, 0, 1], [1, -2, 1], activation="identity") == 0


def test_the_best_fit_is_scipys():
    wave = np.sin(np.pi * X / 2)
    for kinks in ([-1.0, 0.0, 1.0], [0.4], []):
        columns = np.stack([np.ones_like(X), X, *(np.maximum(X - k, 0) for k in kinks)], axis=1)
        np.testing.assert_allclose(unit_sums.best_fit(X, wave, kinks), lsq_linear(columns, wave).x, atol=1e-8)


def test_the_best_fit_of_the_wave_has_the_numbers_of_the_lesson():
    wave = np.sin(np.pi * X / 2)
    intercept, slope, *changes = unit_sums.best_fit(X, wave, [-1.0, 0.0, 1.0])
    assert (intercept, slope, *changes) == pytest.approx((-2.29, -1.09, 2.29, 0, -2.29), abs=0.005)
    assert np.mean((unit_sums.value(X, intercept, slope, [-1, 0, 1], changes) - wave) ** 2) == pytest.approx(
        0.00583, abs=5e-6
    )
    line = unit_sums.best_fit(X, wave, [])
    assert line[1] == pytest.approx(0.474, abs=5e-4)
    assert np.mean((line[0] + line[1] * X - wave) ** 2) == pytest.approx(0.198, abs=5e-4)


def test_twice_the_pieces_a_quarter_of_the_worst_error():
    for pieces, worst in ((4, 0.25), (8, 0.0625), (16, 0.015625)):
        kinks, (intercept, slope, *changes) = unit_sums.equal_pieces(np.square, -2, 2, pieces)
        f = unit_sums.value(X, intercept, slope, kinks.tolist(), changes)
        ends = np.linspace(-2, 2, pieces + 1)
        np.testing.assert_allclose(f, np.interp(X, ends, ends**2), atol=1e-12)
        # Half a piece from its ends the parabola is (width / 2)^2 below its chord.
        assert (4 / pieces / 2) ** 2 == pytest.approx(worst)
        assert abs(f - X**2).max() == pytest.approx(worst, abs=3e-5)  # the nearest of the 401 places


@each_case("name", list(unit_sums.ACTIVATIONS))
def test_the_gradient_is_that_of_differences(name):
    x, y = np.array([-1.9, -1.1, -0.2, 0.7, 1.6]), np.array([1.0, 0, 2, -1, 0.5])
    at = np.array([0.2, -0.7, -0.55, 0.33, 1.1, -1.4])

    def loss(parameters):
        f = unit_sums.value(x, *parameters[:2], parameters[2:4].tolist(), parameters[4:].tolist(), activation=name)
        return np.mean((f - y) ** 2)

    found, gradient = unit_sums.mean_squared_error_gradient(x, y, at, activation=name)
    assert found == pytest.approx(loss(at), rel=1e-12)
    np.testing.assert_allclose(gradient, approx_fprime(at, loss, 1e-7), rtol=1e-4, atol=1e-6)


def test_many_sums_at_once_are_those_one_by_one():
    at = np.random.default_rng(1).normal(size=(3, 8))
    losses, gradients = unit_sums.mean_squared_error_gradient(X, X**2, at)
    for row, loss, gradient in zip(at, losses, gradients, strict=True):
        one, its_gradient = unit_sums.mean_squared_error_gradient(X, X**2, row)
        assert one == pytest.approx(loss)
        np.testing.assert_allclose(its_gradient, gradient, atol=1e-12)


def test_a_unit_right_of_every_point_has_gradient_0():
    _, gradient = unit_sums.mean_squared_error_gradient(X, abs(X), np.array([0, -1, 2.0, 1.5]))
    assert gradient[2:].tolist() == [0, 0]


def test_a_start_is_even_or_random_and_the_same_for_the_same_seed():
    even = unit_sums.initial_parameters(4)
    np.testing.assert_allclose(even, [0, 0, -1.2, -0.4, 0.4, 1.2, 0, 0, 0, 0], atol=1e-15)
    one, again, other = (unit_sums.initial_parameters(12, seed) for seed in (3, 3, 4))
    assert (one == again).all()
    assert (one != other)[2:].all()
    many = np.array([unit_sums.initial_parameters(8, seed)[2:] for seed in range(400)])
    assert abs(many[:, :8]).max() <= 2
    # Uniform on -2 to 2 has variance 4/3; the slope changes have 2/8.
    assert many[:, :8].var() == pytest.approx(4 / 3, rel=0.05)
    assert many[:, 8:].var() == pytest.approx(1 / 4, rel=0.08)


def test_a_descent_that_leaves_the_numbers_ends_in_an_infinite_loss():
    loss, gradient = unit_sums.mean_squared_error_gradient(X, X, np.array([1e200, 0, 0, 0]))
    assert loss == np.inf
    assert np.isnan(gradient).all()


def test_what_is_no_sum_is_refused():
    with pytest.raises(ValueError, match="2 kinks and 1 slope changes"):
        unit_sums.value(0, 0, 0, [0, 1], [1])
    with pytest.raises(ValueError, match="no activation 'swish'; there is relu"):
        unit_sums.value(0, 0, 0, [0], [1], activation="swish")
    with pytest.raises(ValueError, match="nan"):
        unit_sums.value(np.nan, 0, 0, [0], [1])
    with pytest.raises(ValueError, match="pieces = 0"):
        unit_sums.equal_pieces(np.square, 0, 1, 0)
    with pytest.raises(ValueError, match="units = 0 is below 1"):
        unit_sums.initial_parameters(0)
