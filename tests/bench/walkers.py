"""The same walks by torch.optim, on one thread, with the gradient handed to it as a hand-written one would be."""

from collections.abc import Callable
from typing import Any

import numpy as np

START, RATE = (-1.2, 1.0), 0.001
KINDS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")


def torch_walks(steps: int) -> list[np.ndarray]:
    """The last places of seven walks down Rosenbrock's valley, by autograd."""
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
    ends = []
    for kind in KINDS:
        w = torch.tensor(START, requires_grad=True)
        walker = optim[kind]([w], lr=RATE)
        for _ in range(steps):
            walker.zero_grad()
            loss = (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2
            loss.backward()
            walker.step()
        ends.append(w.detach().numpy().copy())
    return ends
