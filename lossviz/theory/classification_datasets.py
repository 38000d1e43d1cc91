"""Points in the plane for classifiers and regression, the same on every machine: no random numbers.

Where points should look scattered they follow low-discrepancy sequences, multiples of irrational numbers modulo 1. All
data sets lie within about -3 to 3 on both axes.

References:
    D. Smilkov, S. Carter, D. Sculley, F. B. Viégas, M. Wattenberg, Direct-Manipulation Visualization of Deep Networks,
    arXiv 2017 (whose data sets they resemble).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lossviz.theory import checks, settings
from lossviz.theory.checks import Array

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
PLASTIC = np.array([0.7548776662466927, 0.5698402910980532])  # 1/g and 1/g^2 with g^3 = g + 1
NOISE = np.sqrt([2.0, 3.0])  # for what is to be independent of the other sequences


@dataclass(frozen=True, eq=False)
class PlanePoints:
    """Points x (n, 2) with targets y (n,): classes from 0 up, which alternate, or values if `classes` is 0."""

    x: Array
    y: NDArray[np.intp] | Array
    classes: int


def sequence(n: int, steps: Array) -> Array:
    """Multiples 0 to n - 1 of some irrational numbers, modulo 1: (n, numbers)."""
    return np.asarray((np.arange(n)[:, None] * steps) % 1)


def disc(n: int, inner: float, outer: float) -> Array:
    """Points spread evenly over a disc, or over a ring, one golden angle after the other: (n, 2)."""
    i = np.arange(n)
    radius = np.sqrt(inner**2 + (outer**2 - inner**2) * (i + 0.5) / n)
    return np.stack([radius * np.cos(GOLDEN_ANGLE * i), radius * np.sin(GOLDEN_ANGLE * i)], axis=-1)


def alternating(*classes: Array) -> PlanePoints:
    """Classes of equally many points, taken by turns."""
    x = np.stack(classes, axis=1).reshape(-1, 2)
    return PlanePoints(x, np.tile(np.arange(len(classes)), len(classes[0])), len(classes))


def circles(each: int = 100) -> PlanePoints:
    """A disc (class 1) inside a ring (class 0).

    Examples:
        >>> print(circles().x[:3].round(3))
        [[ 2.006  0.   ]
         [ 0.071  0.   ]
         [-1.488  1.364]]
    """
    return alternating(disc(each, 2, 3), disc(each, 0, 1))


def moons(each: int = 100) -> PlanePoints:
    """Two half circles that reach into one another, a little scattered."""
    angle, scatter = np.pi * (np.arange(each) + 0.5) / each, 0.6 * (sequence(each, PLASTIC) - 0.5)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=-1) + scatter
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=-1) + scatter[:, ::-1]
    centre = np.array([0.5, 0.25])
    return alternating(1.5 * (upper - centre), 1.5 * (lower - centre))


def spirals(each: int = 100, *, turns: float = 1.0) -> PlanePoints:
    """Two spirals of so many turns, one the other turned by 180 degrees.

    Raises:
        ValueError: turns that are not above 0.
    """
    along = np.arange(each) / max(each - 1, 1)
    radius, angle = 0.3 + 2.7 * along, 2 * np.pi * checks.positive_scalar("turns", turns) * along
    arm = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    return alternating(arm, -arm)


def xor(each: int = 100) -> PlanePoints:
    """A square but for a cross along its axes; class 1 where both coordinates have the same sign."""
    t = 2 * ((0.5 + np.arange(1, 2 * each + 1)[:, None] * PLASTIC) % 1) - 1
    x = np.sign(t) * (0.3 + 2.7 * abs(t))
    return PlanePoints(x, (x[:, 0] * x[:, 1] > 0).astype(np.intp), 2)


def blobs(each: int = 50, *, classes: int = 4) -> PlanePoints:
    """So many discs round the middle, a class each.

    Raises:
        ValueError: a number of classes that is not 2, 3 or 4.
    """
    count = settings.integer("classes", classes, minimum=2)
    if count > 4:
        raise ValueError(f"classes = {classes} is above 4; give 2, 3 or 4")
    turn = 2 * np.pi * np.arange(count) / count
    centres = 2 * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    return alternating(*(disc(each, 0, 1.1) + centre for centre in centres))


CLASSIFICATION: dict[str, Callable[..., PlanePoints]] = {
    "circles": circles,
    "moons": moons,
    "spirals": spirals,
    "xor": xor,
    "blobs": blobs,
}


def noisy(points: PlanePoints, noise: float) -> PlanePoints:
    """The points, each moved by up to `noise` in some direction, spread evenly over a disc; values move, not points.

    A value moves by up to `noise`, too. With noise 0 nothing moves.

    Raises:
        ValueError: a noise outside 0 to 1.
    """
    amount = checks.scalar("noise", noise)
    if not 0 <= amount <= 1:
        raise ValueError(f"noise = {amount:g} is outside 0 to 1")
    if amount == 0:
        return points
    share, turn = sequence(len(points.x), NOISE).T
    if not points.classes:
        return replace(points, y=points.y + amount * (2 * share - 1))
    radius, angle = amount * np.sqrt(share), 2 * np.pi * turn
    return replace(points, x=points.x + np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1))


def held_out(points: PlanePoints, percent: int = 25) -> NDArray[np.bool_]:
    """Which points are held out, (n,): so many percent of each class, evenly among its places; 25: every fourth place.

    Raises:
        ValueError: a percentage that is no whole number from 10 to 50.

    Examples:
        >>> held_out(circles())[:10].tolist()
        [False, False, False, False, False, False, True, True, False, False]
    """
    share = settings.integer("percent", percent)
    if not 10 <= share <= 50:
        raise ValueError(f"percent = {share} is outside 10 to 50")
    place = np.arange(len(points.x)) // max(points.classes, 1)
    return np.asarray((place + 1) * share // 100 > place * share // 100)
