"""Random texts of units and of a drawn curve."""

from random import Random

from lossviz.lessons.relu import parameters
from tests.fuzz import texts


def units(parameter: parameters.Units, rng: Random) -> str:
    def unit() -> str:
        kink = texts.number(rng, -parameters.FARTHEST_KINK, parameters.FARTHEST_KINK)
        return f"{kink},{texts.number(rng, -parameters.LARGEST_CHANGE, parameters.LARGEST_CHANGE)}"

    if rng.random() < 0.6:
        return ";".join(
            f"{texts.ordinary(rng, -3, 3)},{texts.ordinary(rng, -4, 4)}"
            for _ in range(texts.count(rng, 1, parameters.MOST))
        )
    return ";".join(unit() for _ in range(texts.count(rng, 1, parameters.MOST)))


def heights(parameter: parameters.Heights, rng: Random) -> str:
    def height() -> str:
        ends = parameters.LOWEST, parameters.HIGHEST
        return texts.ordinary(rng, *ends) if rng.random() < 0.9 else rng.choice(("-2", "4", "0", "5e-324", "-0"))

    return texts.joined(rng, texts.several(rng, len(parameters.NODES), height))


GENERATORS = {parameters.Units: units, parameters.Heights: heights}
