"""Lesson 9: binary cross-entropy."""

from lossviz.inputs import parameter
from lossviz.lessons.binary_cross_entropy import batch_loss
from lossviz.lessons.binary_cross_entropy.quantities import MANY_UPDATES
from lossviz.lessons.binary_cross_entropy.scene import scene
from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_losses
from lossviz.scene import budget, thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import activations, binary_cross_entropy, interruption, logistic_unit

LARGEST_LOGIT = 1000.0


LESSON = Lesson(
    "binary-cross-entropy",
    "Binary cross-entropy",
    "How wrong is a yes-or-no prediction?",
    thumbnail.of(scene, "loss"),
    introduction="The prediction ŷ is the probability of yes. **Binary cross-entropy** is the surprise of the answer: "
    "−ln ŷ for yes, −ln(1 − ŷ) for no. It is the **negative log-likelihood** of the answer. The **logit** is the score "
    "that the sigmoid turns into ŷ. Drag ŷ.",
    conclusion="The gradient with respect to the logit is ŷ − y, so a confident error has the largest gradient. This "
    "was one unit with a yes-or-no answer. A network puts ReLU units in front of it.",
    parameters=(
        parameter.Number(
            "y",
            default=1.0,
            low=0,
            high=1,
            label="y, the true label",
            help="1 is yes, 0 is no, 0.9 is yes in nine of ten cases.",
        ),
        # Either a probability or a logit says the prediction, and the other is left out.
        parameter.Number(
            "yhat",
            default=0.1,
            low=0,
            high=1,
            label="ŷ, the prediction",
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
    terms=(
        "logit",
        "sigmoid",
        "cross-entropy",
        "negative log-likelihood",
        "update",
        "gradient",
        "vanishing gradient",
        "surprise",
        "bits",
        "nats",
        "hartleys",
    ),
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
        "American Statistical Association 102, 2007 (why the true probability has the smallest loss).",
        "P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and Experimental "
        "Comparison, Interspeech 2013.",
        "L. Hui, M. Belkin, Evaluation of Neural Architectures Trained with Square Loss vs Cross-Entropy in "
        "Classification Tasks, ICLR 2021 (where squared error does as well).",
    ),
)
