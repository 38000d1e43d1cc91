"""One value across the wire: words as JSON, numbers as the bytes they are.

The message is: the length of the JSON header (4 bytes, little-endian), the header, padding to a multiple of
8, and the arrays, each aligned to 8 bytes. Numbers that are read (float64, integers) arrive as they left:
infinity, NaN, minus zero and the smallest float too. A table of numbers that repeat is sent as its distinct
values and an index into them; tables that repeat in the same pattern (a probability, its surprise, its share)
use one index together; a table of whole thousandths is sent as whole numbers. Geometry (float32) is drawn and never read: it is sent in 65,535 steps from its lowest
to its highest value, finer than any screen.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

KINDS = {"f8": "float64", "f4": "float32", "i4": "int32", "i2": "int16", "u2": "uint16", "u1": "uint8"}
WORTH_PACKING = 256
NOT_A_NUMBER = 65535


class _Body:
    """The bytes after the header, and where each piece of them begins."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.length = 0
        self.indices: list[tuple[tuple[int, ...], list[Any], Array, Array]] = []

    def append(self, array: Array) -> list[Any]:
        raw = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        place = [array.dtype.str[1:], self.length, array.size]
        padding = -len(raw) % 8
        self.pieces += [raw, b"\0" * padding]
        self.length += len(raw) + padding
        return place

    def add(self, name: str, array: Array) -> list[Any]:
        """Pack an array; its description is [shape, values], and after that an index or a low and a step."""
        array = np.ascontiguousarray(array)
        if array.dtype == np.int64:
            array = array.astype(np.int32)
        if array.dtype.str[1:] not in KINDS:
            raise ValueError(f"{name!r} has the type {array.dtype}; the wire carries {', '.join(KINDS.values())}")
        shape, flat = list(array.shape), array.reshape(-1)
        if array.nbytes <= WORTH_PACKING:
            return [shape, self.append(flat)]
        bits = flat.view(f"u{array.itemsize}")
        if (bits == bits[0]).all():
            return [shape, self.append(flat[:1]), "same"]
        for known, place, inverse, first in self.indices:
            if known == array.shape and np.array_equal(bits[first][inverse], bits):
                return [shape, self.append(flat[first]), "index", place]
        if array.dtype == np.float32:
            return [shape, *self.stepped(flat)]
        if array.ndim > 1 and array.dtype == np.float64 and is_thousandths(flat[: -array.shape[-1]]):
            return [shape, *self.counted(flat, array.shape[-1])]
        if array.ndim > 1:
            return [shape, *self.indexed(array.shape, flat, bits)]
        return [shape, self.append(flat)]

    def counted(self, flat: Array, width: int) -> list[Any]:
        """Whole thousandths; the last row, the picture as it stands, may lie between them and goes whole."""
        thousandths = np.round(flat[:-width] * 1000).astype(np.uint16)
        return [self.append(thousandths), "thousandths", self.append(flat[-width:])]

    def stepped(self, flat: Array) -> list[Any]:
        known = np.isfinite(flat)
        if not known.any() or np.isinf(flat).any():
            return [self.append(flat)]
        low, high = float(flat[known].min()), float(flat[known].max())
        step = (high - low) / (NOT_A_NUMBER - 1) or 1.0
        steps = np.full(flat.shape, NOT_A_NUMBER, dtype=np.uint16)
        steps[known] = np.round((flat[known].astype(np.float64) - low) / step)
        return [self.append(steps), "steps", low, step]

    def indexed(self, shape: tuple[int, ...], flat: Array, bits: Array) -> list[Any]:
        distinct, first, inverse = np.unique(bits, return_index=True, return_inverse=True)
        if len(distinct) > 65536:
            return [self.append(flat)]
        index = inverse.astype(np.uint8 if len(distinct) <= 256 else np.uint16)
        if index.nbytes + len(distinct) * flat.itemsize >= flat.nbytes:
            return [self.append(flat)]
        place = self.append(index)
        self.indices.append((shape, place, inverse, first))
        return [self.append(flat[first]), "index", place]


def is_thousandths(values: Array) -> bool:
    """Whether each value is the float nearest to a whole number of thousandths, from 0 to 1."""
    if not ((values >= 0) & (values <= 1)).all() or np.signbit(values).any():
        return False
    return bool((np.round(values * 1000) / 1000 == values).all())


def encode(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Pack words and arrays into the one value that is sent to the browser.

    Raises:
        ValueError: if an array is of a type that the wire does not carry, or the header holds a NaN or an
            infinity (those live in arrays only).
    """
    body = _Body()
    described = {name: body.add(name, array) for name, array in arrays.items()}
    words = json.dumps(
        {**header, "arrays": described}, default=vars, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()
    words += b" " * (-(len(words) + 4) % 8)
    return b"".join([len(words).to_bytes(4, "little"), words, *body.pieces])


def decode(message: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """Unpack what `encode` packed; the browser does the same, and the tests compare the two."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    body = message[4 + length :]

    def piece(place: list[Any]) -> Array:
        kind, start, size = place
        return np.frombuffer(body, f"<{kind}", size, start)

    arrays = {}
    for name, (shape, place, *packing) in header.pop("arrays").items():
        values = piece(place)
        match packing:
            case ["same"]:
                values = np.repeat(values, int(np.prod(shape)))
            case ["index", index]:
                values = values[piece(index)]
            case ["thousandths", last]:
                values = np.concatenate([values / 1000, piece(last)])
            case ["steps", low, step]:
                known = np.where(values == NOT_A_NUMBER, np.nan, values)
                values = (low + step * known).astype(np.float32)
        arrays[name] = values.reshape(shape)
    return header, arrays
