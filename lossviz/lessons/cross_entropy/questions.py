"""Predictions and goals of the cross-entropy lesson, and their assessment."""

import numpy as np

import lossviz
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy.parameters import FIRST, WEATHER
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

START = {**FIRST, "names": "", "unit": "bits"}
HIDDEN = ("costs", "own", "cost")
PREDICTIONS = (
    Prediction(
        "1",
        "Pull Q’s sun to where the cost is least.",
        START,
        START | {"q": "35,20,10,5"},
        "reply0",
        (
            "0.5, the true chance of sun. Cost {CE}. Believing too little costs, believing too much costs.",
            "More is not better: at {q[0]:set} the cost is {CE}.",
        ),
        "Not yet. Q’s sun is at {q[0]:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Find the Q that costs the same whatever is true.",
        START,
        START | {"q": "1,1,1,1"},
        "reply1",
        ("All equal: every outcome surprises by 2 bits, so the average is 2 for any P.",),
        "Not yet. Q’s sun surprises by {s[0]} bits, its cloud by {s[1]}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "Make the cost infinite with one bar.",
        START,
        START | {"q": "0,4,2,1"},
        "reply2",
        ("Any bar of Q at 0 will do where P is above 0: what you called impossible does happen.",),
        "Not yet. The cost is {CE} bits. Look at the picture, then try again.",
        HIDDEN,
    ),
)
GOALS = (
    Goal("G1", "A belief that differs from the truth and costs at most 0.03 bits extra.", "goal0"),
    Goal("G2", "An infinite cost.", "goal1"),
    Goal("G3", "Less than 1 bit extra one way, infinite the other way round.", "goal2"),
    Goal("G4", "A belief that costs 2 bits whatever is true.", "goal3"),
)


def assessed(p: Array, q: Array, compared: dict[str, Array], unit: Unit) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    kl, swapped, infinite = compared["KL"], compared["KL_swapped"], np.isinf(compared["CE"])
    bit = float(lossviz.surprise(0.5, base=unit.base))
    four = p.shape[-1] == len(WEATHER)
    uniform = assessment.within(q, 1 / q.shape[-1], 0.01).all(axis=-1)
    return {
        "reply0": assessment.reply_index([assessment.within(q[..., 0], 0.5, 0.01), q[..., 0] >= 0.9], asked=four),
        "reply1": assessment.reply_index([uniform], asked=four),
        "reply2": assessment.reply_index([infinite]),
    } | assessment.goal_flags(
        (
            (kl > 0) & (kl <= 0.03 * bit) & (abs(q - p).max(axis=-1) > 0.03),
            infinite,
            (kl < bit) & np.isinf(swapped),
            assessment.within(q, 0.25, 0.0017).all(axis=-1),
        )
    )
