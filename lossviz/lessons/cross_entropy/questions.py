"""Predictions and goals of the cross-entropy lesson, and their assessment."""

import numpy as np

import lossviz
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy.parameters import FIRST, WEATHER
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

START = {**FIRST, "names": "", "unit": "bits"}
COIN = {"p": "1,1", "names": "heads,tails", "highlight": "", "unit": "bits"}
SLACK, SMALL = 0.01, 0.02  # two and four steps of a bar
HIDDEN = ("costs", "own", "cost")
PREDICTIONS = (
    Prediction(
        "1",
        "Drag Q’s sun to where the cross-entropy is smallest.",
        START,
        START | {"q": "35,20,10,5"},
        "reply0",
        (
            "0.5, the true probability of sun: cross-entropy {CE_shown:set}. Any other value makes it larger.",
            "A larger value is not better: at {q[0]:set} the cross-entropy is {CE_shown:set}.",
        ),
        "Q’s sun is at {q[0]:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Find the Q whose cross-entropy is the same for every P.",
        START,
        START | {"q": "1,1,1,1"},
        "reply1",
        ("All equal: the surprise of every outcome is 2 bits, so the average is 2 for any P.",),
        "Under Q the surprise of sun is {s[0]} bits, that of cloud {s[1]}: a P with more "
        "sun has another cross-entropy.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "Make the cross-entropy infinite with one bar.",
        START,
        START | {"q": "0,4,2,1"},
        "reply2",
        (
            "Any bar of Q at 0 where P is above 0: the prediction calls impossible what does happen.",
            "The surprise of a small probability is large, but finite: the cross-entropy is {CE_shown:set} bits.",
        ),
        "The cross-entropy is {CE_shown:set} bits. It is a mean of surprises: which surprise is infinite?",
        HIDDEN,
    ),
    Prediction(
        "4",
        "Make the cross-entropy 0. You may drag P and Q.",
        START,
        START | {"p": "1,0,0,0", "q": "1,0,0,0"},
        "reply3",
        (
            "Cross-entropy {CE_shown:set}: one outcome is certain, and Q predicts it. Only then is H(P) 0, too.",
            "Q equals P, so KL is 0. But the entropy of P remains, which no Q can make smaller: {CE_shown:set} bits.",
            "Q gives 0 to what does happen, so the cross-entropy is infinite. First P must have a certain outcome.",
        ),
        "The cross-entropy is {CE_shown:set} bits. It is the entropy of P plus KL: both must be 0.",
        HIDDEN,
    ),
    Prediction(
        "5",
        "Where P is 0.9 and Q is 0.5, KL is 0.531 bits. Now P is 0.5: set Q so that KL is about 0.53 bits again.",
        COIN | {"q": "1,1"},
        COIN | {"q": "86,14"},
        "reply4",
        (
            "At {q[0]:set} KL is {KL_shown:set} bits. At 0.9 it would be 0.737: KL(P‖Q) and KL(Q‖P) differ.",
            "At {q[0]:set} KL is {KL_shown:set} bits, not 0.53. KL is not symmetric: swapped, it is another number.",
        ),
        "In bits KL is {KL_shown:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "6",
        "P is 0.5 and Q is 0.9: KL is 0.737 bits. Set Q so that KL is half of that.",
        COIN | {"q": "9,1"},
        COIN | {"q": "102,23"},
        "reply5",
        (
            "At {q[0]:set} KL is {KL_shown:set} bits. Half of the way, at 0.7, it is only 0.126: KL is not a distance.",
            "Half of the way KL is {KL_shown:set} bits. KL is not a distance: both halves together give only 0.347.",
        ),
        "In bits KL is {KL_shown:set}. Try again, or press Show me.",
        HIDDEN,
    ),
)
GOALS = (
    Goal("G1", "A Q that differs from P, with a KL divergence of at most 0.03 bits.", "goal0"),
    Goal("G2", "An infinite cross-entropy.", "goal1"),
    Goal("G3", "KL(P‖Q) below 1 bit, and KL(Q‖P) infinite.", "goal2"),
    Goal("G4", "A Q whose cross-entropy is 2 bits for every P.", "goal3"),
)


def assessed(p: Array, q: Array, compared: dict[str, Array], unit: Unit) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    kl, swapped, infinite = compared["KL"], compared["KL_swapped"], np.isinf(compared["CE"])
    bit = float(lossviz.surprise(0.5, base=unit.base))
    small = ((p > 0) & (q > 0) & (q <= SMALL)).any(axis=-1)
    replies = {f"reply{i}": assessment.unasked(kl.shape) for i in range(len(PREDICTIONS))}
    replies["reply2"] = assessment.reply_index([infinite, small])
    if p.shape[-1] == len(WEATHER):
        replies |= replies_of_four(p, q, infinite)
    if p.shape[-1] == 2:
        replies |= replies_of_two(p, q, kl / bit)
    return replies | assessment.goal_flags(
        (
            (kl > 0) & (kl <= 0.03 * bit) & (abs(q - p).max(axis=-1) > 0.03),
            infinite,
            (kl < bit) & np.isinf(swapped),
            assessment.within(q, 0.25, 0.0017).all(axis=-1),
        )
    )


def replies_of_four(p: Array, q: Array, infinite: Array) -> dict[str, Array]:
    """How each row answers the predictions about four outcomes."""
    sun = q[..., 0]
    uniform = assessment.within(q, 1 / q.shape[-1], 0.01).all(axis=-1)
    certain = ((p >= 1 - SLACK) & (q >= 1 - SLACK)).any(axis=-1) & ~infinite
    equal = assessment.within(q - p, 0, SLACK).all(axis=-1) & ~infinite
    return {
        "reply0": assessment.reply_index([assessment.within(sun, 0.5, 0.01), sun >= 0.9], value=sun, target=0.5),
        "reply1": assessment.reply_index([uniform]),
        "reply3": assessment.reply_index([certain, equal, infinite]),
    }


def replies_of_two(p: Array, q: Array, bits: Array) -> dict[str, Array]:
    """How each row, with so many bits of KL divergence, answers the predictions about a coin, where P is fair."""
    fair = np.asarray(assessment.within(p, 0.5, 0).all(axis=-1))
    return {
        name: assessment.reply_index(
            [either_way(q, right), either_way(q, wrong)], asked=fair, value=bits, target=target
        )
        for name, right, wrong, target in (("reply4", 0.861, 0.9, 0.531), ("reply5", 0.816, 0.7, 0.3685))
    }


def either_way(q: Array, target: float) -> Array:
    """Whether heads or tails have that probability: for a fair coin both cost the same."""
    return np.asarray(assessment.within(q[..., :2], target, SLACK).any(axis=-1))
