"""Trainings by torch, the referee of ours: autograd and torch.optim, from the same weights, by the same batches.

`python -m tests.theory.torch_networks` writes torch_networks.json, what torch 2.13 says of `RECORDED`.
"""

import json
from pathlib import Path

import numpy as np

from lossviz.theory import classification_datasets, optimizers, regression_datasets
from lossviz.theory.network import Network
from lossviz.theory.network_training import Training

FILE = Path(__file__).parent / "torch_networks.json"
OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
LOSSES = (
    "binary_cross_entropy",
    "sigmoid_squared_error",
    "softmax_cross_entropy",
    "softmax_squared_error",
    "squared_error",
)
ACTIVATIONS = ("relu", "tanh", "sigmoid", "leaky_relu", "gelu", "identity")
PENALTIES = ((0.0, 0.0), (0.01, 0.0), (0.0, 0.1), (0.02, 0.03))
EPOCHS = 6

# loss, activation, optimiser, hidden layers, (l1, l2)
RECORDED = [
    *(("binary_cross_entropy", "relu", optimizer, (3, 2), (0.0, 0.0)) for optimizer in OPTIMIZERS),
    *((loss, "tanh", "gradient_descent", (3,), (0.0, 0.0)) for loss in LOSSES),
    *(("binary_cross_entropy", activation, "momentum", (3, 3), (0.0, 0.0)) for activation in ACTIVATIONS),
    *(("softmax_cross_entropy", "relu", "gradient_descent", (4,), penalty) for penalty in PENALTIES),
    ("binary_cross_entropy", "leaky_relu", "adam", (3, 2, 2), (0.01, 0.01)),
    ("squared_error", "gelu", "adamw", (4,), (0.0, 0.0)),
]


def training(loss, activation, optimizer, hidden, penalty, seed=3):
    """A training on forty points in batches of 12, the last of each epoch of 4."""
    if loss == "squared_error":
        points, outputs = regression_datasets.gaussian(40), 1
    elif loss.startswith("softmax"):
        points, outputs = classification_datasets.noisy(classification_datasets.blobs(10), 1), 4
    else:
        points, outputs = classification_datasets.moons(20), 1
    # Beyond these some descents are unstable, and two roundings of one of them part.
    rate = {"gradient_descent": 0.05, "adagrad": 0.1, "momentum": 0.005, "nesterov": 0.005}.get(optimizer, 0.02)
    rate = rate / 20 if loss == "squared_error" else rate
    return Training(
        Network(2, hidden, outputs, activation),
        points.x,
        points.y,
        loss,
        getattr(optimizers, optimizer)(rate),
        12,
        EPOCHS,
        seed,
        l1=penalty[0],
        l2=penalty[1],
    )


def batches(training):
    """The batches of a training, by the recipe: the weights are drawn first, then one permutation for each epoch."""
    rng, n = np.random.default_rng(training.seed), len(training.y)
    for inputs, outputs in training.network.shapes:
        rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
    for _ in range(training.epochs):
        order = rng.permutation(n)
        yield from (order[first : first + training.batch] for first in range(0, n, training.batch))


def start(training):
    """The initial weights by the recipe, as pairs of weights and biases."""
    rng = np.random.default_rng(training.seed)
    return [(rng.normal(0, np.sqrt(2 / i), (i, o)), np.zeros(o)) for i, o in training.network.shapes]


def tensors(torch, training):
    """The same as tensors that want a gradient."""
    return [tuple(torch.tensor(part, requires_grad=True) for part in layer) for layer in start(training)]


def logits_of(torch, layers, activation, x):
    """The forward pass by torch."""
    functional = torch.nn.functional
    act = {
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "leaky_relu": functional.leaky_relu,
        "gelu": functional.gelu,
        "identity": lambda z: z,
    }[activation]
    h = torch.tensor(x)
    for weights, biases in layers[:-1]:
        h = act(h @ weights + biases)
    weights, biases = layers[-1]
    return h @ weights + biases


def objective(torch, training, layers, x, y):
    """The loss that is minimised, the penalty with it, by torch."""
    functional = torch.nn.functional
    z = logits_of(torch, layers, training.network.activation, x)
    classes = functional.one_hot(torch.tensor(y).long(), z.shape[1]).double() if z.shape[1] > 1 else None
    value = {
        "binary_cross_entropy": lambda: functional.binary_cross_entropy_with_logits(z[:, 0], torch.tensor(y * 1.0)),
        "sigmoid_squared_error": lambda: functional.mse_loss(torch.sigmoid(z[:, 0]), torch.tensor(y * 1.0)),
        "softmax_cross_entropy": lambda: functional.cross_entropy(z, torch.tensor(y)),
        "softmax_squared_error": lambda: functional.mse_loss(torch.softmax(z, 1), classes) * z.shape[1],
        "squared_error": lambda: functional.mse_loss(z[:, 0], torch.tensor(y)),
    }[training.loss]()
    for weights, _ in layers:
        value = value + training.l1 * weights.abs().sum() + training.l2 / 2 * (weights**2).sum()
    return value


def parameters_of(layers):
    """The flat vector of torch's layers."""
    return np.concatenate([part.detach().numpy().ravel() for layer in layers for part in layer])


def footprints(torch, training):
    """The flat parameters after each update, the first state first, and the gradients of each update."""
    torch.set_num_threads(1)
    layers = tensors(torch, training)
    flat, rate = [part for layer in layers for part in layer], training.optimizer.rate
    optim = torch.optim
    optimizer = {
        "gradient_descent": lambda: optim.SGD(flat, lr=rate),
        "momentum": lambda: optim.SGD(flat, lr=rate, momentum=0.9),
        "nesterov": lambda: optim.SGD(flat, lr=rate, momentum=0.9, nesterov=True),
        "adagrad": lambda: optim.Adagrad(flat, lr=rate),
        "rmsprop": lambda: optim.RMSprop(flat, lr=rate),
        "adam": lambda: optim.Adam(flat, lr=rate),
        "adamw": lambda: optim.AdamW(flat, lr=rate),
    }[training.optimizer.name]()
    parameters, gradients = [parameters_of(layers)], []
    for batch in batches(training):
        optimizer.zero_grad()
        objective(torch, training, layers, training.x[batch], training.y[batch]).backward()
        gradients.append(np.concatenate([part.grad.numpy().ravel() for part in flat]))
        optimizer.step()
        parameters.append(parameters_of(layers))
    return np.array(parameters), np.array(gradients)


def rounded(values):
    """Twelve digits of each value."""
    return [float(f"{value:.12g}") for value in values]


def write():
    """Record what torch says after the first and the last update."""
    import torch

    lines = []
    for case in RECORDED:
        parameters, gradients = footprints(torch, training(*case))
        row = {"case": case, "gradient": rounded(gradients[0])}
        row["parameters"] = {str(k): rounded(parameters[k]) for k in (1, len(gradients))}
        lines.append(json.dumps(row))
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    write()
