"""The way in: the menu, and the page that the address names."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lossviz.front import address, home, line, menu, page, questions
from lossviz.front.component import PROSE
from lossviz.lessons import registry
from lossviz.live import poster
from lossviz.scene.lesson import Lesson

ASSETS = Path(__file__).parents[2] / "assets"


def showing(lesson: Lesson) -> Callable[[], None]:
    """The page of a lesson, as the menu runs it."""
    return lambda: page.show(lesson)


def asked_page() -> str:
    """The last part of the address with which this visit began, or nothing once the page is known by other means."""
    context = get_script_run_ctx()
    return (context.pages_manager.intended_page_name or "") if context else ""


st.set_page_config(page_title=poster.SITE, page_icon=str(ASSETS / "favicon.svg"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")
lessons = {
    lesson.slug: st.Page(showing(lesson), title=registry.numbered(lesson), url_path=lesson.slug)
    for lesson in registry.LESSONS
}
asked = st.Page(lambda: questions.show(lessons), title=questions.TITLE, url_path="questions")
first = st.Page(lambda: home.show(lessons), title=registry.HOME.title, default=True)
pages = [first, *lessons.values(), asked]
chosen = st.navigation(pages, position="top")
menu.name_present_page(pages.index(chosen) + 1, chosen.title)
if chosen is first and (unknown := asked_page()):
    st.warning(f"There is no page {address.quoted(unknown)} here. This is the first one.", width=PROSE)
shown = {first: registry.HOME} | {there: registry.BY_SLUG[slug] for slug, there in lessons.items()}
if chosen is not first:
    st.set_page_config(page_title=poster.title(shown[chosen].title if chosen in shown else chosen.title))
chosen.run()
line.end(shown.get(chosen))
