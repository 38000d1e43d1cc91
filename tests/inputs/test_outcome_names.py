"""The names of outcomes."""

import pytest

from lossviz.inputs import outcome_names as names


def called(text, outcomes):
    words, named = names.scene_words(names.parse(text))
    return [words[place] for place in named(outcomes)][:outcomes]


def test_a_coin_without_names_has_heads_and_tails_and_more_outcomes_have_letters():
    assert called("", 2) == ["heads", "tails"]
    assert called("", 3) == ["A", "B", "C"]
    assert called("", 8) == list("ABCDEFGH")


def test_names_of_the_learners_own_are_kept_and_missing_ones_are_letters():
    assert called("sun, rain", 2) == ["sun", "rain"]
    assert called("sun,rain", 4) == ["sun", "rain", "C", "D"]
    assert called("sun,,rain", 3) == ["sun", "B", "rain"]


def test_two_outcomes_may_have_the_same_name():
    assert called("x,x", 2) == ["x", "x"]


def test_room_between_words_is_tidied():
    assert names.parse("  a   fair\tday ; rain") == ("a fair day", "rain")


def test_nothing_but_commas_is_no_name_at_all():
    assert names.parse(" ,, ") == ()
    assert names.parse("") == ()


@pytest.mark.parametrize("text", [",".join("abcdefghi"), "a" * 17, "a\u202eb", "a\x00b"])
def test_too_many_too_long_and_invisible_names_are_refused(text):
    with pytest.raises(ValueError, match=r"."):
        names.parse(text)


def test_every_place_of_a_name_is_a_word():
    words, named = names.scene_words(("sun",))
    for outcomes in range(2, 9):
        places = named(outcomes)
        assert len(places) == 8
        assert max(places) < len(words)


def test_a_lesson_may_have_room_for_more_than_eight_names():
    assert names.parse("a,b,c,d,e,f,g,h,i,j", 10)[-1] == "j"
    with pytest.raises(ValueError, match="room for 8"):
        names.parse("a,b,c,d,e,f,g,h,i,j")
