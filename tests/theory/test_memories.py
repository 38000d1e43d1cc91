"""What optimisers remember, against the same sums done by hand."""

import numpy as np
import pytest

from lossviz.theory import memories, optimizers
from lossviz.theory.descent import descend
from lossviz.theory.surfaces import SURFACES

RAVINE = SURFACES["ravine"]


def walk(optimizer, steps=5):
    return descend(RAVINE.loss, RAVINE.gradient, [-4, 1.5], optimizer, steps)


def test_plain_descent_remembers_nothing():
    plain = optimizers.gradient_descent(0.1)
    assert memories.replayed(walk(plain), plain) == ()


def test_the_velocity_of_momentum_is_the_sum_of_fading_slopes():
    ball = optimizers.momentum(0.05)
    path = walk(ball)
    (velocity,) = memories.replayed(path, ball)
    assert velocity.shape == (6, 2)
    for step in range(6):
        faded = [0.9 ** (step - 1 - past) * path.gradients[past] for past in range(step)]
        assert velocity[step] == pytest.approx(np.sum(faded, axis=0) if faded else np.zeros(2))


def test_the_places_of_a_walk_follow_from_the_memories():
    path = walk(optimizers.adam(0.3), steps=40)
    mean, square = memories.replayed(path, optimizers.adam(0.3))
    m, v = (memory[1:] / memories.weight(beta, 40)[1:, None] for memory, beta in ((mean, 0.9), (square, 0.999)))
    steps = -0.3 * m / (np.sqrt(v) + 1e-8)
    assert path.points[:-1] + steps == pytest.approx(path.points[1:], abs=1e-12)


def test_the_first_corrected_mean_is_the_first_slope_itself():
    path = walk(optimizers.adam(0.3), steps=1)
    mean, square = memories.replayed(path, optimizers.adam(0.3))
    assert mean[1] / memories.weight(0.9, 1)[1] == pytest.approx([-4, 15])
    assert square[1] / memories.weight(0.999, 1)[1] == pytest.approx([16, 225])
    assert memories.weight(0.9, 3).tolist() == pytest.approx([0, 0.1, 0.19, 0.271])


def test_a_walk_that_ran_away_is_replayed_in_silence():
    wild = optimizers.nesterov(1e200)
    (velocity,) = memories.replayed(walk(wild), wild)
    assert velocity.shape == (6, 2)
