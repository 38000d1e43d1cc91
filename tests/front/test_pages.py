"""Every page runs, asks its question, and takes a bad link without falling over."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import lossviz.front
from lossviz.lessons import CURRICULUM

MAIN = Path(lossviz.front.__file__).parent / "main.py"
READY = [lesson for lesson in CURRICULUM if lesson.ready]
HOSTILE = {"unit": ["foo", "BITS"], "goal": ["zzz"], "predict": ["99"], "unknown": ["1"]}
OWN = {
    "entropy": {
        "p": [
            "abc",
            "nan,inf",
            "-1,2",
            "0,0",
            "1e999,1",
            "<script>alert(1)</script>",
            "7" * 3000,
            "1",
            ",".join("1" * 9),
        ],
        "names": ["x" * 50, ",".join("abcdefghi"), "a\x00b"],
    },
    "loss": {
        "points": ["1,2;x,3", "1e300,1", "1,2,3", "7", ";", "<script>alert(1)</script>", "nan,1", "kept-1"],
        "line": ["a,b", "1", "1,2,3", "nan,0", "1e300,0", "0:1,0:2", "<b>,1"],
        "measure": ["foo", "MSE"],
        "delta": ["0", "-1", "nan", "x", "1e300"],
        "point": ["0", "-3", "0.5", "1e9", "C"],
    },
    "training-loop": {
        "data": ["1,2;x,3", "1e300,1", "7", "<script>alert(1)</script>", "kept-1"],
        "from": ["a,b", "1", "1,2,3", "nan,0", "1e300,0", "0,1;0,2"],
        "pace": ["-1", "nan", "inf", "x"],
        "at": ["x", "-3", "0.5", "1e9", "401"],
        "ghost": ["x", "nan", "1e300"],
        "tempo": ["3", "-1", "fast"],
    },
    "gradient-descent": {
        "surface": ["foo", "Bowl"],
        "condition": ["0", "-1", "nan", "x"],
        "start": ["a,b", "1", "1,2,3", "nan,0", "1e300,0"],
        "rate": ["-1", "nan", "x"],
        "steps": ["0", "-3", "0.5", "1e9"],
        "step": ["x", "-3", "0.5", "1e9"],
        "optimizer": ["foo", "Adam"],
        "samples": ["1,2;x,3", "1e300,1", "7", "<script>alert(1)</script>", "kept-1"],
        "view": ["x", "nan"],
        "speed": ["3", "-1", "x"],
    },
    "sgd": {
        "sample": ["1,2;x,3", "1e300,1", "7", "<script>alert(1)</script>", "kept-1"],
        "begin": ["a,b", "1", "1,2,3", "nan,0", "1e300,0"],
        "size": ["0", "-3", "0.5", "1e9", "x"],
        "eta": ["-1", "nan", "1e9", "x"],
        "seed": ["-3", "0.5", "1e12", "x"],
        "epochs": ["0", "-3", "0.5", "1e9", "41"],
        "now": ["x", "-3", "0.5", "1e9"],
        "schedule": ["foo", "Constant"],
        "axis": ["foo"],
        "clock": ["3", "-1", "x"],
    },
}


def opened(lesson, **parameters):
    """A page as a link opens it."""
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    # The first run is the home page's; the link is opened by it, and again by the lesson.
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run().switch_page(f"{lesson.slug.replace('-', '_')}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def test_the_chain_has_ten_lessons_each_with_an_address_a_title_and_a_question():
    assert len(CURRICULUM) == 10
    assert len({lesson.slug for lesson in CURRICULUM}) == 10
    for lesson in CURRICULUM:
        assert lesson.slug == lesson.slug.lower()
        assert " " not in lesson.slug
        assert lesson.title
        assert lesson.question.endswith("?")


def test_the_home_page_opens_and_has_a_title():
    app = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert not app.exception
    assert len(app.title) == 1


@pytest.mark.parametrize("lesson", READY, ids=lambda lesson: lesson.slug)
def test_a_lesson_opens_with_its_question_as_title_a_widget_and_no_warning(lesson):
    app = opened(lesson)
    assert not app.exception
    assert [title.value for title in app.title] == [lesson.question]
    assert len(app.text_input) > 0
    assert not app.warning


@pytest.mark.parametrize("lesson", READY, ids=lambda lesson: lesson.slug)
def test_a_link_that_nobody_meant_is_named_and_nothing_falls_over(lesson):
    for name, values in {**HOSTILE, **OWN.get(lesson.slug, {})}.items():
        for value in values:
            app = opened(lesson, **{name: value})
            assert not app.exception, (name, value[:40])
            said = [warning.value for warning in app.warning]
            assert any(name in sentence for sentence in said), (name, value[:40], said)
            assert all(len(sentence) < 400 for sentence in said)
            assert not any("<" in sentence for sentence in said)


@pytest.mark.parametrize("text", ["[x](http://a.example)", "**loud**,1", "$x^2$", ":material/home:", "`code`"])
def test_a_refused_part_is_quoted_and_never_becomes_markup(text):
    app = opened(next(lesson for lesson in READY if lesson.slug == "entropy"), p=text)
    assert app.warning
    for warning in app.warning:
        assert not any(mark in warning.value for mark in ("](", "**", "$x", ":material", "`"))


def test_a_good_link_is_restored_in_the_plain_widgets():
    app = opened(next(lesson for lesson in READY if lesson.slug == "entropy"), p="3,1", unit="nats", names="sun,rain")
    assert not app.exception
    assert not app.warning
    assert {name: app.session_state[name] for name in ("p", "unit", "names")} == {
        "p": "3,1",
        "unit": "nats",
        "names": "sun,rain",
    }


@pytest.mark.parametrize("lesson", READY, ids=lambda lesson: lesson.slug)
def test_nonsense_typed_into_any_box_is_said_and_leaves_the_page_standing(lesson):
    app = opened(lesson)
    for key in [box.key for box in app.text_input]:
        before = app.text_input(key=key).value
        app.text_input(key=key).set_value("minus one, " * 9).run()
        assert not app.exception, key
        assert any("minus" in warning.value for warning in app.warning), key
        app.text_input(key=key).set_value(before).run()
        assert not app.exception, key
        assert not app.warning, key
