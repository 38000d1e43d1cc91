"""Lesson 3: which way is down?"""

import streamlit as st

from lossviz.front import descent_folds, page
from lossviz.front.component import stage
from lossviz.lessons.gradient_descent import scene
from lossviz.theory import descent, optimizers, surface

ENTRY = page.lesson("gradient-descent")
SURFACE, CONDITION, START, RATE, STEPS, STEP, OPTIMIZER, SAMPLES, VIEW, SPEED = scene.PARAMETERS

page.head(
    ENTRY,
    "The loss is a landscape over two numbers. The **gradient** is its slopes in all directions, as one arrow: it "
    "points uphill. Each step goes against it, as far as the **rate** times the slope. Pull the start, or the rate.",
    parameters=(*scene.PARAMETERS, *descent_folds.PARAMETERS),
    goals=scene.GOALS,
    predictions=scene.PREDICTIONS,
)


def exact() -> dict[str, str]:
    """Plain boxes for exact values, folded away but for those a learner types most."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        said = {
            START.name: page.text_box(START, "Start", "x and y, such as -4, 1.5.", width=140, hint="the surface’s own"),
            RATE.name: page.text_box(RATE, "Rate η", "A number from 0 up.", width=140, hint="the surface’s own"),
            STEPS.name: page.text_box(STEPS, "Steps", "1 to 1,000.", width=140, hint="the surface’s own"),
            STEP.name: page.text_box(STEP, "Step in hand", "Which step is shown.", width=110, hint="the last"),
        }
    with st.expander("More exact values", key="exact"), st.container(horizontal=True, vertical_alignment="bottom"):
        said |= {
            SURFACE.name: page.text_box(SURFACE, "Surface", "Its name in the address.", width=150),
            CONDITION.name: page.text_box(CONDITION, "κ of the ravine", "Times as steep across as along.", width=130),
            OPTIMIZER.name: page.text_box(OPTIMIZER, "Optimiser", "Its name in the address.", width=170),
            VIEW.name: page.text_box(VIEW, "Turn, in degrees", "Of the surface: 0 to 360.", width=130),
            SPEED.name: page.text_box(SPEED, "Speed", "Of the player.", width=90),
        }
    said[SAMPLES.name] = page.points_box(
        SAMPLES,
        "For the line: x and y of each point. For yes or no: x, and 1 or 0. They are seen on the surfaces that points "
        "make.",
    )
    return said


@st.fragment
def picture() -> None:
    """The stage, under it the plain widgets that hold the same state, and the folds that follow its surface."""
    above, below = st.container(), st.container()
    with below:
        said = exact()
    with above:
        meant, texts = page.state(ENTRY.slug, scene.PARAMETERS, said)
        line = meant[SURFACE.name] == "points_mse"
        carried = {
            "training-loop": {"data": texts[SAMPLES.name]},
            "sgd": {
                "sample": texts[SAMPLES.name],
                "begin": texts[START.name] if line else "",
                "eta": texts[RATE.name] if line else "",
            },
        }
        stage(
            scene.scene(**meant),
            key="gradient-descent.stage",
            state=texts,
            first=page.firsts(scene.PARAMETERS),
            take=page.taker(scene.PARAMETERS),
            chain=page.chain(ENTRY, carried),
            **page.teaching(),
        )
    descent_folds.folds(texts)


picture()

page.foot(
    "Downhill is not the same as towards the bottom. Rate times curvature decides whether a walk glides, swings or "
    "flies apart, and the border is 2. Each step looked at every point. With a million points that is slow. What if "
    "we look at a few?",
    [
        descent.descend,
        optimizers.gradient_descent,
        optimizers.momentum,
        optimizers.adam,
        optimizers.adam_with,
        surface.Surface.border,
    ],
    [
        "A.-L. Cauchy, Méthode générale pour la résolution des systèmes d’équations simultanées, Comptes rendus 25, "
        "1847 (steepest descent).",
        "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational "
        "Mathematics and Mathematical Physics 4, 1964 (momentum).",
        "G. Goh, Why Momentum Really Works, Distill, 2017 (the limit and the eigenvectors).",
        "D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.",
        "H. H. Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a Function, The Computer "
        "Journal 3, 1960.",
    ],
)
