"""A distribution as whole weights: what is read, what a pull makes of it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz.inputs import distribution

LAW = settings(derandomize=True, deadline=None, max_examples=60)
anything = st.lists(st.integers(0, distribution.LARGEST_WEIGHT), min_size=2, max_size=8).filter(any)
everyday = st.lists(st.integers(0, 100), min_size=2, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9,1", (9, 1)),
        (" 9 , 1 ", (9, 1)),
        ("90 10", (9, 1)),
        ("0.9;0.1", (9, 1)),
        ("0.25, 0.75", (1, 3)),
        (".5 .5", (1, 1)),
        ("1,0", (1, 0)),
        ("0,7", (0, 1)),
        ("1,1,1,1,1,1,1,1", (1,) * 8),
        ("8.167,12.702,6.966,7.507,2.758", (8167, 12702, 6966, 7507, 2758)),
        ("0.1,0.20,0.7", (1, 2, 7)),
        ("100,1", (100, 1)),
        ("1000000,1", (1000000, 1)),
        ("999999999,1", (999999999, 1)),
        ("999999999.5,1", (1999999999, 2)),
        ("0.0900305732,0.9099694268", (225076433, 2274923567)),
        ("99999999999999,1", (99_999_999_999_999, 1)),
        ("1e3,1e-3", (1_000_000, 1)),
        ("5e-324,5e-324", (1, 1)),
    ],
)
def test_weights_are_read_as_proportions_in_the_smallest_whole_numbers(text, read):
    assert distribution.parse(text) == read


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("abc", "abc"),
        ("-1,2", "-1"),
        ("nan,inf", "nan"),
        ("1e999,1", "1e999"),
        ("0,0", "0"),
        ("5", "1 weights"),
        ("", "0 weights"),
        (",".join("1" * 9), "9 weights"),
        ("1,٣", "٣"),
        ("1,1/2", "1/2"),
        ("<script>,1", "<script>"),
        ("7" * 3000, "7777"),
        ("1,123456789.123456789", "“123456789.123456789” has too many digits beside the others; as whole numbers 14"),
        ("0.5,100000000000000", "100000000000000"),
        ("1,5e-324", "5e-324"),
        ("1_000,1", "1_000"),
        ("9" * 4000 + ",1", "99999"),
    ],
)
def test_what_is_not_a_distribution_is_refused_and_named(text, named):
    with pytest.raises(ValueError, match=r".") as refusal:
        distribution.parse(text)
    assert named in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.slow
@LAW
@given(anything)
def test_what_is_written_is_read_back_in_the_same_proportions(some):
    assert distribution.parse(distribution.text(distribution.reduced(some))) == distribution.reduced(some)
    kept = distribution.reduced(some)
    assert [Fraction(w, sum(kept)) for w in kept] == [Fraction(w, sum(some)) for w in some]


@pytest.mark.slow
@LAW
@given(everyday, st.integers(1, 1000))
def test_a_common_factor_changes_nothing(some, factor):
    assert distribution.reduced([w * factor for w in some]) == distribution.reduced(some)


@LAW
@given(anything)
def test_a_pull_keeps_the_sum_at_a_thousand_and_the_pulled_one_exactly_at_its_place(some):
    pulled = distribution.drag_grid(some)
    assert pulled.shape == (len(some), 201, len(some))
    for grid in (pulled, distribution.drag_grid(distribution.resized(some, 8))):
        assert (grid.sum(axis=-1) == 1000).all()
        assert (grid >= 0).all()
    for outcome in range(len(some)):
        assert pulled[outcome, :, outcome].tolist() == [5 * place for place in range(201)]


@LAW
@given(anything)
def test_a_pull_keeps_the_others_in_proportion_to_the_nearest_thousandth(some):
    pulled = distribution.drag_grid(some)
    for outcome in range(len(some)):
        others = [w if k != outcome else 0 for k, w in enumerate(some)]
        if not any(others):
            others = [int(k != outcome) for k in range(len(some))]
        for place in (0, 1, 77, 150, 199, 200):
            left = 1000 - 5 * place
            for k in range(len(some)):
                if k != outcome:
                    exact = Fraction(left * others[k], sum(others))
                    assert abs(int(pulled[outcome, place, k]) - exact) < 1


def test_others_that_are_all_nothing_share_equally():
    pulled = distribution.drag_grid((1, 0, 0, 0))
    assert pulled[0, 140].tolist() == [700, 100, 100, 100]
    assert pulled[0, 0].tolist() == [0, 334, 333, 333]


def test_an_outcome_that_never_comes_stays_so_while_another_is_pulled():
    assert distribution.drag_grid((5, 0, 5))[0, 100].tolist() == [500, 0, 500]


@LAW
@given(anything, st.integers(2, 8))
def test_with_more_outcomes_all_are_equally_likely_and_with_fewer_the_rest_keep_their_proportions(some, outcomes):
    there, stay = distribution.resized(some, outcomes), min(len(some), outcomes)
    assert len(there) == outcomes
    if outcomes > len(some):
        assert set(there) == {1}
    elif any(some[:stay]):
        for i in range(stay):
            for j in range(stay):
                assert there[i] * some[j] == there[j] * some[i]


@given(st.integers(2, 8), st.integers(2, 8))
def test_equal_outcomes_stay_equal_when_their_number_changes(some, others):
    assert distribution.resized((1,) * some, others) == (1,) * others


def test_when_only_nothing_is_left_all_share_equally():
    assert distribution.resized((0, 0, 1), 2) == (1, 1)


def test_probabilities_are_weights_over_their_sum():
    assert distribution.probabilities((9, 1)).tolist() == [0.9, 0.1]
    assert np.array_equal(distribution.probabilities([[1, 1], [3, 1]]), [[0.5, 0.5], [0.75, 0.25]])


def test_a_distribution_may_have_more_than_eight_outcomes_where_a_lesson_says_so():
    ten = ",".join(["1"] * 10)
    assert distribution.parse(ten, 10) == (1,) * 10
    with pytest.raises(ValueError, match="2 to 8"):
        distribution.parse(ten)


def test_a_bar_can_be_dragged_over_fewer_places():
    grid = distribution.drag_grid((9, 1), np.array([0.0, 0.5, 1.0]))
    assert grid[0].tolist() == [[0, 1000], [500, 500], [1000, 0]]
