"""The gradient of a mini-batch, as `network.backward` gives it, in work arrays that are allocated once.

In each layer the biases are one more row of the weights, and its inputs have one more column, of ones. So layer and
gradient are one product of matrices each, which write straight into the flat vectors.
"""

from typing import NamedTuple

import numpy as np

from lossviz.theory import network_activations
from lossviz.theory.checks import Array
from lossviz.theory.network import Network
from lossviz.theory.network_losses import OutputLoss, Penalty


class Work(NamedTuple):
    """Work arrays for batches of one size; an entry per layer, or per hidden layer where it says so."""

    inputs: list[Array]  # per hidden layer: its outputs and a column of ones, (n, units + 1)
    outputs: list[Array]  # per hidden layer: its outputs alone, a view of the same
    sums: list[Array]
    differences: list[Array]  # per hidden layer: the derivatives of the loss in its sums


def with_ones(x: Array) -> Array:
    """Points with one more column, of ones, for the biases."""
    return np.concatenate([x, np.ones((len(x), 1))], axis=1)


class BatchGradient:
    """The gradient of the mean loss of a batch, and of the penalty, at `parameters`, which are read where they are.

    Each call writes into the same array. Nothing is checked; overflow is for the caller to allow.
    """

    def __init__(self, network: Network, loss: OutputLoss, penalty: Penalty, parameters: Array) -> None:
        self.network, self.penalty, self.parameters = network, penalty, parameters
        self.activation, self.derivatives = network_activations.of(network.activation), loss.derivatives
        self.gradient = np.zeros(network.size)
        self.layers, self.gradients = matrices(network, parameters), matrices(network, self.gradient)
        self.transposed = [matrix[:-1].T for matrix in self.layers]
        self.work: dict[int, Work] = {}

    def __call__(self, x: Array, targets: Array) -> Array:
        """For points with a column of ones, (n, inputs + 1), and encoded targets (n, outputs)."""
        n, layers = len(x), self.layers
        if n not in self.work:
            self.work[n] = work_arrays(self.network, n)
        inputs, outputs, sums, differences = self.work[n]
        function, derivative, last = self.activation.function, self.activation.derivative, len(layers) - 1

        h = x
        for k in range(last):
            np.dot(h, layers[k], out=sums[k])
            outputs[k][...] = function(sums[k])
            h = inputs[k]
        np.dot(h, layers[last], out=sums[last])

        d = self.derivatives(targets, sums[last])
        d /= n
        for k in range(last, 0, -1):
            np.dot(inputs[k - 1].T, d, out=self.gradients[k])
            d = np.dot(d, self.transposed[k], out=differences[k - 1])
            d *= derivative(sums[k - 1], outputs[k - 1])
        np.dot(x.T, d, out=self.gradients[0])
        if self.penalty:
            self.gradient += self.penalty.gradient(self.parameters)
        return self.gradient


def matrices(network: Network, flat: Array) -> list[Array]:
    """The layers of one flat vector as matrices (inputs + 1, outputs), the biases in the last row; views."""
    ends = np.cumsum([(inputs + 1) * outputs for inputs, outputs in network.shapes])
    parts = np.split(flat, ends[:-1])
    return [part.reshape(inputs + 1, outputs) for part, (inputs, outputs) in zip(parts, network.shapes, strict=True)]


def work_arrays(network: Network, n: int) -> Work:
    """Work arrays for batches of n points."""
    inputs = [np.ones((n, units + 1)) for units in network.hidden]
    return Work(
        inputs,
        [h[:, :-1] for h in inputs],
        [np.empty((n, outputs)) for _, outputs in network.shapes],
        [np.empty((n, units)) for units in network.hidden],
    )
