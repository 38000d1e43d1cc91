"""The one page that shows any lesson."""

from collections.abc import Mapping

import streamlit as st

from lossviz.front import address, exact_values, left, unit_note
from lossviz.front.component import PROSE, stage, when_near
from lossviz.lessons import registry
from lossviz.scene.lesson import Fold, Lesson

INTRODUCTION = 900


def show(lesson: Lesson) -> None:
    """A lesson from its question to its references; where it is presented only its picture."""
    if address.is_presenting():
        picture(lesson, is_presented=True)
        return
    st.title(title(lesson), anchor=False)
    st.markdown(lesson.introduction, width=INTRODUCTION)
    if lesson.unit:
        unit_note.show(lesson.slug, lesson.read(address.current()).texts["unit"])
    picture(lesson)
    for fold in sorted(lesson.folds, key=lambda one: not one.is_section):
        (show_section if fold.is_section else show_fold)(lesson, fold)


def title(lesson: Lesson) -> str:
    """Its number and its name, with its question beside them."""
    return f"{registry.numbered(lesson)} :gray[:small[{lesson.question}]]"


def picture(lesson: Lesson, *, is_presented: bool = False, has_drawer: bool = True) -> None:
    """What of the link was not understood, the stage, and in a drawer under it the exact values of the same state."""

    @st.fragment(key=address.fragment_key(lesson))
    def fragment() -> None:
        query = address.current()
        state = lesson.read(query)
        if is_presented:
            presenting(lesson)
        for sentence in address.not_understood(lesson, query, state):
            st.warning(sentence, width=PROSE)
        drawn = stage(lesson, query, state, is_presented=is_presented)
        if has_drawer and not is_presented:
            exact_values.drawer(lesson, query)
        if not drawn:
            return
        left.keep(lesson, state)

    fragment()


def presenting(lesson: Lesson) -> None:
    """The line over a picture that is presented: what it is, and the way back to the whole page."""
    with st.container(
        key="presenting", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.title(title(lesson), anchor=False)
        st.button("Leave presenting", type="tertiary", on_click=address.change, args=(lesson, {"present": ""}))


def show_fold(lesson: Lesson, fold: Fold) -> None:
    """A fold, built only while the address says that it is open."""

    @st.fragment(key=address.fragment_key(lesson, fold.slug))
    def fragment() -> None:
        query = address.current()
        key = f"{lesson.slug}.{fold.slug}.open"
        st.session_state[key] = fold.slug in lesson.open_folds(query)
        shown = st.expander(fold.title, key=key, on_change=toggled, args=(lesson, fold, key))
        if not shown.open:
            return
        with shown:
            inside(lesson, fold, query)

    fragment()


def show_section(lesson: Lesson, fold: Fold) -> None:
    """A section, built once one comes near it, or where the address names it."""
    key = f"{lesson.slug}.{fold.slug}.near"

    def came_near() -> None:
        st.session_state[key] = True

    @st.fragment(key=address.fragment_key(lesson, fold.slug))
    def fragment() -> None:
        query = address.current()
        with st.container(key=f"section-{lesson.slug}-{fold.slug}"):
            st.header(fold.title, anchor=False)
            if st.session_state.get(key) or fold.slug in lesson.open_folds(query):
                inside(lesson, fold, query)
            else:
                st.markdown(fold.introduction, width=PROSE)
                when_near(f"{key}.watch", came_near)

    fragment()


def inside(lesson: Lesson, fold: Fold, query: Mapping[str, str]) -> None:
    """What is in a fold or a section; nothing that could change what an open question asks about."""
    if lesson.open_question(query):
        st.caption("A question is open above. Answer or skip it first: this part could change what it asks about.")
        return
    st.markdown(fold.introduction, width=PROSE)
    stage(lesson, query, lesson.read(query), fold.slug)
    exact_values.drawer(lesson, query, fold.slug)


def toggled(lesson: Lesson, fold: Fold, key: str) -> None:
    """Write into the address that a fold was opened or closed."""
    others = [one for one in lesson.open_folds(address.current()) if one != fold.slug]
    still = [*others, fold.slug] if st.session_state[key] else others
    address.change(lesson, {"open": ",".join(one.slug for one in lesson.folds if one.slug in still)}, fold.slug)
