"""The home page: a line that learns, the way to the first lesson, and a map of all lessons."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lossviz.front import address, page
from lossviz.front.left import everywhere
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson, Outline


def show(pages: Mapping[str, StreamlitPage]) -> None:
    """The home page; `pages` are those of the lessons, by their slugs."""
    home = registry.HOME
    st.title(home.question, anchor=False)
    st.markdown(home.introduction, width=page.INTRODUCTION)
    page.picture(home, has_drawer=False)
    with st.container(key="start"):
        link(pages, registry.LESSONS[0], registry.START)
    with st.container(key="lessons"):
        for group, entries in registry.GROUPS.items():
            st.header(group, anchor=False)
            with st.container(key=f"group-{group}"):
                for entry in entries:
                    card(pages, entry)


def card(pages: Mapping[str, StreamlitPage], entry: Outline) -> None:
    """The picture and the name of a lesson; all of it is one link, unless the lesson is not written yet."""
    with st.container(key=f"card-{entry.slug}"):
        st.image(entry.thumbnail_svg(), width="stretch", alt=f"{entry.title}, a still")
        name = registry.numbered(entry)
        if isinstance(entry, Lesson):
            link(pages, entry, f"**{name}**")
        else:
            st.markdown(f"**{name}**")
        st.caption(entry.question)
        st.caption(note(entry))


def note(entry: Outline) -> str:
    """What else is to be said of a lesson: where it was left in this visit."""
    if not isinstance(entry, Lesson):
        return "Not written yet"
    where = ", ".join(f"{name} = {text}" for name, text in everywhere().get(entry.slug, {}).items())
    return f"You left it at {address.quoted(where)}" if where else ""


def link(pages: Mapping[str, StreamlitPage], lesson: Lesson, label: str) -> None:
    """A link to a lesson where it was left, that keeps the unit."""
    along = {name: text for name, text in address.current().items() if name == "unit"}
    st.page_link(pages[lesson.slug], label=label, query_params={**everywhere().get(lesson.slug, {}), **along})
