"""Numbers as an address has them: read in one place, written in their shortest exact form."""

import re
from collections.abc import Iterable

LARGEST = 1e150
_WHOLE = re.compile(r"[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def parse(text: str, where: str = "") -> float:
    """Read one number of at most 1e150 in size, in ASCII digits; a minus sign may be a hyphen or `−`.

    Raises:
        ValueError: with the text, and with `where` it stood, if it is no such number.
    """
    shown = f"“{text.strip()[:20]}”{f' {where}' if where else ''}"
    if not is_number(text):
        raise ValueError(f"{shown} is no number")
    value = float(plain(text))
    if abs(value) > LARGEST:
        raise ValueError(f"{shown} is too far out; numbers here end at 1e150")
    return value + 0.0


def plain(text: str) -> str:
    """A text without blanks around it, its minus signs as hyphens."""
    return text.strip().replace("−", "-")


def is_number(text: str) -> bool:
    """Whether a text is a number; infinity and NaN are none."""
    return _NUMBER.fullmatch(plain(text)) is not None


def parse_whole(text: str, low: int, high: int) -> int:
    """Read a whole number between two bounds, both included.

    Raises:
        ValueError: if it is no whole number, or outside the bounds.
    """
    digits = text.strip()
    if not (_WHOLE.fullmatch(digits) and low <= int(digits) <= high):
        raise ValueError(f"give a whole number from {low:,} to {high:,}")
    return int(digits)


def write(value: float) -> str:
    """The shortest text that reads back as the same number: 1, 0.35, 1e+20."""
    return repr(float(value) + 0.0).removesuffix(".0")


def write_all(values: Iterable[float]) -> str:
    """Several numbers with commas between them."""
    return ",".join(map(write, values))
