"""Distributions as integer weights: 9 and 1 are the probabilities 0.9 and 0.1, 1, 1 and 1 are exactly 1/3 each.

The address holds weights, and dragging a bar changes them. Probabilities are weights divided by their sum.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossviz.inputs import numbers

FEWEST, MOST = 2, 8
THOUSAND = 1000
LARGEST = 32_767
# Ten of them, a thousand times as large, are still whole numbers of 64 bits.
LARGEST_WEIGHT = 99_999_999_999_999
PLACES = np.linspace(0.0, 1.0, 201)


def parse(text: str, most: int = MOST) -> tuple[int, ...]:
    """Read 2 to `most` weights such as `9, 1` or `0.25 0.75`, as whole numbers in exactly the same proportion.

    Raises:
        ValueError: naming what could not be read, and what can.
    """
    pieces = numbers.pieces(text)
    for piece in pieces:
        if not numbers.is_number(piece) or numbers.parse_exact(piece) < 0:
            raise ValueError(f"{numbers.shown(piece)} is no weight; weights are numbers from 0 up, such as 9, 1")
    if not FEWEST <= len(pieces) <= most:
        raise ValueError(f"{len(pieces)} weights; a distribution here has {FEWEST} to {most}")
    exact = [numbers.parse_exact(piece) for piece in pieces]
    if sum(exact) == 0:
        raise ValueError("all weights are 0; at least one outcome must be possible")
    common = math.lcm(*(weight.denominator for weight in exact))
    whole = reduced([int(weight * common) for weight in exact])
    if max(whole) > LARGEST_WEIGHT:
        longest = max(pieces, key=len)
        digits = len(str(LARGEST_WEIGHT))
        raise ValueError(
            f"{numbers.shown(longest)} has too many digits beside the others; as whole numbers {digits} fit"
        )
    return whole


def reduced(weights: Sequence[int]) -> tuple[int, ...]:
    """The same proportions in the smallest whole numbers: 900 and 100 become 9 and 1."""
    common = math.gcd(*weights)
    return tuple(weight // common for weight in weights)


def text(weights: Sequence[int]) -> str:
    """Weights as they stand in the address."""
    return ",".join(str(weight) for weight in weights)


def probabilities(weights: Any) -> NDArray[np.float64]:
    """Weights divided by their sum, outcomes on the last axis."""
    weights = np.asarray(weights, dtype=np.int64)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float64)


def drag_grid(weights: Sequence[int], places: NDArray[np.float64] = PLACES) -> NDArray[np.int64]:
    """The weights, in thousandths, at every place of every outcome's handle: (outcomes, places, outcomes).

    The others keep their proportions, to the nearest thousandth by largest remainder; when all others are 0
    they share what is left equally.
    """
    itself = np.eye(len(weights), dtype=bool)
    return weights_along(np.broadcast_to(np.array(weights, dtype=np.int64), itself.shape), itself, ~itself, places)


def first_drag_grid(weights: NDArray[np.int64], outcomes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same along the handle of the first outcome, for several distributions at once: (rows, places, outcomes).

    Each row of weights has its own number of outcomes; those after them are 0 and stay so.
    """
    places = np.arange(weights.shape[-1])
    itself = np.broadcast_to(places == 0, weights.shape)
    return weights_along(weights, itself, (places < outcomes[:, None]) & ~itself)


def weights_along(
    weights: NDArray[np.int64], held: NDArray[np.bool_], rest: NDArray[np.bool_], places: NDArray[np.float64] = PLACES
) -> NDArray[np.int64]:
    """Thousandths along one handle for each row: the held outcome takes each place, the rest share what is left."""
    mine = np.round(places * THOUSAND).astype(np.int64)
    others = np.where(rest, weights, 0)
    others = np.where(others.any(axis=-1, keepdims=True), others, rest)
    whole = apportion((THOUSAND - mine)[None, :, None], others[:, None, :])
    return np.where(held[:, None, :], mine[None, :, None], whole)


def apportion(total: Any, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole numbers of the given total in the proportions of the weights, by largest remainder; last axis."""
    whole, remainder = np.divmod(total * weights, weights.sum(axis=-1, keepdims=True))
    missing = total - whole.sum(axis=-1, keepdims=True)
    rank = np.argsort(np.argsort(-remainder, axis=-1, kind="stable"), axis=-1, kind="stable")
    return np.asarray(whole + (rank < missing), dtype=np.int64)


def small_weights(weights: Sequence[int]) -> tuple[int, ...]:
    """The weights where they are small numbers, else the nearest thousandths."""
    if max(weights) <= LARGEST:
        return tuple(weights)
    return tuple(int(share) for share in apportion(THOUSAND, np.array(weights, dtype=np.int64)))


def resized(weights: Sequence[int], outcomes: int) -> tuple[int, ...]:
    """The weights with another number of outcomes: with more of them all are equally likely, with fewer the rest keep
    their proportions.

    When nothing but 0 is left, all share equally.
    """
    kept = list(weights[:outcomes])
    if len(kept) < outcomes or sum(kept) == 0:
        kept = [1] * outcomes
    return reduced(kept)
