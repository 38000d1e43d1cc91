"""The state of the first lesson, as the address has it: points, a line, how misses count, what is in hand."""

import math
import re

from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.lessons.loss.problem import FURTHEST, MEASURES
from lossviz.theory import least_squares


def parse(text: str) -> tuple[float, float]:
    """Read a line: slope and intercept as `0.8, 0.6`, two of its places as `0:1, 6:4`, or slope and a place `2@3:4`.

    Raises:
        ValueError: naming what could not be read, and what can.
    """
    found = [piece for piece in re.split(r"[,;\s]+", text.strip()) if piece]
    if len(found) == 2 and all(":" in piece for piece in found):
        (x, y), (x2, y2) = map(place, found)
        if x == x2:
            raise ValueError("both places have the same x; a line goes through places with different ones")
        w = short(float(least_squares.line([x, x2], [y, y2]).slope), 7)
        return limited(w), limited(short(y - w * x, 12))
    if len(found) == 1 and "@" in found[0]:
        slope, _, through = found[0].partition("@")
        w, (x, y) = number(slope), place(through)
        return w, limited(short(y - w * x, 12))
    if len(found) != 2:
        raise ValueError("a line is two numbers, its slope and its intercept, such as 0.8, 0.6")
    return number(found[0]), number(found[1])


def number(text: str) -> float:
    """One number of a line."""
    value = float(text) if given.is_number(text) else math.nan
    if math.isnan(value):
        raise ValueError(f"“{text[:20]}” in the line is no number; give slope and intercept, such as 0.8, 0.6")
    return limited(value + 0.0)


def place(text: str) -> tuple[float, float]:
    """A place that a line goes through, such as `3:4`."""
    x, _, y = text.partition(":")
    return number(x), number(y)


def short(value: float, figures: int) -> float:
    """A number to so many significant digits."""
    return float(f"{value:.{figures}g}") + 0.0


def limited(value: float) -> float:
    """A number that is not too far out to be squared."""
    if not abs(value) <= FURTHEST:
        raise ValueError("that line is too steep or too far out; its numbers here end at 1e152")
    return value


def text(line: tuple[float, float]) -> str:
    """A line as the address has it."""
    return ",".join(map(given.short, line))


def parse_delta(text: str) -> float:
    """Read where Huber's loss turns from squares to lengths.

    Raises:
        ValueError: anything but a number above 0.
    """
    value = given.number(text, "in delta")
    if value <= 0:
        raise ValueError("delta is a length; it lies above 0")
    return value


def parse_point(text: str) -> int:
    """Read which point is in hand, counted from 1; 0 is none.

    Raises:
        ValueError: if it is no whole number from 1.
    """
    if text and not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= given.MOST):
        raise ValueError(f"a point is a whole number from 1, such as 3 for C, up to {given.MOST}")
    return int(text or "0")


PARAMETERS = (
    Parameter("points", given.FIVE, given.parse, given.text),
    Parameter("line", "0,1", parse, text),
    Parameter("measure", "mse", one_of(*MEASURES)),
    Parameter("delta", "1", parse_delta, given.short),
    Parameter("point", "", parse_point, lambda number: str(number or "")),
)
