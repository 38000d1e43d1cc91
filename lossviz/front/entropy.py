"""Lesson 6: how uncertain is this?"""

import streamlit as st

from lossviz.front import page
from lossviz.front import unit_box as units
from lossviz.front.component import stage
from lossviz.inputs import distribution as weights
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.lessons.entropy import information_gain as split
from lossviz.lessons.entropy import scene as entropy
from lossviz.theory import impurity, information

ENTRY = page.lesson("entropy")
P, NAMES = page.weights("p", "9,1"), page.outcome_names("names")
HAND = page.in_hand("hand", [str(k + 1) for k in range(weights.MOST)])
PARAMETERS = (P, NAMES, HAND)
BAG = Parameter("bag", split.text(split.FIRST), split.parse, split.text)
FOLD = Parameter("split", "false", one_of("true", "false"), boxed=False)

page.head(
    ENTRY,
    "What is rare surprises: one bit for each halving of its probability. "
    "**Entropy** is the average surprise. Pull a bar by its top.",
    parameters=(*PARAMETERS, BAG, FOLD),
    goals=(*entropy.GOALS, *split.GOALS),
    predictions=entropy.PREDICTIONS,
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    units.follow()
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            "p": page.text_box(
                P,
                "Weights",
                "One number for each outcome, such as 9, 1 or 0.25, 0.75. "
                "Probabilities are these, divided by their sum.",
            ),
            "names": page.text_box(NAMES, "Names", "Such as sun, cloud, rain.", hint="heads, tails"),
            HAND.name: page.text_box(
                HAND, "Outcome in hand", "Counted from 1: sentence and formula speak of it.", width=150
            ),
        }
    with above:
        meant, texts = page.state(ENTRY.slug, PARAMETERS, said)
        unit = units.current(ENTRY)
        stage(
            entropy.scene(meant["p"], unit=unit, names=meant["names"], hand=int(meant["hand"]) - 1),
            key="entropy.stage",
            state=texts | {"unit": unit},
            first=page.firsts(PARAMETERS),
            take=page.taker(PARAMETERS),
            chain=page.chain(ENTRY, {"cross-entropy": {"truth": texts["p"], "events": texts["names"]}}),
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
            "A bag of mixed balls has an entropy too. Cut it in two: "
            "the **gain** is how much of it is gone on average.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container()
        with below:
            typed = page.text_box(BAG, "Red and blue on the left, red and blue on the right", width=360)
        with above:
            meant, texts = page.state(ENTRY.slug, (BAG,), {"bag": typed})
            stage(
                split.scene(meant["bag"], unit=units.current(ENTRY)),
                key="entropy.split",
                state=texts,
                first=page.firsts((BAG,)),
                take=page.taker((BAG,)),
                goal=page.teaching()["goal"],
            )


picture()
bag()

page.foot(
    "You knew the probabilities. What if you believe the wrong ones?",
    [information.surprise, information.entropy, information.perplexity, impurity.information_gain],
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
