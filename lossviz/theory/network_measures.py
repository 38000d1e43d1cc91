"""A network on points, for many parameter sets at once: losses, accuracy, gradient norms, dead units."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossviz.theory import finite_differences, interruption, network_activations
from lossviz.theory.checks import Array
from lossviz.theory.network import Network, backward, forward
from lossviz.theory.network_losses import OutputLoss, Penalty, is_right

CHUNK = 100_000  # numbers in the largest array at a time, so that it stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Score:
    """The mean loss (...) of a network on points, without the penalty, and the share of points that are right.

    A loss that overflows is infinite. The accuracy is NaN where there are no classes, both are where there are no
    points.
    """

    loss: Array
    accuracy: Array


@dataclass(frozen=True, eq=False)
class Health:
    """Whether a network can learn: gradient norms (..., layers) and dead units (..., hidden units of all layers).

    The gradient is that of the mean loss on all training points and of the penalty, its norm that over a layer's
    weights and biases. A unit is dead where the derivative of its activation is 0 on every training point, so that no
    gradient reaches its weights: a relu unit whose output is 0 on all of them. A leaky relu unit is never dead; a
    sigmoid or tanh unit only where all points saturate it beyond double precision.
    """

    gradient_norms: Array
    dead: NDArray[np.bool_]


def operations(network: Network, n: int) -> int:
    """What one forward pass of n points takes (`interruption`)."""
    activation = network_activations.of(network.activation)
    return n * (network.size // 16 + activation.operations * sum(network.hidden) // 2 + network.outputs)


def chunks(network: Network, n: int, sets: int) -> Iterator[slice]:
    """Slices of so many parameter sets, each of a size that is quick on n points; counted and interruptible."""
    size = max(1, CHUNK // max(1, n * max((*network.hidden, network.outputs))))
    for first in range(0, sets, size):
        part = slice(first, min(first + size, sets))
        interruption.checkpoint((part.stop - first) * operations(network, n))
        yield part


def mean_losses(loss: OutputLoss, targets: Array, logits: Array) -> Array:
    """The mean loss over the points, infinite where it overflows."""
    values = loss.losses(targets, logits)
    if not values.shape[-1]:
        return np.full(values.shape[:-1], np.nan)
    return infinite_for_nan(values.mean(axis=-1))


def accuracy(loss: OutputLoss, targets: Array, logits: Array) -> Array:
    """The share of the points that are right, NaN where there are no classes or no points."""
    right = is_right(loss, targets, logits)
    return np.asarray(right.mean(axis=-1)) if right.shape[-1] else np.full(right.shape[:-1], np.nan)


def infinite_for_nan(values: Array) -> Array:
    """A loss that is infinity minus infinity is infinite."""
    return np.where(np.isnan(values), np.inf, values)


def score(network: Network, loss: OutputLoss, x: Array, targets: Array, parameters: Array) -> Score:
    """Loss and accuracy on points, for parameters (..., size)."""
    flat = parameters.reshape(-1, network.size)
    losses, accuracies = [np.empty(0)], [np.empty(0)]
    with np.errstate(all="ignore"):
        for part in chunks(network, len(x), len(flat)):
            logits = forward(network, network.layers(flat[part]), x).logits
            losses.append(mean_losses(loss, targets, logits))
            accuracies.append(accuracy(loss, targets, logits))
    shape = parameters.shape[:-1]
    return Score(np.concatenate(losses).reshape(shape), np.concatenate(accuracies).reshape(shape))


def gradients(
    network: Network, loss: OutputLoss, penalty: Penalty, x: Array, targets: Array, parameters: Array
) -> Array:
    """The gradient of the mean loss on all points and of the penalty, (..., size), for parameters (..., size)."""
    layers = network.layers(parameters)
    with np.errstate(all="ignore"):
        passed = forward(network, layers, x)
        by_logit = loss.derivatives(targets, passed.logits) / len(x)
        return backward(network, layers, x, passed, by_logit) + penalty.gradient(parameters)


def health(network: Network, loss: OutputLoss, penalty: Penalty, x: Array, targets: Array, parameters: Array) -> Health:
    """Gradient norms and dead units on training points, for parameters (sets, size)."""
    norms = np.empty((len(parameters), len(network.shapes)))
    dead = np.empty((len(parameters), sum(network.hidden)), dtype=bool)
    for part in chunks(network, 3 * len(x), len(parameters)):
        gradient = network.layers(gradients(network, loss, penalty, x, targets, parameters[part]))
        flat = [np.concatenate([w.reshape(len(w), -1), b], axis=-1) for w, b in gradient]
        norms[part] = np.stack([finite_differences.norm(one) for one in flat], axis=-1)
        dead[part] = dead_units(network, x, parameters[part])
    return Health(infinite_for_nan(norms), dead)


def dead_units(network: Network, x: Array, parameters: Array) -> NDArray[np.bool_]:
    """Which hidden units are dead on points (see `Health`): (..., hidden units of all layers)."""
    derivative = network_activations.of(network.activation).derivative
    with np.errstate(all="ignore"):
        passed = forward(network, network.layers(parameters), x)
        slopes = [derivative(z, h) for z, h in zip(passed.sums, passed.units, strict=True)]
    none: NDArray[np.bool_] = np.zeros((*parameters.shape[:-1], 0), dtype=bool)
    return np.concatenate([none, *((slope == 0).all(axis=-2) for slope in slopes)], axis=-1)
