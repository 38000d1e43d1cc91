"""As many points as an address may have, of the kinds that take long: for the states of `worst.py` in each folder."""

from functools import cache

import numpy as np

from lossviz.inputs.points import MOST


@cache
def points(kind: str, count: int = MOST) -> str:
    """So many points, as an address has them."""
    random = np.random.default_rng(0)
    x, noise, chance = random.normal(size=count) * 3, random.normal(size=count) * 3, random.random(count)
    labels = np.where(chance < 1 / (1 + np.exp(-x)), 1.0, 0.0)
    x, y = {
        "scattered": lambda: (x, noise),
        "on a line": lambda: (x, 2 * x + 1),
        "one spot": lambda: (np.full(count, 1.5), np.ones(count)),
        "labels": lambda: (x, labels),
        "soft labels": lambda: (x, random.random(count)),
        "separable": lambda: (x, np.where(x > 0, 1.0, 0.0)),
        "one label far out": lambda: (np.append(x[:-1], 1e150), np.append(labels[:-1], 1.0)),
        "one far out": lambda: (np.append(x[:-1], 1e6), np.append(noise[:-1], -1e6)),
        "all sizes": lambda: (10.0 ** random.uniform(-150, 150, count), labels),
        "few and huge": lambda: (random.choice([-3e149, 1e100, -1e150], count), np.where(chance < 0.5, 1.0, 0.0)),
        "beyond 32 bits": lambda: (x * 1e100, noise * 1e100),
        "huge": lambda: (x * 1e147, noise * 1e147),
    }[kind]()
    return ";".join(f"{across:.6g},{up:.6g}" for across, up in zip(x.tolist(), y.tolist(), strict=True))
