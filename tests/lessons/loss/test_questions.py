"""The predictions and goals of the loss lesson, by states that a learner may leave."""

import numpy as np

from lossviz.inputs import points
from lossviz.lessons.loss.questions import C_OFF, GOALS, OUTLIER, PREDICTIONS
from lossviz.scene.assessment import TOO_LARGE, TOO_SMALL
from tests.lessons.loss.scenes import HANDLES, at, built

FIVE = points.text(points.FIVE)
DIAGONAL = "1,1;2,2;3,3;4,4;5,5"


def test_the_answer_of_a_prediction_is_right_and_its_start_is_not():
    for asked in PREDICTIONS:
        for handle in HANDLES:
            assert int(at(handle, **asked.answer)[asked.reply_index]) == 0, (asked.name, handle)
            assert int(at(handle, **asked.start)[asked.reply_index]) == TOO_SMALL, (asked.name, handle)


def test_an_answer_is_assessed_by_its_state():
    c_at_5 = C_OFF.replace("3,4", "3,5")
    for number, change, reply in (
        (0, {"line": "0.02,4"}, 0),
        (0, {"line": "0,3.9"}, 0),
        (0, {"line": "0,4.1"}, 0),
        (0, {"line": "0,4.15"}, TOO_LARGE),
        (0, {"line": "0.03,4"}, -1),
        (0, {"line": "0,3.5"}, TOO_SMALL),
        (0, {"line": "0,3"}, 1),
        (0, {"line": "0,5.5"}, 2),
        (0, {"line": "0,5.7"}, 2),
        (0, {"line": "0,5.75"}, TOO_LARGE),
        (0, {"line": "0,4", "loss": "mae"}, -1),
        (0, {"line": "0,4", "points": FIVE}, -1),
        (1, {"points": C_OFF.replace("3,4", "3,5.1")}, 0),
        (1, {"points": C_OFF.replace("3,4", "3,1")}, 0),
        (1, {"points": C_OFF.replace("3,4", "3,5.15")}, TOO_LARGE),
        (1, {"points": C_OFF.replace("3,4", "3,7")}, 1),
        (1, {"points": C_OFF.replace("3,4", "3,-1")}, 1),
        (1, {"points": c_at_5, "line": "1,0.1"}, -1),
        (1, {"points": c_at_5.replace("1,1", "1,2")}, -1),
        (2, {"line": "0,3"}, 0),
        (2, {"line": "0,2.9"}, 0),
        (2, {"line": "0,4"}, 1),
        (2, {"line": "0,3.5"}, TOO_LARGE),
        (2, {"line": "0,3", "loss": ""}, -1),
    ):
        asked = PREDICTIONS[number]
        assert int(at(**{**asked.start, **change})[asked.reply_index]) == reply, (asked.name, change)
        assert reply < len(asked.replies)


def test_the_whole_line_moved_to_the_answer_is_right_and_two_steps_off_it_is_not():
    for number, height in ((0, 4), (2, 3)):
        asked = PREDICTIONS[number]
        table = built(**asked.start).tables["middle"]
        here = table.places.tolist().index(height)
        found = table.rows[asked.reply_index]
        assert found[here - 1 : here + 2].tolist() == [0, 0, 0]
        assert 0 not in (found[here - 2], found[here + 2])


def test_a_goal_is_met_by_its_witnesses_and_missed_near_by():
    for name, met, missed in (
        ("G1", [{"line": "0.8,0.6"}], [{}, {"line": "0.7,1"}, {"points": DIAGONAL, "line": "1,0"}]),
        ("G2", [{"line": "2,-3"}, {"line": "-0.3,3.9"}], [{"line": "0.8,0.6"}, {}, {"line": "2,-2.9"}]),
        ("G3", [{"line": "0.75,1.25"}, {"line": "0.75,1.25", "loss": "mae"}], [{"line": "0.8,0.6"}, {}]),
        (
            "G4",
            [{"points": OUTLIER, "line": "0.8,0.6"}],
            [{}, {"points": "1,5"}, {"points": OUTLIER, "line": "1.8,-1.4"}],
        ),
        ("G5", [{"points": OUTLIER, "line": "1,1"}], [{"line": "1,1"}, {"points": OUTLIER, "line": "0.8,0.6"}]),
    ):
        quantity = next(goal.met for goal in GOALS if goal.name == name)
        for handle in HANDLES:
            for expected, states in ((1, met), (0, missed)):
                for address in states:
                    assert int(at(handle, **address)[quantity]) == expected, (name, address, handle)


def test_the_goals_can_be_reached_with_the_handles():
    ends = built().tables["left"].places
    left, right = (grid.ravel() for grid in np.meshgrid(ends, ends))
    x, y, outlier = np.arange(1, 6), np.array([2, 1, 4, 3, 5]), np.array([2, 1, 4, 3, 10])

    def residuals(truth):
        return truth - (left[:, None] + (right - left)[:, None] / 6 * x)

    squares = (residuals(y) ** 2).mean(axis=1)
    assert (squares <= 0.73).any()
    assert ((abs(residuals(y).sum(axis=1)) <= 0.05) & (squares >= 3)).any()
    assert (abs(residuals(outlier)).mean(axis=1) <= 1.62).any()
    # The narrowest one: both ends first, and then the whole line for the last half step.
    assert {1.2, 5.7} <= set(ends.tolist())
    assert built(line="0.75,1.2").tables["middle"].rows["goal2"].any()
