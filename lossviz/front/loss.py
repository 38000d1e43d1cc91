"""Lesson 1: how wrong is a line?"""

import streamlit as st

from lossviz.front import page
from lossviz.front.component import stage
from lossviz.lessons.loss import scene as line
from lossviz.lessons.loss import words as line_words
from lossviz.theory import huber, least_squares, mean_absolute_error, mean_squared_error

ENTRY = page.lesson("loss")
PARAMETERS = line.PARAMETERS
POINTS, LINE, MEASURE, DELTA, POINT = PARAMETERS

page.head(
    ENTRY,
    "A line predicts y from x, and misses each point by some length, straight up or down. A **loss** makes one number "
    "of all misses: the smaller, the better the line. Pull an end of it, or a point.",
    parameters=PARAMETERS,
    goals=line_words.GOALS,
    predictions=line_words.PREDICTIONS,
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            LINE.name: page.text_box(LINE, "Line: w, b", "Slope and intercept, such as 0.8, 0.6.", width=150),
            MEASURE.name: page.text_box(MEASURE, "Misses count as", "mse, mae or huber.", width=150),
            DELTA.name: page.text_box(
                DELTA, "Huber’s delta", "Up to it a miss counts by its square, beyond it by its length.", width=130
            ),
            POINT.name: page.text_box(
                POINT, "Point in hand", "Counted from 1: the formula underlines it.", width=130, hint="none"
            ),
        }
    said[POINTS.name] = page.points_box(POINTS)
    with above:
        meant, texts = page.state(ENTRY.slug, PARAMETERS, said)
        stage(
            line.scene(**meant),
            key="loss.stage",
            state=texts,
            first=page.firsts(PARAMETERS),
            take=page.taker(PARAMETERS),
            chain=page.chain(ENTRY, {"training-loop": {"data": texts["points"], "from": texts["line"]}}),
            **page.teaching(),
        )


picture()

page.foot(
    "A loss function turns all misses into one number, and which function you choose decides which misses matter. "
    "You turned the line by eye. What would a machine do that cannot see?",
    [
        mean_squared_error.loss,
        mean_squared_error.gradient,
        mean_absolute_error.loss,
        huber.loss,
        least_squares.line,
    ],
    [
        "A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805 "
        "(least squares, first in print).",
        "P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35, 1964 "
        "(Huber loss).",
        "F. J. Anscombe, Graphs in Statistical Analysis, The American Statistician 27, 1973 (the four sets).",
    ],
)
