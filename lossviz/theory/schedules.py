"""Learning-rate schedules: the rate as a function of the step, counted from 0.

Any optimiser takes a schedule, or any function of the step number, in place of its rate. All raise ValueError for a
rate that is negative or not finite.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from numpy.typing import ArrayLike

from lossviz.theory import settings
from lossviz.theory.settings import Setting


@dataclass(frozen=True)
class Schedule:
    """A rate as a function of the step number; prints as the call that made it."""

    description: str
    at: Callable[[int], Setting] = field(repr=False, compare=False)

    def __call__(self, step: int) -> Setting:
        return self.at(step)

    def __str__(self) -> str:
        return self.description


def constant(rate: ArrayLike) -> Schedule:
    """The same rate at every step: stochastic gradient descent then keeps fluctuating around the minimum."""
    fixed = settings.non_negative("rate", rate)
    return Schedule(f"constant({fixed})", lambda t: fixed)


def step(rate: ArrayLike, *, every: int, gamma: float = 0.1) -> Schedule:
    """Step decay: after every `every` steps the rate is multiplied by gamma.

        rate * gamma^floor(t / every)

    Examples:
        >>> schedule = step(1, every=2, gamma=0.5)
        >>> [schedule(t) for t in range(5)]
        [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    first, factor = settings.non_negative("rate", rate), settings.non_negative("gamma", gamma)
    width = settings.integer("every", every, minimum=1)
    return Schedule(f"step({first}, every={width}, gamma={factor})", lambda t: first * factor ** (t // width))


def exponential(rate: ArrayLike, *, gamma: float) -> Schedule:
    """Exponential decay: each step multiplies the rate by gamma.

    rate * gamma^t
    """
    first, factor = settings.non_negative("rate", rate), settings.non_negative("gamma", gamma)
    return Schedule(f"exponential({first}, gamma={factor})", lambda t: first * factor**t)


def cosine(rate: ArrayLike, *, steps: int, floor: ArrayLike = 0.0) -> Schedule:
    """Cosine annealing: half a cosine wave from the rate down to the floor, and then the floor.

        floor + (rate - floor) (1 + cos(pi t / steps)) / 2

    Examples:
        >>> [round(cosine(1, steps=4)(t), 3) for t in range(6)]
        [1.0, 0.854, 0.5, 0.146, 0.0, 0.0]

    References:
        I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.
    """
    first, last = settings.non_negative("rate", rate), settings.non_negative("floor", floor)
    length = settings.integer("steps", steps, minimum=1)

    def at(t: int) -> Setting:
        return last + (first - last) * (1 + math.cos(math.pi * min(t, length) / length)) / 2

    return Schedule(f"cosine({first}, steps={length}, floor={last})", at)


def warm_up(then: Schedule | ArrayLike, *, steps: int) -> Schedule:
    """Linear warm-up for so many steps, then another schedule from its own step 0.

        then(0) * (t + 1) / (steps + 1)  while t < steps,  then(t - steps) from there

    Examples:
        >>> schedule = warm_up(exponential(1, gamma=0.5), steps=3)
        >>> [schedule(t) for t in range(6)]
        [0.25, 0.5, 0.75, 1.0, 0.5, 0.25]
    """
    following = then if isinstance(then, Schedule) else constant(then)
    length = settings.integer("steps", steps)

    def at(t: int) -> Setting:
        return following(0) * (t + 1) / (length + 1) if t < length else following(t - length)

    return Schedule(f"warm_up({following}, steps={length})", at)


def inverse(rate: ArrayLike, *, tau: float) -> Schedule:
    """Inverse-time decay: half the rate after tau steps, a third after 2 tau.

        rate / (1 + t / tau)

    The rates sum to infinity but their squares do not, as stochastic gradient descent needs to converge.

    Examples:
        >>> schedule = inverse(0.02, tau=200)
        >>> schedule(0), schedule(200), schedule(600)
        (0.02, 0.01, 0.005)

    References:
        H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22, 1951.
    """
    first, half_life = settings.non_negative("rate", rate), settings.positive("tau", tau)
    return Schedule(f"inverse({first}, tau={half_life})", lambda t: first / (1 + t / half_life))
