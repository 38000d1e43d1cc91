"""Links, predictions and goals of the gradient descent lesson, and their assessment."""

from collections.abc import Mapping

import numpy as np

from lossviz.lessons.gradient_descent.runs import Descent
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Link, Prediction
from lossviz.theory import convergence

DEFAULTS = dict.fromkeys(("surface", "condition", "start", "rate", "steps", "step", "optimizer"), "")
FOURTH_MINIMUM = np.array((-3.779310, -3.283186))


def state(**texts: str) -> Mapping[str, str]:
    """A state in which every parameter that is not given has its default."""
    return DEFAULTS | texts


def himmelblau(**texts: str) -> Mapping[str, str]:
    return state(surface="himmelblau", **texts)


def rosenbrock(optimizer: str) -> Mapping[str, str]:
    return state(surface="rosenbrock", start="-1.2,1", rate="0.001", steps="1000", optimizer=optimizer)


LINKS = (
    Link("Zigzag", state(), "Each step multiplies y by −0.8 and x by 0.82."),
    Link("How fast? 0.05", state(rate="0.05", steps="100"), "88 steps to a loss below 0.001."),
    Link("0.1", state(rate="0.1"), "43 steps, and no zigzag: one step lands on the valley floor."),
    Link("0.182", state(rate="0.182"), "25 steps; 0.18 needs 24. Faster is over."),
    Link("0.199", state(rate="0.199", steps="500"), "465 steps: nearly at the border, nearly all to and fro."),
    Link("The border", state(rate="0.2"), "y jumps between 1.5 and −1.5 for ever."),
    Link("Apart", state(rate="0.21", steps="30"), "Each jump is 1.1 times as long as the one before."),
    Link(
        "On the ridge",
        state(surface="saddle", start="2,0", rate="0.1", steps="400"),
        "Level ground, and not a lowest place.",
    ),
    Link(
        "Move y by 0.001",
        state(surface="saddle", start="2,0.001", rate="0.1", steps="400"),
        "Off the ridge by a hair, and it finds its way down.",
    ),
    Link(
        "y = 0.000001",
        state(surface="saddle", start="2,1e-06", rate="0.1", steps="400"),
        "A thousand times nearer to the ridge costs about twice the steps.",
    ),
    Link(
        "Two neighbours: one", himmelblau(start="-0.27,-0.92", rate="0.01", steps="100"), "It goes down to the right."
    ),
    Link(
        "the other",
        himmelblau(start="-0.28,-0.93", rate="0.01", steps="100"),
        "A hundredth away it goes to the other side.",
    ),
    Link(
        "For ever two",
        himmelblau(start="0,0", rate="0.025", steps="400"),
        "It neither settles nor flies off, but jumps between two places.",
    ),
    Link("Rosenbrock, plain", rosenbrock("gradient_descent"), "Equal rates of 0.001 for all three."),
    Link("with momentum", rosenbrock("momentum"), "The same rate goes up to ten times as far."),
    Link("with Adam", rosenbrock("adam"), "Adam’s step is about the rate itself: equal rates are not equal chances."),
)

PATH = ("path", "ahead", "dot", "arrow", "to_minimum")
HIDDEN = (*(f"contour.{name}" for name in PATH), "surface.path", "losses")
P1 = state(surface="bowl", start="-4,1.5", rate="0.1")
P2 = state(rate="0.1")
P3 = state(rate="0.19")
PREDICTIONS = (
    Prediction(
        "1",
        "Curvature is 1 in every direction. Which rate reaches the bottom in one step?",
        P1,
        {**P1, "rate": "1"},
        "reply0",
        (
            "Rate 1. The step is rate × slope, and here the slope is exactly the distance.",
            "Rate 2 lands on the far side, as high as it began.",
        ),
        "Not yet. It is at {rate:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "The steep direction has curvature 10. At which rate does the walk stop settling?",
        P2,
        {**P2, "rate": "0.2"},
        "reply1",
        (
            "At 2 divided by 10, so 0.2. Each step then lands exactly as far on the other side, and the loss stays "
            "near 11.25 for ever.",
        ),
        "Not yet. It is at {rate:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "Find a start from which the path does not zigzag but runs straight to the bottom.",
        P3,
        {**P3, "start": "-4,0"},
        "reply2",
        (
            "On an axis of the valley. Only there does downhill point at the bottom. At (−4, 1.5) the two directions "
            "are {first_angle}° apart. {axis_note:word}",
        ),
        "Not yet. It is at ({start[0]:set}, {start[1]:set}). Look at the picture, then try again.",
        HIDDEN,
    ),
)

GOALS = (
    Goal("G1", "The ravine: a loss below 0.001 within 26 steps.", "goal0"),
    Goal("G2", "The ravine: after 30 steps a loss of more than ten times the first.", "goal1"),
    Goal(
        "G3",
        "The saddle: from within 0.001 of the ridge, but not on it, to a loss of at most 0.000001 by step 400.",
        "goal2",
    ),
    Goal("G4", "Himmelblau: end within 0.001 of (−3.779, −3.283).", "goal3"),
)


def assessed(descent: Descent) -> dict[str, Array]:
    """How a descent answers the predictions, and which goals it meets."""
    name, rate, losses = descent.landscape.name, np.array(descent.rate), descent.path.losses
    x, y = (np.array(value) for value in descent.start)
    bowl, ravine = (descent.is_plain and name == asked for asked in ("bowl", "ravine"))
    on_axis = (np.minimum(abs(x), abs(y)) <= 0.06 + assessment.ROUNDING) & (np.hypot(x, y) >= 0.5)
    replies = (
        assessment.reply_index([assessment.within(rate, 1, 0.02), rate >= 1.9], asked=bowl),
        assessment.reply_index([assessment.within(rate, 0.2, 0.005)], asked=ravine),
        assessment.reply_index([on_axis], asked=ravine),
    )
    to_tolerance = int(convergence.first_step_below(losses, 1e-3))
    at = {step: float(losses[step]) if descent.steps >= step else np.nan for step in (30, 400)}
    with np.errstate(all="ignore"):
        goals = (
            name == "ravine" and 0 <= to_tolerance <= 26,
            name == "ravine" and at[30] > 10 * float(losses[0]),
            name == "saddle" and 0 < abs(descent.start[1]) <= 0.001 and at[400] <= 1e-6,
            name == "himmelblau" and float(convergence.distance(descent.path.points[-1], FOURTH_MINIMUM)) < 1e-3,
        )
    return {f"reply{i}": reply for i, reply in enumerate(replies)} | assessment.goal_flags(goals)
