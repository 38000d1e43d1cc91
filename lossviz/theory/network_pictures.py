"""Pictures of a network over the plane of its points: what it says, what its units answer, and what one weight does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption, network_activations, settings
from lossviz.theory.checks import Array
from lossviz.theory.network import Network, forward
from lossviz.theory.network_losses import OutputLoss
from lossviz.theory.network_measures import accuracy, chunks, infinite_for_nan, mean_losses, operations
from lossviz.theory.network_training import Training
from lossviz.theory.point_features import features

HALF_WIDTH = 4.0
OUTPUT_SIDE, UNIT_SIDE = 41, 21


def plane_grid(side: int, half_width: float = HALF_WIDTH) -> Array:
    """The places of a picture, (side * side, 2): row by row from below, each from left to right.

    Examples:
        >>> plane_grid(2, 1.5).tolist()
        [[-1.5, -1.5], [1.5, -1.5], [-1.5, 1.5], [1.5, 1.5]]
    """
    count, reach = settings.integer("side", side, minimum=2), checks.positive_scalar("half_width", half_width)
    along = np.linspace(-reach, reach, count)
    x, y = np.meshgrid(along, along)
    return np.stack([x.ravel(), y.ravel()], axis=-1)


def output_pictures(
    network: Network,
    loss: OutputLoss,
    parameters: Array,
    names: Sequence[str] = ("x", "y"),
    *,
    side: int = OUTPUT_SIDE,
    half_width: float = HALF_WIDTH,
) -> Array:
    """What networks say at each place: (sets, side, side, outputs) for parameters (sets, size).

    The probability of class 1 if there are two classes, of each class if there are more, else the value. Rows run
    from below, columns from left to right. NaN where a network overflows.
    """
    x = features(plane_grid(side, half_width), names)
    return point_answers(network, loss, x, parameters).reshape(-1, side, side, network.outputs)


def unit_pictures(
    network: Network,
    parameters: Array,
    names: Sequence[str] = ("x", "y"),
    *,
    side: int = UNIT_SIDE,
    half_width: float = HALF_WIDTH,
) -> tuple[Array, ...]:
    """What each hidden unit answers at each place: for each hidden layer (sets, units, side, side)."""
    x = features(plane_grid(side, half_width), names)
    pictures = tuple(np.empty((len(parameters), units, len(x))) for units in network.hidden)
    with np.errstate(all="ignore"):
        for part in chunks(network, len(x), len(parameters)):
            passed = forward(network, network.layers(parameters[part]), x)
            for picture, answers in zip(pictures, passed.units, strict=True):
                picture[part] = answers.swapaxes(-1, -2)
    return tuple(picture.reshape(*picture.shape[:2], side, side) for picture in pictures)


def point_answers(network: Network, loss: OutputLoss, x: Array, parameters: Array) -> Array:
    """What networks say of each point, (sets, n, outputs), as in `output_pictures`, for parameters (sets, size)."""
    answers = np.empty((len(parameters), len(x), network.outputs))
    with np.errstate(all="ignore"):
        for part in chunks(network, len(x), len(parameters)):
            answers[part] = loss.answer(forward(network, network.layers(parameters[part]), x).logits)
    return answers


def point_losses(network: Network, loss: OutputLoss, x: Array, targets: Array, parameters: Array) -> Array:
    """The loss of each point, (sets, n), for parameters (sets, size); infinite where it overflows."""
    losses = np.empty((len(parameters), len(x)))
    with np.errstate(all="ignore"):
        for part in chunks(network, len(x), len(parameters)):
            losses[part] = loss.losses(targets, forward(network, network.layers(parameters[part]), x).logits)
    return infinite_for_nan(losses)


@dataclass(frozen=True, eq=False)
class WeightSweep:
    """A network at each value of one of its parameters while all others stay.

    values (k,), pictures (k, side, side, outputs) as `output_pictures` has them, and the mean loss and the share of
    right points among the training and the held-out points, (k,).
    """

    values: Array
    pictures: Array
    training_loss: Array
    training_accuracy: Array
    held_out_loss: Array
    held_out_accuracy: Array


def weight_sweep(
    training: Training,
    parameters: ArrayLike,
    place: int,
    values: ArrayLike,
    names: Sequence[str] = ("x", "y"),
    *,
    side: int = OUTPUT_SIDE,
    half_width: float = HALF_WIDTH,
) -> WeightSweep:
    """What if one parameter, at a `place` of the flat vector (`Network.place`), had each of these values?

    Raises:
        ValueError: a place that the vector does not have; anything but finite numbers.
    """
    network, loss = training.network, training.output_loss
    tried, here = np.atleast_1d(checks.numbers("values", values)), checks.numbers("parameters", parameters)
    if not 0 <= settings.integer("place", place) < network.size:
        raise ValueError(f"place = {place}; {network} has {network.size} parameters, from 0")
    grid = features(plane_grid(side, half_width), names)
    pictures = np.empty((len(tried), len(grid), network.outputs))
    with np.errstate(all="ignore"):
        sweep = OneParameter(network, here, place)
        for part in chunks(network, len(grid), len(tried)):
            pictures[part] = loss.answer(sweep.logits(grid, tried[part]))
        scores = []
        for x, targets in ((training.x, training.targets), (training.held_out_x, training.held_out_targets)):
            interruption.checkpoint(len(tried) * operations(network, len(x)))
            logits = sweep.logits(x, tried)
            scores += [mean_losses(loss, targets, logits), accuracy(loss, targets, logits)]
    return WeightSweep(tried, pictures.reshape(len(tried), side, side, network.outputs), *scores)


class OneParameter:
    """A network in which one parameter takes many values. What comes before its unit is computed once."""

    def __init__(self, network: Network, parameters: Array, place: int) -> None:
        self.activation = network_activations.of(network.activation).function
        self.layers = network.layers(parameters)
        ends = np.cumsum([(inputs + 1) * outputs for inputs, outputs in network.shapes])
        self.layer = int(np.searchsorted(ends, place, side="right"))
        inputs, outputs = network.shapes[self.layer]
        self.source, self.unit = divmod(place - int(ends[self.layer]) + (inputs + 1) * outputs, outputs)

    def logits(self, x: Array, values: Array) -> Array:
        """The logits of points (n, inputs) for values (k,): (k, n, outputs)."""
        h = x
        for weights, biases in self.layers[: self.layer]:
            h = self.activation(h @ weights + biases)
        weights, biases = self.layers[self.layer]
        # Of its layer only one unit changes: its incoming weights and bias, a column for each value.
        incoming = np.repeat(np.append(weights[:, self.unit], biases[self.unit])[:, None], len(values), axis=1)
        incoming[self.source] = values
        changing = (h @ incoming[:-1] + incoming[-1]).T
        z, later = h @ weights + biases, self.layers[self.layer + 1 :]
        if not later:
            return many(z, self.unit, changing)
        h = many(self.activation(z), self.unit, self.activation(changing))
        for weights, biases in later[:-1]:
            h = self.activation(h @ weights + biases)
        weights, biases = later[-1]
        return h @ weights + biases


def many(rows: Array, column: int, values: Array) -> Array:
    """Rows (n, columns) for each of many values (k, n) of one column: (k, n, columns)."""
    repeated = np.repeat(rows[None], len(values), axis=0)
    repeated[..., column] = values
    return repeated
