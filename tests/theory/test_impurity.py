"""Impurity and gain: bags and trees from books, scikit-learn's measure, and the laws of a split."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import mutual_info_score

import lossviz
from lossviz.theory import impurity
from tests.theory.cases import LAW, each_case

splits = (
    st.tuples(st.integers(1, 4), st.integers(1, 4))
    .flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )
    .filter(lambda rows: any(map(any, rows)))
    .map(np.array)
)


def test_gini_is_the_probability_that_two_draws_differ():
    assert lossviz.gini([0.5, 0.5]) == 0.5
    assert lossviz.gini([0.9, 0.1]) == pytest.approx(0.18, rel=1e-14)
    assert lossviz.gini([0.25] * 4) == 0.75
    assert lossviz.gini([1, 0, 0]) == 0


@each_case(
    ("children", "gain"),
    [
        ([[4, 1], [1, 4]], 0.278072),
        ([[3, 3], [2, 2]], 0),
        ([[5, 0], [0, 5]], 1),
        ([[3, 0], [2, 5]], 0.395816),
        ([[1, 0], [4, 5]], 0.108032),
        ([[5, 5]], 0),
    ],
)
def test_a_bag_of_five_and_five_split_in_six_ways(children, gain):
    assert lossviz.information_gain([5, 5], children) == pytest.approx(gain, abs=1e-6)


def test_perfect_and_uninformative_splits_have_an_exact_gain():
    assert lossviz.information_gain([5, 5], [[5, 0], [0, 5]]) == 1
    assert lossviz.information_gain([5, 5], [[3, 3], [2, 2]]) == 0
    assert lossviz.information_gain([70, 14, 7], [[30, 6, 3], [40, 8, 4]]) == 0
    assert lossviz.information_gain([2, 2, 2, 2], np.eye(4) * 2) == 2


@each_case("n", [1, 3, 7, 11, 49, 1000, 12345, 10**6 + 3])
def test_a_perfect_split_of_any_even_bag_gains_exactly_one_bit(n):
    assert lossviz.information_gain([n, n], [[n, 0], [0, n]]) == 1


def test_gains_of_very_large_counts_are_never_negative():
    for k in range(1, 60):
        first, second = np.array([3, 7]) * (10**12 + 7 * k), np.array([3, 7]) * (10**9 + 13 * k) + [0, 1]
        assert 0 <= lossviz.information_gain(first + second, [first, second]) < 1e-15


def test_quinlans_saturday_mornings():
    # Induction of Decision Trees, 1986: nine mornings to play, five not.
    # Knowing the outlook gains 0.246 bits, knowing the wind 0.048.
    assert lossviz.entropy([9 / 14, 5 / 14]) == pytest.approx(0.940, abs=0.0005)
    assert lossviz.information_gain([9, 5], [[2, 3], [4, 0], [3, 2]]) == pytest.approx(0.246, abs=0.001)
    assert lossviz.information_gain([9, 5], [[6, 2], [3, 3]]) == pytest.approx(0.048, abs=0.0005)


def test_an_empty_child_does_not_change_the_gain():
    assert lossviz.information_gain([5, 5], [[4, 1], [0, 0], [1, 4]]) == lossviz.information_gain(
        [5, 5], [[4, 1], [1, 4]]
    )


@LAW
@given(splits)
def test_a_gain_is_parent_minus_weighted_children_and_never_negative(children):
    parent = children.sum(axis=0)
    sizes = children.sum(axis=1)
    after = sum(n / parent.sum() * lossviz.entropy(child / n) for n, child in zip(sizes, children, strict=True) if n)
    gain = lossviz.information_gain(parent, children)
    assert gain == pytest.approx(lossviz.entropy(parent / parent.sum()) - after, abs=1e-13)
    assert 0 <= gain <= math.log2(len(parent)) + 1e-12


@LAW
@given(splits)
def test_a_gain_is_the_mutual_information_of_child_and_class(children):
    with np.errstate(all="ignore"):
        theirs = mutual_info_score(None, None, contingency=children)
    mine = lossviz.information_gain(children.sum(axis=0), children, base=math.e)
    assert mine == pytest.approx(theirs, abs=1e-12)


def test_a_tiny_gain_keeps_its_digits():
    children = [[1_000_000, 1_000_001], [1_000_001, 1_000_000]]
    with mpmath.mp.workdps(60):
        share = mpmath.mpf(1_000_000) / 2_000_001
        after = -(share * mpmath.log(share, 2) + (1 - share) * mpmath.log(1 - share, 2))
        exact = float(1 - after)
    assert lossviz.information_gain([2_000_001, 2_000_001], children) == pytest.approx(exact, rel=1e-12)


def test_bags_on_leading_axes_broadcast_as_a_loop_would():
    children = np.array([[[4, 1], [1, 4]], [[3, 3], [2, 2]], [[5, 0], [0, 5]]])
    gains = lossviz.information_gain([5, 5], children)
    assert gains.shape == (3,)
    assert gains.tolist() == [lossviz.information_gain([5, 5], c) for c in children]
    assert isinstance(lossviz.information_gain([5, 5], children[0]), np.float64)


def test_the_unit_of_a_gain_is_the_base():
    split = ([5, 5], [[4, 1], [1, 4]])
    assert lossviz.information_gain(*split, base=math.e) == pytest.approx(
        lossviz.information_gain(*split) * math.log(2), rel=1e-14
    )


def test_the_entropy_of_a_group_is_scipys_entropy_of_its_counts():
    groups = np.array([[9, 5], [4, 0], [3, 3], [1, 7]])
    with np.errstate(all="ignore"):
        theirs = stats.entropy(groups, base=2, axis=-1)
    assert impurity.group_entropy(groups) == pytest.approx(theirs, rel=1e-14)
    assert impurity.group_entropy([5, 5, 0]) == 1
    assert impurity.group_entropy([1] * 8, base=2) == 3
    assert impurity.group_entropy([[2, 2]], base=4).tolist() == [0.5]


def test_a_group_without_examples_has_no_entropy():
    assert np.isnan(impurity.group_entropy([0, 0]))
    assert np.isnan(impurity.group_entropy([[[5, 5], [0, 0]], [[0, 0], [1, 0]]])).tolist() == [
        [False, True],
        [True, False],
    ]
    for bad in (-1, 0.5, math.nan):
        with pytest.raises(ValueError, match="counts holds"):
            impurity.group_entropy([1, bad])
    with pytest.raises(ValueError, match="base"):
        impurity.group_entropy([1, 1], base=1)
