"""What a learner can set on the network, its data and its training."""

from collections.abc import Sequence
from dataclasses import dataclass

from lossviz.inputs import labelled_points, numbers, parameter
from lossviz.lessons.train_a_network.edits import MOST, MOST_UPDATES, MOST_WEIGHTS, Edits
from lossviz.scene.landscapes import OPTIMIZERS
from lossviz.theory.classification_datasets import CLASSIFICATION
from lossviz.theory.network_activations import ACTIVATIONS
from lossviz.theory.point_features import FEATURES
from lossviz.theory.regression_datasets import REGRESSION

# The inputs as they are written.
INPUTS = {"x": "x", "y": "y", "x_squared": "x²", "y_squared": "y²", "xy": "xy", "sin_x": "sin x", "sin_y": "sin y"}
DATA = (*CLASSIFICATION, *REGRESSION)
LOSSES = ("cross_entropy", "squared_error")
SCHEDULES = ("constant", "step", "exponential", "cosine", "inverse")
# What two runs may differ in.
COMPARED = ("nothing", "rate", "batch", "optimizer", "loss")
BOUNDARIES = ("smooth", "discrete")
LOSS_AXES = ("linear", "log")
HELD_OUT_POINTS = ("shown", "hidden")
MOST_LAYERS, MOST_UNITS = 3, 12
MOST_EPOCHS = 500
LARGEST_SEED, LARGEST_RATE = 999_999, 100.0
FIRST_HIDDEN = (4,)
FIRST_DATA = "circles"
# What belongs to one network and not to another one.
OF_ONE_NETWORK = ("by_hand", "edits")


@dataclass(frozen=True, kw_only=True)
class Layers(parameter.Parameter):
    """The number of units in each hidden layer, such as `8,8`: one to three layers of one to twelve units."""

    def read(self, text: str) -> tuple[int, ...]:
        found = numbers.pieces(text)
        if not 1 <= len(found) <= MOST_LAYERS:
            raise ValueError(f"{len(found)} hidden layers; give the units of one to {MOST_LAYERS}, such as 8,8")
        return tuple(numbers.parse_whole(piece, 1, MOST_UNITS) for piece in found)

    def text(self, value: Sequence[int]) -> str:
        return ",".join(map(str, value))


PARAMETERS: tuple[parameter.Parameter, ...] = (
    parameter.Choice(
        "data",
        default=FIRST_DATA,
        options=DATA,
        label="Data",
        help=f"One of {', '.join(DATA)}.",
        clears=("points", *OF_ONE_NETWORK),
    ),
    labelled_points.Parameter(
        "points",
        label="Your points",
        help="Rows of x, y and the class: 0 to 3. Where a number in the third column is none of these, all of them are "
        "values. 4 to 500 points; they replace the data set.",
        placeholder="x, y, class in each row",
        clears=("data", "turns", "classes", "noise", "point", *OF_ONE_NETWORK),
    ),
    parameter.Number(
        "add",
        default=0.0,
        low=-labelled_points.LARGEST,
        high=labelled_points.LARGEST,
        label="Class of points that are added",
        help="A class from 0 to 3, or a value.",
    ),
    parameter.Number(
        "turns", default=1.0, low=0.25, high=2.0, label="Turns of the spirals", help="A number from 0.25 to 2."
    ),
    parameter.Integer(
        "classes", default=4, low=2, high=4, label="Classes of the blobs", help="2, 3 or 4.", clears=OF_ONE_NETWORK
    ),
    parameter.Number(
        "noise", default=0.0, low=0.0, high=1.0, label="Noise", help="How far points, or values, are moved: 0 to 1."
    ),
    parameter.Integer(
        "held_out",
        default=25,
        low=10,
        high=50,
        label="Held-out points, in %",
        help="The share that is kept for testing.",
    ),
    parameter.Several(
        "inputs",
        default=("x", "y"),
        options=tuple(FEATURES),
        label="Inputs",
        help=f"One or more of {', '.join(FEATURES)}.",
        clears=OF_ONE_NETWORK,
    ),
    Layers(
        "hidden",
        default=FIRST_HIDDEN,
        label="Units in each hidden layer",
        help="One to three layers of 1 to 12 units, such as 8,8.",
        clears=OF_ONE_NETWORK,
    ),
    parameter.Choice(
        "activation",
        default="relu",
        options=tuple(ACTIVATIONS),
        label="Activation function",
        help=f"One of {', '.join(ACTIVATIONS)}.",
    ),
    parameter.Choice(
        "loss",
        default="cross_entropy",
        options=LOSSES,
        label="Loss function",
        help="cross_entropy or squared_error; for values instead of classes it is always squared_error.",
    ),
    parameter.Choice(
        "optimizer",
        default="gradient_descent",
        options=OPTIMIZERS,
        label="Optimiser",
        help=f"One of {', '.join(OPTIMIZERS)}.",
    ),
    parameter.Number(
        "rate",
        default=0.1,
        low=0.0,
        high=LARGEST_RATE,
        label="Learning rate (η)",
        help="An update subtracts this many times the gradient.",
    ),
    parameter.Choice(
        "schedule",
        default="constant",
        options=SCHEDULES,
        label="Learning-rate schedule",
        help=f"One of {', '.join(SCHEDULES)}.",
    ),
    parameter.Integer(
        "batch", default=10, low=1, high=1_000, label="Batch size", help="How many points one update uses."
    ),
    parameter.Integer(
        "epochs", default=60, low=1, high=MOST_EPOCHS, label="Epochs", help="How often every training point is used."
    ),
    parameter.Integer(
        "seed",
        default=1,
        high=LARGEST_SEED,
        label="Seed",
        help="The same seed gives the same initial weights and the same order of the points.",
    ),
    parameter.Number(
        "l1", default=0.0, low=0.0, high=1.0, label="L1 regularization", help="Its strength, from 0 to 1."
    ),
    parameter.Number(
        "l2", default=0.0, low=0.0, high=1.0, label="L2 regularization", help="Its strength, from 0 to 1."
    ),
    parameter.Choice(
        "compare",
        default="nothing",
        options=COMPARED,
        label="Compare with a second run",
        help="What the second run has differently: learning rate, batch size, optimiser or loss function. All else, "
        "the initial weights too, is the same.",
    ),
    parameter.Number(
        "second_rate",
        default=0.01,
        low=0.0,
        high=LARGEST_RATE,
        label="Its learning rate",
        help="Where the runs differ in it.",
    ),
    parameter.Integer(
        "second_batch", default=150, low=1, high=1_000, label="Its batch size", help="Where the runs differ in it."
    ),
    parameter.Choice(
        "second_optimizer",
        default="adam",
        options=OPTIMIZERS,
        label="Its optimiser",
        help="Where the runs differ in it.",
    ),
    parameter.Choice(
        "second_loss",
        default="squared_error",
        options=LOSSES,
        label="Its loss function",
        help="Where the runs differ in it.",
    ),
    parameter.Integer("update", default=0, high=MOST_UPDATES, label="Update", help="Which update is shown."),
    parameter.Integer(
        "point",
        low=1,
        high=10_000,
        label="Point",
        help="The number of the point in the formula.",
        placeholder="the one with the largest loss",
    ),
    parameter.Integer(
        "weight",
        low=1,
        high=MOST_WEIGHTS,
        label="Weight",
        help="The number of the weight, or bias, that is looked at: layer by layer, weights before biases.",
        placeholder="the first one to the output",
    ),
    Edits(
        "by_hand",
        folds=True,
        label="Weights by hand",
        help="Each as an update, the number of the weight, and its value, with colons between them. They hold at that "
        f"update only; up to {MOST}.",
        placeholder="all as trained",
    ),
    Edits(
        "edits",
        label="Weights set in training",
        help="Written in the same way: training sets each after its update, and goes on from there.",
        placeholder="none",
    ),
    parameter.Choice(
        "boundary", default="smooth", options=BOUNDARIES, label="Decision boundary", help="smooth or discrete."
    ),
    parameter.Choice("loss_axis", default="linear", options=LOSS_AXES, label="Axis of the loss", help="linear or log."),
    parameter.Choice(
        "held_out_points",
        default="shown",
        options=HELD_OUT_POINTS,
        label="Held-out points in the figure",
        help="shown or hidden.",
    ),
    parameter.Number("guess", low=0.0, high=100.0, label="Answer to a question, in %", help="A number from 0 to 100."),
    parameter.speed(),
)
