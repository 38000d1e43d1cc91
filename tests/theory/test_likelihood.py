"""The likelihood of observations against scipy, by hand, and as a cross-entropy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import lossviz
from lossviz.theory import likelihood
from tests.theory.cases import LAW, each_case
from tests.theory.test_refusals import refusal

counts = st.lists(st.integers(0, 30), min_size=2, max_size=5).filter(any)
models = st.integers(2, 5).flatmap(lambda k: st.lists(st.integers(1, 100), min_size=k, max_size=k)).map(np.array)


def test_seven_heads_of_ten_by_hand():
    assert likelihood.likelihood([7, 3], [0.5, 0.5]) == 0.5**10 == pytest.approx(0.000977, abs=5e-7)
    assert likelihood.likelihood([7, 3], [0.7, 0.3]) == pytest.approx(0.00222, abs=5e-6)
    fair, best = likelihood.mean_negative_log_likelihood([7, 3], [[0.5, 0.5], [0.7, 0.3]], base=math.e)
    assert (fair, best) == pytest.approx((0.693, 0.611), abs=5e-4)
    assert fair - best == pytest.approx(0.0823, abs=5e-5)
    assert likelihood.observed_shares([7, 3]).tolist() == [0.7, 0.3]


@LAW
@given(st.integers(0, 40), st.integers(1, 40), st.floats(0.01, 0.99))
def test_scipys_coins_agree(heads, tails, b):
    tosses = np.repeat([1, 0], [heads, tails])
    with np.errstate(under="ignore"):
        theirs = stats.bernoulli.pmf(tosses, b).prod()
        mine = likelihood.likelihood([heads, tails], [b, 1 - b])
    assert mine == pytest.approx(theirs, rel=1e-11)
    log = likelihood.mean_negative_log_likelihood([heads, tails], [b, 1 - b], base=math.e)
    assert log == pytest.approx(-stats.bernoulli.logpmf(tosses, b).mean(), rel=1e-12)


@LAW
@given(counts, models)
def test_no_model_is_more_likely_than_the_observed_shares(counts, weights):
    n = (counts * 3)[: len(weights)]
    if not any(n):
        n[0] = 1
    q, shares = weights / weights.sum(), likelihood.observed_shares(n)
    assert likelihood.likelihood(n, q) <= likelihood.likelihood(n, shares) * (1 + 1e-12)
    extra = likelihood.mean_negative_log_likelihood(n, q) - likelihood.mean_negative_log_likelihood(n, shares)
    assert extra == pytest.approx(lossviz.kl_divergence(shares, q), abs=1e-12)


def test_what_a_model_rules_out_has_no_likelihood_and_an_infinite_loss():
    assert likelihood.likelihood([7, 3], [1, 0]) == 0
    assert likelihood.mean_negative_log_likelihood([7, 3], [1, 0]) == math.inf
    # 0^0 counts as 1: nothing was observed that the model rules out.
    assert likelihood.likelihood([10, 0], [1, 0]) == 1
    assert likelihood.mean_negative_log_likelihood([10, 0], [1, 0]) == 0


def test_rows_of_counts_and_models_broadcast():
    n = np.arange(11)[:, None] * [1, -1] + [0, 10]
    b = np.array([0.25, 0.5])
    q = np.stack([b, 1 - b], axis=-1)
    table = likelihood.likelihood(n[:, None], q)
    assert table.shape == (11, 2)
    assert table == pytest.approx(np.array([[x**h * (1 - x) ** (10 - h) for x in b] for h in range(11)]), rel=1e-12)


def test_counts_and_models_that_are_none_are_refused():
    for function in (likelihood.likelihood, likelihood.mean_negative_log_likelihood):
        assert "-1.0" in refusal(function, [-1, 2], [0.5, 0.5])
        assert "2.5" in refusal(function, [2.5, 2], [0.5, 0.5])
        assert "no observation" in refusal(function, [[1, 2], [0, 0]], [0.5, 0.5])
        assert "not 1" in refusal(function, [1, 2], [0.5, 0.4])
        message = refusal(function, [1, 2], [0.5, 0.25, 0.25])
        assert "(2,)" in message
        assert "(3,)" in message


@each_case("base", [1, 0, -2, math.nan])
def test_a_base_is_above_1(base):
    assert "base" in refusal(likelihood.mean_negative_log_likelihood, [1, 2], [0.5, 0.5], base=base)
