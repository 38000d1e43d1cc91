"""Random texts of the line, by its slope and intercept or by two points."""

from random import Random

from lossviz.lessons.training_loop.parameters import LineParameter
from tests.fuzz import texts


def line(parameter: LineParameter, rng: Random) -> str:
    return texts.joined(rng, texts.several(rng, rng.choice((2, 2, 4)), lambda: texts.number(rng)))


GENERATORS = {LineParameter: line}
