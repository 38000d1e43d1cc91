"""The line as a parameter."""

from dataclasses import dataclass

from lossviz.inputs import numbers
from lossviz.inputs.parameter import Parameter
from lossviz.lessons.loss.problem import LARGEST
from lossviz.theory import least_squares


@dataclass(frozen=True, kw_only=True)
class Line(Parameter):
    """Slope and intercept as `0.8, 0.6`, two places on the line as `0:1, 6:4`, or slope and one place as `2@3:4`."""

    def read(self, text: str) -> tuple[float, float]:
        found = numbers.pieces(text)
        if len(found) == 2 and all(":" in piece for piece in found):
            (x, y), (x2, y2) = map(place, found)
            if x == x2:
                raise ValueError("both places have the same x; a line goes through places with different ones")
            w = limited(float(f"{float(least_squares.line([x, x2], [y, y2]).slope):.7g}"))
        elif len(found) == 1 and "@" in found[0]:
            slope, _, through = found[0].partition("@")
            w, (x, y) = number(slope), place(through)
        elif len(found) == 2:
            return number(found[0]), number(found[1])
        else:
            raise ValueError("a line is two numbers, its slope and its intercept, such as 0.8, 0.6")
        return w, limited(float(f"{y - w * x:.12g}"))

    def text(self, value: tuple[float, float]) -> str:
        return numbers.write_all(value)


def place(text: str) -> tuple[float, float]:
    """A place that a line goes through, such as `3:4`."""
    x, _, y = text.partition(":")
    return number(x), number(y)


def number(text: str) -> float:
    """One number of a line, or of a place on it."""
    return numbers.parse(text, "in the line", largest=LARGEST)


def limited(value: float) -> float:
    """The number itself, unless it is too large to be squared."""
    if not abs(value) <= LARGEST:
        raise ValueError("that line is too steep or too far out; its numbers here end at 1e152")
    return value + 0.0
