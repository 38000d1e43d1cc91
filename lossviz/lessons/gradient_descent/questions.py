"""Links, predictions and goals of the gradient descent lesson, and their assessment."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lossviz.lessons.gradient_descent.runs import Descent
from lossviz.scene import assessment, landscapes
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Link, Prediction
from lossviz.theory import convergence

DEFAULTS = dict.fromkeys(("surface", "condition", "start", "rate", "steps", "step", "optimizer"), "")
FOURTH_MINIMUM = np.array((-3.779310, -3.283186))


def state(**texts: str) -> Mapping[str, str]:
    """A state in which every parameter that is not given has its default."""
    return DEFAULTS | texts


def ended(**texts: str) -> Mapping[str, str]:
    """The same at its last step: what a note says has happened is seen."""
    steps = texts.get("steps") or str(landscapes.PRESETS[texts.get("surface", "ravine")].steps)
    return state(step=steps, **texts)


def himmelblau(**texts: str) -> Mapping[str, str]:
    return ended(surface="himmelblau", **texts)


def rosenbrock(optimizer: str) -> Mapping[str, str]:
    return ended(surface="rosenbrock", start="-1.2,1", rate="0.001", steps="1000", optimizer=optimizer)


LINKS = (
    Link(
        "η = 0.18: zigzag, 24 steps",
        ended(),
        "Each step multiplies y by −0.8 and x by 0.82: 24 steps to a loss below 0.001.",
    ),
    Link("η = 0.05: 88 steps", ended(rate="0.05", steps="100"), "No zigzag, but slow: 88 steps to a loss below 0.001."),
    Link("η = 0.1: 43 steps", ended(rate="0.1"), "η·λ = 1: one step reaches y = 0, and 43 steps a loss below 0.001."),
    Link("η = 0.182: 25 steps", ended(rate="0.182"), "25 steps; 0.18 needs 24. A larger learning rate is slower now."),
    Link(
        "η = 0.199: 465 steps",
        ended(rate="0.199", steps="500"),
        "Just below the stability limit: it oscillates, and converges very slowly.",
    ),
    Link("η = 0.2: stability limit", ended(rate="0.2"), "y alternates between 1.5 and −1.5 for ever."),
    Link("η = 0.21: diverges", ended(rate="0.21", steps="30"), "y becomes 1.1 times as large with every step."),
    Link(
        "Saddle: start on y = 0",
        ended(surface="saddle", start="2,0", rate="0.1", steps="400"),
        "The gradient in y is 0, so it converges to the saddle point, which is not a minimum.",
    ),
    Link(
        "Saddle: start 0.001 off",
        ended(surface="saddle", start="2,0.001", rate="0.1", steps="400"),
        "With y = 0.001 it leaves the saddle point and reaches a minimum.",
    ),
    Link(
        "Saddle: start 0.000001 off",
        ended(surface="saddle", start="2,1e-06", rate="0.1", steps="400"),
        "A thousand times closer to y = 0: about twice the steps.",
    ),
    Link(
        "Start A",
        himmelblau(start="-0.27,-0.92", rate="0.01", steps="100"),
        "From (−0.27, −0.92) it converges to a minimum on the right.",
    ),
    Link(
        "Start B: 0.01 from A",
        himmelblau(start="-0.28,-0.93", rate="0.01", steps="100"),
        "From (−0.28, −0.93), 0.01 away in x and y, it converges to a minimum on the left.",
    ),
    Link(
        "Endless 2-cycle",
        himmelblau(start="0,0", rate="0.025", steps="400"),
        "It neither converges nor diverges: it alternates between two points.",
    ),
    Link(
        "Rosenbrock: gradient descent",
        rosenbrock("gradient_descent"),
        "1,000 steps with η = 0.001. Compare it with momentum and Adam at the same η.",
    ),
    Link(
        "Rosenbrock: momentum", rosenbrock("momentum"), "With the same η momentum makes steps up to ten times as large."
    ),
    Link(
        "Rosenbrock: Adam",
        rosenbrock("adam"),
        "The size of a step of Adam is about η itself, so the same η is much smaller for it.",
    ),
)


def kind(link: Link) -> str:
    """What a link is about: the optimiser, the surface, or the learning rate."""
    return "Optimiser" if link.state["optimizer"] else "Surface" if link.state["surface"] else "Learning rate"


GROUPED_LINKS = tuple(replace(link, group=kind(link)) for link in LINKS)

PATH = ("path", "ahead", "dot", "arrow", "to_minimum")
HIDDEN = (*(f"contour.{name}" for name in PATH), "surface.path", "losses")
# What is revealed is the whole descent.
P1 = state(surface="bowl", start="-4,1.5", rate="0.1", step="60")
P2 = state(rate="0.1", step="60")
P3 = state(rate="0.19", step="60")
PREDICTIONS = (
    Prediction(
        "1",
        "The curvature is 1 in every direction. Which learning rate reaches the minimum in one step?",
        P1,
        {**P1, "rate": "1"},
        "reply0",
        (
            "η = 1. The step is η times the gradient, and here the gradient is as long as the way to the minimum.",
            "With η = 2 the step goes twice too far: the loss is as high as before.",
        ),
        "η is at {rate:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "The largest curvature is 10. From which learning rate on does it no longer converge?",
        P2,
        {**P2, "rate": "0.2"},
        "reply1",
        (
            "From 2 divided by 10 on, so 0.2. Each step then ends equally far on the other side, and the loss stays "
            "near 11.25 for ever.",
        ),
        "η is at {rate:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "Find a start from which the path does not zigzag but leads straight to the minimum.",
        P3,
        {**P3, "start": "-4,0"},
        "reply2",
        (
            "On an axis of the valley. Only there −∇L points to the minimum. At (−4, 1.5) the angle between the two "
            "directions is {first_angle}°. {axis_note:word}",
        ),
        "The start is at ({start[0]:set}, {start[1]:set}). Where far from the minimum does −∇L point to it?",
        HIDDEN,
    ),
)

GOALS = (
    Goal("G1", "The ravine: a loss below 0.001 within 26 steps.", "goal0"),
    Goal("G2", "The ravine: after 30 steps a loss of more than ten times the first.", "goal1"),
    Goal(
        "G3",
        "The saddle: from a start with y within 0.001 of 0, but not 0, to a loss of at most 0.000001 by step 400.",
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
        assessment.reply_index([assessment.within(rate, 1, 0.02), rate >= 1.9], asked=bowl, value=rate, target=1),
        assessment.reply_index([assessment.within(rate, 0.2, 0.005)], asked=ravine, value=rate, target=0.2),
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
