"""Lesson 6: how uncertain is this?"""

import streamlit as st

from lossviz.lessons import page
from lossviz.live.address import Parameter
from lossviz.live.component import stage
from lossviz.scenes import entropy, names, weights
from lossviz.scenes.units import UNITS
from lossviz.theory import information

ENTRY = page.lesson("entropy")
P = Parameter("p", "9,1", weights.parse, lambda read: weights.text(weights.reduced(read)))
NAMES = Parameter("names", "", names.parse, ",".join)
UNIT = Parameter("unit", "bits", page.one_of(tuple(UNITS)), str)
PARAMETERS = (P, NAMES, UNIT)

page.head(
    ENTRY,
    "A rare outcome is a **surprise**: each halving of its probability adds one bit. "
    "**Entropy** is the average surprise. Pull a bar by its top.",
    parameters=PARAMETERS,
    goals=tuple(goal.name for goal in entropy.GOALS),
    predictions=tuple(prediction.name for prediction in entropy.predictions()),
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        unit = st.segmented_control(
            "Unit of surprise", list(UNITS), default=UNIT.first, key=UNIT.name, bind="query-params", required=True
        )
        typed = st.text_input(
            "Weights", P.first, key=P.name, bind="query-params", width=220,
            help="One number for each outcome, such as 9, 1 or 0.25, 0.75. Probabilities are these, divided by their sum.",
        )
        named = st.text_input(
            "Names", NAMES.first, key=NAMES.name, bind="query-params", width=260, placeholder="heads, tails",
            help="The outcomes' names, such as sun, cloud, rain.",
        )
    with above:
        meant, texts = page.state(PARAMETERS, {"p": typed, "names": named, "unit": unit})
        stage(
            entropy.scene(meant["p"], unit=meant["unit"], names=meant["names"]),
            key="entropy.stage",
            state=texts,
            take=page.taker(PARAMETERS),
            **page.teaching(),
        )


picture()

page.foot(
    ENTRY,
    "You knew the probabilities. What if you believe the wrong ones?",
    [information.surprise, information.entropy, information.perplexity],
    [
        "C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948 "
        "(entropy, and why this formula).",
        "D. J. C. MacKay, Information Theory, Inference, and Learning Algorithms, Cambridge University Press, 2003 "
        "(surprise, the letters of English).",
        "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd edition, Wiley, 2006.",
        "J. R. Quinlan, Induction of Decision Trees, Machine Learning 1, 1986 (the gain of a split).",
        "R. E. Lewand, Cryptological Mathematics, Mathematical Association of America, 2000 (letter frequencies).",
    ],
)
