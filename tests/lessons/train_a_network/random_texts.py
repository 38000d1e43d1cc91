"""Random texts of the units of hidden layers."""

from random import Random

from lossviz.lessons.train_a_network.parameters import MOST_LAYERS, MOST_UNITS, Layers
from tests.fuzz import texts


def layers(parameter: Layers, rng: Random) -> str:
    return ", ".join(texts.several(rng, texts.count(rng, 1, MOST_LAYERS), lambda: str(rng.randint(1, MOST_UNITS))))


GENERATORS = {Layers: layers}
