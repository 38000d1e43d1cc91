"""The folds of lesson 3: closed they cost nothing, open they follow the picture above them."""

import pytest

from lossviz.lessons import CURRICULUM
from tests.front.test_pages import opened

LESSON = next(lesson for lesson in CURRICULUM if lesson.slug == "gradient-descent")
BOXES = {"race": ("runners", "chances", "laps", "lap"), "fates": ("cell",), "check": ("h",)}


def boxes(app):
    return {box.key for box in app.text_input}


def test_while_they_are_closed_nothing_of_them_is_built():
    assert not boxes(opened(LESSON)) & {name for names in BOXES.values() for name in names}


@pytest.mark.parametrize("fold", BOXES)
def test_a_link_opens_one_and_its_boxes_are_there(fold):
    app = opened(LESSON, **{fold: "true"})
    assert not app.exception
    assert not app.warning
    assert boxes(app) >= set(BOXES[fold])


@pytest.mark.parametrize(
    ("fold", "name", "text"),
    [
        ("race", "laps", "301"),
        ("race", "laps", "many"),
        ("race", "lap", "-3"),
        ("race", "runners", "<b>sgd</b>"),
        ("race", "chances", "fair"),
        ("fates", "cell", "0.1"),
        ("fates", "cell", "nan,inf"),
        ("check", "h", "0"),
        ("check", "h", "1e999"),
    ],
)
def test_what_a_fold_does_not_understand_is_named_and_nothing_falls_over(fold, name, text):
    app = opened(LESSON, **{fold: "true", name: text})
    assert not app.exception
    said = [warning.value for warning in app.warning]
    assert any(name in sentence for sentence in said), said
    assert not any("<" in sentence for sentence in said)


def test_a_refused_parameter_of_the_picture_above_is_named_once_and_the_folds_show_the_same_surface():
    app = opened(LESSON, race="true", fates="true", check="true", surface="moon", start="1")
    assert not app.exception
    assert len(app.warning) == 2


def test_a_fold_that_is_neither_open_nor_closed_is_named():
    app = opened(LESSON, race="perhaps")
    assert not app.exception
    assert any("race" in warning.value for warning in app.warning)
