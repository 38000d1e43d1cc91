"""Numbers that stand in one sum are rounded so that they add up as they are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.scene.sum_formula import adding_up, as_written, of_parts
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
