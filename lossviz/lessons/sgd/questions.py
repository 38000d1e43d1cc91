"""Predictions and goals of the sgd lesson, and their assessment."""

import numpy as np

from lossviz.lessons.sgd import runs
from lossviz.lessons.sgd.runs import FORTY, Run
from lossviz.lessons.sgd.words import state
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction
from lossviz.theory import mini_batches

RETRY = "Try again, or press Show me."
PREDICTIONS = (
    Prediction(
        "1",
        "The gradient of one point has a standard deviation of 16.8. Which batch size halves it?",
        state(),
        state(batch="4"),
        "reply0",
        (
            "Four points: 8.06, a factor of 0.480 (half is 8.39). It falls like 1/√B; here a little faster, since a "
            "batch never holds a point twice.",
            "Two points give 0.698 of it. Half the standard deviation needs four times the points.",
        ),
        f"At batch size {{B:count}} it is {{deviation}}. {RETRY}",
        ("gradients.cloud", "gradients.circle"),
    ),
    Prediction(
        "2",
        "Drag the step to where every point has been used exactly once.",
        state(batch="16", epochs="4"),
        state(batch="16", epochs="4", step="3"),
        "reply1",
        (
            "After three updates: 16, 16 and the last 8. That is one epoch.",
            "One update has used 16 points; 24 have not been used yet.",
        ),
        f"The path is at step {{k:count}}. {RETRY}",
        ("loss.epochs",),
    ),
    Prediction(
        "3",
        "The full batch has made one step with η = 0.01. How many steps of batch size 1 need as many gradient "
        "evaluations?",
        state(epochs="3"),
        state(epochs="3", step="40"),
        "reply2",
        (
            "40 steps: loss 0.780, and 3.78 after one step of the full batch.",
            "One step of batch size 1 uses one point; the full batch has used 40.",
        ),
        f"The path is at step {{k:count}}. {RETRY}",
        ("contour.ahead", "contour.path", "contour.dot", "contour.full", "loss"),
    ),
)
GOALS = (
    Goal("G1", "The smallest batch size whose standard deviation is at most half that of one point.", "goal0"),
    Goal("G2", "A loss of at most 0.8 with at most 40 gradient evaluations.", "goal1"),
    Goal("G3", "Batch of 1, 40 epochs: the last 400 losses are at most 0.7 on average.", "goal2"),
    Goal("G4", "A learning rate below the stability limit of the full batch, and a loss above 1,000.", "goal3"),
)


def assessed(run: Run, at: Array) -> dict[str, Array]:
    """How each of the steps `at` answers the predictions, and which goals it meets."""
    batch, own_points = np.broadcast_to(run.batch, at.shape), run.points is FORTY
    replies = {
        "reply0": assessment.reply_index([batch == 4, batch == 2], asked=own_points, value=batch, target=4),
        "reply1": assessment.reply_index([at == 3, at == 1], asked=own_points and run.batch == 16, value=at, target=3),
        "reply2": assessment.reply_index([at == 40, at == 1], asked=own_points and run.batch == 1, value=at, target=40),
    }
    first = mini_batches.per_sample_gradients(run.points.x, run.points.y, run.path.points[:1])
    single, with_one_less, deviation = runs.standard_deviations(first, [1, max(run.batch - 1, 1), run.batch])[0]
    loss, tail = run.path.losses[at], runs.tail_average(run)
    settled = tail is not None and run.batch == 1 and run.epochs == 40 and tail[0] <= 0.7
    return replies | assessment.goal_flags(
        (
            np.full(len(at), deviation <= single / 2 < with_one_less),
            (loss <= 0.8) & (run.work[at] <= 40),
            np.full(len(at), settled),
            (loss > 1000) & (run.rate < runs.stability_limits(run.points).full),
        )
    )
