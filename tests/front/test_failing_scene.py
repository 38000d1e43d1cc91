"""A scene that fails all the same: the last picture stays, with a sentence and a way back; the log has the rest."""

import logging
from pathlib import Path

import pytest

from lossviz.front import component
from lossviz.lessons import registry
from lossviz.live import codec
from tests.front.pages import address, boxes, opened, warnings
from tests.lessons import toy

BROKEN = 4


@pytest.fixture
def heights(monkeypatch):
    """The heights of the toy's pictures that are sent to the browser; at four it has none."""
    monkeypatch.setitem(registry.BY_SLUG, "toy", toy.breaking(BROKEN))
    sent, stage = [], component._STAGE

    def keep(**looks):
        sent.append(codec.decode(looks["data"])[0]["state"].get("height"))
        return stage(**looks)

    monkeypatch.setattr(component, "_STAGE", keep)
    return sent


def test_the_last_picture_stays_and_a_sentence_says_why(heights, caplog):
    app = opened("toy", {"height": "7"}, exact=True)
    with caplog.at_level(logging.ERROR):
        boxes(app)["height"].set_value(str(BROKEN)).run()
    assert not app.exception
    assert warnings(app) == [component.CANNOT_BE_DRAWN]
    assert address(app) == {"height": str(BROKEN)}
    assert set(heights) == {"7"}
    assert "IndexError: 4 is more than a toy can stand" in caplog.text
    assert "Traceback" in caplog.text


def test_a_link_to_such_a_state_shows_the_first_with_a_way_back_to_its_address(heights):
    app = opened("toy", {"height": str(BROKEN), "present": "1"})
    assert not app.exception
    assert warnings(app) == [component.CANNOT_BE_DRAWN]
    assert heights == ["3"]
    app.button(key="toy.stage.first").click().run()
    assert not app.exception
    assert not app.warning
    assert address(app) == {"present": "1"}


def test_where_not_even_the_first_state_can_be_drawn_the_words_stand_alone(heights, monkeypatch):
    monkeypatch.setitem(registry.BY_SLUG, "toy", toy.breaking(3))
    app = opened("toy", {"height": "3"})
    assert not app.exception
    assert warnings(app) == [component.CANNOT_BE_DRAWN]
    assert not heights


def test_what_is_pulled_then_is_the_state_that_is_shown(heights, monkeypatch):
    app = opened("toy", {"height": str(BROKEN)})
    written = []
    monkeypatch.setattr(component.address, "change", lambda lesson, changes, fold: written.append(changes))
    monkeypatch.setattr(component.st, "session_state", {"toy.stage": {"commit": {"n": 1, "state": {"unit": "nats"}}}})
    commits = []
    monkeypatch.setattr(component, "_STAGE", lambda on_commit_change, **looks: commits.append(on_commit_change))
    monkeypatch.setattr(component, "say_so", lambda *_: None)
    lesson = registry.BY_SLUG["toy"]
    query = {"height": str(BROKEN)}
    assert not component.stage(lesson, query, lesson.read(query))
    commits[0]()
    assert written == [{"height": "3", "unit": "nats"}]
    assert app


def test_a_fold_and_its_lesson_fail_apart(heights):
    app = opened("toy", {"height": str(BROKEN), "open": "square"})
    assert not app.exception
    assert len(app.warning) == 1
    assert "toy.square" in str(app.main)


def test_visitors_are_shown_no_details_of_what_fails():
    config = (Path(component.__file__).parents[2] / ".streamlit" / "config.toml").read_text()
    assert 'showErrorDetails = "none"' in config
