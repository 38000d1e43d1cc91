"""Lesson 2: what does “learning” do?"""

import streamlit as st

from lossviz.front import page
from lossviz.front.component import stage
from lossviz.lessons.training_loop import scene as loop
from lossviz.lessons.training_loop import words as loop_words
from lossviz.scene.scene import SPEEDS
from lossviz.theory import descent, mean_squared_error, optimizers

ENTRY = page.lesson("training-loop")

page.head(
    ENTRY,
    "Four things, again and again: **predict** with the line ŷ = w·x + b, **measure** the loss, find its **slopes** "
    "(how much it rises per unit of w and of b), and **adjust** w and b a little, against the slopes. Pull time.",
    parameters=loop.PARAMETERS,
    goals=loop_words.GOALS,
    predictions=loop_words.PREDICTIONS,
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            loop.FROM.name: page.text_box(
                loop.FROM, "First w, b", "Where learning begins: w and b, or two points of the line.", width=150
            ),
            loop.PACE.name: page.text_box(
                loop.PACE, "Rate", "A number from 0 up: how far a step goes for each unit of slope.", width=120
            ),
            loop.AT.name: page.text_box(
                loop.AT,
                "Update and phase",
                "Four times the update, plus 0 to predict, 1 to measure, 2 for the slope, 3 to adjust.",
                width=170,
            ),
            loop.GHOST.name: page.text_box(
                loop.GHOST, "Guess of w", "Draws a dashed line: where you think w will be.", width=140, hint="none"
            ),
            loop.TEMPO.name: page.text_box(loop.TEMPO, "Speed", f"Of the player: {', '.join(SPEEDS)}.", width=110),
        }
        said[loop.DATA.name] = page.points_box(loop.DATA)
    with above:
        meant, texts = page.state(ENTRY.slug, loop.PARAMETERS, said)
        start, points, rate = (texts[one.name] for one in (loop.FROM, loop.DATA, loop.PACE))
        carried = {
            "loss": {"points": points, "line": start},
            "gradient-descent": {"surface": "points_mse", "samples": points, "start": start, "rate": rate},
        }
        stage(
            loop.scene(**meant),
            key="training-loop.stage",
            state=texts,
            first=page.firsts(loop.PARAMETERS),
            take=page.taker(loop.PARAMETERS),
            chain=page.chain(ENTRY, carried),
            **page.teaching(),
        )


picture()

page.foot(
    "Predict, measure, find the slope, adjust; then again. Nothing else happens. "
    "Two knobs, w and b: a landscape. Let us look at it from above.",
    [descent.descend, optimizers.gradient_descent, mean_squared_error.loss, mean_squared_error.gradient],
    [],
)
