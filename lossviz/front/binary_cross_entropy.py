"""Lesson 9: and with only yes or no?"""

import streamlit as st

from lossviz.front import address, page
from lossviz.front import unit_box as units
from lossviz.front.component import stage
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.lessons.binary_cross_entropy import batch_loss as answers
from lossviz.lessons.binary_cross_entropy import scene as forecast
from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_surfaces
from lossviz.theory import activations, answer_walks, binary_cross_entropy

ENTRY = page.lesson("binary-cross-entropy")
Y = Parameter("y", forecast.FIRST["y"], forecast.parse_truth, forecast.text)
# Either a probability or a logit says the forecast, and the other is empty.
YHAT = Parameter("yhat", forecast.FIRST["yhat"], forecast.parse_forecast, forecast.text)
LOGIT = Parameter("logit", forecast.FIRST["logit"], forecast.parse_logit, forecast.text)
PARAMETERS = (Y, YHAT, LOGIT)
ANSWERS = Parameter("answers", answers.text(answers.FIRST), answers.parse, answers.text)
BATCH, SURFACES = (Parameter(name, "false", one_of("true", "false"), boxed=False) for name in ("batch", "surfaces"))

page.head(
    ENTRY,
    "You say ŷ, the probability of yes. The answer comes, and you pay its surprise: −ln ŷ for a yes, −ln(1 − ŷ) for a "
    "no. That is **binary cross-entropy**. The **logit** is the score that a sigmoid squeezes into ŷ. Pull ŷ.",
    parameters=(*PARAMETERS, ANSWERS, BATCH, SURFACES, *two_surfaces.PARAMETERS),
    goals=(*forecast.GOALS, *answers.GOALS, *two_surfaces.GOALS),
    predictions=forecast.PREDICTIONS,
)


def alone(typed: Parameter, other: Parameter) -> None:
    """Who types a probability takes the logit back, and the other way round."""
    try:
        said = typed.read(st.session_state[typed.name])
    except ValueError:
        return
    if said is not None:
        st.session_state[other.name] = ""


def either(parameter: Parameter, other: Parameter, label: str, explained: str, hint: str) -> str:
    """A box for one of the two ways to say the forecast, bound to the address."""
    typed = st.text_input(
        label,
        key=parameter.name,
        bind="query-params",
        width=190,
        help=explained,
        placeholder=hint,
        on_change=alone,
        args=(parameter, other),
    )
    return str(typed)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    units.follow()
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    by_logit = st.session_state.get(LOGIT.name, address.remembered(LOGIT.name))
    hint = "from the logit" if by_logit else YHAT.first
    with below:
        said = {
            "y": page.text_box(Y, "y, the truth", "1 is yes, 0 is no, 0.9 is yes in nine of ten cases.", width=190),
            "yhat": either(YHAT, LOGIT, "ŷ, your forecast", "A probability from 0 to 1.", hint),
            "logit": either(LOGIT, YHAT, "Logit", "Any score; 0 is the same as ŷ = 0.5.", "in place of ŷ"),
        }
    with above:
        meant, texts = page.state(ENTRY.slug, PARAMETERS, said)
        unit = units.current(ENTRY)
        stage(
            forecast.scene(**meant, unit=unit),
            key="binary-cross-entropy.stage",
            state=texts | {"unit": unit},
            first=page.firsts(PARAMETERS),
            take=page.taker(PARAMETERS),
            chain=page.chain(ENTRY, {}),
            **page.teaching(),
        )


@st.fragment
def batch() -> None:
    """A few cases together; folded away, and built only when it is opened."""
    fold = st.expander("A batch: several cases, one loss", key=BATCH.name, bind="query-params", on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.markdown(
            "A model is judged on many cases at once: its loss is the **mean** of theirs. "
            "Pull a bar, and see how much one case can weigh.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container()
        with below:
            typed = page.text_box(
                ANSWERS,
                "Answer (1 yes, 0 no) and forecast of each case",
                "One to eight pairs, such as 1:0.9, 0:0.3.",
                width=360,
            )
        with above:
            meant, texts = page.state(ENTRY.slug, (ANSWERS,), {"answers": typed})
            stage(
                answers.scene(meant["answers"], unit=units.current(ENTRY)),
                key="binary-cross-entropy.batch",
                state=texts,
                first=page.firsts((ANSWERS,)),
                take=page.taker((ANSWERS,)),
                goal=page.teaching()["goal"],
            )


@st.fragment
def surfaces() -> None:
    """Two walks over two landscapes; folded away, and built only when it is opened."""
    fold = st.expander(
        "Two surfaces: the same answers under two losses", key=SURFACES.name, bind="query-params", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        st.markdown(
            "One unit, ŷ = sigmoid(w·x + b), and six answers. Cross-entropy makes one landscape of them, the **squared "
            "error** (ŷ − y)² another; both walks begin at the same place and have the same rate. Where all forecasts "
            "are sure, the squared error is level, and its walk **may stall, though not always**: pull the start.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
        pair, stride, after, pulse = two_surfaces.PARAMETERS
        with below:
            said = {
                pair.name: page.text_box(pair, "First w, b", "Where both walks begin.", width=120),
                stride.name: page.text_box(stride, "Rate", "Of both walks; a number from 0 up.", width=110),
                after.name: page.text_box(after, "Update", "Which one is shown, 0 to 1,000.", width=110),
                pulse.name: page.text_box(pulse, "Speed", "Of the player.", width=90),
            }
        with above:
            meant, texts = page.state(ENTRY.slug, two_surfaces.PARAMETERS, said)
            stage(
                two_surfaces.scene(**meant),
                key="binary-cross-entropy.surfaces",
                state=texts,
                first=page.firsts(two_surfaces.PARAMETERS),
                take=page.taker(two_surfaces.PARAMETERS),
                goal=page.teaching()["goal"],
            )


picture()
batch()
surfaces()

page.foot(
    "You pay −ln ŷ if it was yes and −ln(1 − ŷ) if it was no; the push is ŷ − y, so a confident mistake gets the "
    "hardest push. One unit, one yes or no. Now bends in front of it.",
    [
        activations.sigmoid,
        binary_cross_entropy.losses,
        binary_cross_entropy.losses_from_logits,
        binary_cross_entropy.gradient_from_logits,
        answer_walks.over_answers,
    ],
    [
        "D. R. Cox, The Regression Analysis of Binary Sequences, Journal of the Royal Statistical Society B 20, 1958 "
        "(logistic regression).",
        "T. Gneiting, A. E. Raftery, Strictly Proper Scoring Rules, Prediction, and Estimation, Journal of the "
        "American Statistical Association 102, 2007 (why honesty pays).",
        "P. Golik, P. Doetsch, H. Ney, Cross-Entropy vs. Squared Error Training: a Theoretical and Experimental "
        "Comparison, Interspeech 2013.",
        "L. Hui, M. Belkin, Evaluation of Neural Architectures Trained with Square Loss vs Cross-Entropy in "
        "Classification Tasks, ICLR 2021 (a fair word for squared error).",
    ],
)
