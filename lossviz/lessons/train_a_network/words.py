"""The texts of the lesson: sentences and which of them holds, links."""

from collections.abc import Mapping

import numpy as np

from lossviz.inputs import numbers
from lossviz.lessons.train_a_network.parameters import MOST_LAYERS, PARAMETERS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Link, grouped

# Every parameter that a link sets, at its default.
DEFAULTS = {one.name: "" for one in PARAMETERS if one.name not in ("boundary", "loss_axis", "held_out_points", "speed")}

(START, START_VALUES, RUNNING, RUNNING_VALUES, SOME_DEAD, ALL_DEAD, DIVERGED, OVERFITS, WAITING) = range(9)
RETRAIN_RATE, RETRAIN_BATCH, RETRAIN_UNITS, RETRAIN_EPOCHS, GUESS, POINT, POINT_VALUE, WEIGHT, BY_HAND = range(9, 18)
COMPARING, COMPARING_VALUES, RETRAIN_SECOND_RATE, RETRAIN_SECOND_BATCH = range(18, 22)
RETRAIN_L1, RETRAIN_L2, UNIT, COMPARING_LOSSES, ONE_OF_BY_HAND, OTHERS_BY_HAND = range(22, 28)
RETRAIN_LAYER = 28  # of the first hidden layer; those of the others follow
# In the order of these constants.
SAYS = (
    "Before training: loss {loss}. Equal probabilities everywhere give a loss of {chance}.",
    "Before training: loss {loss}. Predicting the mean everywhere gives a loss of {chance}.",
    "Epoch {epoch:count}: training loss {loss}, accuracy {accuracy:percent}; held-out loss {held_loss}, "
    "accuracy {held_accuracy:percent}.",
    "Epoch {epoch:count}: training loss {loss}, held-out loss {held_loss}.",
    "{dead_count:count} of {units:count} units {dead_count:unit} dead (gradient 0). "
    "Epoch {epoch:count}: training loss {loss}, accuracy {accuracy:percent}.",
    "All units are dead: no training point gives them a gradient, so they cannot learn. Training loss {loss}.",
    "Training diverged at update {diverged_update:count}: a parameter is not finite. Try a smaller learning rate.",
    "Overfitting: since epoch {best_epoch:count} the training loss fell to {loss}, the held-out loss rose "
    "to {held_loss}.",
    "Not trained yet: this is the network before its first update.",
    "Let go to train with learning rate {rate_choice:set}.",
    "Let go to train with batch size {batch_choice:count}: {batch_updates:count} updates an epoch.",
    "Let go to train with {units_choice:count} units in each hidden layer.",
    "Let go to train for {epochs_choice:count} epochs.",
    "Your answer: {guess:set} %.",
    "Point {point_number:count}: class {point_class:count}, predicted with probability {point_share:percent}. "
    "Loss {point_loss}.",
    "Point {point_number:count}: target {point_target:set}, output {point_answer}. Loss {point_loss}.",
    "{weight_index:Word}: {weight}. Click to choose it, then pull its value.",
    "By hand: {weight_index:word} is {weight:set}. Training loss {loss}; as trained, {trained_loss}.",
    "Epoch {epoch:count}: first run loss {loss}, accuracy {accuracy:percent}; second run loss {second_loss}, "
    "accuracy {second_accuracy:percent}.",
    "Epoch {epoch:count}: first run loss {loss}; second run loss {second_loss}.",
    "Let go to train the second run with learning rate {second_rate_choice:set}.",
    "Let go to train the second run with batch size {second_batch_choice:count}.",
    "Let go to train with L1 regularization of strength {l1_choice:set}.",
    "Let go to train with L2 regularization of strength {l2_choice:set}.",
    "{weight_index:Word}: {weight}. At the left, the output of its unit over the plane.",
    "Epoch {epoch:count}: accuracy {accuracy:percent}, held out {held_accuracy:percent}; second run "
    "{second_accuracy:percent}, held out {second_held_accuracy:percent}.",
    "By hand: {weight_index:word} is {weight:set}, one of {by_hand_count:count} weights. Training loss {loss}; "
    "as trained, {trained_loss}.",
    "Weights by hand: {by_hand_count:count}. Training loss {loss}; as trained, {trained_loss}.",
    *(f"Let go to train with {{layer_counts[{i}]:count}} units in hidden layer {i + 1}." for i in range(MOST_LAYERS)),
)
# For `{dead_count:unit}`.
UNITS = ("is", "are")


def says(problem: Problem) -> tuple[str, ...]:
    """The sentences; with a learning-rate schedule those on a run under way give the rate of the latest update."""
    if problem.schedule == "constant":
        return SAYS
    under_way = (RUNNING, RUNNING_VALUES, SOME_DEAD, OVERFITS)
    return tuple(f"{text} η = {{rate_now:set}}." if i in under_way else text for i, text in enumerate(SAYS))


def case(
    problem: Problem, rows: Mapping[str, Array], *, waiting: bool, by_hand: int = 0, two_losses: bool = False
) -> Array:
    """Which sentence holds at each update; `by_hand` is the one that tells of weights by hand, or 0."""
    values = problem.points.classes == 0
    start = rows["update"] == 0
    everywhere = np.ones(len(start), dtype=bool)
    comparing = COMPARING_LOSSES if two_losses else COMPARING_VALUES if values else COMPARING
    cases = (
        (everywhere & waiting, WAITING),
        (everywhere & (by_hand > 0), by_hand),
        (everywhere & ("second_loss" in rows), comparing),
        (rows["diverged"] > 0, DIVERGED),
        (rows["dead_count"] == sum(problem.hidden), ALL_DEAD),
        (start, START_VALUES if values else START),
        (rows["overfits"] > 0, OVERFITS),
        ((rows["dead_count"] > 0) & (not values), SOME_DEAD),
    )
    return np.select(
        [holds for holds, _ in cases], [sentence for _, sentence in cases], RUNNING_VALUES if values else RUNNING
    )


def state(**changes: str) -> Mapping[str, str]:
    """The first state of all, with some changes."""
    return {**DEFAULTS, **changes}


def last(epochs: int, per_epoch: int = 15) -> dict[str, str]:
    """A run of so many epochs, shown at its end."""
    return {"epochs": numbers.write(epochs) if epochs != 60 else "", "update": str(epochs * per_epoch)}


LINKS = (
    *grouped(
        "Circles",
        Link("4 units, η = 0.1", state(), "Press Play: a polygon closes round the disc."),
        Link("3 units: enough for a triangle", state(hidden="3", **last(100)), "Every training point is right."),
        Link(
            "3 units, seed 0: one dead unit",
            state(hidden="3", seed="0", **last(100)),
            "Same data, same network, other initial weights: one unit died, and two cannot enclose the disc.",
        ),
        Link(
            "η = 10: all units dead",
            state(rate="10", **last(60)),
            "Updates this large take every unit to where its output is 0 on all points.",
        ),
        Link(
            "Identity activation: a straight boundary",
            state(hidden="8", activation="identity", **last(60)),
            "A linear function of linear functions is linear.",
        ),
    ),
    *grouped(
        "Batch size",
        Link("Batch size 1: 150 updates an epoch", state(batch="1", **last(60, 150)), "Loss 0.00246 after 60 epochs."),
        Link(
            "Full batch: 1 update an epoch",
            state(batch="150", **last(60, 1)),
            "As many epochs, but only 60 updates: the loss is still 0.510.",
        ),
    ),
    *grouped(
        "Other data",
        Link(
            "XOR with 4 units",
            state(data="xor", **last(100)),
            "All of ten seeds get every training point right; with 3 units five of ten do.",
        ),
        Link(
            "Spirals, 1 turn, 8 + 8 units",
            state(data="spirals", hidden="8,8", **last(200)),
            "A second hidden layer bends what the first one has bent.",
        ),
        Link(
            "Four blobs: softmax",
            state(data="blobs", seed="0", **last(100, 16)),
            "One output per class; equal probabilities everywhere would cost ln 4 = 1.386.",
        ),
        Link(
            "Regression: a wave",
            state(data="wave", hidden="8,8", activation="tanh", **last(200)),
            "Values, not classes.",
        ),
    ),
)

DATA = {
    "circles": "circles",
    "moons": "moons",
    "spirals": "spirals",
    "xor": "XOR",
    "blobs": "blobs",
    "plane": "plane (values)",
    "gaussian": "Gaussian (values)",
    "wave": "wave (values)",
}
OWN_POINTS = "your points"
ACTIVATIONS = {
    "relu": "ReLU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "leaky_relu": "leaky ReLU",
    "gelu": "GELU",
    "identity": "identity",
}
OPTIMIZERS = {
    "gradient_descent": "SGD",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "Adagrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}
COMPARED = {
    "nothing": "nothing",
    "rate": "learning rate",
    "batch": "batch size",
    "optimizer": "optimiser",
    "loss": "loss function",
}
LOSSES = {"cross_entropy": "cross-entropy", "squared_error": "squared error"}
