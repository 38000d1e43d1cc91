"""What an optimiser is: an update rule with explicit hyperparameters and explicit state."""

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
    """The state of an optimiser between two steps: how many it has taken, and its accumulators, such as a velocity."""

    steps: int
    memory: Memory


@dataclass(frozen=True, eq=False, repr=False)
class Optimizer:
    """An update rule with its hyperparameters; prints as the call that made it.

    `start(w)` is the state before the first step. `step(w, gradient, state)` returns the next point and the next
    state, and changes nothing in place. The rate may be a schedule: a function of the number of steps
    already taken. Each hyperparameter may be an array, one value for each of many runs.
    """

    name: str
    rate: Setting | Callable[[int], Setting]
    hyperparameters: Mapping[str, Setting | tuple[Setting, ...]]
    memory_names: tuple[str, ...]  # of the accumulators in State.memory
    rule: Rule

    def __repr__(self) -> str:
        named = (f"{name}={value}" for name, value in self.hyperparameters.items())
        return f"{self.name}({', '.join([str(self.rate), *named])})"

    def rate_at(self, step: int) -> Setting:
        """The rate of a step, counted from 0."""
        if callable(self.rate):
            return settings.non_negative("rate", self.rate(step))
        return self.rate

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The hyperparameters' shapes, broadcast: () for plain numbers, (60, 1) for a column of sixty rates."""
        shapes = [np.shape(self.rate_at(0))]
        for value in self.hyperparameters.values():
            shapes += [np.shape(one) for one in (value if isinstance(value, tuple) else (value,))]
        return np.broadcast_shapes(*shapes)

    def start(self, w: ArrayLike) -> State:
        """The state before the first step: no steps taken, every accumulator 0 and of the shape of w."""
        return State(0, tuple(np.zeros(np.shape(w)) for _ in self.memory_names))

    def step(self, w: ArrayLike, gradient: ArrayLike, state: State) -> tuple[Array, State]:
        """One update: the next point and the next state."""
        rate, number = settings.add_coordinate_axis(self.rate_at(state.steps)), state.steps + 1
        with np.errstate(all="ignore"):  # a run that diverges reaches infinity, and then NaN
            point, memory = self.rule(np.asarray(w), np.asarray(gradient), rate, number, state.memory)
        return point, State(number, memory)


def optimizer(
    name: str, rate: Rate, rule: Rule, *memory_names: str, **hyperparameters: Setting | tuple[Setting, ...]
) -> Optimizer:
    """Make an `Optimizer` from its rule.

    Raises:
        ValueError: a rate that is negative or not finite.
    """
    checked = rate if callable(rate) else settings.non_negative("rate", rate)
    return Optimizer(name, checked, MappingProxyType(hyperparameters), memory_names, rule)
