"""Lesson 7: cross-entropy and KL divergence."""

from lossviz.figures import palette, thumbnails
from lossviz.inputs.distribution import probabilities
from lossviz.lessons.cross_entropy.parameters import PARAMETERS, P, Q
from lossviz.lessons.cross_entropy.scene import scene
from lossviz.scene.lesson import Lesson
from lossviz.theory import information


def thumbnail() -> list[str]:
    """P and Q, bar beside bar."""
    return thumbnails.bars((probabilities(P).tolist(), palette.TRUTH), (probabilities(Q).tolist(), palette.MODEL))


LESSON = Lesson(
    "cross-entropy",
    "Cross-entropy",
    "What does believing Q cost when P is true?",
    thumbnail,
    introduction="P is what happens, Q is what you believe. Each outcome surprises you by log(1/q); "
    "**cross-entropy** is the average. Pull Q’s bars.",
    conclusion="A classifier’s guess is a Q. The truth is one class.",
    parameters=PARAMETERS,
    scene=scene,
    sources=(information.cross_entropy, information.kl_divergence, information.jensen_shannon_divergence),
    references=(
        "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22, 1951 (KL).",
        "I. J. Good, Rational Decisions, Journal of the Royal Statistical Society B 14, 1952 (the log score).",
        "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37, 1991 "
        "(Jensen-Shannon).",
        "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd edition, Wiley, 2006, chapter 2 "
        "(Gibbs' inequality, the asymmetry).",
    ),
    linked_state={"entropy": lambda texts: {"p": texts["p"], "names": texts["names"]}},
)
