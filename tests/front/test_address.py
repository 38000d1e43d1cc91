"""What of a link was not understood is said in plain, safe, short sentences."""

import pytest
import streamlit as st

from lossviz.front import address
from lossviz.inputs.parameter import Parameter


def whole(text):
    number = int(text)
    if number < 0:
        raise ValueError("a number from 0 up")
    return number


PARAMETERS = (Parameter("p", "9", whole, boxed=False), Parameter("names", "1", whole))
TEACHING = {"goal": ("G1", "G2"), "predict": ()}


@pytest.fixture
def opened(monkeypatch):
    """Open an address that says these things; the sentences about it."""

    def about(**said):
        monkeypatch.setattr(st, "session_state", {"address.opened": said})
        return address.refused(PARAMETERS, TEACHING)

    return about


@pytest.mark.parametrize("letter", "\\`*[]<>$#|~:")
def test_no_sign_that_a_page_would_read_as_markup_is_left_in_a_quotation(letter):
    assert letter not in address.quoted(f"a{letter}b{letter}{letter}")


def test_an_underscore_stays_one_and_marks_nothing():
    assert address.quoted("points_mse") == "points\\_mse"
    assert address.quoted("1,2\n3,x") == "1,2; 3,x"


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\u200bb", "\ud83d"])
def test_what_cannot_be_seen_is_shown_as_unknown(text):
    assert "�" in address.quoted(text)
    assert address.quoted(text).isprintable()


def test_a_quotation_is_short():
    assert len(address.quoted("7" * 3000)) <= 41
    assert address.quoted("7" * 40) == "7" * 40


def test_a_plain_text_is_quoted_as_it_is():
    assert address.quoted("9,1 und ä") == "9,1 und ä"


def test_a_link_that_is_understood_is_not_spoken_of(opened):
    assert opened(p="3", goal="G2") == []
    assert opened() == []


def test_a_refused_part_is_named_with_its_value_and_the_reason(opened):
    (sentence,) = opened(p="-3")
    for word in ("p", "-3", "a number from 0 up", "first state"):
        assert word in sentence


def test_a_part_that_stands_in_a_box_is_left_to_its_box(opened):
    assert opened(names="-1") == []


def test_nothing_in_the_address_means_the_first_state_and_the_first_state_is_written_as_nothing():
    boxed = Parameter("p", "9", whole)
    assert boxed.meant("") == 9
    assert boxed.meant("7") == 7
    assert boxed.short("7") == "7"
    assert boxed.short("09") == ""
    assert Parameter("p", "9", whole, boxed=False).short("9") == "9"


def test_an_unknown_goal_is_answered_with_those_there_are(opened):
    (sentence,) = opened(goal="zzz")
    assert all(word in sentence for word in ("zzz", "G1", "G2"))
    (sentence,) = opened(predict="1")
    assert "none" in sentence


def test_an_unknown_part_is_named(opened):
    (sentence,) = opened(colour="red")
    assert "colour" in sentence


def test_what_another_lesson_keeps_in_the_address_is_let_pass(opened):
    assert opened(truth="1,1", unit="nats") == []


def test_each_part_has_one_sentence_and_no_sentence_is_long_or_holds_markup(opened):
    script = "<script>alert(1)</script>[x](javascript:alert(1))"
    said = opened(p=script, goal=script, **{script: "1", "*b*": "2"})
    assert len(said) == 4
    for sentence in said:
        assert len(sentence) < 400
        assert not set("<>[]`*") & set(sentence), sentence


def test_what_was_never_said_is_remembered_as_nothing(monkeypatch):
    monkeypatch.setattr(st, "session_state", {"address.opened": {"goal": "G1"}})
    assert address.remembered("goal") == "G1"
    assert address.remembered("predict") == ""
