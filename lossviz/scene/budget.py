"""What a scene may cost: each lesson and fold declares it, and the work is counted while the scene is built.

The unit is an operation (`lossviz.theory.interruption`). Where more would be needed for so many points, a scene uses
fewer of them and says so.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from lossviz.inputs.points import Points, thinned

# Of the values of the parameters that the scene takes, by the same names.
Cost: TypeAlias = Callable[..., int]

MOST = 40_000_000  # at most this for any scene, which takes about half a second
# Where a scene may be of many points and descends one step at a time: its operations take up to twice as long as those
# of many places at once.
MOST_IN_STEPS = 30_000_000
SCENE = 2_000_000  # whatever is in it: words, figures, checks
NUMBER = 40  # each of its numbers, from its formula to its bytes


def of_numbers(count: int) -> int:
    """The cost of a scene of so many numbers, beside that of the computations that they come from."""
    return SCENE + NUMBER * count


def affordable(each: int, *, beside: int, most: int = MOST) -> int:
    """How many samples a scene can use, where `each` takes so many operations and all the rest takes `beside`."""
    return max(1, (most - beside) // each)


def uses(what: str, used: int, points: int) -> str:
    """A sentence about a part of a page that uses fewer than all points; empty where it uses them all."""
    return f"{what} uses {used:,} of your {points:,} points." if used < points else ""


@lru_cache(maxsize=32)
def fewer(points: Points, most: int) -> Points:
    """At most so many of the points, the very same ones each time, by which caches find what was computed."""
    return thinned(points, most)
