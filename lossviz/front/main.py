"""The way in: the menu, and the page that the address names."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from lossviz.front import home, page, questions
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson

ASSETS = Path(__file__).parents[2] / "assets"


def showing(lesson: Lesson) -> Callable[[], None]:
    """The page of a lesson, as the menu runs it."""
    return lambda: page.show(lesson)


st.set_page_config(page_title="lossviz", page_icon=str(ASSETS / "favicon.svg"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")
lessons = {
    lesson.slug: st.Page(showing(lesson), title=lesson.title, url_path=lesson.slug) for lesson in registry.LESSONS
}
asked = st.Page(lambda: questions.show(lessons), title=questions.TITLE, url_path="questions")
first = st.Page(lambda: home.show(lessons, asked), title=registry.HOME.title, default=True)
st.navigation([first, *lessons.values(), asked], position="top").run()
