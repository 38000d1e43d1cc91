"""Predictions and goals of the cross-entropy loss lesson, and their assessment."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from lossviz.lessons.cross_entropy_loss.parameters import FIRST
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

if TYPE_CHECKING:
    from lossviz.lessons.cross_entropy_loss.quantities import Rows

START = FIRST | {"unit": "nats"}
FIRST_LOSS = 1.4076
CLASSES = 3  # most questions are about three classes
CAT, DOG = 0.245, 0.665  # what they have in the first state
LEADING_LOSS = 1.033  # where cat leads by a tenth
AGAIN = "Try again, or press Show me."
PREDICTIONS = (
    Prediction(
        "1",
        "Raise cat’s logit until cat is as probable as dog.",
        START,
        START | {"logits": "2,2,0"},
        "reply0",
        (
            "With the same logit as dog: {p[0]} and {p[1]}, loss {loss}. Only differences between logits count.",
            "At {z[0]:set} cat already has {p[0]}, and dog only {p[1]}.",
            "Cat has {p[0]}, what dog had before. But dog has fallen to {p[1]}: each logit changes every probability.",
        ),
        f"Cat’s logit is at {{z[0]:set}}, dog’s at {{z[1]:set}}. {AGAIN}",
        ("probabilities", "loss"),
    ),
    Prediction(
        "2",
        "Set the logits of a classifier that knows nothing about cat, dog and fox. What is its loss?",
        START,
        START | {"logits": "1,1,1"},
        "reply1",
        (
            "All logits equal, at any height: loss {loss}, the log of 3. With ten classes it would be 2.303. "
            "A loss near the log of the number of classes means that nothing is learned yet.",
            "Cat has {p[0]} and the loss is {loss}, as for a coin toss. But there are three classes, not two.",
            "Cat has {p[0]}, so the loss is {loss}. A low probability of cat is a claim, and here a wrong one. "
            "To know nothing is to prefer no class.",
        ),
        "Cat has {p[0]}, dog {p[1]}, fox {p[2]}. To know nothing is to prefer no class.",
        ("loss",),
    ),
    Prediction(
        "3",
        "Cat, the true class, has probability 0.5 and loss 0.693. Set its probability so that the loss is half as "
        "large.",
        START | {"logits": "0.693147,0,0"},
        START | {"logits": "1.574521,0,0"},
        "reply2",
        (
            "0.707 is the square root of 0.5: loss 0.347. A root of the probability halves its log.",
            "{p[true]} is half of the way to 1, but the curve is not straight: the loss is {loss}.",
            "Twice the probability is certainty: its loss is 0.",
        ),
        f"The true class has {{p[true]}}: loss {{loss}}. {AGAIN}",
        ("loss",),
    ),
    Prediction(
        "4",
        "At logits 1, 2, 0 cat had 0.245. Dog’s logit has risen to 3 and fox’s to 1. Drag cat’s logit until cat has "
        "0.245 again.",
        START | {"logits": "-1,3,1"},
        START | {"logits": "2,3,1"},
        "reply3",
        (
            "At {z[0]:set}, raised by as much as the others: {p[0]}. Softmax sees only the differences between logits.",
            "At 1 cat had 0.245, but now it has {p[0]}. Not only its own logit counts: dog’s and fox’s have risen.",
        ),
        f"At {{z[0]:set}} cat has {{p[0]}}. {AGAIN}",
        ("probabilities", "loss"),
    ),
    Prediction(
        "5",
        "Two classes, and cat is true. The loss of this sample is 0.69. Drag cat’s probability to what the model "
        "predicted.",
        START | {"logits": "2,0"},
        START | {"logits": "0,0"},
        "reply4",
        (
            "0.5: 0.69, ln 2, is the loss of a coin toss. On this sample the model knows nothing.",
            "At {p[0]} the loss would be {loss}. 0.69 sounds small, but it is the loss of a coin toss.",
            "The loss is −ln p, not 1 − p: at {p[0]} it is {loss}.",
        ),
        f"At {{p[0]}} the loss is {{loss}}. {AGAIN}",
        ("loss",),
    ),
    Prediction(
        "6",
        "Logits 1, 2, 0 gave dog 0.665. All three are multiplied by 3, and nothing is learned. Drag dog’s probability "
        "to its value at logits 3, 6, 0.",
        START | {"logits": "3,3.05,0"},
        START | {"logits": "3,6,0"},
        "reply5",
        (
            "0.950: the same order of the classes, the same accuracy, nothing learned. A probability from softmax is "
            "not a reliable confidence.",
            "Nothing was learned, so the confidence should stay. But it rises: the differences between the logits are "
            "three times as large.",
            "The logits are multiplied, not the probabilities: dog does not become certain.",
        ),
        f"Dog is at {{p[1]}}. {AGAIN}",
        ("logits", "loss"),
    ),
    Prediction(
        "7",
        "Cat is true and most likely: the answer is right, the loss is 1.033. Set logits that give a wrong answer and "
        "a lower loss.",
        START | {"logits": "0.1,0,0"},
        START | {"logits": "1.9,2,0"},
        "reply6",
        (
            "{name[top]:Word} is most likely, with {p[top]}, so the answer is wrong now, and the loss fell to {loss}. "
            "A lower loss is not always a higher accuracy.",
            "The loss fell to {loss}, and the answer is still right. The two do not always go together: the "
            "answer is the most likely class, and the loss counts the probability of cat alone.",
            "The answer is wrong, and the loss rose to {loss}. It need not: the loss counts the "
            "probability of cat alone.",
        ),
        "Cat has {p[0]}, and the loss is {loss}. The answer must become wrong and the loss lower.",
        ("loss",),
    ),
    Prediction(
        "8",
        "A bug: the code applies softmax, and then a loss that applies softmax again. The model is certain of cat, and "
        "right. Set the three numbers that the second softmax gets.",
        START | {"logits": "0,0,0"},
        START | {"logits": "1,0,0"},
        "reply7",
        (
            "1, 0, 0: it takes probabilities for logits, and a probability is at most 1. So the loss stays above "
            "0.551, even if the model is certain and right.",
            "{z[0]:set} can be a logit, but the second softmax gets the probabilities that the first gives.",
        ),
        "They are at {z[0]:set}, {z[1]:set}, {z[2]:set}. They are the output of a softmax that is certain.",
        ("loss",),
    ),
)
GOALS = (
    Goal("G1", "A loss of at most 0.05 nats with no logit beyond 4.", "goal0"),
    Goal("G2", "The loss of a uniform guess among three classes, 1.099 nats.", "goal1"),
    Goal(
        "G3", "Dog is still most likely, cat is true, and the loss is more than twice that of the first state.", "goal2"
    ),
    Goal("G4", "With label smoothing 0.1 a loss of at most 0.292 nats.", "goal3"),
)
# By the quantity that holds the index of the reply: where the question is asked, which replies hold, and where there is
# one right number what is set in its place; NaN where there is none.
Replies: TypeAlias = dict[str, tuple[Array, Sequence[Array | np.bool_], Array | float, float]]
NO_TARGET = (math.nan, math.nan)


def assessed(rows: Rows, found: Mapping[str, Array]) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    loss = found["loss"]
    first = found["plain"] & (found["true"] == 0)
    three, two = rows.classes == CLASSES, rows.classes == 2
    goals = [
        (loss <= 0.05) & (np.where(rows.here, abs(rows.z), 0.0).max(axis=-1) <= 4),
        assessment.within(loss, math.log(3), 0.01),
        *((three & held for held in goals_of_three(rows, found, first)) if three.any() else (three, three)),
    ]
    replies: dict[str, Array] = {f"reply{i}": np.full((1, 1), -1, dtype=np.int16) for i in range(len(PREDICTIONS))}
    for there, of_classes in ((three, replies_of_three), (two, replies_of_two)):
        if there.any():
            replies |= answered(of_classes, rows, found, first & there)
    return replies | assessment.goal_flags(goals)


def answered(
    of_classes: Callable[[Rows, Mapping[str, Array]], Replies], rows: Rows, found: Mapping[str, Array], asked: Array
) -> dict[str, Array]:
    """The index of the reply to each of some questions, for all rows."""
    return {
        name: assessment.reply_index(held, asked=asked & where, value=value, target=target)
        for name, (where, held, value, target) in of_classes(rows, found).items()
    }


def goals_of_three(rows: Rows, found: Mapping[str, Array], first: Array) -> list[Array]:
    """The goals that are about three classes."""
    p, loss = found["p"], found["loss"]
    return [
        first & (p[..., 1] == p.max(axis=-1)) & (p[..., 1] > p[..., 0]) & (loss > 2 * FIRST_LOSS),
        assessment.within(rows.smoothing, 0.1, 0) & (loss <= 0.292),
    ]


def replies_of_three(rows: Rows, found: Mapping[str, Array]) -> Replies:
    """How each row answers the questions about three classes."""
    p, loss, mild = found["p"], found["loss"], rows.temperature == 1
    cat, dog, fox = (p[..., k] for k in range(CLASSES))
    near = abs(rows.z[..., :CLASSES]).max(axis=-1) <= 100
    at_cat, at_dog, at_fox = (np.where(near, rows.z[..., k], 0.0) for k in range(CLASSES))
    lead, apart = at_cat - np.maximum(at_dog, at_fox), abs(at_dog - at_fox)
    within, wrong = assessment.within, np.maximum(dog, fox) > cat
    right = np.maximum(dog, fox) < cat
    apart_from_dog = np.where(near, at_cat - at_dog, np.nan)
    return {
        "reply0": (
            mild,
            [within(at_cat - at_dog, 0, 0.05) & near, at_cat >= 3.9, within(cat, DOG, 0.02)],
            apart_from_dog,
            0.0,
        ),
        "reply1": (
            mild,
            [within(p[..., :CLASSES], 1 / 3, 0.01).all(axis=-1), within(cat, 0.5, 0.015), loss >= 2],
            *NO_TARGET,
        ),
        "reply2": (
            mild,
            [within(cat, math.sqrt(0.5), 0.015), (cat >= 0.735) & (cat <= 0.765), cat >= 0.985],
            cat,
            math.sqrt(0.5),
        ),
        "reply3": (mild, [within(cat, CAT, 0.015), within(at_cat, 1, 0.15) & near], cat, CAT),
        "reply5": (mild, [within(dog, 0.95, 0.015), within(dog, DOG, 0.03), dog >= 0.985], dog, 0.95),
        "reply6": (mild, [wrong & (loss < LEADING_LOSS), right & (loss < LEADING_LOSS), wrong], *NO_TARGET),
        "reply7": (mild, [within(lead, 1, 0.1) & (apart <= 0.1) & near, at_cat >= 2], *NO_TARGET),
    }


def replies_of_two(rows: Rows, found: Mapping[str, Array]) -> Replies:
    """How each row answers the question about two classes."""
    cat = found["p"][..., 0]
    within = assessment.within
    return {"reply4": (rows.temperature == 1, [within(cat, 0.5, 0.015), cat >= 0.6, within(cat, 0.31, 0.02)], cat, 0.5)}
