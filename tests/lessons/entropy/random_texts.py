"""Random texts of the counts of a split."""

from random import Random

from lossviz.lessons.entropy.information_gain import MOST, Counts
from tests.fuzz import texts


def counts(parameter: Counts, rng: Random) -> str:
    return texts.joined(rng, texts.several(rng, 4, lambda: texts.whole(rng, 0, MOST // 2)))


GENERATORS = {Counts: counts}
