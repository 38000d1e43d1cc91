"""Lesson 6: how uncertain is this?"""

import streamlit as st

from lossviz.lessons import page
from lossviz.live.address import Parameter
from lossviz.live.component import stage
from lossviz.scenes import entropy, names, split, weights
from lossviz.scenes.units import UNITS
from lossviz.theory import information

ENTRY = page.lesson("entropy")
P = Parameter("p", "9,1", weights.parse, lambda read: weights.text(weights.reduced(read)))
NAMES = Parameter("names", "", names.parse, ",".join)
UNIT = Parameter("unit", "bits", page.one_of(tuple(UNITS)), str)
BAG = Parameter("bag", split.text(split.FIRST), split.parse, split.text)
FOLD = Parameter("split", "", page.one_of(("", "true", "false")), str)
PARAMETERS = (P, NAMES, UNIT)
SPLIT = (BAG, UNIT)
GOALS = (*entropy.GOALS, *split.GOALS)

page.head(
    ENTRY,
    "What is rare surprises: one bit for each halving of its probability. "
    "**Entropy** is the average surprise. Pull a bar by its top.",
    parameters=(*PARAMETERS, BAG, FOLD),
    goals=tuple(goal.name for goal in GOALS),
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


@st.fragment
def bag() -> None:
    """What a split of a bag gains; folded away, and built only when it is opened."""
    fold = st.expander(
        "A bag that is split: how a decision tree chooses its questions",
        key=FOLD.name,
        bind="query-params",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.markdown(
            "A bag of mixed balls has an entropy too. Cut it in two: the **gain** is how much entropy is gone on average.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container()
        with below:
            typed = st.text_input(
                "Red and blue on the left, red and blue on the right",
                BAG.first,
                key=BAG.name,
                bind="query-params",
                width=360,
            )
        with above:
            meant, texts = page.state(SPLIT, {"bag": typed, "unit": st.session_state[UNIT.name]})
            stage(
                split.scene(meant["bag"], unit=meant["unit"]),
                key="entropy.split",
                state=texts,
                take=page.taker(SPLIT),
                goal=page.teaching()["goal"],
            )


picture()
bag()

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
