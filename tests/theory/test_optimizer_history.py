"""The states of optimisers, against the same sums done by hand."""

import numpy as np
import pytest

from lossviz.theory import optimizer_history, optimizers
from lossviz.theory.descent import descend
from lossviz.theory.surfaces import SURFACES

RAVINE = SURFACES["ravine"]


def run(optimizer, steps=5):
    return descend(RAVINE.loss, RAVINE.gradient, [-4, 1.5], optimizer, steps)


def test_gradient_descent_has_no_memory():
    plain = optimizers.gradient_descent(0.1)
    assert optimizer_history.optimizer_states(run(plain), plain) == ()


def test_the_velocity_of_momentum_is_a_decaying_sum_of_gradients():
    ball = optimizers.momentum(0.05)
    path = run(ball)
    (velocity,) = optimizer_history.optimizer_states(path, ball)
    assert velocity.shape == (6, 2)
    for step in range(6):
        faded = [0.9 ** (step - 1 - past) * path.gradients[past] for past in range(step)]
        assert velocity[step] == pytest.approx(np.sum(faded, axis=0) if faded else np.zeros(2))


def test_the_points_of_adam_follow_from_its_states():
    path = run(optimizers.adam(0.3), steps=40)
    mean, square = optimizer_history.optimizer_states(path, optimizers.adam(0.3))
    m, v = (
        memory[1:] / optimizer_history.bias_correction(beta, 40)[1:, None]
        for memory, beta in ((mean, 0.9), (square, 0.999))
    )
    steps = -0.3 * m / (np.sqrt(v) + 1e-8)
    assert path.points[:-1] + steps == pytest.approx(path.points[1:], abs=1e-12)


def test_the_first_bias_corrected_mean_is_the_first_gradient():
    path = run(optimizers.adam(0.3), steps=1)
    mean, square = optimizer_history.optimizer_states(path, optimizers.adam(0.3))
    assert mean[1] / optimizer_history.bias_correction(0.9, 1)[1] == pytest.approx([-4, 15])
    assert square[1] / optimizer_history.bias_correction(0.999, 1)[1] == pytest.approx([16, 225])
    assert optimizer_history.bias_correction(0.9, 3).tolist() == pytest.approx([0, 0.1, 0.19, 0.271])


def test_the_states_of_a_diverging_path_raise_no_warning():
    wild = optimizers.nesterov(1e200)
    (velocity,) = optimizer_history.optimizer_states(run(wild), wild)
    assert velocity.shape == (6, 2)
