"""The parts of the state that all pictures of one walk share: the surface, the start, the rate, the speed of time."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.points import Points
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import SPEEDS
from lossviz.theory.surface import Point

STEEPEST = 10_000.0


def parse_condition(text: str) -> float:
    """Read how many times as steep the ravine is across as along.

    Raises:
        ValueError: if it is no number from 1 to 10,000.
    """
    value = given.number(text, "for the ravine")
    if not 1 <= value <= STEEPEST:
        raise ValueError("the ravine is from 1 to 10,000 times as steep across as along")
    return value


def parse_samples(text: str) -> Points | None:
    """Read the learner's own points; nothing means those of the lesson."""
    return given.parse(text) if text.strip() else None


def parse_start(text: str) -> Point | None:
    """Read a place such as `-4, 1.5`; nothing means the surface's own start.

    Raises:
        ValueError: if it is not two numbers.
    """
    return given.two(text, "a start has two numbers, such as -4, 1.5", "in the start")


def parse_rate(text: str) -> float | None:
    """Read a rate; nothing means the one that suits the surface.

    Raises:
        ValueError: if it is no number, or below 0.
    """
    if not text.strip():
        return None
    value = given.number(text, "for the rate")
    if value < 0:
        raise ValueError("a rate is 0 or more; below 0 each step would lead uphill")
    return value


def optional(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """A writer for what may be left out."""
    return lambda value: "" if value is None else write(value)


def written(values: float | Sequence[float]) -> str:
    """One number, or a few with commas between them, as the address has them."""
    return ",".join(given.short(value) for value in np.atleast_1d(np.asarray(values, dtype=float)).tolist())


SURFACE = Parameter("surface", "ravine", one_of(*landscapes.NAMES))
CONDITION = Parameter("condition", "10", parse_condition, written)
SAMPLES = Parameter("samples", "", parse_samples, optional(given.text))
START = Parameter("start", "", parse_start, optional(written))
RATE = Parameter("rate", "", parse_rate, optional(written))
SPEED = Parameter("speed", "1", one_of(*SPEEDS))
GROUND = (SURFACE, CONDITION, SAMPLES)


def place(ground: Landscape, start: Point | None) -> Point:
    """Where a walk begins: where the learner said, or where the surface's own walk does."""
    return ground.start if start is None else start
