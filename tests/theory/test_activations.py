"""Activations and their derivatives: 400-digit arithmetic, scipy, known points, and differences."""

import math

import mpmath
import numpy as np
import pytest
from mpmath import mp
from scipy import special
from scipy.optimize import minimize_scalar

import lossviz
from lossviz.theory import activations
from tests.theory.cases import each_case

NAMES = ["sigmoid", "relu", "leaky_relu", "tanh", "gelu"]
PLACES = [0.0, 5e-324, 1e-300, 1e-16, 1e-3, 0.1, 0.5, 0.7, 1.0, 3.0, 8.0, 20.0, 37.0, 400.0, 700.0, 744.0, 1e10, 1e308]
BOTH_SIDES = [*PLACES, *(-x for x in PLACES)]


@pytest.fixture(autouse=True)
def many_digits():
    with mp.workdps(400):
        yield


def agrees(value, exact, rel=1e-12):
    if abs(exact) < mpmath.mpf("1e-307"):  # where floats have fewer digits to keep
        rel = 1e-3 if abs(exact) > mpmath.mpf("1e-319") else 1
    return abs(mpmath.mpf(float(value)) - exact) <= rel * abs(exact) + mpmath.mpf(1e-323)


def power(x):
    return mp.exp(x) if x > -2000 else mpmath.mpf(0)


def exact(name, x):
    x = mpmath.mpf(x)
    e = power(-abs(x))
    if name == "sigmoid":
        return (1 if x >= 0 else e) / (1 + e)
    if name == "sigmoid_derivative":
        return e / (1 + e) ** 2
    if name == "tanh":
        return mp.sign(x) * (-mp.expm1(-2 * abs(x)) if abs(x) < 1000 else 1) / (1 + e**2)
    if name == "tanh_derivative":
        return 4 * e**2 / (1 + e**2) ** 2
    share = mp.erfc(-x / mp.sqrt(2)) / 2 if abs(x) < 1000 else mpmath.mpf(x > 0)
    if name == "gelu":
        return x * share
    height = power(-x * x / 2) / mp.sqrt(2 * mp.pi)
    return share + x * height


@each_case("name", ["sigmoid", "sigmoid_derivative", "tanh", "tanh_derivative", "gelu", "gelu_derivative"])
def test_every_digit_is_kept_at_both_ends_of_the_scale(name):
    for x in BOTH_SIDES:
        assert agrees(getattr(activations, name)(x), exact(name, x)), x


def test_sigmoid_of_minus_700_is_tiny_but_not_0():
    assert lossviz.sigmoid(-700) == pytest.approx(math.exp(-700), rel=1e-12)
    assert lossviz.sigmoid(-700) == pytest.approx(9.86e-305, rel=1e-3)
    assert lossviz.sigmoid([0, 40]).tolist() == [0.5, 1]


def test_scipy_agrees():
    x = np.linspace(-30, 30, 241)
    with np.errstate(all="ignore"):
        assert lossviz.sigmoid(x) == pytest.approx(special.expit(x), rel=1e-14)
        assert lossviz.gelu(x) == pytest.approx(x * special.ndtr(x), rel=1e-11)


def test_gelu_has_its_minimum_where_the_lesson_says():
    with np.errstate(all="ignore"):
        lowest = minimize_scalar(lambda x: float(lossviz.gelu(x)), bounds=(-2, 0))
    assert lowest.x == pytest.approx(-0.752, abs=0.0005)
    assert lowest.fun == pytest.approx(-0.170, abs=0.0005)
    assert activations.gelu_derivative(lowest.x) == pytest.approx(0, abs=1e-6)


def test_gelu_of_one_is_one_times_the_share_below_one_sigma():
    assert lossviz.gelu(1) == pytest.approx(0.8413447460685429, rel=1e-15)
    assert lossviz.gelu(-1) == pytest.approx(-0.15865525393145707, rel=1e-15)


def test_the_derivative_of_a_sigmoid_is_at_most_a_quarter():
    assert activations.sigmoid_derivative(0) == 0.25
    assert activations.sigmoid_derivative(10) == pytest.approx(4.5e-5, rel=0.01)
    assert activations.sigmoid_derivative(0) ** 10 == pytest.approx(9.5e-7, rel=0.01)


def test_relu_keeps_the_positive_half():
    assert lossviz.relu([-2, -0.0, 0, 3]).tolist() == [0, 0, 0, 3]
    assert lossviz.leaky_relu([-2, 0, 3]).tolist() == [-0.02, 0, 3]
    assert lossviz.leaky_relu([-2, 0, 3], slope=0.5).tolist() == [-1, 0, 3]
    assert lossviz.leaky_relu([-1e308, 1], slope=1e300).tolist() == [-math.inf, 1]


def test_the_derivative_at_the_kink_is_the_left_one_as_in_common_software():
    assert activations.relu_derivative([-1, 0, 1]).tolist() == [0, 0, 1]
    assert activations.leaky_relu_derivative([-1, 0, 1]).tolist() == [0.01, 0.01, 1]
    assert activations.leaky_relu_derivative([-1, 0, 1], slope=0.2).tolist() == [0.2, 0.2, 1]


@each_case("name", NAMES)
def test_each_derivative_agrees_with_finite_differences(name):
    function, slope = getattr(activations, name), getattr(activations, f"{name}_derivative")
    x, step = np.array([-4.1, -1.3, -0.4, 0.3, 0.9, 2.2, 5.0]), 1e-3
    shifted = [function(x + k * step) for k in (-2, -1, 1, 2)]
    by_differences = (shifted[0] - 8 * shifted[1] + 8 * shifted[2] - shifted[3]) / (12 * step)
    assert slope(x) == pytest.approx(by_differences, rel=1e-8, abs=1e-10)


@each_case("name", [*NAMES, *(f"{n}_derivative" for n in NAMES)])
def test_every_activation_keeps_the_shape_and_gives_a_number_for_a_number(name):
    function = getattr(activations, name)
    grid = np.arange(6).reshape(2, 3) - 2
    assert function(grid).shape == (2, 3)
    assert isinstance(function(1), np.float64)
    assert function(grid)[1, 2] == function(3)


@each_case("name", NAMES)
def test_0_is_never_minus_0(name):
    assert "-0.0" not in [str(v) for v in getattr(activations, name)([0.0, -0.0, -1e308 if name == "gelu" else 0])]


def test_the_logit_keeps_every_digit_from_the_smallest_probability_to_the_largest():
    # Half a millionth from one half, log p - log(1 - p) has lost five digits.
    beside_half = [0.5 + sign * far for far in (0.07, 1.1e-3, 9e-4, 5.181926753250465e-7, 2**-53) for sign in (-1, 1)]
    for p in (5e-324, 1e-300, 1e-16, 0.1, 0.25, 0.9, 1 - 1e-3, 1 - 1e-16, 0.499, 0.501, *beside_half):
        assert agrees(activations.logit(p), mp.log(mpmath.mpf(p) / (1 - mpmath.mpf(p)))), p
    assert activations.logit([0, 0.5, 1]).tolist() == [-math.inf, 0, math.inf]


def test_the_logit_undoes_the_sigmoid_as_scipys_does():
    z = np.linspace(-30, 8, 77)
    assert activations.logit(lossviz.sigmoid(z)) == pytest.approx(z, rel=1e-12, abs=1e-13)
    p = np.linspace(0.01, 0.99, 99)
    with np.errstate(all="ignore"):
        assert activations.logit(p) == pytest.approx(special.logit(p), rel=1e-13, abs=1e-16)
    for bad in (-0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match="p holds"):
            activations.logit(bad)
