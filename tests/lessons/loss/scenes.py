"""Scenes of the loss lesson by their addresses, each built once, and points to build them from."""

from functools import lru_cache

import numpy as np

from lossviz.inputs import numbers
from lossviz.lessons.loss.lesson import LESSON
from lossviz.scene.scene import Array, Scene

HANDLES = ("left", "right", "middle")
LOSSES = ("mse", "mae", "huber")


@lru_cache(maxsize=64)
def build(items: tuple[tuple[str, str], ...]) -> Scene:
    state = LESSON.read(dict(items))
    assert not state.refused, state.refused
    return LESSON.build(state)


def built(**address: str) -> Scene:
    """The scene at an address."""
    return build(tuple(sorted(address.items())))


def at(table: str = "right", row: int = -1, /, **address: str) -> dict[str, Array]:
    """Every quantity at one row of a table."""
    return built(**address).at(table, row)


def written(x: Array, y: Array) -> str:
    """Points as an address has them."""
    return ";".join(f"{numbers.write(a)},{numbers.write(b)}" for a, b in zip(x.tolist(), y.tolist(), strict=True))


def cloud(n: int, seed: int = 0) -> tuple[Array, Array]:
    """Points round the line y = 2 x."""
    rng = np.random.default_rng(seed)
    x = rng.normal(5, 2, n).round(3)
    return x, (2 * x + rng.normal(size=n)).round(3)


def losses_by_hand(residuals: Array, delta: float = 1.0) -> dict[str, Array]:
    """Each loss of each residual, written out."""
    size = abs(residuals)
    huber = np.where(size <= delta, residuals**2 / 2, delta * (size - delta / 2))
    return {"mse": residuals**2, "mae": size, "huber": huber}
