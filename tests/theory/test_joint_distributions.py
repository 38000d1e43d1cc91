"""Mutual information against scikit-learn, scipy's entropies, and the laws of two variables."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import mutual_info_score

import lossviz
from lossviz.theory import joint_distributions
from tests.theory.cases import LAW, each_case
from tests.theory.test_refusals import refusal

tables = (
    st.tuples(st.integers(1, 4), st.integers(1, 4))
    .flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )
    .filter(lambda rows: any(map(any, rows)))
    .map(np.array)
)
weights = st.lists(st.integers(0, 1000), min_size=2, max_size=4).filter(any).map(np.array)


@each_case(
    ("table", "bits"),
    [
        ([[0.4, 0.1], [0.1, 0.4]], 0.278072),
        ([[0.1, 0.4], [0.4, 0.1]], 0.278072),
        ([[1, 1], [1, 1]], 0),
        ([[9, 3], [3, 1]], 0),
        ([[1, 0], [0, 1]], 1),
        ([[1, 1], [0, 0]], 0),
        ([[1, 1], [1, 0]], 0.251629),
        (np.eye(4), 2),
    ],
)
def test_tables_by_hand(table, bits):
    assert lossviz.mutual_information(table) == pytest.approx(bits, abs=1e-6)


def test_the_parts_of_the_first_table():
    entropies = [lossviz.entropy(p) for p in ([0.5, 0.5], [0.5, 0.5], [0.4, 0.1, 0.1, 0.4])]
    assert entropies == pytest.approx([1, 1, 1.722], abs=5e-4)
    information = lossviz.mutual_information([[0.4, 0.1], [0.1, 0.4]])
    assert entropies[0] + entropies[1] - entropies[2] == pytest.approx(information, rel=1e-12)


@LAW
@given(tables)
def test_scikit_learn_agrees(table):
    with np.errstate(all="ignore"):
        theirs = mutual_info_score(None, None, contingency=table)
    assert lossviz.mutual_information(table, base=math.e) == pytest.approx(theirs, abs=1e-12)


@LAW
@given(tables)
def test_it_is_a_difference_of_scipys_entropies_and_a_divergence_from_independence(table):
    p = table / table.sum()
    with np.errstate(all="ignore"):
        x, y, both = (stats.entropy(q.ravel(), base=2) for q in (p.sum(axis=1), p.sum(axis=0), p))
    information = lossviz.mutual_information(table)
    assert information == pytest.approx(x + y - both, abs=1e-12)
    product = joint_distributions.product_of_marginals(table)
    assert information == pytest.approx(lossviz.kl_divergence(p.ravel(), product.ravel()), abs=1e-12)
    assert 0 <= information <= min(x, y) + 1e-12


@LAW
@given(tables)
def test_each_tells_as_much_about_the_other(table):
    information = lossviz.mutual_information(table)
    assert lossviz.mutual_information(table.T) == pytest.approx(information, rel=1e-12, abs=1e-15)
    assert lossviz.mutual_information(table[::-1]) == pytest.approx(information, rel=1e-12, abs=1e-15)


@LAW
@given(weights, weights)
def test_independent_variables_of_whole_weights_have_exactly_none(rows, columns):
    assert lossviz.mutual_information(np.outer(rows, columns)) == 0


@LAW
@given(tables, st.sampled_from([1e-280, 1e-3, 3, 1e200]))
def test_only_the_proportions_count(table, factor):
    scaled = lossviz.mutual_information(table * factor)
    assert scaled == pytest.approx(lossviz.mutual_information(table), rel=1e-9, abs=1e-14)


def test_the_product_of_marginals_keeps_both_and_is_independent():
    table = np.random.default_rng(0).integers(0, 9, (5, 3, 4))
    product = joint_distributions.product_of_marginals(table)
    p = table / table.sum(axis=(-2, -1), keepdims=True)
    for axis in (-2, -1):
        np.testing.assert_allclose(product.sum(axis=axis), p.sum(axis=axis), rtol=1e-12)
    assert lossviz.mutual_information(product) == pytest.approx(np.zeros(5), abs=1e-15)


def test_tables_on_leading_axes_are_tables_of_their_own():
    table = np.random.default_rng(1).integers(0, 9, (2, 3, 3, 2))
    loop = [[lossviz.mutual_information(table[i, j]) for j in range(3)] for i in range(2)]
    assert lossviz.mutual_information(table) == pytest.approx(np.array(loop), rel=1e-12)
    assert isinstance(lossviz.mutual_information([[1, 2], [3, 4]]), np.float64)


@each_case("function", [lossviz.mutual_information, joint_distributions.product_of_marginals])
def test_what_is_no_table_of_weights_is_refused_and_shown(function):
    assert "-0.5" in refusal(function, [[0.5, -0.5], [0.5, 0.5]])
    assert "no table" in refusal(function, [0.5, 0.5])
    assert "zeros only" in refusal(function, [[0, 0], [0, 0]])
    assert "nan at (0, 1)" in refusal(function, [[0.5, math.nan], [0, 0]])
    assert "holds inf" in refusal(function, [[0.5, math.inf], [0, 0]])
    assert "heads" in refusal(function, "heads")


@each_case("base", [1, 0.5, math.inf, "2"])
def test_a_base_is_one_number_above_1(base):
    assert "base" in refusal(lossviz.mutual_information, [[1, 1], [1, 1]], base=base)
