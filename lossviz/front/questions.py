"""The page of questions that people ask: a search box, and under each question its answer and a link that shows it."""

from collections.abc import Mapping
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lossviz.front.component import PROSE
from lossviz.lessons import frequent_questions, registry

TITLE = "Questions"
LONGEST_SEARCH = 80


def show(pages: Mapping[str, StreamlitPage]) -> None:
    """The page; `pages` are those of the lessons, by their slugs."""
    st.title("Frequent questions", anchor=False)
    st.markdown("Each question has a short answer, and a link to a picture that shows it.", width=PROSE)
    search(pages)


@st.fragment
def search(pages: Mapping[str, StreamlitPage]) -> None:
    """The box, and the questions that have what was typed."""
    words = st.text_input(
        "Search",
        type="search",
        key="search",
        bind="query-params",
        live=True,
        max_chars=LONGEST_SEARCH,
        placeholder="softmax twice",
        width=360,
    )
    found = frequent_questions.search(words or "")
    every = len(frequent_questions.QUESTIONS)
    if not found:
        st.info(f"None of the {every} questions has these words. Try fewer words, or only the beginning of one.")
    elif words:
        st.caption(f"{len(found)} of {every} questions")
    for topic, about in groupby(found, lambda one: one.topic):
        st.header(topic, anchor=False)
        for one in about:
            with st.container(gap="xxsmall", width=PROSE):
                st.markdown(f"**{one.question}**  \n{one.answer}")
                title = registry.BY_SLUG[one.slug].title
                st.page_link(
                    pages[one.slug],
                    label=f":primary[See it: {title}]",
                    icon=":material/arrow_forward:",
                    query_params=dict(one.state),
                )
