"""States of a walk that are worth a look, the questions asked before it is seen, and what a teacher may ask for."""

from collections.abc import Mapping

import numpy as np

from lossviz.lessons.gradient_descent.quantities import Walk
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array, Goal, Link, Prediction
from lossviz.theory import walks

EMPTY = {name: "" for name in ("surface", "condition", "start", "rate", "steps", "step", "optimizer")}


def state(**said: str) -> Mapping[str, str]:
    """A state in which everything that is not said stands at its first."""
    return EMPTY | said


def himmelblau(**said: str) -> Mapping[str, str]:
    return state(surface="himmelblau", **said)


def race(optimizer: str) -> Mapping[str, str]:
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
    Link("Rosenbrock, plain", race("gradient_descent"), "Equal rates of 0.001 for all three."),
    Link("with momentum", race("momentum"), "The same rate goes up to ten times as far."),
    Link("with Adam", race("adam"), "Adam’s step is about the rate itself: equal rates are not equal chances."),
)

PATH = ("path", "ahead", "dot", "arrow", "there")
ASLEEP = (*(f"contour.{name}" for name in PATH), "space.path", "losses")
P1 = state(surface="bowl", start="-4,1.5", rate="0.1")
P2 = state(rate="0.1")
P3 = state(rate="0.19")
PREDICTIONS = (
    Prediction(
        "1",
        "Curvature is 1 in every direction. Which rate reaches the bottom in one step?",
        P1,
        {**P1, "rate": "1"},
        "code0",
        (
            "Rate 1. The step is rate × slope, and here the slope is exactly the distance.",
            "Rate 2 lands on the far side, as high as it began.",
        ),
        "Not yet. It is at {rate:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "2",
        "The steep direction has curvature 10. At which rate does the walk stop settling?",
        P2,
        {**P2, "rate": "0.2"},
        "code1",
        (
            "At 2 divided by 10, so 0.2. Each step then lands exactly as far on the other side, and the loss stays "
            "near 11.25 for ever.",
        ),
        "Not yet. It is at {rate:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "3",
        "Find a start from which the path does not zigzag but runs straight to the bottom.",
        P3,
        {**P3, "start": "-4,0"},
        "code2",
        (
            "On an axis of the valley. Only there does downhill point at the bottom. At (−4, 1.5) the two directions "
            "are {slanted}° apart. {axis_said:word}",
        ),
        "Not yet. It is at ({start[0]:set}, {start[1]:set}). Look at the picture, then try again.",
        ASLEEP,
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


def judged_by(walk: Walk) -> dict[str, Array]:
    """How the walk answers the questions, and which goals it meets."""
    name, rate, losses = walk.land.name, np.array(walk.rate), walk.shown.losses
    x, y = (np.array(value) for value in walk.start)
    bowl, ravine = name == "bowl" and walk.plain, name == "ravine" and walk.plain
    on_axis = (np.minimum(abs(x), abs(y)) <= 0.06 + judged.ROUNDING) & (np.hypot(x, y) >= 0.5)
    codes = (
        judged.answered([judged.within(rate, 1, 0.02), rate >= 1.9], asked=bowl),
        judged.answered([judged.within(rate, 0.2, 0.005)], asked=ravine),
        judged.answered([on_axis], asked=ravine),
    )
    until = int(walks.steps_until(losses, 1e-3))
    at = {step: float(losses[step]) if walk.steps >= step else np.nan for step in (30, 400)}
    fourth = np.array((-3.779310, -3.283186))
    with np.errstate(all="ignore"):
        goals = (
            name == "ravine" and 0 <= until <= 26,
            name == "ravine" and at[30] > 10 * float(losses[0]),
            name == "saddle" and 0 < abs(walk.start[1]) <= 0.001 and at[400] <= 1e-6,
            name == "himmelblau" and float(np.hypot(*(walk.shown.points[-1] - fourth))) < 1e-3,
        )
    return {f"code{i}": code for i, code in enumerate(codes)} | judged.met(goals)
