"""Training that goes on from weights by hand, and how these stand in an address."""

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import problem as problems
from tests.lessons.train_a_network.first_network import at, deeds, training_loss

LESSON = registry.BY_SLUG["train-a-network"]


def test_training_goes_on_from_weights_by_hand_as_the_same_run_would():
    address = {"update": "40", "epochs": "4", "weight": "14", "by_hand": "40:14:1.5,40:2:-2"}
    scene, _ = at(**address)
    state = deeds(scene)["Train on from here"]
    assert state == {"edits": "40:14:1.5,40:2:-2", "by_hand": ""}
    _, now = at(**{**address, **state, "update": "60"})
    # By hand: to update 40 as without edits, then the rest of the epochs on these weights.
    given = problems.of(epochs=4).training
    rng = np.random.default_rng(1)
    w = given.network.initial_parameters(rng)
    for update in range(1, 61):
        if update % 15 == 1:
            order = rng.permutation(150)
        rows = order[10 * ((update - 1) % 15) :][:10]
        x, y = given.x[rows], given.y[rows]
        w1, b1, w2, b2 = w[:8].reshape(2, 4), w[8:12], w[12:16], w[16]
        s = x @ w1 + b1
        h = np.maximum(s, 0)
        dz = (1 / (1 + np.exp(-(h @ w2 + b2))) - y) / 10
        ds = np.outer(dz, w2) * (s > 0)
        w = w - 0.1 * np.concatenate([(x.T @ ds).ravel(), ds.sum(0), h.T @ dz, [dz.sum()]])
        if update == 40:
            w[13], w[1] = 1.5, -2
    assert now["loss"] == pytest.approx(training_loss(w), abs=1e-12)
    assert now["weight"] == pytest.approx(w[13], abs=1e-12)


def test_weights_by_hand_before_training_are_other_initial_weights():
    scene, now = at(by_hand="0:14:1.5", epochs="2")
    state = deeds(scene)["Train on from here"]
    trained, start = at(**state, epochs="2")
    assert start["loss"] == now["loss"]
    assert trained.sentence().startswith("Before training: loss")
    assert trained.awaited.key != scene.awaited.key
    assert deeds(trained)["Train without edits"] == {"edits": ""}


def test_what_was_edited_later_is_left_out_and_what_was_edited_before_stays():
    address = {"edits": "15:3:1,30:3:2,30:4:2,45:5:1", "epochs": "4", "update": "30", "by_hand": "30:4:7,50:1:1"}
    scene, _ = at(**address)
    link = next(one for one in scene.actions if one.text == "Train on from here")
    assert link.state == {"edits": "15:3:1,30:3:2,30:4:7", "by_hand": "50:1:1"}
    assert link.note.endswith("Later edits are left out.")


@pytest.mark.slow
def test_at_the_end_of_a_run_training_on_adds_epochs_and_the_run_so_far_stays():
    address = {"epochs": "20", "update": "300", "by_hand": "300:14:1.5"}
    scene, now = at(**address)
    state = deeds(scene)["Train on from here"]
    assert state == {"edits": "300:14:1.5", "by_hand": "", "epochs": "40"}
    assert at(**{**address, **state})[1]["loss"] == pytest.approx(float(now["loss"]), abs=1e-12)
    # A learning rate that depends on the number of epochs would make it another run.
    assert "Train on from here" not in deeds(at(**address, schedule="cosine")[0])


@pytest.mark.slow
def test_a_second_run_is_edited_after_as_much_of_an_epoch():
    # 15 updates an epoch beside 150: update 30 is two epochs, so that the second run is edited after its 300th.
    address = {"compare": "batch", "second_batch": "1", "epochs": "3", "update": "45", "edits": "30:14:1.5"}
    _, now = at(**address)
    _, alone = at(batch="1", epochs="3", update="450", edits="300:14:1.5")
    assert now["second_update"] == 450
    assert now["second_loss"] == alone["loss"]
    assert now["loss"] == at(epochs="3", update="45", edits="30:14:1.5")[1]["loss"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("75:14", "“75:14” sets no weight; give an update, a weight and its value"),
        ("75:14:1:2:3", "sets no weight"),
        ("1.5:14:1", "“1.5” is no update in “1.5:14:1”; give a whole number from 0 to 30,000"),
        ("75:0:1", "“0” is no weight in “75:0:1”; give a whole number from 1 to 1,000"),
        ("75:14:one", "“one” in “75:14:one” is no number"),
        ("75:14:2e9", "“2e9” in “75:14:2e9” is too far out"),
        (",".join(f"0:{k}:1" for k in range(1, 43)), "42 weights are set here; there is room for 40, so leave out 2"),
        (",".join(f"0:{k}:1:1" for k in range(1, 15)), "42 weights are set here"),
    ],
)
def test_what_sets_no_weight_is_refused_with_what_would(text, words):
    refused = LESSON.read({"by_hand": text}).refused
    assert words in refused["by_hand"][1]


def test_edits_are_written_as_they_are_read_and_have_no_folds():
    state = LESSON.read({"by_hand": " 75:14:1.50;0:2:−1:0.5 ", "edits": "3:1:1e-7"})
    assert (state.texts["by_hand"], state.texts["edits"]) == ("75:14:1.5,0:2:-1:0.5", "3:1:1e-07")
    assert "sets no weight" in LESSON.read({"edits": "0:2:1:0.5"}).refused["edits"][1]
