"""Predictions and goals of the training loop, and their assessment."""

import numpy as np

from lossviz.inputs.points import FIVE
from lossviz.lessons.training_loop.parameters import state
from lossviz.lessons.training_loop.quantities import TrainingRun
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

PREDICTIONS = (
    Prediction(
        "1",
        "∂L/∂w is −15.2 and the learning rate is 0.05. What will w be after the update?",
        state(rate="0.05", step="2", guess="0"),
        state(rate="0.05", step="3", guess="0.76"),
        "reply0",
        (
            "0 − 0.05 × (−15.2) = 0.76. Minus a negative number: w grows. b becomes 1.2, the loss 0.954.",
            "The derivative is negative, and the update subtracts it: w grows.",
        ),
        "w is at {guess:set}. Try again, or press Show me.",
        ("fit.guess_errors", "losses", "slice"),
        ("guess",),
    ),
    Prediction(
        "2",
        "With η = 0.0423 the first update reaches the minimum of this curve. With which η is the loss as high after "
        "the update as before it?",
        state(rate="0.0423"),
        state(rate="0.0845"),
        "reply1",
        (
            "0.0845, twice as large. The curve is a parabola: equally high equally far beyond its minimum. The loss is "
            "6.00 again; at the minimum it was 0.779.",
        ),
        "η is at {rate:set}. Try again, or press Show me.",
        ("losses", "slice.curve", "slice.dot", "slice.limit", "cycle.flow"),
    ),
    Prediction(
        "3",
        "Put the line where an update changes nothing any more.",
        state(rate="0.05"),
        state(rate="0.05", start="0.8,0.6"),
        "reply2",
        (
            "At w 0.8, b 0.6 the gradient is 0, so nothing changes. Training stops where the gradient is 0, not where "
            "the loss is 0: here it is 0.720.",
        ),
        "The line has w {w[0]:set}, b {b[0]:set}. An update subtracts η times the gradient: where is that 0?",
        ("losses", "slice", "cycle.flow"),
    ),
)
GOALS = (
    Goal("G1", "After one update the loss is at most 0.80.", "goal0"),
    Goal("G2", "After one update the loss is higher than before.", "goal1"),
    Goal("G3", "After 100 updates the loss is at most 0.7205.", "goal2"),
    Goal("G4", "The loss falls at every update, and after 100 it is still above 1.", "goal3"),
)


def assessed(run: TrainingRun) -> dict[str, Array]:
    """How a run answers the second and the third question, and which goals it meets."""
    loss, (w, b) = run.path.losses, run.start
    beyond = assessment.within(np.array(run.rate), 0.0845, 0.001)
    stationary = assessment.within(np.array(w), 0.8, 0.03) & assessment.within(np.array(b), 0.6, 0.1)
    falls = (loss[1:] < loss[:-1]).all()
    return {
        "reply1": assessment.reply_index([beyond], asked=run.is_first, value=run.rate, target=0.0845),
        "reply2": assessment.reply_index([stationary], asked=run.points is FIVE),
    } | assessment.goal_flags((loss[1] <= 0.80, loss[1] > loss[0], loss[-1] <= 0.7205, falls & (loss[-1] > 1)))


def guess_reply(run: TrainingRun, guess: Array) -> Array:
    """How guesses of the next w answer the first question."""
    replies = [assessment.within(guess, 0.76, 0.02), assessment.within(guess, -0.76, 0.02)]
    return assessment.reply_index(replies, asked=run.is_first and run.rate == 0.05, value=guess, target=0.76)
