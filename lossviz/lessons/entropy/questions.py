"""Predictions and goals of the entropy lesson, and their assessment."""

import numpy as np

import lossviz
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

HIDDEN = ("areas", "stack", "curve")
PREDICTIONS = (
    Prediction(
        "1",
        "Set the coin that is hardest to predict: the one with the largest entropy.",
        {"p": "9,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "1,1", "unit": "bits", "names": "", "highlight": ""},
        "reply0",
        (
            "0.5: entropy 1.00 bit, the maximum of a coin. To learn a toss takes one yes-or-no question.",
            "The result of this coin is nearly certain, so there is little surprise: the entropy tends to 0 bits.",
        ),
        "Heads is at {p[0]:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Set the coin so that the surprise of tails is exactly 3 bits.",
        {"p": "9,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "7,1", "unit": "bits", "names": "", "highlight": ""},
        "reply1",
        (
            "0.125, one in eight: three halvings of 1. The surprise of an event with probability 0.001 is 9.97 bits.",
            "At one in three the surprise is 1.58 bits. Each bit is a halving of the probability.",
        ),
        "Tails is at {p[1]:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "How many equally likely outcomes have an entropy of 3 bits?",
        {"p": "1,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "1,1,1,1,1,1,1,1", "unit": "bits", "names": "", "highlight": ""},
        "reply2",
        ("8, since three doublings of 1 make 8. The perplexity is 8 too: like 8 equally likely outcomes.",),
        "There are {K:count}, with an entropy of {H} {H:unit}. Try again, or press Show me.",
        HIDDEN,
    ),
)


GOALS = (
    Goal("G1", "Three outcomes with an entropy of 1 bit.", "goal0"),
    Goal("G2", "Eight possible outcomes with an entropy of at most 0.6 bits.", "goal1"),
    Goal("G3", "A surprise of 5 bits or more in a distribution with an entropy of at most 0.2 bits.", "goal2"),
    Goal("G5", "A coin with an entropy of half a bit.", "goal3"),
)


def assessed(p: Array, outcomes: Array, bits: Array) -> dict[str, Array]:
    """How each row, with an entropy of so many bits, answers the predictions, and which goals it meets."""
    here = np.arange(p.shape[-1]) < outcomes[..., None]
    first, second = p[..., 0], p[..., 1]
    rarest = np.asarray(lossviz.surprise(np.where(here, p, 1).min(axis=-1)))
    sure = assessment.within(first, 0, 0.01) | assessment.within(first, 1, 0.01)
    tails = [assessment.within(second, 0.125, 0.01), assessment.within(second, 1 / 3, 0.02)]
    return {
        "reply0": assessment.reply_index(
            [assessment.within(first, 0.5, 0.01), sure], asked=outcomes == 2, value=first, target=0.5
        ),
        "reply1": assessment.reply_index(tails, asked=outcomes == 2, value=second, target=0.125),
        "reply2": assessment.reply_index([(outcomes == 8) & (bits >= 2.999)], value=outcomes, target=8),
    } | assessment.goal_flags(
        (
            (outcomes == 3) & assessment.within(bits, 1, 0.01),
            (outcomes == 8) & (bits <= 0.6) & (p > 0).all(axis=-1),
            (rarest >= 5) & (bits <= 0.2),
            (outcomes == 2) & assessment.within(bits, 0.5, 0.01),
        )
    )
