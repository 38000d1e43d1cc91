"""Numbers as an address has them: read in one place, written in their shortest exact form.

A number is ASCII digits with at most one point, a sign and a power of ten, of 400 digits at most. Lists, lines, points
and weights are made of nothing else.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

LARGEST = 1e150
_WHOLE = re.compile(r"[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def parse(text: str, where: str = "", *, largest: float = LARGEST) -> float:
    """Read one number of at most `largest` in size; a minus sign may be a hyphen or `−`.

    Raises:
        ValueError: with the text, and with `where` it stood, if it is no such number.
    """
    value = float(checked(text, where))
    if abs(value) > largest:
        raise ValueError(f"{shown(text, where)} is too far out; numbers here end at {write(largest).replace('+', '')}")
    return value + 0.0


def parse_exact(text: str, where: str = "") -> Fraction:
    """Read one number to its last digit, however many it has.

    Raises:
        ValueError: with the text, and with `where` it stood, if it is no number.
    """
    return Fraction(checked(text, where))


def checked(text: str, where: str) -> str:
    """The plain text of a number.

    Raises:
        ValueError: if it is none.
    """
    if not is_number(text):
        raise ValueError(f"{shown(text, where)} is no number")
    return plain(text)


def shown(text: str, where: str = "") -> str:
    """The beginning of a text that was refused, and where it stood."""
    return f"“{text.strip()[:20]}”{f' {where}' if where else ''}"


def pieces(text: str) -> list[str]:
    """The pieces of a list with commas, semicolons or blanks between them."""
    return re.findall(r"[^,;\s]+", text)


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
