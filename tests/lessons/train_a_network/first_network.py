"""The network of the first state, as the tests look at it: its scene, its loss written out, its actions."""

import numpy as np

from lossviz.lessons.train_a_network import problem as problems
from tests.lessons.cases import Place

PLACE = Place("train-a-network")
# 2-4-1: weights 1 to 4 from x, 5 to 8 from y, biases 9 to 12, weights 13 to 16 to the output, its bias 17.


def at(**address):
    """The quantities of the present state at an address."""
    scene = PLACE.scene(address)
    return scene, scene.at(scene.opening)


def training_loss(parameters):
    """Binary cross-entropy of the first problem's training points, written out."""
    given = problems.of().training
    w1, b1, w2, b2 = parameters[:8].reshape(2, 4), parameters[8:12], parameters[12:16], parameters[16]
    z = np.maximum(given.x @ w1 + b1, 0) @ w2 + b2
    return np.log1p(np.exp(np.where(given.y == 1, -1, 1) * z)).mean()


def deeds(scene):
    """What the actions beside the figures do, by their texts."""
    return {link.text: dict(link.state) for link in scene.actions}
