"""Lesson 7: cross-entropy and KL divergence."""

from collections.abc import Mapping

import numpy as np

from lossviz.inputs import distribution, numbers
from lossviz.inputs.outcome_names import default_names
from lossviz.lessons.cross_entropy.kl_direction import scene as kl_direction
from lossviz.lessons.cross_entropy.likelihood import scene as likelihood
from lossviz.lessons.cross_entropy.mutual_information import scene as mutual_information
from lossviz.lessons.cross_entropy.parameters import PARAMETERS, WEATHER
from lossviz.lessons.cross_entropy.scene import scene
from lossviz.scene import budget, thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import gaussian_mixtures, information, joint_distributions
from lossviz.theory.likelihood import mean_negative_log_likelihood


def as_logits(texts: Mapping[str, str]) -> dict[str, str]:
    """The state of the lesson on the loss: Q as logits, log q with their mean taken away; P's largest is the truth."""
    p, q = distribution.parse(texts["p"]), distribution.parse(texts["q"])
    q = distribution.resized(q, len(p))
    possible = np.array([weight for weight in q if weight])
    mean = float(np.log(possible).mean())
    logits = [float(np.round(np.log(weight) - mean, 6)) + 0.0 if weight else -np.inf for weight in q]
    truth = [int(k == np.argmax(p)) for k in range(len(p))]
    weather = ",".join(WEATHER) if len(p) == len(WEATHER) else ",".join(default_names(len(p)))
    return {"logits": numbers.write_all(logits), "y": distribution.text(truth), "names": texts["names"] or weather}


def as_outcomes(texts: Mapping[str, str]) -> dict[str, str]:
    """The state of the lesson on entropy: P with its names, unless P is certain and has nothing to show there."""
    is_certain = sum(weight > 0 for weight in distribution.parse(texts["p"])) == 1
    return {} if is_certain else {"p": texts["p"], "names": texts["names"]}


LESSON = Lesson(
    "cross-entropy",
    "Cross-entropy",
    "How well does Q predict P?",
    thumbnail.of(scene, "Q"),
    introduction="P is the true distribution, Q the model’s prediction. **Cross-entropy** is the average over P of the "
    "surprise log(1/q): the entropy of P plus the **KL divergence**, which is 0 only if Q = P. With P from data it is "
    "the mean **negative log-likelihood**. Drag Q’s bars.",
    conclusion="The prediction of a classifier is such a Q, and the true class is a P that has probability 1 for one "
    "class.",
    parameters=PARAMETERS,
    scene=scene,
    cost=lambda *, p, q, **_: budget.of_numbers(17_800 * max(len(p), len(q)) + 1_700 * max(len(p), len(q)) ** 2),
    folds=(kl_direction.FOLD, likelihood.FOLD, mutual_information.FOLD),
    terms=(
        "surprise",
        "entropy",
        "cross-entropy",
        "KL divergence",
        "Jensen-Shannon",
        "negative log-likelihood",
        "one-hot",
        "bits",
        "nats",
        "hartleys",
    ),
    sources=(
        information.cross_entropy,
        information.kl_divergence,
        information.jensen_shannon_divergence,
        gaussian_mixtures.forward_kl,
        gaussian_mixtures.reverse_kl,
        mean_negative_log_likelihood,
        joint_distributions.mutual_information,
    ),
    references=(
        "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22, 1951 (KL).",
        "I. J. Good, Rational Decisions, Journal of the Royal Statistical Society B 14, 1952 (the log score).",
        "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37, 1991 "
        "(Jensen-Shannon).",
        "R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics, Philosophical Transactions of the "
        "Royal Society of London A 222, 1922 (maximum likelihood).",
        "C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 10.1.2 "
        "(one Gaussian fitted to two modes by KL divergence in both directions).",
        "T. Minka, Divergence Measures and Message Passing, Microsoft Research, MSR-TR-2005-173, 2005 "
        "(which fits each direction prefers).",
        "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd edition, Wiley, 2006, chapter 2 "
        "(Gibbs' inequality, the asymmetry, mutual information).",
    ),
    linked_state={"entropy": as_outcomes, "cross-entropy-loss": as_logits},
)
