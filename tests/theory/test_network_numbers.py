"""The numbers of the last lesson: losses, shares, dead units, each from its own recipe of data, weights and batches.

They were computed by a second program; every share is in percent of the training points.
"""

import functools
import math

import numpy as np
import pytest

from lossviz.theory import classification_datasets as data
from lossviz.theory import network_losses, optimizers
from lossviz.theory.network import Network, forward
from lossviz.theory.network_measures import accuracy, mean_losses
from lossviz.theory.network_training import Training
from lossviz.theory.training_run import train
from tests.theory.cases import FULL, each_case

CIRCLES, XOR, ONE_TURN = data.circles(), data.xor(), data.spirals()


def run(points, hidden, *, rate=0.1, batch=10, epochs=60, seed=1, activation="relu"):
    out, outputs = data.held_out(points), 1 if points.classes == 2 else points.classes
    return train(
        Training(
            Network(2, hidden, outputs, activation),
            points.x[~out],
            points.y[~out],
            "binary_cross_entropy" if outputs == 1 else "softmax_cross_entropy",
            optimizers.gradient_descent(rate),
            batch,
            epochs,
            seed,
            points.x[out],
            points.y[out],
        )
    )


@functools.cache
def first_state():
    return run(CIRCLES, (4,))


def shares(of):
    return 100 * of.training_epochs.accuracy


def test_the_first_state_and_its_epochs():
    given = first_state()
    assert len(given.training.y) == 150
    assert given.training.updates_per_epoch == 15
    for epoch, loss, share in ((0, 0.907, 50), (1, 0.669, 50), (5, 0.470, 87.3), (10, 0.300, 100), (60, 0.041, 100)):
        assert given.training_epochs.loss[epoch] == pytest.approx(loss, abs=5e-4)
        assert shares(given)[epoch] == pytest.approx(share, abs=0.05)
    assert (shares(given) >= 95).argmax() == 7
    assert (given.training_epochs.loss < math.log(2)).argmax() == 1
    assert given.updates.tolist() == list(range(0, 901, 9))


def test_three_units_by_hand_fence_the_disc_in():
    turn = 2 * np.pi * np.arange(3) / 3
    network = Network(2, (3,))
    parameters = network.parameters([([np.cos(turn), np.sin(turn)], [-0.5] * 3), ([[-10]] * 3, [7.5])])
    loss = network_losses.of("binary_cross_entropy")
    targets = network_losses.encoded(loss, CIRCLES.y, 1)
    logits = forward(network, network.layers(parameters), CIRCLES.x).logits
    assert accuracy(loss, targets, logits) == 1
    assert mean_losses(loss, targets, logits) == pytest.approx(0.005, abs=5e-4)


def test_three_units_may_be_enough_or_one_of_them_dead():
    enough, stuck = run(CIRCLES, (3,), epochs=100), run(CIRCLES, (3,), epochs=100, seed=0)
    assert shares(enough)[-1] == 100
    assert shares(stuck)[-1] == pytest.approx(87.3, abs=0.05)
    assert stuck.health.dead[-1].sum() == 1
    assert not enough.health.dead[-1].any()


def test_the_boundary_of_identity_units_stays_straight():
    given = run(CIRCLES, (8,), activation="identity")
    assert shares(given)[-1] == pytest.approx(52.0, abs=0.05)
    assert given.training_epochs.loss[-1] == pytest.approx(0.699, abs=5e-4)


def test_at_rate_10_all_units_die_and_no_gradient_reaches_them():
    given = run(CIRCLES, (4,), rate=10)
    assert given.health.dead[-1].all()
    assert given.health.gradient_norms[-1, 0] == 0
    assert given.health.gradient_norms[-1, 1] > 0
    assert shares(given)[-1] == 50
    assert given.training_epochs.loss[-1] == pytest.approx(1.01, abs=5e-3)


@each_case(("rate", "loss", "digits"), [(0.01, 0.431, 5e-4), (1, 0.0025, 5e-5)])
def test_other_rates(rate, loss, digits):
    assert run(CIRCLES, (4,), rate=rate).training_epochs.loss[-1] == pytest.approx(loss, abs=digits)


def test_other_batches_of_the_same_epochs():
    assert run(CIRCLES, (4,), batch=1).training_epochs.loss[-1] == pytest.approx(0.0025, abs=5e-5)
    whole = run(CIRCLES, (4,), batch=150)
    assert whole.training_epochs.loss[-1] == pytest.approx(0.510, abs=5e-4)
    assert shares(whole)[-1] == pytest.approx(80.7, abs=0.05)


def test_xor_is_learned_by_four_units():
    assert shares(run(XOR, (4,), epochs=100))[-1] == 100


@pytest.mark.slow
def test_spirals_of_one_turn_and_of_a_turn_and_a_half():
    assert shares(run(ONE_TURN, (8, 8), epochs=200))[-1] == 100
    tighter = data.spirals(turns=1.5)
    assert shares(run(tighter, (8,), epochs=200))[-1] == pytest.approx(64.0, abs=0.05)
    given = run(tighter, (12, 12), epochs=200)
    assert shares(given)[-1] == 100
    assert 100 * given.held_out_epochs.accuracy[-1] == pytest.approx(98.0, abs=0.05)


def test_four_blobs():
    given = run(data.blobs(), (4,), epochs=100, seed=0)
    assert given.training_epochs.loss[0] == pytest.approx(1.534, abs=5e-4)
    assert shares(given)[10] == pytest.approx(97.4, abs=0.05)
    assert given.training_epochs.loss[100] == pytest.approx(0.0045, abs=5e-5)


@pytest.mark.skipif(not FULL, reason="fifty runs: LOSSVIZ_TESTS=full")
def test_ten_seeds_of_each_width():
    found = {
        (name, width): [shares(run(points, (width,), epochs=100, seed=seed))[-1] for seed in range(10)]
        for name, points, widths in (("circles", CIRCLES, (2, 3)), ("xor", XOR, (2, 3, 4)))
        for width in widths
    }
    assert max(found["circles", 2]) == pytest.approx(89.3, abs=0.05)
    assert sum(share == 100 for share in found["circles", 3]) == 9
    assert max(found["xor", 2]) == pytest.approx(91.3, abs=0.05)
    assert sum(share > 99 for share in found["xor", 3]) == 5
    assert sum(share == 100 for share in found["xor", 4]) == 10
