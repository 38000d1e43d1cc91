"""An expander with a text box for the exact value of each parameter, and for the learner's own points."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lossviz.front import address
from lossviz.front.component import PROSE
from lossviz.inputs import long_texts, points
from lossviz.inputs.parameter import Parameter
from lossviz.scene.lesson import Lesson

BOX = 200
# The characters of the box for points: 10,000 with all their digits have room. The stage says where a text is longer.
ROOM = 500_000


def drawer(lesson: Lesson, query: Mapping[str, str], fold: str = "") -> None:
    """The drawer of a lesson, or of one of its folds; its boxes are made only while it is open."""
    own = lesson.fold(fold).parameters if fold else lesson.parameters
    title = "Exact values and your own points" if any(one.multiline for one in own) else "Exact values"
    shown = st.expander(title, key=f"{lesson.slug}.{fold}.exact", on_change="rerun")
    if not shown.open:
        return
    with shown:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for parameter in own:
                if not parameter.multiline:
                    text_box(lesson, parameter, query, fold)
        for parameter in own:
            if parameter.multiline:
                text_box(lesson, parameter, query, fold)
                uploader(lesson, parameter, fold)
        refused = st.session_state.get(address.REFUSED)
        if refused and refused["name"] in {parameter.name for parameter in own}:
            st.warning(refused["sentence"], width=PROSE)


def text_box(lesson: Lesson, parameter: Parameter, query: Mapping[str, str], fold: str) -> None:
    """The box of one parameter; it shows its text in the address, or the text that was refused last."""
    key = f"{lesson.slug}.{parameter.name}"
    refused = st.session_state.get(address.REFUSED)
    text = refused["text"] if refused and refused["name"] == parameter.name else query.get(parameter.name, "")
    st.session_state[key] = text
    looks: dict[str, Any] = {
        "key": key,
        "help": parameter.help or None,
        "on_change": edited,
        "args": (lesson, parameter, fold),
    }
    hint, label = parameter.placeholder or parameter.default_text, parameter.label or parameter.name
    if not parameter.multiline:
        st.text_input(label, width=BOX, placeholder=hint, **looks)
        return
    st.text_area(label, height=120, max_chars=ROOM, placeholder=hint.replace(";", "\n"), **looks)
    if long_texts.is_name(text):
        st.info(
            f"These points are too many for a link, which holds {long_texts.LONGEST:,} characters. They are kept for "
            "this session, under the name in the box; elsewhere a link with that name shows the first state."
        )


def uploader(lesson: Lesson, parameter: Parameter, fold: str) -> None:
    """A way to open a file with points."""
    st.file_uploader(
        "Or open a CSV file with two columns",
        key=f"{lesson.slug}.{parameter.name}.file",
        type=["csv", "txt", "tsv"],
        max_upload_size=2,
        on_change=uploaded,
        args=(lesson, parameter, fold),
    )


def edited(lesson: Lesson, parameter: Parameter, fold: str) -> None:
    """A box was changed: its text goes into the address, or is refused and stays in the box."""
    text = str(st.session_state[f"{lesson.slug}.{parameter.name}"])
    apply(lesson, parameter, fold, text, f"{parameter.name} = {address.quoted(text)}")


def uploaded(lesson: Lesson, parameter: Parameter, fold: str) -> None:
    """A file was chosen: its points take the place of the present ones, unless they cannot be read."""
    chosen = st.session_state[f"{lesson.slug}.{parameter.name}.file"]
    if chosen is None:
        return
    name = address.quoted(chosen.name)
    try:
        text = points.text(points.parse(chosen.getvalue().decode("utf-8-sig")))
    except UnicodeDecodeError:
        refuse(parameter, "", f"{name} is no text; save it as CSV")
    except ValueError as error:
        refuse(parameter, "", f"{name}: {address.plain(str(error))}")
    else:
        apply(lesson, parameter, fold, text, name)


def apply(lesson: Lesson, parameter: Parameter, fold: str, text: str, shown: str) -> None:
    """Put a text into the address, or say what is wrong with it."""
    try:
        written = parameter.short(parameter.parse(text))
    except ValueError as error:
        refuse(parameter, text, f"{shown}: {address.plain(str(error))}")
    else:
        address.change(lesson, {parameter.name: written, **dict.fromkeys(parameter.clears, "")}, fold)


def refuse(parameter: Parameter, text: str, sentence: str) -> None:
    """Remember, until the next action, what was refused and why. What is too long to be shown is not kept."""
    st.session_state[address.REFUSED] = {
        "name": parameter.name,
        "text": text if long_texts.fits(text) else "",
        "sentence": f"{sentence}. The picture stays as it was.",
    }
