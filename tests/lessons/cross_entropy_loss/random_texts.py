"""Random texts of logits, of one sample and of a batch."""

from random import Random

from lossviz.lessons.cross_entropy_loss.batch.parameters import ROOM, Samples
from lossviz.lessons.cross_entropy_loss.parameters import FEWEST, LARGEST, MOST, Logits
from tests.fuzz import texts


def logit(rng: Random) -> str:
    return texts.number(rng, -LARGEST, LARGEST) if rng.random() < 0.9 else rng.choice(("-inf", "-∞", "700", "-745.2"))


def logits(parameter: Logits, rng: Random) -> str:
    return texts.joined(rng, texts.several(rng, texts.count(rng, FEWEST, MOST), lambda: logit(rng)))


def batch(parameter: Samples, rng: Random) -> str:
    classes = texts.count(rng, FEWEST, MOST)
    return ";".join(
        f"{texts.whole(rng, 1, classes)}:{','.join(texts.several(rng, classes, lambda: logit(rng)))}"
        for _ in range(texts.count(rng, 1, ROOM))
    )


GENERATORS = {Logits: logits, Samples: batch}
