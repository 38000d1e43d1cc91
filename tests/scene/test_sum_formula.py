"""Numbers that stand in one sum are rounded so that they add up as they are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.scene.sum_formula import adding_up, as_written, last_digit, of_parts, sum_digits, written_terms
from lossviz.scene.template import precise
from tests.theory.cases import LAW

amounts = st.floats(-9, 9).map(lambda x: round(x, 9))


def test_three_decimals_are_kept_where_they_add_up():
    terms, total = adding_up(np.array([1, 1, -1.7219281]), np.array(0.2780719))
    assert terms.tolist() == [1, 1, -1.722]
    assert total == 0.278


def test_where_they_do_not_add_up_the_missing_digit_is_given():
    # 0.918 + 0.918 - 1.585 is 0.251, not 0.252.
    terms, total = adding_up(np.array([0.9182958, 0.9182958, -1.5849625]), np.array(0.2516291))
    assert terms.tolist() == [0.9183, 0.9183, -1.585]
    assert total == 0.2516


def test_infinite_sums_stay_as_they_are():
    terms, total = adding_up(np.array([[0.25, np.inf], [0.25, 0.5]]), np.array([np.inf, 0.75]))
    assert terms.tolist() == [[0.25, np.inf], [0.25, 0.5]]
    assert total.tolist() == [np.inf, 0.75]


@LAW
@given(st.lists(st.lists(amounts, min_size=3, max_size=3), min_size=1, max_size=4))
def test_they_add_up_and_none_is_far_from_its_value(rows):
    values = np.array(rows)
    terms, total = adding_up(values, values.sum(axis=-1))
    np.testing.assert_allclose(terms.sum(axis=-1), total, atol=1e-12)
    np.testing.assert_allclose(terms, values, atol=5.01e-4)
    np.testing.assert_allclose(total, values.sum(axis=-1), atol=5.01e-4)


def test_a_result_has_the_digits_that_its_parts_as_written_give():
    # (-2.118) x 1.181 + 3.838 = 1.336642; what is exact is 1.3375: two decimals are right, and the parts give 1.34.
    assert of_parts(np.array(1.336642), np.array(1.3375)) == 1.34
    assert of_parts(np.array(1.336642), np.array(1.3367)) == 1.337
    # 123.456 has four digits; of 2.6e8 that is wrong by 3e5 three are right.
    assert of_parts(np.array(123.456), np.array(123.4561)) == 123.5
    assert of_parts(np.array(2.624e8), np.array(2.621e8)) == 2.62e8
    assert of_parts(np.array(np.nan), np.array(np.inf)) == np.inf


def test_numbers_are_rounded_as_they_are_written():
    for x in (2.118493, -0.0304491, 12345.0, 999.96, 0.00001234, 0.0):
        text = precise(x).replace(",", "").replace("−", "-")
        assert float(as_written(np.array(x))) == pytest.approx(float(text), rel=1e-12)


def test_numbers_have_the_fewest_digits_with_which_they_add_up():
    # 0.368 x 1.44 + 0.632 x 0.662 is 0.948304; with 1.442 and 0.6620 it is 0.949040, and the total is 0.949.
    # 0.9 x 0.152 + 0.1 x 3.32 is 0.4688: three digits give 0.469.
    p = np.array([[0.368, 0.632], [0.9, 0.1], [0.0, 1.0]])
    s = np.array([[1.4422223, 0.6620038], [0.1520031, 3.3219281], [np.inf, 0.0]])
    known = written_terms(np.where(p > 0, p * np.where(p > 0, s, 0), 0), np.zeros(3, dtype=int), 2)
    total = np.array([0.949, 0.469, 0.0])
    assert sum_digits(p, s, known, 2, total, last_digit(total)).tolist() == [4, 3, 3]


def test_of_two_largest_terms_the_other_one_is_written_beside_the_highlighted():
    term = np.array([[0.3, 0.1, 0.1, 0.1, 0.1, 0.3]])
    known = written_terms(term, np.array([0]), 6)
    assert (known["one"].tolist(), known["other"].tolist()) == ([0], [5])
    np.testing.assert_allclose(known["rest"], [0.4])


def test_what_the_last_digit_of_a_computed_number_is_worth():
    np.testing.assert_allclose(last_digit(np.array([2.19, 0.0123, 123.0, 1.2e7, 1.2e-9])), [0.01, 1e-4, 1, 1e6, 1e-10])
