"""Binary cross-entropy: forecasts of 0 and 1 exactly, logits to every digit, the lesson's numbers, scikit-learn."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp
from scipy import special
from sklearn.metrics import log_loss

import lossviz
from lossviz.theory import activations
from lossviz.theory import binary_cross_entropy as bce
from tests.theory.cases import LAW, each_case

GRID = [0, 5e-324, 1e-300, 1e-16, 1e-3, 0.1, 0.5, 1 - 1e-3, 1 - 1e-16, 1]
LOGITS = [0.0, 5e-324, 1e-16, 1e-3, 1.0, 33.0, 36.7, 40.0, 700.0, 744.0, 800.0, 1e10, 1e308]


@pytest.fixture(autouse=True)
def many_digits():
    with mp.workdps(400):
        yield


def agrees(value, exact, rel=1e-12):
    if mpmath.isinf(exact) or abs(exact) > np.finfo(float).max:
        return value == (math.inf if exact > 0 else -math.inf)
    return abs(mpmath.mpf(float(value)) - exact) <= rel * abs(exact) + mpmath.mpf(1e-323)


def exact_loss(y, y_hat):
    y, y_hat = mpmath.mpf(y), mpmath.mpf(y_hat)
    if (y > 0 and y_hat == 0) or (y < 1 and y_hat == 1):
        return mpmath.inf
    return -(y * mp.log(y_hat) if y else 0) - ((1 - y) * mp.log(1 - y_hat) if y < 1 else 0)


def exact_slope(y, y_hat):
    y, y_hat = mpmath.mpf(y), mpmath.mpf(y_hat)
    if y > 0 and y_hat == 0:
        return -mpmath.inf
    if y < 1 and y_hat == 1:
        return mpmath.inf
    return -(y / y_hat if y else 0) + ((1 - y) / (1 - y_hat) if y < 1 else 0)


def soft_plus(z):
    z = mpmath.mpf(z)
    far = mpmath.mpf(0) if abs(z) > 1000 else mp.log1p(mp.exp(-abs(z)))
    return max(z, mpmath.mpf(0)) + far


def exact_sigmoid(z):
    z = mpmath.mpf(z)
    if abs(z) > 1000:
        return mpmath.mpf(0) if z < 0 else 1 - mp.exp(-1000)
    return 1 / (1 + mp.exp(-z))


def test_losses_and_gradients_keep_every_digit_on_the_grid():
    for y in GRID:
        for y_hat in GRID:
            assert agrees(lossviz.binary_cross_entropy(y, y_hat), exact_loss(y, y_hat)), (y, y_hat)
            assert agrees(bce.gradient(y, y_hat), exact_slope(y, y_hat)), (y, y_hat)


def test_losses_from_logits_keep_every_digit():
    for y in GRID:
        for z in [*LOGITS, *(-z for z in LOGITS)]:
            exact = mpmath.mpf(y) * soft_plus(-z) + (1 - mpmath.mpf(y)) * soft_plus(z)
            assert agrees(lossviz.binary_cross_entropy_with_logits(y, z), exact), (y, z)


def test_gradients_from_logits_keep_every_digit():
    for z in [*LOGITS, *(-z for z in LOGITS)]:
        assert agrees(bce.gradient_from_logits(1, z), -exact_sigmoid(-z)), z
        assert agrees(bce.gradient_from_logits(0, z), exact_sigmoid(z)), z
        for y in (0.1, 0.25, 0.9, 1 - 1e-3):
            difference = exact_sigmoid(z) - mpmath.mpf(y)
            assert agrees(bce.gradient_from_logits(y, z), difference), (y, z)


def test_forecasts_of_0_and_1_have_exact_losses_and_gradients():
    assert lossviz.binary_cross_entropy(1, 0) == math.inf
    assert lossviz.binary_cross_entropy(0, 1) == math.inf
    assert str(lossviz.binary_cross_entropy(0, 0)) == "0.0"
    assert str(lossviz.binary_cross_entropy(1, 1)) == "0.0"
    assert lossviz.binary_cross_entropy(0.5, 0) == math.inf
    assert bce.gradient([1, 0, 0.5, 0.5], [0, 1, 0, 1]).tolist() == [-math.inf, math.inf, -math.inf, math.inf]
    assert bce.gradient([1, 0], [1, 0]).tolist() == [-0.5, 0.5]
    assert bce.gradient([1] * 4, [0.5] * 4).tolist() == [-0.5] * 4


def test_the_loss_of_a_large_wrong_logit_is_exactly_its_size():
    assert lossviz.binary_cross_entropy_with_logits(1, -800) == 800
    assert lossviz.binary_cross_entropy_with_logits(0, 800) == 800
    assert lossviz.binary_cross_entropy_with_logits(1, 800) == 0
    assert lossviz.binary_cross_entropy_with_logits(1, -1e308) == 1e308
    assert str(bce.gradient_from_logits(1, 800)) == "0.0"


@each_case(
    ("y", "y_hat", "loss"),
    [
        (1, 0.1, 2.303),
        (1, 0.5, 0.693),
        (1, 0.9, 0.105),
        (1, 0.99, 0.0101),
        (1, 0.01, 4.605),
        (1, 0.001, 6.908),
        (1, 0.316, 1.152),
        (0.9, 0.9, 0.325),
        (0.9, 0.99, 0.470),
        (0.9, 0.999, 0.692),
        (0.9, 0.5, 0.693),
    ],
)
def test_the_losses_that_the_lesson_states(y, y_hat, loss):
    assert lossviz.binary_cross_entropy(y, y_hat) == pytest.approx(loss, abs=0.0006)


def test_a_batch_of_five():
    y, y_hat = [1, 1, 0, 0, 1], [0.9, 0.8, 0.3, 0.1, 0.6]
    assert bce.losses(y, y_hat) == pytest.approx([0.105, 0.223, 0.357, 0.105, 0.511], abs=0.0005)
    assert lossviz.binary_cross_entropy(y, y_hat) == pytest.approx(0.260, abs=0.0005)
    bad = bce.losses(y, [*y_hat[:4], 0.01])
    assert bad.mean() == pytest.approx(1.079, abs=0.0005)
    assert bad[-1] / bad.sum() == pytest.approx(0.853, abs=0.0005)


def test_the_gradient_in_the_logit_is_forecast_minus_label():
    assert bce.gradient_from_logits(1, 0) == -0.5
    assert bce.gradient_from_logits(1, -math.log(2)) == pytest.approx(-2 / 3, rel=1e-15)
    assert bce.gradient_from_logits(1, -6) == pytest.approx(-0.998, abs=0.0005)
    assert bce.gradient_from_logits([0, 0, 0, 0], [0] * 4).tolist() == [0.125] * 4


def test_at_a_logit_of_33_the_compact_formula_is_off_by_half_and_ours_is_exact():
    exact = math.exp(-33)
    with np.errstate(all="ignore"):
        compact = np.log(1 + np.exp(33.0)) - 33
    assert abs(compact / exact - 1) > 0.5
    assert lossviz.binary_cross_entropy_with_logits(1, 33) == pytest.approx(exact, rel=1e-12)


@LAW
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(1e-6, 1 - 1e-6)), min_size=1, max_size=10))
def test_scikit_learn_agrees(samples):
    y, y_hat = np.array(samples).T
    with np.errstate(all="ignore"):
        theirs = log_loss(y, np.stack([1 - y_hat, y_hat], axis=-1), labels=[0, 1])
    assert lossviz.binary_cross_entropy(y, y_hat) == pytest.approx(theirs, rel=1e-9)


@LAW
@given(st.floats(0, 1, allow_subnormal=False), st.floats(-30, 30, allow_subnormal=False))
def test_a_logit_and_its_probability_have_the_same_loss(y, z):
    assert lossviz.binary_cross_entropy_with_logits(y, z) == pytest.approx(
        lossviz.binary_cross_entropy(y, lossviz.sigmoid(z)), rel=1e-2, abs=1e-13
    )


@LAW
@given(st.floats(0, 1, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False))
def test_binary_cross_entropy_is_the_cross_entropy_of_two_outcomes(y, y_hat):
    coins = lossviz.cross_entropy([y, 1 - y], [y_hat, 1 - y_hat], base=math.e)
    assert lossviz.binary_cross_entropy(y, y_hat) == pytest.approx(coins, rel=1e-9, abs=1e-15)


@LAW
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_true_probability_minimises_the_expected_loss(y, y_hat):
    assert lossviz.binary_cross_entropy(y, y) <= lossviz.binary_cross_entropy(y, y_hat) + 1e-15
    assert bce.gradient(y, y) == 0


def test_a_logit_is_the_loss_for_label_0_minus_the_loss_for_label_1():
    p = np.linspace(0, 1, 201)
    assert activations.logit(p) == pytest.approx(bce.losses(0 * p, p) - bce.losses(0 * p + 1, p), rel=1e-13)


def test_the_derivative_of_a_sample_is_the_gradient_of_a_batch_of_one():
    y, p, z = [1, 0, 0.5], [0.25, 0.8, 0.5], [-2.0, 0.5, 3.0]
    # -1/p for a yes, 1/(1 - p) for a no, 0 where the forecast is the truth
    assert bce.derivatives(y, p) == pytest.approx([-4, 5, 0])
    assert bce.derivatives(y, p) == pytest.approx(3 * bce.gradient(y, p))
    with np.errstate(all="ignore"):
        assert bce.derivatives_from_logits(y, z) == pytest.approx(special.expit(z) - y, rel=1e-14)
    assert bce.derivatives_from_logits(y, z) == pytest.approx(3 * bce.gradient_from_logits(y, z), rel=1e-15)
    assert bce.derivatives(np.ones((2, 3)), np.full((2, 3), 0.5)).tolist() == [[-2.0] * 3] * 2
