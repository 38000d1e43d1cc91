"""The arrays of a message as bytes, each in the least room; `lossviz.live.codec` has the format around them.

Equal arrays are sent once, and large ones are packed in one of seven ways:

- `same`: one value, everywhere.
- `thousandths`: whole numbers to be divided by 1,000; the last row goes whole, for it may lie between them.
- `lookup`: a function of such thousandths (a surprise, say), kept once for all arrays that are the same function.
- `decimals`: numbers of a few decimals, as whole numbers to be divided by 10, 100, 1,000 or 10,000; the last row
  goes whole.
- `columns`: rows that differ from an earlier array, or from one row, in some columns only: those columns.
- `runs`: whole numbers that stay the same for long, each with how often it comes.
- `steps`: geometry, drawn and never read, in 65,535 steps, finer than any screen; float64 where it lies beyond float32.
"""

import math
import sys
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossviz.scene.quantities import WHOLE, Drawn

Array: TypeAlias = NDArray[Any]

KINDS = {"f8": "float64", "f4": "float32", "i4": "int32", "i2": "int16", "u2": "uint16", "u1": "uint8"}
CODES = {np.dtype(name): kind for kind, name in KINDS.items()}
IS_LITTLE = sys.byteorder == "little"
WORTH_PACKING = 256
NOT_A_NUMBER = 65535
THOUSAND = 1000
SCALES = (1, 10, 100, 1_000, 10_000)
LARGEST_WHOLE = 2**31 - 1
PROBE = 64  # so many values tell most arrays that cannot be packed in a way
DESCRIPTION = 40  # bytes that a further piece takes in the header


class Body:
    """The bytes after the header, and where each piece of them begins."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.length = 0
        self.places: dict[tuple[str, bytes], list[Any]] = {}
        self.thousandths: list[tuple[tuple[int, ...], list[Any], Array]] = []
        self.latest: dict[tuple[int, ...], tuple[tuple[list[Any], Array]]] = {}
        self.functions: list[tuple[list[Any], Array, Array]] = []

    def append(self, array: Array) -> list[Any]:
        """Add an array as it is, equal ones once; returns its type, its offset in bytes and its size."""
        kind = CODES[array.dtype]
        raw = (array if IS_LITTLE else array.astype(array.dtype.newbyteorder("<"))).tobytes()
        if known := self.places.get((kind, raw)):
            return known
        place = [kind, self.length, array.size]
        self.places[kind, raw] = place
        padding = -len(raw) % 8
        self.pieces += [raw, b"\0" * padding]
        self.length += len(raw) + padding
        return place

    def add(self, name: str, array: Array) -> list[Any]:
        """Pack an array; its description is its shape, its values, and how they are packed."""
        array = np.array(array, copy=None, order="C", ndmin=1, subok=True)
        if array.dtype == np.int64:
            narrow = array.astype(np.int32)
            if (narrow != array).any():
                raise ValueError(f"{name!r} has whole numbers of 64 bits; the wire carries {', '.join(KINDS.values())}")
            array = narrow
        if array.dtype not in CODES:
            raise ValueError(f"{name!r} has the type {array.dtype}; the wire carries {', '.join(KINDS.values())}")
        shape, flat = list(array.shape), array.reshape(-1)
        if array.size > 1 and is_one_value(flat):
            return [shape, self.append(flat[:1]), "same"]
        if array.nbytes <= WORTH_PACKING:
            return [shape, self.append(flat)]
        if array.dtype.kind in "iu":
            return [shape, *(self.pack_runs(flat) or [self.append(flat)])]
        if array.dtype == np.float32 or isinstance(array, Drawn):
            return [shape, *(self.pack_columns(array, ()) or self.pack_steps(flat))]
        packed = self.pack_thousandths(array) or self.pack_lookup(array) if array.ndim == 2 else None
        packed = packed or self.pack_columns(array, self.latest.get(array.shape, ())) or self.pack_decimals(array)
        if not packed:
            packed = [self.append(flat)]
            self.latest[array.shape] = ((packed[0], array.view(np.uint64)),)
        return [shape, *packed]

    def pack_runs(self, flat: Array) -> list[Any] | None:
        """Whole numbers as runs of equal ones, or None where that takes no less room."""
        ends = np.flatnonzero(flat[1:] != flat[:-1])
        if (len(ends) + 1) * (flat.itemsize + 4) + DESCRIPTION >= flat.nbytes:
            return None
        ends = np.concatenate([ends, [flat.size - 1]])
        lengths = ends + 1
        lengths[1:] -= lengths[:-1].copy()
        return [self.append(flat[ends]), "runs", self.append(lengths.astype(np.int32))]

    def pack_columns(self, array: Array, others: tuple[tuple[list[Any], Array], ...]) -> list[Any] | None:
        """Rows as the columns in which they differ from one of the others or from the first row, or None."""
        if array.ndim != 2:
            return None
        bits = array.view(f"u{array.itemsize}")
        for place, base in (*others, (None, bits[:1])):
            # Where every column differs in the last row, there is nothing to gain.
            if not (bits[-1] == base[-1]).any():
                continue
            same = (bits == base).all(axis=0)
            if same.any():
                own = np.flatnonzero(~same)
                return [place or self.append(array[0]), "columns", own.tolist(), self.own_columns(array[:, own])]
        return None

    def own_columns(self, array: Array) -> list[Any]:
        """The columns that differ, with their shape."""
        if array.nbytes <= WORTH_PACKING:
            return [list(array.shape), self.append(array.reshape(-1))]
        if array.dtype == np.float32 or isinstance(array, Drawn):
            return [list(array.shape), *self.pack_steps(array.reshape(-1))]
        return [list(array.shape), *(self.pack_decimals(array) or [self.append(array.reshape(-1))])]

    def pack_steps(self, flat: Array) -> list[Any]:
        """Geometry as steps between the smallest and the largest; NaN is kept."""
        low, high = float(flat.min()), float(flat.max())
        has_gaps = math.isnan(low)
        if has_gaps:
            low, high = float(np.fmin.reduce(flat)), float(np.fmax.reduce(flat))
        if not math.isfinite(high - low):
            return [self.append(flat)]
        step = (high - low) / (NOT_A_NUMBER - 1) if high > low else 1.0
        # Nine digits are all that a float of 32 bits has, and all that is sent: steps finer than those would be none.
        if step < max(1e-9 * max(abs(low), abs(high)), sys.float_info.min):
            return [self.append(flat)]
        low, step = float(f"{low:.9g}"), float(f"{step:.9g}")
        steps = np.rint((flat.astype(np.float64) - low) / step)
        np.minimum(np.maximum(steps, 0, out=steps), NOT_A_NUMBER - 1, out=steps)
        if has_gaps:
            steps[np.isnan(steps)] = NOT_A_NUMBER
        wide = ["f8"] if flat.dtype == np.float64 else []
        return [self.append(steps.astype(np.uint16)), "steps", low, step, *wide]

    def pack_thousandths(self, array: Array) -> list[Any] | None:
        """Rows of thousandths from 0 to 1 as integers, or None if the array has other values."""
        found = whole_numbers(array[:-1].reshape(-1), THOUSAND)
        if found is None or not 0 <= found[1] <= found[2] <= THOUSAND:
            return None
        whole = found[0]
        place = self.append(whole.astype(np.uint16))
        if not any(place is known and shape == array.shape for shape, known, _ in self.thousandths):
            self.thousandths.append((array.shape, place, whole))
        return [place, "thousandths", self.append(array[-1])]

    def pack_lookup(self, array: Array) -> list[Any] | None:
        """Rows that are a function of earlier thousandths as the table of that function, or None."""
        bits = array[:-1].reshape(-1).view(np.uint64)
        for shape, place, whole in self.thousandths:
            if shape != array.shape:
                continue
            values = np.zeros(THOUSAND + 1, dtype=np.uint64)
            if not is_function(values, whole[:PROBE], bits[:PROBE]) or not is_function(values, whole, bits):
                continue
            known = np.zeros(THOUSAND + 1, dtype=bool)
            known[whole] = True
            return [self.function(values, known), "lookup", place, self.append(array[-1])]
        return None

    def pack_decimals(self, array: Array) -> list[Any] | None:
        """Rows of at most four decimals as integers, or None if the array has other values."""
        rows, last = array[:-1].reshape(-1), array[-1:].reshape(-1)
        found = whole_numbers(rows, SCALES[-1]) if rows.size else None
        if found is None:
            return None
        # The same numbers with fewer decimals, where the last of them are 0.
        whole, low, high = found
        shared = math.gcd(int(np.gcd.reduce(whole)), SCALES[-1])
        scale = next(scale for scale in SCALES if shared % (SCALES[-1] // scale) == 0)
        dropped = SCALES[-1] // scale
        kind = next(
            kind for kind, (least, most) in WHOLE.items() if least <= low // dropped and high // dropped <= most
        )
        return [self.append((whole // dropped).astype(kind)), "decimals", scale, self.append(last)]

    def function(self, values: Array, known: Array) -> list[Any]:
        """The place of a function of thousandths: one that agrees with it so far, or a new one."""
        for place, others, theirs in self.functions:
            both = known & theirs
            if both.any() and np.array_equal(values[both], others[both]):
                others[known] = values[known]
                theirs |= known
                return place
        self.functions.append(([], values, known))
        return self.functions[-1][0]

    def finish(self) -> None:
        """Functions are complete only when the last array has been seen."""
        for place, values, _ in self.functions:
            place[:] = self.append(values.view(np.float64))


def is_function(values: Array, whole: Array, bits: Array) -> bool:
    """Whether `bits` are a function of whole numbers; its `values` are written at those."""
    values[whole] = bits
    return np.array_equal(values[whole], bits)


def is_one_value(flat: Array) -> bool:
    """Whether all values have the same bits."""
    if flat[:1].tobytes() != flat[-1:].tobytes():
        return False
    raw = flat.tobytes()
    # All of it is the same as all of it one value further on.
    return raw[: -flat.itemsize] == raw[flat.itemsize :]


def whole_numbers(values: Array, scale: int) -> tuple[Array, int, int] | None:
    """The whole numbers of 32 bits that divided by `scale` are exactly these values, their least and their largest.

    None if a value is no such; minus zero is none. Of no values both are 0.
    """
    if not values.size:
        return values.astype(np.intp), 0, 0
    # Most arrays that are none show it in their first value.
    first, most = float(values[0]), LARGEST_WHOLE / scale
    if not abs(first) <= most or round(first * scale) / scale != first:
        return None
    low, high = float(values.min()), float(values.max())
    if not -most <= low <= high <= most:
        return None
    whole = np.rint(values * scale).astype(np.intp)
    if (whole / scale).tobytes() != values.tobytes():
        return None
    return whole, round(low * scale), round(high * scale)
