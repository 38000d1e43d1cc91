"""Lesson 1: how wrong is a line?"""

from lossviz.inputs import parameter, points
from lossviz.lessons.loss.parameters import Line
from lossviz.lessons.loss.problem import LOSSES
from lossviz.lessons.loss.scene import cost, scene
from lossviz.scene import thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import huber, least_squares, mean_absolute_error, mean_squared_error

LESSON = Lesson(
    "loss",
    "Loss",
    "How wrong is a line?",
    thumbnail.of(scene, "fit"),
    introduction="A line predicts y from x. Its **error** at a point, also called **residual**, is how far the point "
    "lies above or below it. A **loss function** makes one number of all errors, the **loss**: the smaller, the better "
    "the line. Drag an end of the line, or a point.",
    conclusion="A loss function turns all errors into one number, and which function you choose decides which errors "
    "matter most. You turned the line by eye. How does a machine find it?",
    parameters=(
        parameter.Points(
            "points",
            default=points.FIVE,
            label="Points",
            help="One point in each row: x and y. Paste them from a spreadsheet, or write 1, 2; 2, 1.",
            clears=("highlight",),
        ),
        Line("line", default=(0.0, 1.0), label="Line: w, b", help="Slope and intercept, such as 0.8, 0.6."),
        parameter.Choice(
            "loss", default="mse", options=tuple(LOSSES), label="Loss function", help="mse, mae or huber."
        ),
        parameter.Number(
            "delta",
            default=1.0,
            low=0,
            above=True,
            label="Huber’s delta",
            help="Errors up to delta count by their square, larger ones by their size.",
        ),
        parameter.Integer(
            "highlight",
            low=1,
            high=points.MOST,
            label="Highlighted point",
            help="Counted from 1: the formula underlines it.",
            placeholder="none",
        ),
    ),
    scene=scene,
    cost=cost,
    terms=("residual", "MSE", "MAE", "Huber", "outlier"),
    sources=(
        mean_squared_error.loss,
        mean_squared_error.gradient,
        mean_absolute_error.loss,
        huber.loss,
        least_squares.line,
    ),
    references=(
        "A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805 "
        "(least squares, first in print).",
        "P. J. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35, 1964 "
        "(Huber loss).",
        "F. J. Anscombe, Graphs in Statistical Analysis, The American Statistician 27, 1973 (the four sets).",
    ),
    # Not the line: training that begins with the best one has nothing left to do.
    linked_state={"training-loop": lambda texts: {"points": texts["points"]}},
)
