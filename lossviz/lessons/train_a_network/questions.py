"""Predictions and goals of the lesson, and their assessment."""

from collections.abc import Mapping

from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.words import last, state
from lossviz.scene import assessment
from lossviz.scene.assessment import within
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

# What the network has become; its points stay in view.
HIDDEN = ("boundary.answers", "network", "loss", "norms")
PREDICTIONS = (
    Prediction(
        "1",
        "Each ReLU unit adds one straight fold. What is the smallest number of units per layer that can enclose "
        "the disc?",
        state(hidden="1", **last(100)),
        state(hidden="3", **last(100)),
        "reply0",
        (
            "Three, as for a triangle. With two, the best of ten seeds had an accuracy of 89.3 %; with three, nine of "
            "ten had 100 %.",
            "Two folds make a strip or a wedge, and both stay open.",
            "Four units can do it. A triangle needs fewer.",
        ),
        "{hidden_units:count} is not the smallest number that can. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Eight units with the identity activation, 60 epochs. What will the training accuracy be, in percent?",
        state(hidden="8", activation="identity", guess="90", **last(60)),
        state(hidden="8", activation="identity", guess="52", **last(60)),
        "reply1",
        (
            "52.0 %, loss 0.699: hardly better than a coin. Linear functions of linear functions are linear, so the "
            "boundary is one straight line, however many units and epochs.",
            "More units do not help here: without a nonlinear activation the boundary is one straight line.",
        ),
        "Think of the shape of the boundary. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "150 training points, batch size 10. Drag to the update after which every point has been used five times.",
        state(epochs="20"),
        state(epochs="20", update="75"),
        "reply2",
        (
            "75 updates: 15 an epoch, five epochs. Loss 0.470.",
            "Five updates have used 50 points once. An epoch has 15 updates.",
        ),
        "Training is at update {update:count}. An epoch uses every point once.",
        ("loss", "norms"),
    ),
)
GOALS = (
    Goal("G1", "Circles: training accuracy of at least 95 % by epoch 30, with at most 4 hidden units.", "goal0"),
    Goal("G2", "Circles: training accuracy 100 % with 3 hidden units.", "goal1"),
    Goal("G3", "XOR: training accuracy 100 % with one layer of 4 units.", "goal2"),
    Goal("G4", "All hidden units are dead.", "goal3"),
)


def assessed(problem: Problem, rows: Mapping[str, Array]) -> dict[str, Array]:
    """The goals, and how the updates answer the last question."""
    right, update = rows["accuracy"], rows["update"]
    units, circles = sum(problem.hidden), problem.data == "circles"
    return {
        "reply2": assessment.reply_index([within(update, 75, 3), within(update, 5, 1)], value=update, target=75),
        **assessment.goal_flags(
            [
                circles & (units <= 4) & (right >= 0.95) & (rows["epoch"] <= 30),
                circles & (units == 3) & (right == 1),
                (problem.data == "xor") & (problem.hidden == (4,)) & (right == 1),
                rows["dead_count"] == units,
            ]
        ),
    }
