"""Predictions and goals of the cross-entropy loss lesson, and their assessment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from lossviz.lessons.cross_entropy_loss.parameters import FIRST
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

if TYPE_CHECKING:
    from lossviz.lessons.cross_entropy_loss.quantities import Rows

START = FIRST | {"unit": "nats"}
FIRST_LOSS = 1.4076
CLASSES = 3  # every question is about three classes
SURE = 0.665  # what dog has in the first state
PREDICTIONS = (
    Prediction(
        "1",
        "Raise cat’s logit until cat is as probable as dog.",
        START,
        START | {"logits": "2,2,0"},
        "reply0",
        (
            "At 2, the same as dog: 0.468 each, loss 0.759. Only differences between logits count.",
            "At 4 cat already has 0.867. Equal logits are enough.",
            "Here cat has 0.665, what dog had before. But dog has sunk: each logit changes every probability.",
        ),
        "Not yet. Cat’s logit is at {z[0]:set}, dog’s at {z[1]:set}. Look at the picture, then try again.",
        ("probabilities", "loss"),
    ),
    Prediction(
        "2",
        "Cat, dog or fox: show the outputs of a classifier that knows nothing. What does it pay?",
        START,
        START | {"logits": "1,1,1"},
        "reply1",
        (
            "All logits equal, whatever their height: 1.099, the log of 3. With ten classes it would be 2.303. "
            "A loss near the log of the number of classes means that nothing is learned yet.",
            "0.5 for the true class costs 0.693, a coin toss between two. Among three a blind guess pays 1.099.",
            "Nothing at all for cat is not ignorance but a sure claim that it is no cat.",
        ),
        "Not yet. Cat has {p[0]}, dog {p[1]}, fox {p[2]}. Look at the picture, then try again.",
        ("loss",),
    ),
    Prediction(
        "3",
        "The true class has 0.5 and costs 0.693. Halve the loss.",
        START | {"logits": "0.693147,0,0"},
        START | {"logits": "1.574521,0,0"},
        "reply2",
        (
            "At 0.707, the square root of 0.5: loss 0.347. Halving the loss takes a root.",
            "Three quarters is half of the way to 1, but the curve bends: loss 0.288.",
            "Twice the probability is certainty, and that costs 0.",
        ),
        "Not yet. The true class has {p[true]} and costs {loss}. Look at the picture, then try again.",
        ("loss.curve", "loss.dot"),
    ),
    Prediction(
        "4",
        "Cat is true and dog leads. Bring the loss below a blind guess, 1.099, while dog still leads.",
        START,
        START | {"logits": "1.7,2,-2"},
        "reply3",
        (
            "Cat has {p[0]} and dog {p[1]}: the answer is as wrong as before, and the loss is {loss}. "
            "A better loss is not a better accuracy.",
            "Now cat leads, so the accuracy rose too. The loss can fall while the answer stays wrong: let dog lead.",
        ),
        "Not yet. Cat has {p[0]}, dog {p[1]}, and the loss is {loss}. Look at the picture, then try again.",
        ("loss",),
    ),
    Prediction(
        "5",
        "Dog got 0.665. Make it 0.950 by the temperature alone, which teaches the classifier nothing.",
        START,
        START | {"temperature": "0.333"},
        "reply4",
        (
            "At one third all logits are multiplied by 3: dog 0.950, same order, nothing learned. "
            "An output of 0.950 does not mean right in 95 of 100 cases.",
            "Above 1 the logits are divided: dog has {p[1]}. Below 1 they are multiplied.",
            "The logits changed, so this is another classifier. Leave them, and set the temperature alone.",
        ),
        "Not yet. At temperature {temperature:set} dog has {p[1]}. Look at the picture, then try again.",
        ("probabilities", "loss"),
    ),
    Prediction(
        "6",
        "A bug: softmax outputs are fed in as logits. Set the logits that such a model reaches at its best.",
        START | {"logits": "0,0,0"},
        START | {"logits": "1,0,0"},
        "reply5",
        (
            "1, 0, 0: a probability is at most 1. The loss is 0.551 and falls no further, however sure the model is.",
            "A logit can be {z[0]:set}, a probability cannot: softmax outputs end at 1, so this loss is out of reach.",
        ),
        "Not yet. The logits are {z[0]:set}, {z[1]:set}, {z[2]:set}. Look at the picture, then try again.",
        ("loss",),
    ),
)
GOALS = (
    Goal("G1", "A loss of at most 0.05 nats with no logit beyond 4.", "goal0"),
    Goal("G2", "The loss of a blind guess among three, 1.099 nats.", "goal1"),
    Goal("G3", "Dog still leads, cat is true, and the loss is more than twice that of the first state.", "goal2"),
    Goal("G4", "With label smoothing 0.1 a loss of at most 0.292 nats.", "goal3"),
)


def assessed(rows: Rows, found: Mapping[str, Array]) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    z, p, loss, classes = rows.z, found["p"], found["loss"], rows.classes
    shape = classes.shape
    three = classes == CLASSES
    goals = [
        (loss <= 0.05) & (np.where(rows.here, abs(z), 0.0).max(axis=-1) <= 4),
        assessment.within(loss, math.log(3), 0.01),
    ]
    if not three.any():
        none = np.full(shape, False)
        silent = {f"reply{i}": np.full(shape, -1, dtype=np.int16) for i in range(len(PREDICTIONS))}
        return silent | assessment.goal_flags([*goals, none, none])
    cat, dog, fox = (p[..., k] for k in range(3))
    at_cat, at_dog, at_fox = (z[..., k] for k in range(3))
    asked = three & found["plain"] & (found["true"] == 0)
    mild = asked & (rows.temperature == 1)
    dog_leads = (dog > cat) & (dog > fox)
    same = (at_cat == 1) & (at_dog == 2) & (at_fox == 0)
    near = abs(z[..., :3]).max(axis=-1) <= 100
    at_cat, at_dog, at_fox = (np.where(near, logit, 0.0) for logit in (at_cat, at_dog, at_fox))
    lead, apart = at_cat - np.maximum(at_dog, at_fox), abs(at_dog - at_fox)
    replies = (
        (mild, [assessment.within(at_cat - at_dog, 0, 0.1) & near, at_cat >= 3.9, assessment.within(cat, SURE, 0.02)]),
        (
            asked,
            [assessment.within(p[..., :3], 1 / 3, 0.01).all(axis=-1), assessment.within(cat, 0.5, 0.015), cat <= 0.005],
        ),
        (asked, [assessment.within(cat, math.sqrt(0.5), 0.015), (cat >= 0.735) & (cat <= 0.765), cat >= 0.985]),
        (asked, [dog_leads & (loss < math.log(3)), (cat >= dog) & (cat > fox)]),
        (
            asked,
            [
                same & assessment.within(dog, 0.95, 0.02),
                same & (rows.temperature >= 2),
                ~same & assessment.within(dog, 0.95, 0.02),
            ],
        ),
        (mild, [assessment.within(lead, 1, 0.1) & (apart <= 0.1), at_cat >= 2]),
    )
    return {
        f"reply{i}": assessment.reply_index(found_replies, asked=held)
        for i, (held, found_replies) in enumerate(replies)
    } | assessment.goal_flags(
        [
            *goals,
            asked & dog_leads & (loss > 2 * FIRST_LOSS),
            three & assessment.within(rows.smoothing, 0.1, 0) & (loss <= 0.292),
        ]
    )
