"""Predictions and goals of the lesson, and their assessment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.relu.parameters import PARAMETERS, state
from lossviz.scene import assessment
from lossviz.scene.assessment import within
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

if TYPE_CHECKING:
    from lossviz.lessons.relu.quantities import Sums

# So many predictions are answered with the sum itself, the others with a guess.
SET = 3
HAT = "-1,1;0,0;1,0"
AWAY = "Your answer is at {guess:set}. Try again, or press Show me."

PREDICTIONS = (
    Prediction(
        "1",
        "The line falls with slope −1. How much slope must the unit add so that the right half becomes |x|?",
        state(units="0,0"),
        state(units="0,2"),
        "reply0",
        (
            "2. From −1 to +1 is a change of 2: a unit adds to the slope that is already there. Error 0.",
            "−1 + 1 is 0: flat to the right. Error 0.670. A unit adds to the slope, it does not set it.",
        ),
        "The unit adds {s[0]:set}. Try again, or press Show me.",
        ("sum", "derivative"),
    ),
    Prediction(
        "2",
        "The curve is a hat. The first unit adds slope 1 at −1. What must the other two add, at 0 and at 1?",
        state(target="hat", slope="0", units=HAT, highlight="2"),
        state(target="hat", slope="0", units="-1,1;0,-2;1,1", highlight="2"),
        "reply1",
        (
            "−2 and +1. The slopes are 0, 1, −1 and 0.",
            "−1 sets no slope of −1: it only flattens the hat, 1 − 1 = 0, from 0 to 1.",
        ),
        "They add {s[1]:set} and {s[2]:set}. From −1 to 0 the slope is 1; from 0 to 1 it must be −1, then 0.",
        ("sum", "derivative"),
    ),
    Prediction(
        "3",
        "Five data points, at −2, −1, 0, 1 and 2. Move the kink so that the gradient of this unit is 0 at every one.",
        state(units="0,1.5"),
        state(units="2,1.5"),
        "reply2",
        (
            "At 2 or beyond, every point is on the flat side: output 0, slope 0, gradient 0. The unit is dead.",
            "At −2 the four points right of it are on the sloping side, so they give the unit a gradient.",
        ),
        "The kink is at {k[0]:set}, and the points right of it still give the unit a gradient.",
        ("derivative", "sum.strip"),
    ),
    Prediction(
        "4",
        "The sum is |x|: slope −1 far left, +1 far right. What is its slope at x = −0.01, close to the kink?",
        state(units="0,2", guess="1"),
        state(units="0,2", guess="-1"),
        "reply3",
        (
            "−1, right up to the kink, and +1 from there on. A sum of ReLU units is not smooth.",
            "A smooth curve would be nearly level there. This one is straight right up to its kink.",
        ),
        AWAY,
        ("derivative",),
    ),
    Prediction(
        "5",
        "Three units whose activation function is identity, kinks −1, 0 and 1. How many bends has their sum?",
        state(slope="0", units="-1,1;0,1;1,1", activation="identity", guess="2"),
        state(slope="0", units="-1,1;0,1;1,1", activation="identity", guess="0"),
        "reply4",
        (
            "0. Each unit is a line, and a sum of lines is one line, of slope 3. More units or layers change nothing.",
            "With ReLU there would be 3. But identity does not bend: each unit is a straight line.",
        ),
        AWAY,
        ("sum", "derivative"),
    ),
    Prediction(
        "6",
        "This unit’s kink is at 2, so it is dead. Where is its kink after 100 more updates of gradient descent?",
        state(units="2,2", guess="3"),
        state(units="2,2", guess="2"),
        "reply5",
        (
            "At 2. Its gradient is 0 at every update, so nothing moves it.",
            "It does not come back by itself: an update moves it by its gradient, which is 0 for a dead unit.",
        ),
        AWAY,
        ("derivative",),
    ),
    Prediction(
        "7",
        "One ReLU unit, kink at 0. Which derivative does software use exactly at x = 0?",
        state(slope="0", units="0,1", guess="-1", probe="0"),
        state(slope="0", units="0,1", guess="0", probe="0"),
        "reply6",
        (
            "0. At the kink there is no derivative: 0 on the left, 1 on the right. Software takes 0, the left one.",
            "½ is halfway, but a kink has no derivative at all, not even the mean. Software takes that of one side.",
            "1 is the slope on the right. At the kink there is no derivative; software does not take this one.",
        ),
        AWAY,
        ("derivative",),
    ),
)
GOALS = (
    Goal("G1", "|x| exactly, with one unit.", "goal0"),
    Goal("G2", "The wave with a mean squared error of at most 0.01, with at most three units.", "goal1"),
    Goal("G3", "x² with a largest error of at most 0.2501, with three units.", "goal2"),
)


@cache
def begun(number: int) -> dict[str, Any]:
    """The values at the start of a prediction, by the names of the parameters."""
    return dict(parse_state(PARAMETERS, PREDICTIONS[number].start).values)


def is_begun(sums: Sums, number: int, *, kinks: bool = True, changes: int = 99) -> Array:
    """Which rows are at the start of a prediction; only the first so many slope changes, and the kinks or not."""
    start, rows = begun(number), np.full(len(sums.slope), True)
    wanted = np.array(start["units"])
    problem = sums.problem
    if (problem.target, problem.activation, sums.kinks.shape[1]) != (start["target"], start["activation"], len(wanted)):
        return ~rows
    rows &= (sums.intercept == start["intercept"]) & (sums.slope == start["slope"])
    rows &= (sums.changes[:, :changes] == wanted[:changes, 1]).all(axis=-1)
    return rows & (sums.kinks == wanted[:, 0]).all(axis=-1) if kinks else rows


def assessed(sums: Sums, found: dict[str, Array]) -> dict[str, Array]:
    """How each sum answers the first three predictions, and which goals it meets."""
    changes, kink = sums.changes, sums.kinks[:, 0]
    bend, hat, one = is_begun(sums, 0, changes=0), is_begun(sums, 1, changes=1), is_begun(sums, 2, kinks=False)
    second, third = changes[:, 1 % changes.shape[1]], changes[:, 2 % changes.shape[1]]
    target, relu, n = sums.problem.target, sums.problem.activation == "relu", changes.shape[1]
    goals = (
        (found["mse"] == 0) & (target == "abs" and n == 1 and relu),
        (found["mse"] <= 0.01) & (target == "wave" and n <= 3),
        (found["largest"] <= 0.2501) & (target == "square" and n == 3),
    )
    added = np.where(bend, changes[:, 0], np.nan)
    return {
        "reply0": assessment.reply_index(
            [bend & within(changes[:, 0], 2, 0.05), bend & within(changes[:, 0], 1, 0.05)], value=added, target=2
        ),
        "reply1": assessment.reply_index(
            [hat & within(second, -2, 0.05) & within(third, 1, 0.05), hat & within(second, -1, 0.05)]
        ),
        "reply2": assessment.reply_index([one & (kink >= 2), one & (kink <= -2)]),
    } | assessment.goal_flags(goals)


def of_guess(sums: Sums, guess: Array) -> dict[str, Array]:
    """How guesses answer the other predictions, for the present sum, which is the last row."""
    answers = {
        3: (-1, [within(guess, -1, 0.2), within(guess, 0, 0.5)]),
        4: (0, [within(guess, 0, 0.2), guess > 0.2]),
        5: (2, [within(guess, 2, 0.1), guess < 2]),
        6: (0, [within(guess, 0, 0.2), within(guess, 0.5, 0.2), within(guess, 1, 0.2)]),
    }
    return {
        f"reply{number}": assessment.reply_index(
            held, asked=bool(is_begun(sums, number)[-1]), value=guess, target=target
        )
        for number, (target, held) in answers.items()
    }
