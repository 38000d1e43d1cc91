"""Random texts of the line, in its three forms."""

from random import Random

from lossviz.lessons.loss.parameters import Line
from tests.fuzz import texts


def line(parameter: Line, rng: Random) -> str:
    a, b, c, d = (texts.number(rng) for _ in range(4))
    return rng.choice((texts.joined(rng, [a, b]), f"{a}:{b}, {c}:{d}", f"{a}@{b}:{c}"))


GENERATORS = {Line: line}
