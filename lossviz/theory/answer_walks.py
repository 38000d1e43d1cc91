"""A logistic unit over a few yes-or-no answers, walked in plain numbers; and how many answers it gets right."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks
from lossviz.theory.plane_walks import Slope
from lossviz.theory.point_surfaces import points


def over_answers(x: ArrayLike, y: ArrayLike, *, squared: bool = False) -> Slope:
    """The slopes of a logistic unit's cross-entropy, or squared error, for `plane_walks.descend`.

    The same as those of `points_bce`, or of `points_squares`; for a few answers plain numbers are
    many times as fast as arrays. They are added exactly, so that what cancels leaves no dust behind.

    Examples:
        >>> slope, squared = over_answers([1], [1]), over_answers([1], [1], squared=True)
        >>> print(slope(0, 0.0, 0.0), squared(0, 0.0, 0.0))
        (-0.5, -0.5) (-0.25, -0.25)
    """
    across, answers, _ = points(x, checks.probabilities("y", y))
    cases = list(zip(across.tolist(), answers.tolist(), strict=True))

    def slope(step: int, w: float, b: float) -> tuple[float, float]:
        sideways, up = [], []
        for place, answer in cases:
            z = w * place + b
            small = math.exp(-abs(z))  # e^-z would overflow
            sure, doubt = 1 / (1 + small), small / (1 + small)
            push = (1 - answer) * sure - answer * doubt if z >= 0 else (1 - answer) * doubt - answer * sure
            if squared:
                push *= 2 * sure * doubt
            sideways.append(push * place)
            up.append(push)
        return exact(sideways) / len(cases), exact(up) / len(cases)

    return slope


def exact(terms: list[float]) -> float:
    """The sum, rounded once; infinity and nan as in any other sum."""
    try:
        return math.fsum(terms)
    except (OverflowError, ValueError):
        return sum(terms)


def right(x: ArrayLike, y: ArrayLike, w: ArrayLike) -> NDArray[np.intp]:
    """How many answers the forecasts sigmoid(w[0] x + w[1]) have on the right side of one half; w has shape (..., 2).

    A forecast of exactly one half is on neither side.

    Examples:
        >>> int(right([-1, 1, 2], [0, 1, 0], [3, 0]))
        2
    """
    across, answers, _ = points(x, checks.probabilities("y", y))
    places = np.asarray(w, dtype=np.float64)
    with np.errstate(all="ignore"):
        sides = np.sign(places[..., :1] * across + places[..., 1:])
    return np.asarray((sides == np.where(answers > 0.5, 1.0, -1.0)).sum(axis=-1))
