"""Lesson 9: binary cross-entropy."""

import numpy as np

import lossviz
from lossviz.figures import thumbnails
from lossviz.inputs import parameter
from lossviz.lessons.binary_cross_entropy import batch_loss
from lossviz.lessons.binary_cross_entropy.quantities import MANY_UPDATES
from lossviz.lessons.binary_cross_entropy.scene import scene
from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_losses
from lossviz.scene import budget
from lossviz.scene.lesson import Lesson
from lossviz.theory import activations, binary_cross_entropy, interruption, logistic_unit

LARGEST_LOGIT = 1000.0


def thumbnail() -> list[str]:
    """The loss of a yes over the predicted probability, and the first state on it."""
    p = np.linspace(0, 1, 41)[1:]
    loss = [float(lossviz.surprise(one, base=np.e)) for one in (*p, 0.1)]
    return [thumbnails.line(p, thumbnails.scaled(loss[:-1], 0, 4)), thumbnails.dot(0.1, loss[-1] / 4)]


LESSON = Lesson(
    "binary-cross-entropy",
    "Binary cross-entropy",
    "And with only yes or no?",
    thumbnail,
    introduction="You say ŷ, the probability of yes. The answer comes, and you pay its surprise: −ln ŷ for a yes, "
    "−ln(1 − ŷ) for a no. That is **binary cross-entropy**. The **logit** is the score that a sigmoid squeezes into ŷ. "
    "Pull ŷ.",
    conclusion="You pay −ln ŷ if it was yes and −ln(1 − ŷ) if it was no; the push is ŷ − y, so a confident mistake "
    "gets the hardest push. One unit, one yes or no. Now bends in front of it.",
    parameters=(
        parameter.Number(
            "y",
            default=1.0,
            low=0,
            high=1,
            label="y, the truth",
            help="1 is yes, 0 is no, 0.9 is yes in nine of ten cases.",
        ),
        # Either a probability or a logit says the prediction, and the other is left out.
        parameter.Number(
            "yhat",
            default=0.1,
            low=0,
            high=1,
            label="ŷ, your forecast",
            help="A probability from 0 to 1.",
            clears=("logit",),
        ),
        parameter.Number(
            "logit",
            low=-LARGEST_LOGIT,
            high=LARGEST_LOGIT,
            label="Logit",
            help="Any score; 0 is the same as ŷ = 0.5.",
            placeholder="in place of ŷ",
            clears=("yhat",),
        ),
        parameter.unit("nats"),
    ),
    scene=scene,
    cost=lambda **_: budget.of_numbers(30_000) + 3 * (MANY_UPDATES + 1) * interruption.STEP,
    folds=(batch_loss.FOLD, two_losses.FOLD),
    sources=(
        activations.sigmoid,
        binary_cross_entropy.losses,
        binary_cross_entropy.losses_from_logits,
        binary_cross_entropy.gradient_from_logits,
        logistic_unit.logistic_gradient,
    ),
    references=(
        "D. R. Cox, The Regression Analysis of Binary Sequences, Journal of the Royal Statistical Society B 20, 1958 "
        "(logistic regression).",
        "T. Gneiting, A. E. Raftery, Strictly Proper Scoring Rules, Prediction, and Estimation, Journal of the "
        "American Statistical Association 102, 2007 (why honesty pays).",
        "P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and Experimental "
        "Comparison, Interspeech 2013.",
        "L. Hui, M. Belkin, Evaluation of Neural Architectures Trained with Square Loss vs Cross-Entropy in "
        "Classification Tasks, ICLR 2021 (a fair word for squared error).",
    ),
)
