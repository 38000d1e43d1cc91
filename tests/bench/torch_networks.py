"""The same trainings by torch, on one thread, by autograd."""

from typing import Any

import numpy as np

from lossviz.theory.network import Layer


def trained(
    layers: tuple[Layer, ...], x: np.ndarray, y: np.ndarray, batches: list[np.ndarray], optimizer: str, rate: float
) -> list[np.ndarray]:
    """The weights and biases of a ReLU network after one update for each batch."""
    import torch  # for this one measurement only

    torch.set_num_threads(1)
    modules: list[Any] = []
    for layer in layers:
        linear = torch.nn.Linear(*layer.weights.shape, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(layer.weights.T))
            linear.bias.copy_(torch.tensor(layer.biases))
        modules += [linear, torch.nn.ReLU()]
    network = torch.nn.Sequential(*modules[:-1])
    two = layers[-1].biases.size == 1
    loss = torch.nn.BCEWithLogitsLoss() if two else torch.nn.CrossEntropyLoss()
    points, targets = torch.tensor(x), torch.tensor(y[:, None] * 1.0 if two else y)
    descent = getattr(torch.optim, optimizer)(network.parameters(), lr=rate)
    for batch in map(torch.tensor, batches):
        descent.zero_grad()
        loss(network(points[batch]), targets[batch]).backward()
        descent.step()
    return [part.detach().numpy().T for part in network.parameters()]
