"""Random texts of a table of two by two."""

from random import Random

from lossviz.lessons.cross_entropy.mutual_information.scene import Joint
from tests.fuzz import states


def table(parameter: Joint, rng: Random) -> str:
    return states.weights(rng, 4)


GENERATORS = {Joint: table}
