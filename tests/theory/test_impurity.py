"""Impurity and gain: bags and trees from books, scikit-learn's measure, and the laws of a split."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import mutual_info_score

import lossviz

LAW = settings(derandomize=True, deadline=None, max_examples=100)
splits = (
    st.tuples(st.integers(1, 4), st.integers(1, 4))
    .flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        )
    )
    .filter(lambda rows: any(map(any, rows)))
    .map(np.array)
)


def test_gini_is_the_chance_that_two_draws_differ():
    assert lossviz.gini([0.5, 0.5]) == 0.5
    assert lossviz.gini([0.9, 0.1]) == pytest.approx(0.18, rel=1e-14)
    assert lossviz.gini([0.25] * 4) == 0.75
    assert lossviz.gini([1, 0, 0]) == 0


@pytest.mark.parametrize(
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


def test_splits_that_tell_all_or_nothing_are_exact():
    assert lossviz.information_gain([5, 5], [[5, 0], [0, 5]]) == 1
    assert lossviz.information_gain([5, 5], [[3, 3], [2, 2]]) == 0
    assert lossviz.information_gain([70, 14, 7], [[30, 6, 3], [40, 8, 4]]) == 0
    assert lossviz.information_gain([2, 2, 2, 2], np.eye(4) * 2) == 2


@pytest.mark.parametrize("n", [1, 3, 7, 11, 49, 1000, 12345, 10**6 + 3])
def test_a_perfect_split_of_any_even_bag_gains_exactly_one_bit(n):
    assert lossviz.information_gain([n, n], [[n, 0], [0, n]]) == 1


def test_counts_too_large_to_multiply_exactly_still_never_lose():
    for k in range(1, 60):
        first, second = np.array([3, 7]) * (10**12 + 7 * k), np.array([3, 7]) * (10**9 + 13 * k) + [0, 1]
        assert 0 <= lossviz.information_gain(first + second, [first, second]) < 1e-15


def test_quinlans_saturday_mornings():
    # Induction of Decision Trees, 1986: nine mornings to play, five not.
    # Knowing the outlook gains 0.246 bits, knowing the wind 0.048.
    assert lossviz.entropy([9 / 14, 5 / 14]) == pytest.approx(0.940, abs=0.0005)
    assert lossviz.information_gain([9, 5], [[2, 3], [4, 0], [3, 2]]) == pytest.approx(0.246, abs=0.001)
    assert lossviz.information_gain([9, 5], [[6, 2], [3, 3]]) == pytest.approx(0.048, abs=0.0005)


def test_an_empty_child_changes_nothing():
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
