"""Softmax and its loss, against 400-digit arithmetic, scipy, scikit-learn and the lesson's numbers."""

import itertools
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
from lossviz.theory import softmax_cross_entropy
from tests.theory.cases import LAW, each_case

LOGITS = [-1e308, -800.0, -40.0, 0.0, 1e-3, 1.0, 36.7, 700.0, 1e308]
CAT_DOG_FOX = [1, 2, 0]
rows = st.lists(st.floats(-50, 50, allow_subnormal=False), min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def many_digits():
    with mp.workdps(400):
        yield


def agrees(value, exact, rel=1e-12):
    if abs(exact) > np.finfo(float).max:
        return value == (math.inf if exact > 0 else -math.inf)
    return abs(mpmath.mpf(float(value)) - exact) <= rel * abs(exact) + mpmath.mpf(1e-323)


def exact_log_softmax(z, temperature=1):
    scaled = [mpmath.mpf(x) / mpmath.mpf(temperature) for x in z]
    largest = max(scaled)
    # e to -1000 is below the smallest float, and so is what it would change.
    powers = [mp.exp(x - largest) if x - largest > -1000 else mpmath.mpf(0) for x in scaled]
    powers.remove(1)
    return [x - largest - mp.log1p(mpmath.fsum(powers)) for x in scaled]


def exact_softmax(z, temperature=1):
    return [mp.exp(x) if x > -1000 else mpmath.mpf(0) for x in exact_log_softmax(z, temperature)]


@pytest.mark.slow
@each_case("k", [1, 2, 3])
def test_logits_of_any_size_keep_every_digit(k):
    for z in itertools.combinations_with_replacement(LOGITS, k):
        logs, shares = exact_log_softmax(z), exact_softmax(z)
        assert all(map(agrees, lossviz.log_softmax(z), logs)), z
        assert all(map(agrees, lossviz.softmax(z), shares)), z
        assert all(agrees(lossviz.softmax_cross_entropy(c, z), -logs[c]) for c in range(k)), z


@pytest.mark.slow
def test_the_gradient_keeps_every_digit_when_the_target_class_dominates():
    for z in itertools.combinations_with_replacement(LOGITS, 3):
        shares = exact_softmax(z)
        for c in range(3):
            mine = softmax_cross_entropy.gradient(c, z)
            exact = [s - 1 if i == c else s for i, s in enumerate(shares)]
            exact[c] = -mpmath.fsum(s for i, s in enumerate(shares) if i != c)
            assert all(map(agrees, mine, exact)), (z, c)


@each_case("temperature", [5e-324, 1e-300, 1e-3, 0.25, 0.7, 3, 100, 1e300, 1.7e308])
def test_temperatures_from_the_smallest_to_the_largest_float_keep_every_digit(temperature):
    for z in ([1, 2, 0], [0, 0], [1e308, -1e308, 0], [3, 2.9999], [0.001, 700]):
        mine = lossviz.softmax(z, temperature=temperature)
        assert all(map(agrees, mine, exact_softmax(z, temperature))), z


def test_the_loss_of_a_soft_target_keeps_every_digit_across_the_whole_scale():
    z, y = [1e308, -1e308, 0], [0.5, 0.25, 0.25]
    exact = -mpmath.fsum(mpmath.mpf(a) * b for a, b in zip(y, exact_log_softmax(z), strict=True))
    assert agrees(lossviz.softmax_cross_entropy(y, z), exact)
    assert lossviz.softmax_cross_entropy([0, 1, 0], z) == math.inf  # 2e308 is beyond the largest float


def test_a_dominating_target_class_has_a_small_loss_above_0():
    assert lossviz.softmax_cross_entropy(0, [40, 0, 0]) == pytest.approx(2 * math.exp(-40), rel=1e-12)
    assert softmax_cross_entropy.gradient(0, [40, 0, 0])[0] == pytest.approx(-2 * math.exp(-40), rel=1e-12)


def test_the_first_state_of_the_lesson():
    assert lossviz.softmax(CAT_DOG_FOX) == pytest.approx([0.245, 0.665, 0.090], abs=0.0005)
    assert lossviz.softmax_cross_entropy(0, CAT_DOG_FOX) == pytest.approx(1.408, abs=0.0005)
    assert lossviz.softmax_cross_entropy(0, CAT_DOG_FOX) / math.log(2) == pytest.approx(2.031, abs=0.0005)
    assert softmax_cross_entropy.gradient(0, CAT_DOG_FOX) == pytest.approx([-0.755, 0.665, 0.090], abs=0.0005)


@each_case(
    ("z", "truth", "loss"),
    [
        ([2, 2, 0], 0, 0.759),
        ([7, 7, 7], 1, 1.099),
        ([0] * 10, 4, 2.303),
        ([4, 2, 0], 0, 0.143),
        ([1, 2, 0], 1, 0.408),
        ([3, 6, 0], 0, 3.051),
        ([3, 6, 0], 1, 0.051),
        ([1, 0, 0], 0, 0.551),
        ([1] + [0] * 9, 0, 1.461),
        ([10, 0, 0], 0, 9.1e-5),
        ([4, 0, 0], 0, 0.036),
        ([-0.520, 0.866, 0.173, -0.520], 0, 2.079),
    ],
)
def test_the_losses_of_the_lesson(z, truth, loss):
    assert lossviz.softmax_cross_entropy(truth, z) == pytest.approx(loss, abs=0.0006)


@each_case(("temperature", "loss"), [(0.25, 4.018), (0.5, 2.143), (1, 1.408), (2, 1.180), (100, 1.099)])
def test_a_higher_temperature_lowers_the_loss_of_a_wrong_classifier(temperature, loss):
    assert -math.log(lossviz.softmax(CAT_DOG_FOX, temperature=temperature)[0]) == pytest.approx(loss, abs=0.0006)


def test_with_label_smoothing_a_larger_margin_can_raise_the_loss():
    def margin_loss(size):
        return lossviz.softmax_cross_entropy(0, [size, 0, 0], label_smoothing=0.1)

    assert margin_loss(math.log(28)) == pytest.approx(0.291, abs=0.0005)
    assert margin_loss(10) == pytest.approx(0.667, abs=0.0005)
    assert margin_loss(math.log(28)) < min(margin_loss(3.2), margin_loss(3.5))
    smooth = softmax_cross_entropy.gradient(0, [math.log(28), 0, 0], label_smoothing=0.1)
    assert smooth == pytest.approx([0, 0, 0], abs=1e-15)


def test_full_smoothing_ignores_the_target():
    everything = lossviz.softmax_cross_entropy([1 / 3] * 3, CAT_DOG_FOX)
    assert lossviz.softmax_cross_entropy(2, CAT_DOG_FOX, label_smoothing=1) == pytest.approx(everything, rel=1e-15)


def test_a_batch_of_four():
    z, y = [(1, 2, 0), (2, 0, 0), (0, 0, 3), (0, 1, 0.5)], [0, 0, 2, 1]
    losses = softmax_cross_entropy.losses(y, z)
    assert losses == pytest.approx([1.408, 0.240, 0.095, 0.680], abs=0.0006)
    assert lossviz.softmax_cross_entropy(y, z) == pytest.approx(0.606, abs=0.0005)
    assert losses[0] / losses.sum() == pytest.approx(0.581, abs=0.0005)
    assert math.exp(losses[0]) == pytest.approx(4.09, abs=0.005)
    quarter = [softmax_cross_entropy.gradient(c, row) / 4 for c, row in zip(y, z, strict=True)]
    assert softmax_cross_entropy.gradient(y, z) == pytest.approx(np.array(quarter), rel=1e-15)


def test_logits_of_a_thousand_do_not_overflow():
    assert lossviz.softmax([1000, 999, 998])[0] == pytest.approx(0.665, abs=0.0005)
    assert lossviz.softmax([1e308, -1e308]).tolist() == [1, 0]
    assert lossviz.log_softmax([0, -2000]).tolist() == [0, -2000]
    assert "-0.0" not in str(lossviz.log_softmax([3]).tolist())


def test_minus_infinity_rules_a_class_out():
    z = [0, -math.inf, 0]
    assert lossviz.softmax(z).tolist() == [0.5, 0, 0.5]
    assert lossviz.log_softmax(z)[1] == -math.inf
    assert lossviz.softmax_cross_entropy(0, z) == pytest.approx(math.log(2), rel=1e-15)
    assert lossviz.softmax_cross_entropy(1, z) == math.inf
    assert lossviz.softmax_cross_entropy(0, z, label_smoothing=0.1) == math.inf
    assert softmax_cross_entropy.gradient(1, z).tolist() == [0.5, -1, 0.5]
    assert lossviz.softmax(z, temperature=1e300).tolist() == [0.5, 0, 0.5]


@LAW
@given(rows)
def test_scipy_agrees(z):
    with np.errstate(all="ignore"):
        shares, logs = special.softmax(z), special.log_softmax(z)
    assert lossviz.softmax(z) == pytest.approx(shares, rel=1e-12)
    assert lossviz.log_softmax(z) == pytest.approx(logs, rel=1e-12, abs=1e-14)


@LAW
@given(st.lists(st.tuples(*[st.floats(-5, 5)] * 3, st.integers(0, 2)), min_size=1, max_size=8))
def test_scikit_learn_agrees(samples):
    z, y = np.array([s[:3] for s in samples]), [s[3] for s in samples]
    with np.errstate(all="ignore"):
        theirs = log_loss(y, special.softmax(z, axis=1), labels=[0, 1, 2])
    assert lossviz.softmax_cross_entropy(y, z) == pytest.approx(theirs, rel=1e-10, abs=1e-14)


@LAW
@given(rows, st.integers(-1000, 1000))
def test_a_constant_added_to_all_logits_changes_nothing(z, shift):
    grid = np.round(np.array(z) * 1024) / 1024  # so that the shift is exact
    assert np.array_equal(lossviz.softmax(grid), lossviz.softmax(grid + shift))


@LAW
@given(st.floats(-700, 700, allow_subnormal=False))
def test_two_classes_are_a_sigmoid_of_their_difference(z):
    assert lossviz.softmax([z, 0])[0] == pytest.approx(lossviz.sigmoid(z), rel=1e-14)
    yes_or_no = lossviz.binary_cross_entropy_with_logits(1, z)
    assert lossviz.softmax_cross_entropy(0, [z, 0]) == pytest.approx(yes_or_no, rel=1e-14)


@LAW
@given(rows, st.floats(0.05, 20))
def test_probabilities_sum_to_one_and_keep_the_order_of_the_logits(z, temperature):
    p = lossviz.softmax(z, temperature=temperature)
    assert p.sum() == pytest.approx(1, rel=1e-14)
    assert (np.diff(p[np.argsort(z)]) >= 0).all()


@LAW
@given(rows)
def test_a_temperature_divides_the_logits(z):
    assert lossviz.softmax(z, temperature=4) == pytest.approx(lossviz.softmax(np.array(z) / 4), rel=1e-13)


@LAW
@given(rows, st.data())
def test_the_loss_is_the_cross_entropy_of_truth_and_softmax(z, data):
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(z), max_size=len(z)).filter(any))
    y = np.array(weights) / sum(weights)
    by_definition = lossviz.cross_entropy(y, lossviz.softmax(z), base=math.e)
    assert lossviz.softmax_cross_entropy(y, z) == pytest.approx(by_definition, rel=1e-12, abs=1e-14)


def test_a_class_and_its_one_hot_row_are_the_same_target():
    z = np.random.default_rng(3).normal(size=(2, 5, 4))
    y = np.random.default_rng(4).integers(0, 4, (2, 5))
    for function in (softmax_cross_entropy.losses, softmax_cross_entropy.loss, softmax_cross_entropy.gradient):
        assert np.array_equal(function(y, z), function(np.eye(4, dtype=int)[y], z))


def test_one_axis_of_logits_is_one_sample():
    assert isinstance(softmax_cross_entropy.losses(0, CAT_DOG_FOX), np.float64)
    assert softmax_cross_entropy.gradient(0, CAT_DOG_FOX).shape == (3,)
    assert lossviz.softmax_cross_entropy(0, CAT_DOG_FOX) == lossviz.softmax_cross_entropy([0], [CAT_DOG_FOX])
