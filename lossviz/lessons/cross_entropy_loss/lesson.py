"""The lesson on the cross-entropy loss of a classifier."""

import math
from collections.abc import Mapping

import numpy as np

from lossviz.inputs import distribution, numbers
from lossviz.lessons.cross_entropy_loss.batch import scene as batch
from lossviz.lessons.cross_entropy_loss.numerical_traps import scene as numerical_traps
from lossviz.lessons.cross_entropy_loss.parameters import PARAMETERS, fitted, parse_logits
from lossviz.lessons.cross_entropy_loss.scene import scene
from lossviz.scene import budget, thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import label_smoothing, softmax, softmax_cross_entropy, temperature_scaling

LARGEST_LOGIT = 1000.0  # the most that the lesson of binary cross-entropy takes


def as_one_logit(texts: Mapping[str, str]) -> dict[str, str]:
    """The state of the binary lesson: the logit of the true class minus the largest of the others.

    It is divided by the temperature. With two classes the target goes along, soft or smoothed as it is.
    """
    z = np.array(parse_logits(numbers.pieces(texts["logits"])))
    target = fitted(distribution.parse(texts["y"], len(z) + 10), len(z))
    true = int(np.argmax(target))
    y = 1.0
    if len(z) == 2:
        shares = distribution.probabilities(target)
        y = float(label_smoothing.smoothed(shares, numbers.parse(texts["smoothing"]))[true])
    mine, other = float(z[true]), float(np.delete(z, true).max())
    if math.isinf(mine) or math.isinf(other):
        gap = math.copysign(LARGEST_LOGIT, mine) if math.isinf(mine) else LARGEST_LOGIT
    else:
        half = (mine / 2 - other / 2) / numbers.parse(texts["temperature"])
        gap = float(np.clip(half, -LARGEST_LOGIT, LARGEST_LOGIT)) * 2
    gap = min(max(gap, -LARGEST_LOGIT), LARGEST_LOGIT)
    return {"y": numbers.write(y), "yhat": "", "logit": numbers.write(round(gap, 9) + 0.0)}


LESSON = Lesson(
    "cross-entropy-loss",
    "Cross-entropy loss",
    "How wrong is a classifier?",
    thumbnail.of(scene, "probabilities"),
    introduction="A classifier gives each class a score, its **logit**. **Softmax** turns logits into "
    "probabilities: e to each logit, divided by the sum. The **cross-entropy loss** (log loss) is −ln of the "
    "probability of the true class: its **negative log-likelihood**. Drag cat’s logit.",
    conclusion="The gradient with respect to each logit is predicted minus true: p − y. Least squares is a negative "
    "log-likelihood, too: that of a prediction with Gaussian noise. With two classes one logit is enough: the "
    "difference of the two.",
    parameters=PARAMETERS,
    scene=scene,
    cost=lambda *, logits, **_: budget.of_numbers(23_000 * len(logits)),
    folds=(batch.FOLD, numerical_traps.FOLD),
    terms=(
        "logit",
        "softmax",
        "cross-entropy",
        "negative log-likelihood",
        "gradient",
        "temperature",
        "label smoothing",
        "soft target",
        "surprise",
        "bits",
        "nats",
        "hartleys",
    ),
    sources=(
        softmax.softmax,
        softmax_cross_entropy.loss,
        softmax_cross_entropy.gradient,
        temperature_scaling.evaluate,
        label_smoothing.smoothed,
        label_smoothing.best_lead,
    ),
    references=(
        "J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, with Relationships "
        "to Statistical Pattern Recognition, in Neurocomputing: Algorithms, Architectures and Applications, Springer, "
        "1990 (softmax).",
        "C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML, 2017 "
        "(outputs are not confidences; temperature).",
        "C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, Rethinking the Inception Architecture for Computer "
        "Vision, CVPR, 2016 (label smoothing).",
        "G. Hinton, O. Vinyals, J. Dean, Distilling the Knowledge in a Neural Network, arXiv 1503.02531, 2015 "
        "(temperature).",
    ),
    linked_state={"binary-cross-entropy": as_one_logit},
)
