"""A fully connected network: its layers, its forward pass, and its gradient by backpropagation.

    h[0] = x,  z[k] = h[k - 1] @ weights[k] + biases[k],  h[k] = activation(z[k]),  logits = the last z

Points stand on the last axis but one: x is (n, inputs), weights are (inputs, outputs), biases (outputs,). All
parameters together are one flat vector, as optimisers take it; leading axes of it are many networks at once.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, network_activations, settings
from lossviz.theory.checks import Array


class Layer(NamedTuple):
    """The parameters of one layer: weights (..., inputs, outputs) and biases (..., outputs)."""

    weights: Array
    biases: Array


class Forward(NamedTuple):
    """What a forward pass computes for n points.

    logits (..., n, outputs); for every hidden layer its `sums`, before the activation, and its `units`, what they
    answer, (..., n, units).
    """

    logits: Array
    sums: tuple[Array, ...]
    units: tuple[Array, ...]


@dataclass(frozen=True)
class Network:
    """The architecture of a network: inputs, units in each hidden layer, outputs, and the hidden units' activation.

    Without a hidden layer it is a linear model.

    Raises:
        ValueError: a number of units that is no whole number from 1 up; an unknown activation.

    Examples:
        >>> network = Network(2, (8, 8), 1)
        >>> network.size, network.shapes
        (105, ((2, 8), (8, 8), (8, 1)))
    """

    inputs: int
    hidden: tuple[int, ...]
    outputs: int = 1
    activation: str = "relu"

    def __post_init__(self) -> None:
        settings.integer("inputs", self.inputs, minimum=1)
        settings.integer("outputs", self.outputs, minimum=1)
        if not isinstance(self.hidden, tuple):
            raise ValueError(f"hidden = {checks.format_value(self.hidden)} is no tuple; give one, as in (8, 8)")
        for units in self.hidden:
            settings.integer("hidden", units, minimum=1)
        network_activations.of(self.activation)

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """The shape of the weights of each layer."""
        widths = (self.inputs, *self.hidden, self.outputs)
        return tuple(pairwise(widths))

    @cached_property
    def size(self) -> int:
        """The number of parameters."""
        return sum((inputs + 1) * outputs for inputs, outputs in self.shapes)

    @cached_property
    def is_weight(self) -> Array:
        """1 for each weight and 0 for each bias, in the order of the flat vector."""
        mask = np.concatenate([np.repeat([1.0, 0.0], [i * o, o]) for i, o in self.shapes])
        mask.setflags(write=False)
        return mask

    def place(self, layer: int, source: int, unit: int) -> int:
        """The place in the flat vector of the weight from a source to a unit; its bias if source is the layer's inputs.

        Layers, sources and units are counted from 0.

        Raises:
            ValueError: if there is no such layer, source or unit.

        Examples:
            >>> Network(2, (4,)).place(1, 3, 0), Network(2, (4,)).place(0, 2, 1)
            (15, 9)
        """
        start = 0
        for number, (inputs, outputs) in enumerate(self.shapes):
            if number == layer and 0 <= source <= inputs and 0 <= unit < outputs:
                return start + source * outputs + unit
            start += (inputs + 1) * outputs
        raise ValueError(
            f"there is no weight from {source} to unit {unit} of layer {layer}; the layers are {self.shapes}"
        )

    def layers(self, parameters: Array) -> tuple[Layer, ...]:
        """The layers of a flat vector, as views of it: (..., size) in.

        Raises:
            ValueError: a vector of another length.
        """
        if parameters.shape[-1:] != (self.size,):
            raise ValueError(f"parameters have shape {parameters.shape}; {self} has {self.size} on the last axis")
        layers, start, leading = [], 0, parameters.shape[:-1]
        for inputs, outputs in self.shapes:
            middle, end = start + inputs * outputs, start + (inputs + 1) * outputs
            weights = parameters[..., start:middle].reshape(*leading, inputs, outputs)
            layers.append(Layer(weights, parameters[..., middle:end]))
            start = end
        return tuple(layers)

    def parameters(self, layers: tuple[tuple[ArrayLike, ArrayLike], ...]) -> Array:
        """The flat vector of pairs of weights and biases, one pair for each layer.

        Raises:
            ValueError: shapes that are not those of the network; anything but finite numbers.

        Examples:
            >>> print(Network(2, (1,)).parameters((([[1], [2]], [3]), ([[4]], [5]))))
            [1. 2. 3. 4. 5.]
        """
        expected = [part for inputs, outputs in self.shapes for part in ((inputs, outputs), (outputs,))]
        given = [checks.numbers("layers", part) for layer in layers for part in layer]
        if [part.shape for part in given] != expected:
            raise ValueError(f"layers have shapes {[part.shape for part in given]}; {self} has {expected}")
        return np.concatenate([part.ravel() for part in given])

    def initial_parameters(self, seed: int | np.random.Generator) -> Array:
        """Random weights before any training: normal with mean 0 and variance 2 / inputs of the layer; biases 0.

        Drawn layer by layer from `default_rng(seed)`, or from a generator.

        References:
            K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers, ICCV 2015.
        """
        rng = seed if isinstance(seed, np.random.Generator) else np.random.default_rng(settings.integer("seed", seed))
        parts = []
        for inputs, outputs in self.shapes:
            parts += [rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs)).ravel(), np.zeros(outputs)]
        return np.concatenate(parts)


def forward(network: Network, layers: tuple[Layer, ...], x: Array) -> Forward:
    """The forward pass of n points, x (..., n, inputs), through one network or through many (leading axes)."""
    activation = network_activations.ACTIVATIONS[network.activation].function
    h, sums, units = x, [], []
    for weights, biases in layers[:-1]:
        z = h @ weights + biases[..., None, :]
        h = activation(z)
        sums.append(z)
        units.append(h)
    weights, biases = layers[-1]
    return Forward(h @ weights + biases[..., None, :], tuple(sums), tuple(units))


def backward(network: Network, layers: tuple[Layer, ...], x: Array, passed: Forward, logit_gradients: Array) -> Array:
    """The gradient of a loss in all parameters, (..., size), by backpropagation through a forward pass.

    `logit_gradients` (..., n, outputs) are the derivatives of that loss in each point's logits; of a mean loss, each
    point's own divided by n. From the last layer to the first:

        gradient of weights[k] = h[k - 1].T @ d[k],  of biases[k] = the sum of d[k] over the points
        d[k - 1] = (d[k] @ weights[k].T) * activation'(z[k - 1])

    References:
        D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by back-propagating errors,
        Nature 323, 1986.
    """
    derivative = network_activations.ACTIVATIONS[network.activation].derivative
    d, inputs, parts = np.broadcast_to(logit_gradients, passed.logits.shape), (x, *passed.units), []
    for k in range(len(layers) - 1, -1, -1):
        by_weight, by_bias = inputs[k].swapaxes(-1, -2) @ d, d.sum(axis=-2)
        parts += [by_bias, by_weight.reshape(*by_weight.shape[:-2], -1)]
        if k:
            d = (d @ layers[k].weights.swapaxes(-1, -2)) * derivative(passed.sums[k - 1], passed.units[k - 1])
    return np.concatenate(parts[::-1], axis=-1)
