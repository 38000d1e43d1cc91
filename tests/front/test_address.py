"""What of an address was not understood is said in plain, safe, short sentences."""

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

import pytest

from lossviz.front import address
from lossviz.lessons import registry

ENTROPY = registry.BY_SLUG["entropy"]


def about(**said):
    return address.not_understood(ENTROPY, said, ENTROPY.read(said))


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


def test_a_quotation_is_short_and_a_plain_text_is_quoted_as_it_is():
    assert len(address.quoted("7" * 3000)) <= 41
    assert address.quoted("7" * 40) == "7" * 40
    assert address.quoted("9,1 und ä") == "9,1 und ä"


def test_an_address_that_is_understood_is_not_spoken_of():
    assert about() == []
    assert about(p="3,1", goal="G2", predict="1", unit="nats", present="1", open="information-gain") == []


def test_a_refused_part_is_named_with_its_value_its_box_and_the_reason():
    (sentence,) = about(p="-3,1")
    for word in ("p = ", "-3,1", "Weights of the outcomes", "is no weight", "first state"):
        assert word in sentence


def test_an_unknown_goal_question_or_fold_is_answered_with_those_there_are():
    (sentence,) = about(goal="zzz")
    assert all(word in sentence for word in ("zzz", "G1", "G2"))
    (sentence,) = about(open="information-gain,zzz")
    assert all(word in sentence for word in ("zzz", "information-gain"))
    (sentence,) = address.not_understood(registry.HOME, {"predict": "1"}, registry.HOME.read({}))
    assert "none" in sentence


def test_an_unknown_part_is_named():
    (sentence,) = about(colour="red")
    assert "colour" in sentence


def test_each_part_has_one_sentence_and_no_sentence_is_long_or_holds_markup():
    script = "<script>alert(1)</script>[x](javascript:alert(1))"
    said = about(p=script, goal=script, **{script: "1", "*b*": "2"})
    assert len(said) == 4
    for sentence in said:
        assert len(sentence) < 400
        assert not set("<>[]`*") & set(sentence), sentence


def test_whatever_a_page_sends_is_written_as_utf_8(monkeypatch):
    written = []
    query = SimpleNamespace(to_dict=dict, from_dict=lambda after: written.append(urlencode(after)))
    rerun = SimpleNamespace(query_params=query, session_state={}, rerun=lambda *_: None)
    monkeypatch.setattr(address, "st", rerun)
    address.change(ENTROPY, {"present": "\ud800", "p": "3,1", "goal": "\udfff1"})
    assert dict(parse_qsl(written[0])) == {"present": "?", "p": "3,1", "goal": "?1"}
