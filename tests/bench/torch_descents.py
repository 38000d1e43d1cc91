"""The same descents by torch.optim, on one thread, by autograd."""

from collections.abc import Callable
from typing import Any

import numpy as np

START, RATE = (-1.2, 1.0), 0.001
OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")


def ends(steps: int) -> list[np.ndarray]:
    """The last points of seven descents down Rosenbrock's valley."""
    import torch  # for this one measurement only

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    optim: dict[str, Callable[..., Any]] = {
        "gradient_descent": torch.optim.SGD,
        "momentum": lambda w, lr: torch.optim.SGD(w, lr, momentum=0.9),
        "nesterov": lambda w, lr: torch.optim.SGD(w, lr, momentum=0.9, nesterov=True),
        "adagrad": torch.optim.Adagrad,
        "rmsprop": torch.optim.RMSprop,
        "adam": torch.optim.Adam,
        "adamw": torch.optim.AdamW,
    }
    points = []
    for name in OPTIMIZERS:
        w = torch.tensor(START, requires_grad=True)
        optimizer = optim[name]([w], lr=RATE)
        for _ in range(steps):
            optimizer.zero_grad()
            loss = (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2
            loss.backward()
            optimizer.step()
        points.append(w.detach().numpy().copy())
    return points
