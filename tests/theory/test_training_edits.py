"""Parameters that are set while training is under way: the same run written out in plain numpy, and by its updates."""

import numpy as np
import pytest

from lossviz.theory import classification_datasets, optimizers, schedules
from lossviz.theory.network import Network
from lossviz.theory.network_training import Training
from lossviz.theory.training_run import train, updates_between
from tests.theory.cases import each_case

POINTS = classification_datasets.circles(30)
NETWORK = Network(2, (4,))
# 45 points in batches of 7 are 7 updates an epoch: edits before the first update, within an epoch, twice at one update,
# between two moments, and after the last.
EDITS = ((0, 2, 1.25), (9, 13, -2.0), (9, 13, 0.5), (9, 0, 3.0), (35, 16, -1.0), (210, 4, 0.75))


def training(edits, optimizer=None, **options):
    return Training(
        NETWORK,
        POINTS.x[:45],
        POINTS.y[:45],
        "binary_cross_entropy",
        optimizer or optimizers.gradient_descent(0.3),
        batch=7,
        epochs=30,
        seed=3,
        edits=edits,
        **options,
    )


def by_hand(edits, updates):
    """Gradient descent on a 2-4-1 network with ReLU, unit by unit: of each update the parameters after it."""
    rng = np.random.default_rng(3)
    flat = NETWORK.initial_parameters(rng)
    w1, b1, w2, b2 = flat[:8].reshape(2, 4).copy(), flat[8:12].copy(), flat[12:16].copy(), flat[16]
    orders = [rng.permutation(45) for _ in range(30)]
    found = []
    for update in range(updates + 1):
        if update > 0:
            epoch, batch = divmod(update - 1, 7)
            rows = orders[epoch][7 * batch : 7 * batch + 7]
            x, y = POINTS.x[rows], POINTS.y[rows]
            s = x @ w1 + b1
            h = s * (s > 0)
            dz = (1 / (1 + np.exp(-(h @ w2 + b2))) - y) / len(y)
            ds = np.outer(dz, w2) * (s > 0)
            w1, b1, w2, b2 = w1 - 0.3 * x.T @ ds, b1 - 0.3 * ds.sum(0), w2 - 0.3 * h.T @ dz, b2 - 0.3 * dz.sum()
        whole = np.concatenate([w1.ravel(), b1, w2, [b2]])
        for at, place, value in edits:
            if at == update:
                whole[place] = value
        w1, b1, w2, b2 = whole[:8].reshape(2, 4), whole[8:12], whole[12:16], whole[16]
        found.append(whole)
    return np.array(found)


def test_an_edited_run_is_the_same_that_is_written_out_by_hand():
    run = train(training(EDITS))
    expected = by_hand(EDITS, 210)
    np.testing.assert_allclose(run.parameters, expected[run.updates], rtol=0, atol=1e-12)
    np.testing.assert_allclose(updates_between(run, 0, 210).parameters, expected, rtol=0, atol=1e-12)
    # Until the first edit within it, it is the run without that edit.
    before = by_hand(EDITS[:1], 8)
    np.testing.assert_allclose(expected[:9], before, rtol=0, atol=1e-12)
    assert abs(expected[9] - by_hand(EDITS[:1], 9)[9]).max() > 0.1


@pytest.mark.slow
@each_case("name", ["momentum", "nesterov", "adam", "adamw", "adagrad", "rmsprop"])
def test_the_memory_of_the_optimiser_stays_as_it_is(name):
    make = getattr(optimizers, name)
    given = training(EDITS, make(schedules.cosine(0.05, steps=210)), l2=0.01)
    run = train(given)
    whole = updates_between(run, 0, 210)
    state = given.optimizer.start(whole.parameters[0])
    for k in range(210):
        w, state = given.optimizer.step(whole.parameters[k], whole.gradients[k], state)
        for at, place, value in EDITS:
            if at == k + 1:
                w[place] = value
        assert w.tobytes() == whole.parameters[k + 1].tobytes()


def test_updates_of_an_edited_run_are_repeated_bit_for_bit():
    run = train(training(EDITS, optimizers.adam(0.05)))
    whole = updates_between(run, 0, 210)
    for first, last in ((0, 1), (8, 10), (9, 9), (34, 36), (209, 210)):
        part = updates_between(run, first, last)
        assert part.parameters.tobytes() == whole.parameters[first : last + 1].tobytes()


@pytest.mark.parametrize("edit", [(-1, 0, 0.0), (211, 0, 0.0), (0, 17, 0.0), (0, -1, 0.0), (0, 0, np.inf)])
def test_an_edit_of_nothing_that_is_there_is_refused(edit):
    with pytest.raises(ValueError, match=r"give an update from 0 to 210, a place from 0 to 16"):
        training((edit,))
