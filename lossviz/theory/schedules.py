"""Schedules: a rate that changes while the walk goes on. Steps are counted from 0, so step 0 is the first.

Any optimiser takes a schedule, or any function of the step number, in place of its rate.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from numpy.typing import ArrayLike

from lossviz.theory import settings
from lossviz.theory.settings import Setting


@dataclass(frozen=True)
class Schedule:
    """The rate as a function of the step number; prints as the call that made it."""

    description: str
    at: Callable[[int], Setting] = field(repr=False, compare=False)

    def __call__(self, step: int) -> Setting:
        return self.at(step)

    def __str__(self) -> str:
        return self.description


def constant(rate: ArrayLike) -> Schedule:
    """The same rate for ever: a walk over batches then hovers round the lowest place and never rests."""
    fixed = settings.at_least_zero("rate", rate)
    return Schedule(f"constant({fixed})", lambda t: fixed)


def step(rate: ArrayLike, *, every: int, gamma: float = 0.1) -> Schedule:
    """A staircase: after every `every` steps the rate is multiplied by gamma.

        rate * gamma^floor(t / every)

    Examples:
        >>> staircase = step(1, every=2, gamma=0.5)
        >>> [staircase(t) for t in range(5)]
        [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    first, factor = settings.at_least_zero("rate", rate), settings.at_least_zero("gamma", gamma)
    width = settings.whole("every", every, least=1)
    return Schedule(f"step({first}, every={width}, gamma={factor})", lambda t: first * factor ** (t // width))


def exponential(rate: ArrayLike, *, gamma: float) -> Schedule:
    """Each step multiplies the rate by gamma, so that it halves again and again in equal times.

    rate * gamma^t
    """
    first, factor = settings.at_least_zero("rate", rate), settings.at_least_zero("gamma", gamma)
    return Schedule(f"exponential({first}, gamma={factor})", lambda t: first * factor**t)


def cosine(rate: ArrayLike, *, steps: int, floor: ArrayLike = 0.0) -> Schedule:
    """Half a wave: slow at first, fastest half-way, slow again to the floor, and then along it.

        floor + (rate - floor) (1 + cos(pi t / steps)) / 2

    Examples:
        >>> [round(cosine(1, steps=4)(t), 3) for t in range(6)]
        [1.0, 0.854, 0.5, 0.146, 0.0, 0.0]

    References:
        I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.
    """
    first, last = settings.at_least_zero("rate", rate), settings.at_least_zero("floor", floor)
    length = settings.whole("steps", steps, least=1)

    def at(t: int) -> Setting:
        return last + (first - last) * (1 + math.cos(math.pi * min(t, length) / length)) / 2

    return Schedule(f"cosine({first}, steps={length}, floor={last})", at)


def warm_up(then: Schedule | ArrayLike, *, steps: int) -> Schedule:
    """So many careful steps, each longer than the one before; then the other schedule, from its own beginning.

        then(0) * (t + 1) / (steps + 1)  while t < steps,  then(t - steps) from there

    Examples:
        >>> gentle = warm_up(exponential(1, gamma=0.5), steps=3)
        >>> [gentle(t) for t in range(6)]
        [0.25, 0.5, 0.75, 1.0, 0.5, 0.25]
    """
    following = then if isinstance(then, Schedule) else constant(then)
    length = settings.whole("steps", steps)

    def at(t: int) -> Setting:
        return following(0) * (t + 1) / (length + 1) if t < length else following(t - length)

    return Schedule(f"warm_up({following}, steps={length})", at)


def inverse(rate: ArrayLike, *, tau: float) -> Schedule:
    """Half the rate after tau steps, a third after 2 tau: steps that shrink, yet add up to any distance.

        rate / (1 + t / tau)

    Examples:
        >>> falling = inverse(0.02, tau=200)
        >>> falling(0), falling(200), falling(600)
        (0.02, 0.01, 0.005)

    References:
        H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22, 1951.
    """
    first, half_life = settings.at_least_zero("rate", rate), settings.above_zero("tau", tau)
    return Schedule(f"inverse({first}, tau={half_life})", lambda t: first / (1 + t / half_life))
