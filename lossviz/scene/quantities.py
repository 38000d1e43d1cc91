"""Quantities by their kinds: each kind has the type in which it crosses to the browser.

Numbers that are read keep all their digits; what is only drawn, counted or asked takes less room.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

# What a 32-bit number can hold, with some digits to spare.
SMALLEST, LARGEST = 1e-30, 1e38
# The types of whole numbers that cross to the browser, with the least and the largest that each holds.
WHOLE = {kind: (int(np.iinfo(kind).min), int(np.iinfo(kind).max)) for kind in (np.uint8, np.int16, np.uint16, np.int32)}


class Drawn(np.ndarray[Any, np.dtype[np.float64]]):
    """Places that are drawn and never read, beyond what 32 bits can hold."""


def numbers(**values: Any) -> dict[str, Array]:
    """Numbers that are read: 64-bit floats."""
    return {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}


def geometry(**values: Any) -> dict[str, Array]:
    """Places that are drawn and never read: 32-bit floats, unless they lie too far out or too close together."""
    return {name: geometry_array(np.asarray(value)) for name, value in values.items()}


def geometry_array(values: Array) -> Array:
    """The places themselves, in the type in which they are drawn."""
    size = abs(values)
    largest = float(np.fmax.reduce(size, axis=None, initial=0.0))
    if largest == np.inf:
        largest = float(size[np.isfinite(size)].max(initial=0.0))
    if largest == 0 or SMALLEST < largest < LARGEST:
        return values.astype(np.float32)
    return values.view(Drawn) if values.dtype == np.float64 else values


def flags(**values: Any) -> dict[str, Array]:
    """Conditions: 1 where they hold, else 0."""
    return {name: np.asarray(value, dtype=bool).astype(np.uint8) for name, value in values.items()}


def indices(**values: Any) -> dict[str, Array]:
    """Whole numbers, such as places in another quantity: the smallest type that holds them."""
    return {name: whole(np.asarray(value)) for name, value in values.items()}


def whole(values: Array) -> Array:
    """Whole numbers in the smallest type that holds them.

    Raises:
        ValueError: if one of them is no whole number of 32 bits.
    """
    low, high = (values.min(), values.max()) if values.size else (0, 0)
    for kind, (least, most) in WHOLE.items():
        if least <= low and high <= most:
            return values.astype(kind)
    raise ValueError(f"whole numbers here have 32 bits; these reach from {low} to {high}")


def merged(*parts: Mapping[str, Array]) -> dict[str, Array]:
    """Several sets of quantities as one.

    Raises:
        ValueError: if a name is given twice.
    """
    together: dict[str, Array] = {}
    for part in parts:
        if twice := together.keys() & part.keys():
            raise ValueError(f"quantity {min(twice)!r} is given twice")
        together |= part
    return together
