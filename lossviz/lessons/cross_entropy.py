"""Lesson 7: what does believing Q cost when P is true?"""

import streamlit as st

from lossviz.lessons import page
from lossviz.live.component import stage
from lossviz.scenes import cross_entropy
from lossviz.theory import information

ENTRY = page.lesson("cross-entropy")
P, Q = page.weights("p", cross_entropy.FIRST["p"]), page.weights("q", cross_entropy.FIRST["q"])
UNIT = page.unit("bits")
PARAMETERS = (P, Q, page.NAMES, UNIT)

page.head(
    ENTRY,
    "P is what happens, Q is what you believe. Each outcome surprises you by log(1/q); "
    "**cross-entropy** is the average. Pull Q’s bars.",
    parameters=PARAMETERS,
    goals=cross_entropy.GOALS,
    predictions=cross_entropy.PREDICTIONS,
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            "unit": page.unit_switch(UNIT),
            "p": page.text_box(P, "Weights of P", "One number for each outcome; probabilities are their shares."),
            "q": page.text_box(Q, "Weights of Q"),
            "names": page.text_box(page.NAMES, "Names", "Such as sun, cloud, rain.", hint="sun, cloud, rain, snow"),
        }
    with above:
        meant, texts = page.state(PARAMETERS, said)
        stage(
            cross_entropy.scene(meant["p"], meant["q"], unit=meant["unit"], names=meant["names"]),
            key="cross-entropy.stage",
            state=texts,
            take=page.taker(PARAMETERS),
            **page.teaching(),
        )


picture()

page.foot(
    ENTRY,
    "A classifier’s guess is a Q. The truth is one class.",
    [information.cross_entropy, information.kl_divergence, information.jensen_shannon_divergence],
    [
        "S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical Statistics 22, 1951 (KL).",
        "I. J. Good, Rational Decisions, Journal of the Royal Statistical Society B 14, 1952 (the log score).",
        "J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on Information Theory 37, 1991 "
        "(Jensen-Shannon).",
        "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd edition, Wiley, 2006, chapter 2 "
        "(Gibbs' inequality, the asymmetry).",
    ],
)
