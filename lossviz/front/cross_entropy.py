"""Lesson 7: what does believing Q cost when P is true?"""

import streamlit as st

from lossviz.front import page
from lossviz.front import unit_box as units
from lossviz.front.component import stage
from lossviz.inputs import distribution as whole
from lossviz.lessons.cross_entropy import scene as cross_entropy
from lossviz.theory import information

ENTRY = page.lesson("cross-entropy")
P = page.weights("truth", whole.text(cross_entropy.TRUE))
Q = page.weights("belief", whole.text(cross_entropy.BELIEVED))
NAMES = page.outcome_names("events")
GRIP = page.in_hand("grip", [f"{which}{k + 1}" for which in "QP" for k in range(whole.MOST)])
PARAMETERS = (P, Q, NAMES, GRIP)

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
    units.follow()
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            P.name: page.text_box(P, "Weights of P", "One number for each outcome; probabilities are their shares."),
            Q.name: page.text_box(Q, "Weights of Q"),
            NAMES.name: page.text_box(NAMES, "Names", "Such as sun, cloud, rain.", hint="sun, cloud, rain, snow"),
            GRIP.name: page.text_box(
                GRIP, "Bar in hand", "Such as Q1 or P2: sentence and formula speak of it.", width=150
            ),
        }
    with above:
        meant, texts = page.state(ENTRY.slug, PARAMETERS, said)
        unit = units.current(ENTRY)
        stage(
            cross_entropy.scene(
                meant[P.name], meant[Q.name], unit=unit, names=meant[NAMES.name], grip=meant[GRIP.name]
            ),
            key="cross-entropy.stage",
            state=texts | {"unit": unit},
            first=page.firsts(PARAMETERS),
            take=page.taker(PARAMETERS),
            chain=page.chain(ENTRY, {"entropy": {"p": texts[P.name], "names": texts[NAMES.name]}}),
            **page.teaching(),
        )


picture()

page.foot(
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
