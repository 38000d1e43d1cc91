"""Lesson 4: what if we only look at a few points?"""

import streamlit as st

from lossviz.front import page
from lossviz.front.component import stage
from lossviz.inputs import points as given
from lossviz.lessons.sgd import scene as batches
from lossviz.lessons.sgd import words as batches_words
from lossviz.live import long_texts as kept
from lossviz.scene.scene import SPEEDS
from lossviz.theory import mini_batches

ENTRY = page.lesson("sgd")
OF = {parameter.name: parameter for parameter in batches.PARAMETERS}

page.head(
    ENTRY,
    "A **batch** is a few of the points. Its gradient is typically off by its **spread**. "
    "An **epoch** uses every point once. Pull the batch up.",
    parameters=batches.PARAMETERS,
    goals=batches_words.GOALS,
    predictions=batches_words.PREDICTIONS,
)


@st.fragment
def picture() -> None:
    """The stage, and under it the plain widgets that hold the same state."""
    above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
    with below:
        said = {
            "begin": page.text_box(OF["begin"], "First w, b", "Where both walks begin.", width=130, hint="0,1"),
            "size": page.text_box(OF["size"], "Batch", "How many points an update looks at.", width=100),
            "eta": page.text_box(
                OF["eta"], "Rate", "How far a step goes for each unit of slope.", width=100, hint="0.01"
            ),
            "seed": page.text_box(OF["seed"], "Seed", "The same seed shuffles the points alike.", width=100),
            "epochs": page.text_box(OF["epochs"], "Epochs", "How often every point is used, 1 to 40.", width=100),
            "now": page.text_box(OF["now"], "Step", "Where the walk stands.", width=100),
            "schedule": page.text_box(
                OF["schedule"], "Rate over time", f"One of {', '.join(batches.SCHEDULES)}.", width=150
            ),
            "axis": page.text_box(OF["axis"], "Compared at equal", "cost or steps.", width=150),
            "clock": page.text_box(OF["clock"], "Speed", f"Of the player: {', '.join(SPEEDS)}.", width=100),
        }
        said["sample"] = page.points_box(OF["sample"], "One point in each row: x and y. Empty are the forty points.")
    with above:
        meant, texts = page.state(ENTRY.slug, batches.PARAMETERS, said)
        carried = {
            "surface": "points_mse",
            "samples": kept.shortened(given.text(meant["sample"])),
            "start": texts["begin"],
            "rate": texts["eta"],
        }
        stage(
            batches.scene(**meant),
            key="sgd.stage",
            state=texts,
            first=page.firsts(batches.PARAMETERS),
            take=page.taker(batches.PARAMETERS),
            chain=page.chain(ENTRY, {"gradient-descent": carried}),
            **page.teaching(),
        )


picture()

page.foot(
    "A mini-batch gradient is right on average and wrong each time; four times the points, half the spread. "
    "Everything so far was a straight line. Some truths bend.",
    [mini_batches.epochs, mini_batches.gradient_spread, mini_batches.line_gradients],
    [
        "H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22, 1951 "
        "(noisy steps, falling rates).",
        "L. Bottou, F. E. Curtis, J. Nocedal, Optimization Methods for Large-Scale Machine Learning, SIAM Review 60, "
        "2018 (equal cost, the noise that is left).",
        "B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM Journal on Control "
        "and Optimization 30, 1992 (the mean of positions).",
        "W. G. Cochran, Sampling Techniques, Wiley, 3rd edition, 1977 (the factor for a finite set).",
    ],
)
