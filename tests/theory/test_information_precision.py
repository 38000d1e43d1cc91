"""Every digit of the measures of information, against arithmetic with 400 digits."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

import lossviz
from lossviz.theory.divergence import compensated_sum, sum_of_log_ratios
from tests.theory.cases import LAW, each_case

GRID = [0, 5e-324, 1e-300, 1e-16, 1e-3, 0.1, 0.5, 1 - 1e-3, 1 - 1e-16, 1]
BASES = [2, math.e, 10, 7]
PAIRS = [(p, 1 - p) for p in [*GRID, 1e-10, 1e-7]] + [(p, 1.0) for p in GRID if 0 < p < 1e-9]
# Two rows nearly alike: each float has a neighbour a rounding away, or a little further.
NUDGES = [2**-53, 1e-15, 1e-13, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 0.05, 0.1, 0.15, 0.2, 0.3]


@pytest.fixture(autouse=True)
def many_digits():
    with mp.workdps(400):
        yield


def agrees(value, exact, rel=1e-12):
    if mpmath.isinf(exact) or abs(exact) > np.finfo(float).max:
        return value == (math.inf if exact > 0 else -math.inf)
    return abs(mpmath.mpf(float(value)) - exact) <= rel * abs(exact) + mpmath.mpf(1e-323)


def log(x, base):
    return mp.log(x) / mp.log(mpmath.mpf(base))


def exact_kl(p, q, base):
    if any(b == 0 < a for a, b in zip(p, q, strict=True)):
        return mpmath.inf
    terms = [mpmath.mpf(a) * log(mpmath.mpf(a) / mpmath.mpf(b), base) for a, b in zip(p, q, strict=True) if a > 0]
    return max(mpmath.mpf(0), mpmath.fsum(terms))


def exact_cross_entropy(p, q, base):
    if any(b == 0 < a for a, b in zip(p, q, strict=True)):
        return mpmath.inf
    return -mpmath.fsum(mpmath.mpf(a) * log(mpmath.mpf(b), base) for a, b in zip(p, q, strict=True) if a > 0)


def exact_jensen_shannon(p, q, base):
    middle = [(mpmath.mpf(a) + mpmath.mpf(b)) / 2 for a, b in zip(p, q, strict=True)]
    rows = [(mpmath.mpf(a), m) for row in (p, q) for a, m in zip(row, middle, strict=True)]
    return mpmath.fsum(a * log(a / m, base) for a, m in rows if a > 0) / 2


def every_measure_agrees(p, q, base):
    p, q = [float(x) for x in p], [float(x) for x in q]
    assert agrees(lossviz.cross_entropy(p, q, base=base), exact_cross_entropy(p, q, base)), (p, q)
    assert agrees(lossviz.kl_divergence(p, q, base=base), exact_kl(p, q, base)), (p, q)
    js = exact_jensen_shannon(p, q, base)
    assert agrees(lossviz.jensen_shannon_divergence(p, q, base=base), js), (p, q)


@each_case("base", BASES)
def test_surprise_keeps_every_digit_from_the_smallest_float_to_the_last_below_one(base):
    for p in GRID[1:]:
        assert agrees(lossviz.surprise(p, base=base), -log(mpmath.mpf(p), base)), p


@each_case("base", BASES)
def test_entropy_and_impurity_keep_every_digit_on_the_grid(base):
    for row in PAIRS:
        assert agrees(lossviz.entropy(row, base=base), exact_cross_entropy(row, row, base)), row
        assert agrees(lossviz.perplexity(row), 2 ** exact_cross_entropy(row, row, 2)), row
        assert agrees(lossviz.gini(row), sum(mpmath.mpf(x) * (1 - mpmath.mpf(x)) for x in row)), row


@pytest.mark.slow
@each_case("base", [2, 10])
def test_every_pair_of_distributions_on_the_grid_keeps_its_digits(base):
    for p in PAIRS:
        for q in PAIRS:
            every_measure_agrees(p, q, base)


@pytest.mark.slow
@each_case("base", [2, math.e])
@each_case("nudge", NUDGES)
def test_distributions_that_are_nearly_the_same_keep_their_digits(nudge, base):
    for p in ([0.5, 0.5], [0.3, 0.7], [0.2, 0.3, 0.5], [0.1, 0.2, 0.3, 0.4], [0.125] * 8):
        change = np.resize([1.0, -1.0], len(p))
        if len(p) % 2:
            change[-1] = 0
        q = np.array(p) + change * nudge * min(p)
        every_measure_agrees(p, q, base)
        every_measure_agrees(q, p, base)


def test_subnormal_weights_keep_their_digits():
    for p in ([5e-324, 0.3, 0.7], [1e-310, 0.3, 0.7], [3e-320, 0.5, 0.5]):
        for q in ([0.7, 0.3, 5e-324], [1e-323, 0.5, 0.5], [1e-310, 0.3, 0.7]):
            every_measure_agrees(p, q, 2)


weights = st.lists(st.floats(-40, 0).map(lambda e: 10.0**e), min_size=2, max_size=6)


@LAW
@given(weights, st.data())
def test_any_two_distributions_keep_their_digits_however_far_or_near(first, data):
    spread = data.draw(st.floats(-16, 1).map(lambda e: 10.0**e))
    factors = data.draw(st.lists(st.floats(-1, 1), min_size=len(first), max_size=len(first)))
    second = [w * (1 + spread * abs(f)) for w, f in zip(first, factors, strict=True)]
    p, q = np.array(first) / sum(first), np.array(second) / sum(second)
    exact = exact_kl(p, q, 2)
    # The digits of a sum whose rows miss 1 by a rounding are those of the larger of its two parts.
    rest = abs(mpmath.fsum(map(mpmath.mpf, p)) - mpmath.fsum(map(mpmath.mpf, q)))
    assert abs(lossviz.kl_divergence(p, q) - exact) <= 1e-12 * exact + 1e-14 * rest
    assert agrees(lossviz.jensen_shannon_divergence(p, q), exact_jensen_shannon(p, q, 2))


def test_doubling_every_weight_changes_the_sum_by_exactly_one_bit_of_each():
    p = np.arange(1, 2000)[:, None] / 4000
    assert np.array_equal(sum_of_log_ratios(p, 2 * p, 2), -p[:, 0])


def test_the_divergence_of_a_tiny_change_is_what_the_series_says():
    # KL of p against p + e is e^2/2 (1/p + 1/(1 - p)) nats to first order.
    p, change = 0.25, 2.0**-30
    expected = change**2 / 2 * (1 / p + 1 / (1 - p))
    assert lossviz.kl_divergence([p, 1 - p], [p + change, 1 - p - change], base=math.e) == pytest.approx(
        expected, rel=1e-8
    )


@LAW
@given(st.lists(st.floats(-1, 1, allow_subnormal=False), min_size=1, max_size=40))
def test_the_exact_sum_is_pythons_own_exact_sum(terms):
    # Underflow apart, pairs with their lost digits are as good as twice the precision.
    terms = [round(t, 15) for t in terms]
    scale = sum(abs(t) for t in terms)
    assert compensated_sum(np.array(terms)) == pytest.approx(math.fsum(terms), rel=1e-15, abs=1e-30 * scale)
