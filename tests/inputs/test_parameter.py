"""Typed parameters: blank means the default, what is written reads back, and what means nothing is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.inputs import numbers, parameter, points

SEVEN = ("adam", "adamw", "momentum")
PARAMETERS = (
    parameter.Integer("steps", default=60, low=1, high=1000),
    parameter.Integer("step", low=0, high=1000),
    parameter.Number("rate", low=0),
    parameter.Number("delta", default=1.0, low=0, above=True),
    parameter.Pair("start", example="-4, 1.5"),
    parameter.Choice("surface", default="bowl", options=("bowl", "ravine")),
    parameter.Several("race.optimizers", default=SEVEN, options=SEVEN),
    parameter.Distribution("p", default=(9, 1)),
    parameter.Names("names"),
    parameter.Points("points", default=points.FIVE),
    parameter.Points("own"),
    parameter.unit("bits"),
    parameter.speed(),
)
BY_NAME = {one.name: one for one in PARAMETERS}


def test_blank_means_the_default_and_the_default_is_written_as_nothing():
    for one in PARAMETERS:
        for blank in ("", " ", "\n\t "):
            assert one.parse(blank) is one.default, one.name
        assert one.short(one.default) == "", one.name


def test_what_is_written_reads_back():
    for name, text, written in (
        ("steps", " 007 ", "7"),
        ("rate", "1e-3", "0.001"),
        ("rate", "−0", "0"),
        ("start", "-4 1.50", "-4,1.5"),
        ("surface", "ravine", "ravine"),
        ("race.optimizers", "momentum, adam", "adam,momentum"),
        ("p", "0.25 0.75", "1,3"),
        ("names", " sun ,  red  rain", "sun,red rain"),
        ("points", "1 2; 2 1.0", "1,2;2,1"),
        ("unit", "nats", "nats"),
    ):
        one = BY_NAME[name]
        assert one.write(one.parse(text)) == one.short(one.parse(text)) == written, (name, text)
        assert one.write(one.parse(written)) == written


def test_the_default_may_be_written_in_other_words():
    assert BY_NAME["p"].short(BY_NAME["p"].parse("900,100")) == ""
    assert BY_NAME["points"].parse("1,2;2,1;3,4;4,3;5,5") is points.FIVE


def test_what_means_nothing_is_refused_in_words_that_say_what_would():
    for name, texts, said in (
        ("steps", ["0", "1001", "1.5", "-3", "x", "1_0", "٣", "9" * 40], "whole number from 1 to 1,000"),
        ("rate", ["-1", "nan", "inf", "1e999", "x", "0x10", "1_0"], r"from 0 up|no number|too far out"),
        ("delta", ["0", "-1"], "above 0"),
        ("start", ["1", "1,2,3"], "such as -4, 1.5"),
        ("start", ["a,b", "nan,0"], "no number"),
        ("surface", ["Bowl", "moon"], "there is bowl, ravine"),
        ("race.optimizers", ["adam,<b>"], "no “<b>”"),
        ("p", ["1", "0,0", "-1,2", "a,b", ",".join("1" * 9)], r"."),
        ("names", [",".join("abcdefghi"), "x" * 50, "a\x00b"], r"."),
        ("points", ["1,2,3", "x,1", "1e300,1", ";", "kept-1"], r"."),
        ("unit", ["BITS"], "bits, nats, hartleys"),
    ):
        for text in texts:
            with pytest.raises(ValueError, match=said):
                BY_NAME[name].parse(text)


def test_a_parameter_of_a_fold_is_given_to_its_scene_without_the_fold():
    assert BY_NAME["race.optimizers"].key == "optimizers"
    assert BY_NAME["rate"].key == "rate"


def test_a_state_has_the_default_of_what_is_refused_and_nothing_of_what_nobody_knows():
    state = parameter.parse_state(PARAMETERS, {"steps": "x", "rate": "0.5", "other": "1"})
    assert (state.values["steps"], state.values["rate"]) == (60, 0.5)
    assert state.texts["steps"] == "60"
    assert list(state.refused) == ["steps"]
    assert "other" not in state.values


@given(st.floats(-1e150, 1e150))
def test_every_number_is_written_such_that_it_reads_back_to_the_last_bit(value):
    assert numbers.parse(numbers.write(value)) == value


@pytest.mark.slow
@given(st.text(max_size=30))
def test_no_text_at_all_makes_a_parameter_fail_otherwise_than_by_a_refusal(text):
    for one in PARAMETERS:
        try:
            value = one.parse(text)
        except ValueError:
            continue
        else:
            assert one.write(one.parse(one.write(value))) == one.write(value)
