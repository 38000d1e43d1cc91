"""The home page: the story, a line that learns, and all lessons."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lossviz.front import address, page
from lossviz.front.component import PROSE
from lossviz.front.left import everywhere
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson

CARD = 166


def show(pages: Mapping[str, StreamlitPage], questions: StreamlitPage) -> None:
    """The home page; `pages` are those of the lessons, by their slugs, and `questions` what people ask."""
    home = registry.HOME
    st.title(home.question, anchor=False)
    st.markdown(home.introduction, width=page.INTRODUCTION)
    page.picture(home)
    st.header(home.title, anchor=False)
    st.markdown(home.conclusion, width=PROSE)
    with st.container(horizontal=True, gap="small"):
        for number, entry in enumerate(registry.CONTENTS, start=1):
            written = isinstance(entry, Lesson)
            with st.container(width=CARD, gap="xsmall"):
                st.image(entry.thumbnail_svg(), width=CARD - 20, alt=f"{entry.title}, a still")
                title = f"{number}. {entry.title}"
                if written:
                    left = everywhere().get(entry.slug, {})
                    along = {name: text for name, text in address.current().items() if name == "unit"}
                    st.page_link(pages[entry.slug], label=f"**{title}**", query_params={**left, **along})
                    where = " and ".join(f"{name} = {text}" for name, text in left.items())
                    st.caption(entry.question + (f"  \nYou left it at {address.quoted(where)}." if left else ""))
                else:
                    st.markdown(f":gray[{title}]")
                    st.caption(f"{entry.question}  \nNot written yet.")
    st.page_link(questions, label="Frequent questions about loss functions, each with a picture that shows the answer")
