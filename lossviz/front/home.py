"""The home page: a line that learns, the way to the first lesson, and a map of all lessons."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lossviz.front import address, page
from lossviz.front.left import everywhere
from lossviz.lessons import registry
from lossviz.live import lesson_map
from lossviz.scene.lesson import Lesson

LONGEST = 32  # letters of where a lesson was left


def show(pages: Mapping[str, StreamlitPage]) -> None:
    """The home page; `pages` are those of the lessons, by their slugs."""
    home = registry.HOME
    st.title(home.question, anchor=False)
    st.markdown(home.introduction, width=page.INTRODUCTION)
    page.picture(home, has_drawer=False)
    with st.container(key="start"):
        link(pages, registry.LESSONS[0], registry.START)
    with st.container(key="lessons"):
        for number, (group, entries) in enumerate(registry.GROUPS.items()):
            st.header(group, anchor=False)
            with st.container(key=f"group-{number}"):
                for entry in entries:
                    card(pages, entry)


def card(pages: Mapping[str, StreamlitPage], entry: Lesson) -> None:
    """The picture and the name of a lesson; all of it is one link."""
    with st.container(key=f"card-{entry.slug}"):
        st.html(lesson_map.picture(entry, st.get_option("server.baseUrlPath")))
        link(pages, entry, registry.numbered(entry))
        st.html(lesson_map.words(entry, where(entry)))


def where(entry: Lesson) -> str:
    """Where a lesson was left in this visit, in a few letters."""
    said = ", ".join(f"{name} = {text}" for name, text in everywhere().get(entry.slug, {}).items())
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def link(pages: Mapping[str, StreamlitPage], lesson: Lesson, label: str) -> None:
    """A link to a lesson where it was left, that keeps the unit."""
    along = {name: text for name, text in address.current().items() if name == "unit"}
    st.page_link(pages[lesson.slug], label=label, query_params={**everywhere().get(lesson.slug, {}), **along})
