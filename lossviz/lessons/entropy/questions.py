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
        "Make this coin as hard to guess as a coin can be.",
        {"p": "9,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "1,1", "unit": "bits", "names": "", "highlight": ""},
        "reply0",
        (
            "0.5: 1.00 bit. One yes-or-no question per toss, and no way to do with less.",
            "A sure coin is no surprise: it tends to 0 bits.",
        ),
        "Not yet. It is at {p[0]:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "When you see tails, be exactly 3 bits surprised.",
        {"p": "9,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "7,1", "unit": "bits", "names": "", "highlight": ""},
        "reply1",
        (
            "One in eight: halve 1 three times. A 1 in 1,000 event would be 9.97 bits.",
            "One in three is 1.58 bits. Each bit is a halving.",
        ),
        "Not yet. Tails is at {p[1]:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "How many equally likely outcomes make 3 bits?",
        {"p": "1,1", "unit": "bits", "names": "", "highlight": ""},
        {"p": "1,1,1,1,1,1,1,1", "unit": "bits", "names": "", "highlight": ""},
        "reply2",
        ("8, since three doublings of 1 make 8. Perplexity says it back: as uncertain as a fair die with 8 sides.",),
        "Not yet. There are {K:count}, with {H} {H:unit}. Look at the picture, then try again.",
        HIDDEN,
    ),
)


GOALS = (
    Goal("G1", "Three outcomes with an entropy of 1 bit.", "goal0"),
    Goal("G2", "Eight outcomes, all possible, with at most 0.6 bits.", "goal1"),
    Goal("G3", "An outcome that surprises by 5 bits or more, in a distribution of at most 0.2 bits.", "goal2"),
    Goal("G5", "A coin of half a bit.", "goal3"),
)


def assessed(p: Array, outcomes: Array) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    here = np.arange(p.shape[-1]) < outcomes[..., None]
    bits = np.asarray(lossviz.entropy(p))
    first, second = p[..., 0], p[..., 1]
    rarest = np.asarray(lossviz.surprise(np.where(here, p, 1).min(axis=-1)))
    sure = assessment.within(first, 0, 0.01) | assessment.within(first, 1, 0.01)
    tails = [assessment.within(second, 0.125, 0.01), assessment.within(second, 1 / 3, 0.02)]
    return {
        "reply0": assessment.reply_index([assessment.within(first, 0.5, 0.01), sure], asked=outcomes == 2),
        "reply1": assessment.reply_index(tails, asked=outcomes == 2),
        "reply2": assessment.reply_index([bits >= 2.999], asked=outcomes == 8),
    } | assessment.goal_flags(
        (
            (outcomes == 3) & assessment.within(bits, 1, 0.01),
            (outcomes == 8) & (bits <= 0.6) & (p > 0).all(axis=-1),
            (rarest >= 5) & (bits <= 0.2),
            (outcomes == 2) & assessment.within(bits, 0.5, 0.01),
        )
    )
