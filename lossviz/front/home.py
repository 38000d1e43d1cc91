"""The home page: the story, a line that learns, and the chain of lessons."""

import streamlit as st

from lossviz.front import address, page
from lossviz.front.component import stage
from lossviz.inputs.parameter import Parameter
from lossviz.lessons import CURRICULUM
from lossviz.lessons.home import scene as learning
from lossviz.lessons.home import thumbnails as stills

UPDATE = Parameter("update", "0", learning.parse)
CARD = 166

st.title("Take hold of a loss function", anchor=False)
st.markdown(
    "A machine that learns does three things again and again: it guesses, it finds out how wrong the guess was, and "
    "it changes itself a little. *How wrong* is a number, the **loss**. Pull the handle, and watch it fall.",
    width=page.INTRODUCTION,
)
page.refusals((UPDATE,))


@st.fragment
def picture() -> None:
    """Twenty updates, and one handle on time."""
    above, below = st.container(), st.container()
    with below:
        said = {UPDATE.name: page.text_box(UPDATE, "Update, 0 to 20", width=140)}
    with above:
        meant, texts = page.state("home", (UPDATE,), said)
        stage(
            learning.scene(meant[UPDATE.name]),
            key="home.stage",
            state=texts,
            first=page.firsts((UPDATE,)),
            take=page.taker((UPDATE,)),
        )


picture()

st.header("The chain", anchor=False)
st.markdown(
    "Follow the loss and you understand training. The first four lessons fit a line and walk downhill. Then comes a "
    "bend, so that lines can become curves. Then a question: what if the answer is not a number but a probability? "
    "Surprise, entropy and cross-entropy answer it, and become the loss of every classifier. The last lesson puts all "
    "of it into one small network. Every picture here moves under your finger. Begin anywhere; the chain runs from "
    "left to right.",
    width=page.PROSE,
)
with st.container(horizontal=True, gap="small"):
    for number, lesson in enumerate(CURRICULUM, start=1):
        with st.container(width=CARD, gap="xsmall"):
            st.image(stills.drawn(lesson.slug, muted=not lesson.ready), width=CARD - 20, alt=f"{lesson.title}, a still")
            title = f"{number}. {lesson.title}"
            if lesson.ready:
                st.page_link(f"{lesson.slug.replace('-', '_')}.py", label=f"**{title}**")
                left = page.left(lesson)
                st.caption(lesson.question + (f"  \nYou left it at {address.quoted(left)}." if left else ""))
            else:
                st.markdown(f":gray[{title}]")
                st.caption(f"{lesson.question}  \nNot written yet.")
