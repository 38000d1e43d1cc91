"""The drawer of a page: a box for the exact value of each parameter, the learner's own points, code and references."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from lossviz.front import address, own_points, state_file
from lossviz.front.component import PROSE
from lossviz.inputs import encodings, point_texts, points, session_store
from lossviz.inputs.parameter import Parameter, Points
from lossviz.scene.lesson import Lesson

BOX = 200
# The characters of the box for points: 10,000 with all their digits have room. The stage says where a text is longer.
ROOM = 500_000
# The most points that are written out in a box.
SHOWN_POINTS = 2_000
# What a file with points has, by the number of their columns.
COLUMNS = {2: "two columns", 3: "three columns (x, y, class or value)"}


def drawer(lesson: Lesson, query: Mapping[str, str], fold: str = "") -> None:
    """The drawer of a lesson, or of one of its folds; its boxes are made only while it is open."""
    own = lesson.fold(fold).parameters if fold else lesson.parameters
    parts: dict[str, Callable[[], None]] = {"Exact values": lambda: boxes(lesson, own, query, fold)}
    if not fold and lesson.sources:
        parts["Code"] = lambda: code(lesson)
    if not fold and lesson.references:
        parts["References"] = lambda: references(lesson)
    shown = st.expander(titled(parts, own), key=f"{lesson.slug}.{fold}.exact", on_change="rerun")
    if not shown.open:
        return
    with shown:
        if len(parts) == 1:
            boxes(lesson, own, query, fold)
            return
        # Only the part that is looked at is made, and what it needs of Streamlit's page loaded.
        for tab, make in zip(
            st.tabs(list(parts), key=f"{lesson.slug}.parts", on_change="rerun"), parts.values(), strict=True
        ):
            if tab.open:
                with tab:
                    make()
        st.button(
            "Present: figures and controls only, large",
            type="tertiary",
            on_click=address.change,
            args=(lesson, {"present": "1"}),
        )


def titled(parts: Iterable[str], own: Sequence[Parameter]) -> str:
    """What is in the drawer, in words."""
    first, *others = parts
    named = [first, *(["your own points"] if any(one.multiline for one in own) else []), *map(str.lower, others)]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def code(lesson: Lesson) -> None:
    """The source of the functions that made the numbers."""
    st.code("\n\n".join(inspect.getsource(source) for source in lesson.sources), language="python")


def references(lesson: Lesson) -> None:
    """The literature."""
    st.markdown("\n".join(f"- {reference}" for reference in lesson.references))


def boxes(lesson: Lesson, own: Sequence[Parameter], query: Mapping[str, str], fold: str) -> None:
    """The boxes of parameters, and what was refused in one of them."""
    if lesson.open_question(query):
        st.caption("A question is open. These boxes are locked until you answer or skip it.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for parameter in own:
            if not parameter.multiline:
                text_box(lesson, parameter, query, fold)
    for parameter in own:
        if isinstance(parameter, Points):
            text_box(lesson, parameter, query, fold)
            files(lesson, parameter, query, fold)
    refused = st.session_state.get(address.REFUSED)
    if refused and refused["name"] in {parameter.name for parameter in own}:
        st.warning(refused["sentence"], width=PROSE)
    elif note := st.session_state.get(address.NOTE):
        st.caption(note)


def text_box(lesson: Lesson, parameter: Parameter, query: Mapping[str, str], fold: str) -> None:
    """The box of one parameter; it shows its text in the address, or the text that was refused last."""
    key = f"{lesson.slug}.{parameter.name}"
    refused = st.session_state.get(address.REFUSED, {"name": None})
    was_refused = refused["text"] if refused["name"] == parameter.name else ""
    text = was_refused or query.get(parameter.name, "")
    looks: dict[str, Any] = {
        "key": key,
        "help": parameter.help or None,
        "disabled": bool(lesson.open_question(query)),
        "on_change": edited,
        "args": (lesson, parameter, fold),
    }
    hint, label = parameter.placeholder or parameter.default_text, parameter.called
    if not parameter.multiline:
        st.session_state[key] = text
        st.text_input(label, width=BOX, placeholder=hint, **looks)
        return
    st.session_state[key] = was_refused or readable(parameter, text)
    st.text_area(label, height=120, max_chars=ROOM, placeholder=hint.replace(";", "\n"), **looks)
    if session_store.is_name(text):
        st.info(
            f"These points are too many for a link, which holds {point_texts.LONGEST_ADDRESS:,} characters. They are "
            "in this browser tab only: save them as a file to open them elsewhere."
        )


def readable(parameter: Parameter, text: str) -> str:
    """Points as a hand writes them, where the address has them otherwise and they are not too many to be shown."""
    try:
        value = parameter.parse(text)
    except ValueError:
        return text
    if not text or len(value) > SHOWN_POINTS or point_texts.is_plain(text):
        return text
    return points.text(value).replace(";", "\n")


def files(lesson: Lesson, parameter: Points, query: Mapping[str, str], fold: str) -> None:
    """A way to open a file with points, or one that was saved, and a way to save one."""
    key = f"{lesson.slug}.{parameter.name}.file"
    st.file_uploader(
        f"Or open a CSV file with {COLUMNS[len(parameter.kind.TITLES)]}, or a file that was saved here",
        key=key,
        type=["csv", "txt", "tsv"],
        max_upload_size=own_points.LARGEST_FILE,
        disabled=bool(lesson.open_question(query)),
        on_change=uploaded,
        args=(lesson, parameter, fold),
    )
    store = address.own_store().key

    def saved() -> str:
        with session_store.asking(store):
            return state_file.write(lesson, query)

    st.download_button(
        "Save as a file",
        saved,
        file_name=f"lossviz-{lesson.slug}.csv",
        mime="text/csv",
        key=f"{key}.save",
        help="The points and everything that is set on this page. Opened here, in any browser, it shows the same.",
        on_click="ignore",
    )


def edited(lesson: Lesson, parameter: Parameter, fold: str) -> None:
    """A box was changed: its text goes into the address, or is refused and stays in the box."""
    text = str(st.session_state[f"{lesson.slug}.{parameter.name}"])
    query = address.current()
    changes = address.entered(parameter, text)
    if changes is not None:
        address.change(lesson, lesson.entered(query, changes), fold)


def uploaded(lesson: Lesson, parameter: Points, fold: str) -> None:
    """A file was chosen: its points take the place of the present ones, or its state of the present one.

    What cannot be read is refused; what was said of an earlier file is said no longer, nor of one that was taken away.
    """
    for said in (address.REFUSED, address.NOTE):
        st.session_state.pop(said, None)
    chosen = st.session_state[f"{lesson.slug}.{parameter.name}.file"]
    if chosen is None:
        return
    name = address.quoted(chosen.name)
    query = address.current()
    try:
        text, guessed = encodings.decoded(chosen.getvalue())
        changes = in_file(lesson, parameter, text, query)
    except ValueError as error:
        address.refuse(parameter.name, f"{name}: {address.plain(str(error))}")
    else:
        note = f"{name} is not in UTF-8; it was read as {guessed}." if guessed else ""
        address.change(lesson, changes, fold, note)


def in_file(lesson: Lesson, parameter: Points, text: str, query: Mapping[str, str]) -> dict[str, str]:
    """What a file changes in the address.

    Raises:
        ValueError: if it means nothing here.
    """
    if state_file.is_state(text):
        return state_file.read(lesson, text)
    changes = {parameter.name: parameter.short(parameter.read_table(text)), **dict.fromkeys(parameter.clears, "")}
    return lesson.entered(query, changes)
