"""Overfitting is said where there is evidence: enough held-out points, and a loss of theirs that has stayed higher."""

import numpy as np
import pytest

from lossviz.lessons.train_a_network import words
from lossviz.lessons.train_a_network.overfitting import least, overfits
from tests.lessons.cases import Place

PLACE = Place("train-a-network")
# Two updates an epoch, a moment for each epoch; the least held-out loss is 1.0, at epoch 2.
HELD = np.array([3.0, 2.0, 1.0, 1.2, 1.2, 1.2, 1.05, 1.2, 1.2, 1.2])
RUN = {"update": 2 * np.arange(10), "held_loss": HELD, "loss": np.linspace(3, 0.1, 10)}


def told(run=RUN, **changes):
    """At which epochs of a run it is said."""
    found = overfits(run, run, np.arange(10), **{"per_epoch": 2, "held_out": 10, **changes})
    return np.flatnonzero(found).tolist()


def test_it_is_said_once_the_held_out_loss_has_been_higher_for_three_epochs():
    assert least(HELD).tolist() == [0, 1, 2, 2, 2, 2, 2, 2, 2, 2]
    # Higher at 3, 4 and 5; at 6 it is only 5 % higher; at 7, 8 and 9 again.
    assert told() == [5, 9]


def test_it_is_not_said_of_few_points_of_a_small_rise_or_while_the_training_loss_does_not_fall():
    assert told(held_out=9) == []
    assert told({**RUN, "held_loss": np.minimum(HELD, 1.1)}) == []
    assert told({**RUN, "loss": np.full(10, 0.5)}) == []
    assert told({**RUN, "loss": np.full(10, np.inf)}) == []


def test_a_loss_that_is_not_finite_is_never_the_least():
    assert least(np.array([np.nan, 2.0, np.inf, 2.0, 1.0])).tolist() == [0, 1, 1, 1, 4]


@pytest.mark.slow
@pytest.mark.parametrize("count", [8, 200])
def test_one_or_two_held_out_points_are_no_evidence(count):
    rng = np.random.default_rng(0)
    points = ";".join(f"{x:.2f},{y:.2f},{i % 2}" for i, (x, y) in enumerate(rng.normal(size=(count, 2))))
    address = {"points": points, "hidden": "8", "optimizer": "adam", "epochs": "200"}
    rows = PLACE.scene(address).tables["time"].rows
    # Labels by chance: the held-out loss rises in both, above its least value.
    assert rows["held_loss"][-2] > 1.2 * rows["held_loss"].min()
    assert (words.OVERFITS in rows["case"]) is (count == 200)
