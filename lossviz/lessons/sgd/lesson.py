"""Lesson 4: mini-batches and stochastic gradient descent."""

import numpy as np

from lossviz.inputs import parameter
from lossviz.inputs.points import MOST, Points
from lossviz.lessons.sgd.runs import FORTY, SCHEDULES
from lossviz.lessons.sgd.scene import LARGEST_SEED, cost, scene
from lossviz.lessons.sgd.words import COMPARED
from lossviz.scene import thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import mini_batches

LARGEST_STEP, MOST_EPOCHS, LARGEST_RATE = 99_999, 40, 1_000.0
# Both paths are long on the map of these, and apart, so that a small picture can show them.
PICTURED = Points(np.linspace(-2, 2, 9), np.array([-2.6, 0.4, -1.8, 1.0, -1.0, 1.6, -0.4, 2.6, 0.6]))

LESSON = Lesson(
    "sgd",
    "Mini-batches",
    "What if we only look at a few points?",
    thumbnail.of(scene, "contour", points=PICTURED, start=(-1.4, 2.4), rate=0.06, step=9, seed=53, compare="steps"),
    introduction="A **mini-batch** is a small random part of the points. Its gradient estimates the gradient of all "
    "points; the **standard deviation** says how far off it typically is. Drag the batch size.",
    conclusion="A mini-batch gradient is right on average, and off each time: four times the points, half the standard "
    "deviation. So far the model was a straight line. Next: curves made of ReLU units.",
    parameters=(
        parameter.Points(
            "points",
            default=FORTY,
            label="Points",
            help="One point in each row: x and y. Empty are the forty points. "
            "Paste them from a spreadsheet, or write 1, 2; 2, 1.",
        ),
        parameter.Pair(
            "start", example="0, 1", label="Initial w, b", help="Where both paths begin.", placeholder="0,1"
        ),
        parameter.Integer(
            "batch", default=1, low=1, high=MOST, label="Batch size", help="How many points one update uses."
        ),
        parameter.Number(
            "rate",
            low=0.0,
            high=LARGEST_RATE,
            label="Learning rate (η)",
            help="An update subtracts this many times the gradient.",
            placeholder="0.01",
        ),
        parameter.Integer(
            "seed", default=0, high=LARGEST_SEED, label="Seed", help="The same seed gives the same order of the points."
        ),
        parameter.Integer(
            "epochs", default=1, low=1, high=MOST_EPOCHS, label="Epochs", help="How often every point is used, 1 to 40."
        ),
        parameter.Integer("step", default=0, high=LARGEST_STEP, label="Step", help="Which step is shown."),
        parameter.Choice(
            "schedule",
            default="constant",
            options=tuple(SCHEDULES),
            label="Learning-rate schedule",
            help=f"One of {', '.join(SCHEDULES)}.",
        ),
        parameter.Choice(
            "compare", default="cost", options=tuple(COMPARED), label="Compare at equal", help="cost or steps."
        ),
        parameter.speed(),
    ),
    scene=scene,
    cost=cost,
    terms=(
        "gradient",
        "SGD",
        "full batch",
        "standard deviation",
        "epoch",
        "gradient evaluations",
        "seed",
        "learning rate",
        "learning-rate schedule",
        "stability limit",
    ),
    sources=(
        mini_batches.shuffled_batches,
        mini_batches.gradient_standard_deviation,
        mini_batches.per_sample_gradients,
    ),
    references=(
        "H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22, 1951 "
        "(noisy steps, falling rates).",
        "L. Bottou, F. E. Curtis, J. Nocedal, Optimization Methods for Large-Scale Machine Learning, SIAM Review 60, "
        "2018 (equal cost, the noise that is left).",
        "B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM Journal on Control "
        "and Optimization 30, 1992 (the mean of positions).",
        "W. G. Cochran, Sampling Techniques, Wiley, 3rd edition, 1977 (the factor for a finite set).",
    ),
    linked_state={
        "gradient-descent": lambda texts: {
            "surface": "points_mse",
            **{name: texts[name] for name in ("points", "start", "rate")},
        }
    },
)
