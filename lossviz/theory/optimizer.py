"""What an optimiser is: a rule of walking that hides nothing and changes nothing in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import settings
from lossviz.theory.checks import Array
from lossviz.theory.settings import Setting

Rate = ArrayLike | Callable[[int], Setting]
Memory = tuple[Array, ...]
# (w, gradient, rate, number of this step from 1, memory) -> (next w, next memory)
Rule = Callable[[Array, Array, Setting, int, Memory], tuple[Array, Memory]]


class State(NamedTuple):
    """What a walker knows of its past: how many steps it took, and what its optimiser remembers of them."""

    steps: int
    memory: Memory


@dataclass(frozen=True, eq=False, repr=False)
class Optimizer:
    """A rule with all its settings in the open; prints as the call that made it.

    `start(w)` is the empty memory before the first step. `step(w, gradient, state)` returns the
    next place and the next state. The rate may be a schedule: a function of the number of steps
    already taken. Each setting may be an array, with one number for each of many walkers.
    """

    name: str
    rate: Setting | Callable[[int], Setting]
    hyperparameters: Mapping[str, Setting | tuple[Setting, ...]]
    remembers: tuple[str, ...]  # the names of what is in the memory
    rule: Rule

    def __repr__(self) -> str:
        named = (f"{name}={value}" for name, value in self.hyperparameters.items())
        return f"{self.name}({', '.join([str(self.rate), *named])})"

    def rate_at(self, step: int) -> Setting:
        """The rate of this step, counted from 0."""
        if callable(self.rate):
            return settings.at_least_zero("rate", self.rate(step))
        return self.rate

    @property
    def walkers(self) -> tuple[int, ...]:
        """The shape of the settings together: () for plain numbers, (60, 1) for a column of sixty rates."""
        shapes = [np.shape(self.rate_at(0))]
        for value in self.hyperparameters.values():
            shapes += [np.shape(one) for one in (value if isinstance(value, tuple) else (value,))]
        return np.broadcast_shapes(*shapes)

    def start(self, w: ArrayLike) -> State:
        """The state before the first step: no steps, and zeros for everything that will be remembered."""
        return State(0, tuple(np.zeros(np.shape(w)) for _ in self.remembers))

    def step(self, w: ArrayLike, gradient: ArrayLike, state: State) -> tuple[Array, State]:
        """One step: the next place, and what is known there."""
        rate, number = settings.column(self.rate_at(state.steps)), state.steps + 1
        with np.errstate(all="ignore"):  # a walker may run away to infinity; what lies beyond is nan
            place, memory = self.rule(np.asarray(w), np.asarray(gradient), rate, number, state.memory)
        return place, State(number, memory)


def optimizer(
    name: str, rate: Rate, rule: Rule, *remembers: str, **hyperparameters: Setting | tuple[Setting, ...]
) -> Optimizer:
    """An optimiser from its rule, its rate looked at first."""
    checked = rate if callable(rate) else settings.at_least_zero("rate", rate)
    return Optimizer(name, checked, MappingProxyType(hyperparameters), remembers, rule)
