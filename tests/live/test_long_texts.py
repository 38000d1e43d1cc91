"""Texts too long for a link: kept under a name, found again, and forgotten in order."""

import pytest

from lossviz.live import long_texts as kept


def test_a_text_that_fits_into_a_link_is_its_own_name():
    text = "x" * (kept.LONGEST - kept.AROUND)
    assert kept.shortened(text) == text
    assert kept.whole(text) == text


def test_a_longer_text_has_a_short_name_under_which_it_is_found():
    text = "y" * (kept.LONGEST + 1)
    name = kept.shortened(text)
    assert len(name) < 40
    assert kept.is_kept(name)
    assert not kept.is_kept(text)
    assert kept.whole(name) == text


def test_what_counts_is_the_length_in_the_address_where_a_comma_takes_three_letters():
    text = "1,2;" * 700
    assert len(text) < kept.LONGEST
    assert kept.is_kept(kept.shortened(text))
    assert kept.whole(kept.shortened(text)) == text


def test_the_same_text_has_the_same_name_and_another_text_another():
    one, other = "a" * 7000, "a" * 7001
    assert kept.shortened(one) == kept.shortened(one) != kept.shortened(other)


def test_a_name_that_nobody_keeps_says_what_to_do():
    with pytest.raises(ValueError, match="load them again"):
        kept.whole("kept-ffffffffffffffffffffffff")


def test_the_text_that_was_not_asked_for_longest_is_forgotten_first():
    names = [kept.shortened(f"{i}," * 6000) for i in range(kept.MOST)]
    kept.whole(names[0])
    kept.shortened("one more " * 1000)
    assert kept.whole(names[0]).startswith("0,")
    with pytest.raises(ValueError, match="load them again"):
        kept.whole(names[1])


def test_only_so_many_texts_are_kept():
    for i in range(kept.MOST + 20):
        kept.shortened(f"{i};" * 6000)
    assert len(kept._texts) == kept.MOST
