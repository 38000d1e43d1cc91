"""Points as a short text without a loss: whole numbers or the bits of doubles, by columns, in the order they have.

The text is `z1`, or `z2` for points of three columns, and base64url of: the number of decimals, or `BITS`; the number
of points; and for each column how it is packed, and its bytes. A column is whole numbers (values times a power of ten,
or the bits of the doubles), of which either the distance from the smallest or the step from the one before is kept,
either as digits of a number with as large a base as needed or deflated byte by byte. What is shortest is written, so
the text depends on the points alone.
"""

import base64
import binascii
import re
import zlib
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossviz.inputs import numbers
from lossviz.inputs.points import P, Points

Array: TypeAlias = NDArray[Any]

PREFIX = "z1"
PREFIXES = {2: PREFIX, 3: "z2"}  # by the number of columns
BITS = 255  # in place of the number of decimals
MOST_DECIMALS = 15
EXACT = 2.0**53  # whole numbers up to it are doubles
GROUP = 64  # so many digits make one number
BASE, DEFLATED, STEPS = 0, 1, 2  # how a column is packed: one of the first two, and whether its steps are
LARGEST = 2**64 - 1
_TEXT = re.compile("z[12][A-Za-z0-9_-]+")
DAMAGED = "these packed points are damaged or not complete; copy the whole link again"


def is_packed(text: str) -> bool:
    """Whether a text is packed points, and not points as a hand writes them."""
    return _TEXT.fullmatch(text) is not None


def pack(points: Points) -> str:
    """The shortest text of points."""
    forms = [packed_bits(points)]
    for decimals in range(MOST_DECIMALS + 1):
        if (scaled := whole_numbers(points, decimals)) is not None:
            forms.insert(0, packed_columns(decimals, scaled))
            break
    return PREFIXES[len(points.columns)] + base64.urlsafe_b64encode(min(forms, key=len)).decode().rstrip("=")


def unpack(text: str) -> Points:
    """The points of two columns of a text, to the last bit.

    Raises:
        ValueError: if it holds none, in words for whoever has followed a link.
    """
    return unpack_as(Points, text)


def unpack_as(kind: type[P], text: str) -> P:
    """The points of a text, which are of a kind, to the last bit.

    Raises:
        ValueError: if it holds none, or those of other columns, in words for whoever has followed a link.
    """
    prefix = PREFIXES[len(kind.TITLES)]
    if not text.startswith(prefix):
        raise ValueError(f"these packed points have other columns than {', '.join(kind.TITLES)}; open them elsewhere")
    body = text.removeprefix(prefix)
    try:
        raw = Reader(base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True))
        decimals, count = raw.byte(), raw.number()
        if not 1 <= count <= kind.LIMIT or not (decimals <= MOST_DECIMALS or decimals == BITS):
            raise ValueError(DAMAGED)
        columns = [read_column(raw, count) for _ in kind.TITLES]
        if raw.left:
            raise ValueError(DAMAGED)
    except (binascii.Error, zlib.error, IndexError, OverflowError):
        raise ValueError(DAMAGED) from None
    read = [doubles(column) if decimals == BITS else column.view(np.int64) / 10.0**decimals for column in columns]
    for row in read:
        if not (abs(row) <= numbers.LARGEST).all():
            raise ValueError(DAMAGED)
    return kind(*(row + 0.0 for row in read))


def whole_numbers(points: Points, decimals: int) -> list[Array] | None:
    """All columns times a power of ten, if that loses nothing."""
    scaled = []
    for row in points.columns:
        whole = np.round(row * 10.0**decimals)
        if not (abs(whole) < EXACT).all() or not np.array_equal(whole / 10.0**decimals, row):
            return None
        scaled.append(whole.astype(np.int64).view(np.uint64))
    return scaled


def packed_bits(points: Points) -> bytes:
    """Points by the bits of their doubles, the sign as the last one: near numbers are near then."""
    bits = [(row + 0.0).view(np.uint64) for row in points.columns]
    return packed_columns(BITS, [(row << np.uint64(1)) | (row >> np.uint64(63)) for row in bits])


def doubles(column: Array) -> Array:
    """The doubles of bits whose sign comes last; infinity and NaN are none that a point can have."""
    return ((column >> np.uint64(1)) | (column << np.uint64(63))).view(np.float64)


def packed_columns(decimals: int, columns: list[Array]) -> bytes:
    """The head, and each column in its shortest way."""
    head = bytes([decimals]) + number(len(columns[0]))
    return head + b"".join(min(ways(column), key=len) for column in columns)


def ways(column: Array) -> list[bytes]:
    """A column in each way that there is."""
    signed = column.view(np.int64)
    found = []
    for steps, start, rest in ((0, column[signed.argmin()], None), (STEPS, column[0], zigzag(np.diff(column)))):
        rest = column - start if rest is None else rest
        base = int(rest.max(initial=0)) + 1
        for way, body in ((BASE, as_digits(rest, base)), (DEFLATED, deflated(rest, base))):
            found.append(bytes([way + steps]) + number(int(start)) + number(base - 1) + number(len(body)) + body)
    return found


def read_column(raw: "Reader", count: int) -> Array:
    """One column."""
    way, start, base = raw.byte(), raw.number(), raw.number() + 1
    body = raw.bytes(raw.number())
    steps = way & STEPS
    if way - steps not in (BASE, DEFLATED):
        raise ValueError(DAMAGED)
    rest = (from_digits if way - steps == BASE else inflated)(body, base, count - 1 if steps else count)
    if not steps:
        return rest + np.uint64(start)
    return np.cumsum(np.concatenate([[np.uint64(start)], unzigzag(rest)]), dtype=np.uint64)


def zigzag(steps: Array) -> Array:
    """Steps up and down as numbers from 0 up: 0, -1, 1, -2, 2 …"""
    signed = steps.view(np.int64)
    return ((signed << 1) ^ (signed >> 63)).view(np.uint64)


def unzigzag(values: Array) -> Array:
    return (values >> np.uint64(1)) ^ (np.uint64(0) - (values & np.uint64(1)))


def as_digits(values: Array, base: int) -> bytes:
    """Numbers below `base` as its digits, a group at a time."""
    if base == 1:
        return b""
    digits, pieces = values.tolist(), []
    for start in range(0, len(digits), GROUP):
        group, whole = digits[start : start + GROUP], 0
        for digit in reversed(group):
            whole = whole * base + digit
        pieces.append(whole.to_bytes(room(base, len(group)), "little"))
    return b"".join(pieces)


def from_digits(body: bytes, base: int, count: int) -> Array:
    """The digits again."""
    if base == 1:
        return np.zeros(count, dtype=np.uint64)
    digits: list[int] = []
    at = 0
    while len(digits) < count:
        size = min(GROUP, count - len(digits))
        end = at + room(base, size)
        if end > len(body):
            raise ValueError(DAMAGED)
        whole, at = int.from_bytes(body[at:end], "little"), end
        for _ in range(size):
            whole, digit = divmod(whole, base)
            digits.append(digit)
    return np.array(digits, dtype=np.uint64)


def room(base: int, digits: int) -> int:
    """The bytes of the largest number of so many digits."""
    largest: int = base**digits - 1
    return (largest.bit_length() + 7) // 8


def width(base: int) -> int:
    """The bytes of the largest digit."""
    return ((base - 1).bit_length() + 7) // 8


def deflated(values: Array, base: int) -> bytes:
    """The bytes of all numbers, the last of each first, deflated."""
    planes = values.astype("<u8").view(np.uint8).reshape(-1, 8)[:, : width(base)].T
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(planes.tobytes()) + packer.flush()


def inflated(body: bytes, base: int, count: int) -> Array:
    """The numbers again; of what is longer than they are nothing is unpacked."""
    size = width(base) * count
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    planes = unpacker.decompress(body, size + 1)
    if len(planes) != size:
        raise ValueError(DAMAGED)
    whole = np.zeros((count, 8), dtype=np.uint8)
    whole[:, : width(base)] = np.frombuffer(planes, dtype=np.uint8).reshape(-1, count).T if size else 0
    return whole.view("<u8").reshape(-1).astype(np.uint64)


def number(value: int) -> bytes:
    """A number of 64 bits in as many bytes as it needs, and one before them that says how many."""
    size = (value.bit_length() + 7) // 8
    return bytes([size]) + value.to_bytes(size, "little")


class Reader:
    """Bytes, read from their start."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    @property
    def left(self) -> int:
        return len(self.raw) - self.at

    def byte(self) -> int:
        self.at += 1
        return self.raw[self.at - 1]

    def bytes(self, count: int) -> bytes:
        if count > self.left:
            raise ValueError(DAMAGED)
        self.at += count
        return self.raw[self.at - count : self.at]

    def number(self) -> int:
        size = self.byte()
        if size > 8:
            raise ValueError(DAMAGED)
        return int.from_bytes(self.bytes(size), "little")
