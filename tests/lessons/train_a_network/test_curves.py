"""What is drawn over the epochs: losses that can be compared, else accuracies; from 0 or in powers of ten."""

import numpy as np
import pytest

from tests.lessons.cases import Place

PLACE = Place("train-a-network")


def measured(**address):
    """The scene at an address, its present quantities, and the figure over the epochs."""
    scene = PLACE.scene(address)
    return scene, scene.at("time"), next(one for one in scene.figures if one.name == "loss")


@pytest.mark.slow
def test_two_losses_do_not_share_an_axis_but_their_accuracies_do():
    scene, now, figure = measured(compare="loss", update="450")
    drawn = {trace["meta"]["y"] for trace in figure.plot["data"] if trace["mode"] == "lines"}
    assert drawn == {f"path_{run}{held}accuracy" for run in ("", "second_") for held in ("", "held_")}
    assert not any("loss" in name for name in drawn)
    for trace in figure.plot["data"]:
        if trace["mode"] == "markers":
            name = trace["meta"]["y"].removesuffix("_height")
            assert now[f"{name}_height"] == pytest.approx(float(now[name]), abs=1e-6)
    # 150 training and 50 held-out points: every share is a whole number of them.
    for name, count in (("accuracy", 150), ("second_held_accuracy", 50)):
        shares = now[f"path_{name}"] * count
        np.testing.assert_allclose(shares, np.round(shares), atol=1e-3)
    assert figure.plot["layout"]["yaxis"]["ticktext"][0] == "100 %"
    assert [one.caption.split(": ")[1].split(" ")[0] for one in scene.figures[:2]] == ["accuracy", "accuracy"]
    # Of two runs with the same loss it is the losses.
    _, _, figure = measured(compare="rate", update="450")
    assert {trace["meta"]["y"] for trace in figure.plot["data"]} == {
        "path_loss", "path_second_loss", "loss_height", "second_loss_height"
    }  # fmt: skip


@pytest.mark.slow
def test_a_switch_shows_the_loss_in_powers_of_ten():
    address = {"optimizer": "adam", "epochs": "200", "update": "3000"}
    scene, linear, figure = measured(**address)
    switch = next(one for one in scene.choices if one.label == "Loss axis")
    assert (switch.current, switch.options) == (
        "linear",
        (("linear", {"loss_axis": ""}), ("log", {"loss_axis": "log"})),
    )
    np.testing.assert_allclose(linear["path_loss"], scene.tables["time"].rows["loss"][:-1], rtol=1e-6)
    assert linear["measure_range"][0] == 0
    scene, log, figure = measured(**address, loss_axis="log")
    np.testing.assert_allclose(10.0 ** log["path_loss"].astype(float), linear["path_loss"], rtol=1e-5)
    low, high = log["measure_range"]
    assert low <= log["path_loss"].min()
    assert log["path_loss"].max() <= high
    assert (low, high) == (round(low), round(high))
    assert figure.plot["layout"]["yaxis"]["title"]["text"] == "loss (log scale)"
    # The tick of 0.01 stands at its power.
    ticks = figure.plot["layout"]["yaxis"]
    assert dict(zip(ticks["ticktext"], ticks["tickvals"], strict=True))["0.01"] == -2
    assert log["loss_height"] == pytest.approx(np.log10(float(log["loss"])), abs=1e-5)


def test_a_link_leaves_the_axis_as_it_is():
    scene, _, _ = measured(loss_axis="log")
    assert all("loss_axis" not in link.state for link in scene.links)


@pytest.mark.parametrize("axis", ["linear", "log"])
def test_what_is_infinite_leaves_the_frame_and_what_is_0_too(axis):
    rows = measured(rate="100", optimizer="momentum", data="wave", loss_axis=axis, update="900")[1]
    low, high = rows["measure_range"]
    assert np.isfinite([low, high]).all()
    assert low < high
    assert np.isfinite(rows["path_loss"]).all()
    assert rows["loss"] == np.inf
    assert rows["path_loss"][-1] > high + (high - low)


def test_a_line_stands_where_weights_were_set_by_hand():
    # 15 updates an epoch; the third edit is beyond the end of the run, the fourth of a weight that is not there.
    edits = "30:14:1.5,30:2:-2,45:1:1,5000:1:1,15:999:1"
    _, now, figure = measured(edits=edits, update="45", epochs="4")
    np.testing.assert_allclose(now["edit_epoch"], [2, 2, 2, 3, 3, 3])
    top = now["measure_range"][1]
    np.testing.assert_allclose(now["edit_height"], [0, top, np.nan] * 2, rtol=1e-6)
    lines = [trace for trace in figure.plot["data"] if trace["name"] == "event"]
    assert [trace["meta"] for trace in lines] == [{"x": "edit_epoch", "y": "edit_height"}]
    assert figure.caption == "Loss {loss}; dashed: held out; dotted: weights set by hand"
    assert figure.describes.endswith("vertical lines where weights were set by hand, after update 30, 45")
    _, now, figure = measured(update="45", epochs="4")
    assert "edit_epoch" not in now
    assert not any(trace["name"] == "event" for trace in figure.plot["data"])
    assert "by hand" not in figure.caption + figure.describes
