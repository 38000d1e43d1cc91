"""The fold of lesson 9 with two surfaces: closed it costs nothing, open it names what it does not understand."""

import pytest

from lossviz.lessons import CURRICULUM
from tests.front.test_pages import opened

LESSON = next(lesson for lesson in CURRICULUM if lesson.slug == "binary-cross-entropy")
BOXES = {"pair", "stride", "after", "pulse"}


def boxes(app):
    return {box.key for box in app.text_input}


def test_while_it_is_closed_nothing_of_it_is_built():
    assert not boxes(opened(LESSON)) & BOXES


def test_a_link_opens_it_says_that_a_stall_is_not_certain_and_its_boxes_are_there():
    app = opened(LESSON, surfaces="true", pair="3,3", after="10", goal="G4")
    assert not app.exception
    assert not app.warning
    assert boxes(app) >= BOXES
    assert app.text_input(key="pair").value == "3,3"
    assert any("may stall, though not always" in text.value for text in app.markdown)


@pytest.mark.parametrize(
    ("name", "text"),
    [("pair", "1"), ("pair", "nan,inf"), ("stride", "-1"), ("after", "1001"), ("after", "1.5"), ("pulse", "<b>3</b>")],
)
def test_what_it_does_not_understand_is_named_and_nothing_falls_over(name, text):
    app = opened(LESSON, surfaces="true", **{name: text})
    assert not app.exception
    said = [warning.value for warning in app.warning]
    assert any(name in sentence for sentence in said), said
    assert not any("<" in sentence for sentence in said)


def test_a_fold_that_is_neither_open_nor_closed_is_named():
    app = opened(LESSON, surfaces="perhaps")
    assert not app.exception
    assert any("surfaces" in warning.value for warning in app.warning)
