"""The batch of lesson 9: each one's loss, their mean, and what one bad case does to it."""

import math

import numpy as np
import pytest
from sklearn.metrics import log_loss

from lossviz.lessons.binary_cross_entropy import batch_loss

SAMPLES = batch_loss.FOLD.parameters[0]
BAD = SAMPLES.parse("1:0.9,1:0.8,0:0.3,0:0.1,1:0.01")
BATCHES = [
    "1:0.9,1:0.8,0:0.3,0:0.1,1:0.6",
    "1:0.01",
    "0:1,1:0",
    "1:1,0:0",
    ",".join(["1:0.333333333,0:0.123456789"] * 4),
]


def sentence(scene, table="yhat0", row=-1):
    return scene.sentence(table, row)


def test_the_losses_of_a_batch_of_five_are_those_of_the_lesson():
    row = batch_loss.scene().at("yhat0")
    np.testing.assert_allclose(row["loss"], [0.105, 0.223, 0.357, 0.105, 0.511], atol=5e-4)
    assert float(row["mean"]) == pytest.approx(0.260, abs=5e-4)
    y, said = zip(*batch_loss.FIRST, strict=True)
    assert float(row["mean"]) == pytest.approx(log_loss(y, said), rel=1e-12)
    assert row["share"].sum() == pytest.approx(1)


def test_one_certain_mistake_is_most_of_the_mean():
    scene = batch_loss.scene()
    row = list(scene.tables["yhat4"].places).index(0.01)
    pulled = scene.at("yhat4", row)
    assert float(pulled["mean"]) == pytest.approx(1.079, abs=5e-4)
    assert float(pulled["largest"]) == pytest.approx(0.853, abs=5e-4)
    assert sentence(scene, "yhat4", row) == "Mean loss of 5 samples: 1.08 nats. Sample 5 makes up 85.3 % of it."
    assert [int(scene.at("yhat4")["goal0"]), int(pulled["goal0"])] == [0, 1]


def test_a_probability_of_0_for_label_1_makes_its_loss_and_the_mean_infinite():
    row = batch_loss.scene(SAMPLES.parse("1:0.9,1:0,0:0.3")).at("yhat0")
    assert math.isinf(row["mean"])
    assert np.isinf(row["loss"]).tolist() == [False, True, False]
    assert sentence(batch_loss.scene(SAMPLES.parse("0:1"))).endswith("its loss is infinite, and so is the mean.")
    assert sentence(batch_loss.scene(SAMPLES.parse("0:0,1:1"))).startswith(
        "All predictions are certain and right: mean loss 0"
    )


def test_losses_follow_the_unit_and_shares_do_not():
    nats, bits = (batch_loss.scene(BAD, unit=unit).at("yhat0") for unit in ("nats", "bits"))
    np.testing.assert_allclose(bits["loss"], nats["loss"] / math.log(2), rtol=1e-15)
    np.testing.assert_allclose(bits["share"], nats["share"], rtol=1e-14)
    coin = batch_loss.scene([(1, 0.5), (0, 0.5)], unit="bits").at("yhat1")
    assert float(coin["mean"]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("batch", BATCHES)
def test_every_row_is_the_scene_drawn_afresh_in_the_state_it_would_commit_to(batch):
    scene = batch_loss.scene(SAMPLES.parse(batch))
    for name, table in scene.tables.items():
        for row in range(0, len(table.places), 20):
            here = scene.at(name, row)
            # The browser joins numbers by commas; the page reads them as pairs.
            text = ",".join(repr(number) for number in here["pairs"].tolist())
            fresh = batch_loss.scene(SAMPLES.parse(text)).at(name)
            for quantity in table.rows:
                np.testing.assert_array_equal(here[quantity], fresh[quantity], err_msg=f"{name} {row} {quantity}")


@pytest.mark.parametrize(
    "text", ["1", "1:0.9,0", "0.5:0.5", "2:0.5", "1:1.5", "1:-0.1", "1:nan", "yes:0.9", "1:0.9," * 9, "1:0,9"]
)
def test_an_address_that_is_no_batch_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        SAMPLES.parse(text)


def test_what_is_written_to_the_address_is_read_back_as_it_was():
    for batch in (batch_loss.FIRST, BAD, ((0.0, 1 / 3),), ((1.0, 1e-300), (0.0, 1.0))):
        assert SAMPLES.parse(SAMPLES.write(batch)) == tuple(batch)
    assert SAMPLES.write(batch_loss.FIRST) == "1:0.9,1:0.8,0:0.3,0:0.1,1:0.6"
    for link in batch_loss.LINKS:
        assert SAMPLES.write(SAMPLES.parse(link.state[SAMPLES.name])) == link.state[SAMPLES.name]
