"""Random texts of a batch of labels and probabilities."""

from random import Random

from lossviz.lessons.binary_cross_entropy.batch_loss import MOST, Samples
from tests.fuzz import texts


def batch(parameter: Samples, rng: Random) -> str:
    def sample() -> str:
        edge = rng.choice(("0", "1", "5e-324", "0.9999999999999999", "1e-300"))
        return f"{rng.choice('01')}:{rng.choice((texts.ordinary(rng, 0, 1), texts.ordinary(rng, 0, 1), edge))}"

    return ", ".join(texts.several(rng, texts.count(rng, 1, MOST), sample))


GENERATORS = {Samples: batch}
