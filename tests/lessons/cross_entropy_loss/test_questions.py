"""The predictions and goals of the cross-entropy loss: their numbers, tolerances and witnesses."""

import pytest

from lossviz.lessons.cross_entropy_loss.lesson import LESSON
from lossviz.scene import template


def scene(**state):
    read = LESSON.read(state)
    assert not read.refused, read.refused
    return LESSON.build(read)


def at(**state):
    built = scene(**state)
    return built.at(built.opening)


def test_replies_hold_the_numbers_of_the_lesson():
    def text(name, reply, **state):
        asked = LESSON.predictions[name]
        built = scene(**{**asked.start, **state})
        return template.write(asked.replies[reply], built.at("z0"), words=built.words, units=built.units)

    assert text("1", 0, logits="2,2,0").startswith("With the same logit as dog: 0.468 and 0.468, loss 0.759.")
    assert "cat already has 0.867" in text("1", 1, logits="4,2,0")
    assert "1.10, the log of 3. With ten classes it would be 2.303" in text("2", 0, logits="7,7,7")
    assert "0.750 is half of the way to 1, but the curve is not straight: the loss is 0.288" in text(
        "3", 1, logits="1.791759,0,0"
    )
    assert "Dog is most likely, with 0.490" in text("7", 0, logits="1.9,2,0")


def test_the_tolerance_of_the_first_question_is_a_step_of_the_handle_to_each_side():
    asked = LESSON.predictions["1"]
    built = scene(**asked.start)
    table = built.tables["z0"]
    right = {
        round(float(place), 2)
        for place, reply in zip(table.places, table.rows["reply0"][:-1], strict=True)
        if reply == 0
    }
    assert right == {1.95, 2.0, 2.05}


WITNESSES = {
    "G1": ({"logits": "4,0,0"}, {"logits": "5,0,0"}),
    "G2": ({"logits": "0,0,0"}, {}),
    "G3": ({"logits": "3,6,0"}, {"logits": "3,0,6"}),
    "G4": ({"logits": "3.3,0,0", "smoothing": "0.1"}, {"logits": "10,0,0", "smoothing": "0.1"}),
}


@pytest.mark.parametrize("name", WITNESSES)
def test_each_goal_has_a_witness_and_a_state_that_misses_it(name):
    goal = LESSON.goals[name]
    assert [int(at(**state)[goal.met]) for state in WITNESSES[name]] == [1, 0]
