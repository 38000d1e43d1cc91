"""What every lesson page has: its head, its state in the address, its foot."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lossviz.lessons.curriculum import CURRICULUM, Lesson
from lossviz.live import address
from lossviz.live.address import Parameter
from lossviz.scenes import names
from lossviz.scenes import weights as whole
from lossviz.scenes.scene import Goal, Prediction
from lossviz.scenes.units import UNITS

PROSE = 720
INTRODUCTION = 900


def lesson(slug: str) -> Lesson:
    """The entry of the table of contents."""
    return next(entry for entry in CURRICULUM if entry.slug == slug)


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader for a parameter that has a few named values."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"there is {', '.join(choice for choice in choices if choice)}")
        return text

    return read


def weights(name: str, first: str) -> Parameter:
    """A distribution in the address."""
    return Parameter(name, first, whole.parse, lambda read: whole.text(whole.reduced(read)))


def unit(first: str) -> Parameter:
    """The unit of surprise in the address, with the one that a page begins with."""
    return Parameter("unit", first, one_of(*UNITS), str)


NAMES = Parameter("names", "", names.parse, ",".join)


def unit_switch(parameter: Parameter) -> str:
    """Bits, nats or hartleys; a line says so the first time that another page brings another unit."""
    chosen = st.segmented_control(
        "Unit of surprise",
        list(UNITS),
        default=parameter.first,
        key=parameter.name,
        bind="query-params",
        required=True,
    )
    return str(chosen)


def text_box(parameter: Parameter, label: str, explained: str = "", *, width: int = 220, hint: str = "") -> str:
    """A plain box for the exact value of a parameter, bound to the address."""
    typed = st.text_input(
        label,
        parameter.first,
        key=parameter.name,
        bind="query-params",
        width=width,
        help=explained or None,
        placeholder=hint,
    )
    return str(typed)


def head(
    entry: Lesson,
    words: str,
    *,
    parameters: Sequence[Parameter],
    goals: Sequence[Goal] = (),
    predictions: Sequence[Prediction] = (),
) -> None:
    """The question, a sentence or two, and what of the link was not understood."""
    st.title(entry.question, anchor=False)
    st.markdown(words, width=INTRODUCTION)
    taught = {"goal": [goal.name for goal in goals], "predict": [asked.name for asked in predictions]}
    for sentence in address.refused(parameters, taught):
        st.warning(sentence, width=PROSE)


def teaching() -> dict[str, str]:
    """What a teacher's link asks for besides the state: a goal, an open prediction."""
    return {name: address.remembered(name) for name in ("goal", "predict")}


def state(parameters: Sequence[Parameter], said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the parameters mean, and their texts; a text that means nothing leaves the picture as it was."""
    meant, texts = {}, {}
    for parameter in parameters:
        kept = f"kept.{parameter.name}"
        text = str(said[parameter.name])
        try:
            meant[parameter.name] = parameter.read(text)
        except ValueError as error:
            shown = st.session_state.get(kept, parameter.first)
            st.warning(f"{address.quoted(text)}: {error}. The picture shows {shown or 'the first state'}.")
            text = shown
            meant[parameter.name] = parameter.read(text)
        st.session_state[kept] = text
        texts[parameter.name] = parameter.write(meant[parameter.name])
    return meant, texts


def taker(parameters: Sequence[Parameter]) -> Callable[[Mapping[str, str]], None]:
    """Put what a handle or a link asks for into the bound widgets; the address follows."""
    by_name = {parameter.name: parameter for parameter in parameters}

    def take(asked: Mapping[str, str]) -> None:
        for name, text in asked.items():
            if name not in by_name:
                continue
            try:
                st.session_state[name] = by_name[name].write(by_name[name].read(text))
            except ValueError:
                continue

    return take


def foot(entry: Lesson, onward: str, sources: Sequence[Any], references: Sequence[str]) -> None:
    """Why it matters for the next lesson, the code that made the numbers, and where it is from."""
    index = CURRICULUM.index(entry)
    following = CURRICULUM[index + 1] if index + 1 < len(CURRICULUM) else None
    st.subheader("And then?", anchor=False)
    st.markdown(onward, width=PROSE)
    if following and not following.ready:
        st.caption(f"Next in the chain: {following.question} This lesson is not written yet.")
    with st.expander("The code that made these numbers", width=PROSE + 120):
        st.code("\n\n".join(inspect.getsource(source) for source in sources), language="python")
    with st.expander("References", width=PROSE + 120):
        st.markdown("\n".join(f"- {reference}" for reference in references))
