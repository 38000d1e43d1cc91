"""Texts too long for a link: kept under a name, found again, and forgotten in order."""

import pytest

from lossviz.inputs import long_texts


def test_a_text_that_fits_into_a_link_is_its_own_name():
    text = "x" * (long_texts.LONGEST - long_texts.REST)
    assert long_texts.store(text) == text
    assert long_texts.load(text) == text


def test_a_longer_text_has_a_short_name_under_which_it_is_found():
    text = "y" * (long_texts.LONGEST + 1)
    name = long_texts.store(text)
    assert len(name) < 40
    assert long_texts.is_name(name)
    assert not long_texts.is_name(text)
    assert long_texts.load(name) == text


def test_what_counts_is_the_length_in_the_address_where_a_comma_takes_three_letters():
    text = "1,2;" * 700
    assert len(text) < long_texts.LONGEST
    assert long_texts.is_name(long_texts.store(text))
    assert long_texts.load(long_texts.store(text)) == text


def test_the_same_text_has_the_same_name_and_another_text_another():
    one, other = "a" * 7000, "a" * 7001
    assert long_texts.store(one) == long_texts.store(one) != long_texts.store(other)


def test_a_name_that_nobody_keeps_says_what_to_do():
    with pytest.raises(ValueError, match="load them again"):
        long_texts.load("kept-ffffffffffffffffffffffff")


def test_the_text_that_was_not_asked_for_longest_is_forgotten_first():
    names = [long_texts.store(f"{i}," * 6000) for i in range(long_texts.CAPACITY)]
    long_texts.load(names[0])
    long_texts.store("one more " * 1000)
    assert long_texts.load(names[0]).startswith("0,")
    with pytest.raises(ValueError, match="load them again"):
        long_texts.load(names[1])


def test_only_so_many_texts_are_kept():
    for i in range(long_texts.CAPACITY + 20):
        long_texts.store(f"{i};" * 6000)
    assert len(long_texts._texts) == long_texts.CAPACITY
