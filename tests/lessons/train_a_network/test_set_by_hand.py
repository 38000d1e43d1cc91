"""Weights that are set by hand: what the network is then, what handles and links write, and training from there on."""

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import problem as problems
from lossviz.scene import template
from tests.lessons.train_a_network.first_network import at, deeds, training_loss

LESSON = registry.BY_SLUG["train-a-network"]


def pulled(scene, name, *place):
    """The state that a handle leaves at a place."""
    return {
        one: text.replace("{x}", place[0]).replace("{y}", place[-1]) for one, text in scene.grids[name].commit.items()
    }


def test_a_weight_set_by_hand_changes_the_network_that_is_shown_and_no_other_moment():
    _, before = at()
    scene, now = at(weight="14", by_hand="0:14:1.5")
    parameters = problems.initial(problems.of())[0].copy()
    assert now["weight"] == 1.5
    parameters[13] = 1.5
    assert now["loss"] == pytest.approx(training_loss(parameters), abs=1e-12)
    assert now["trained_loss"] == before["loss"]
    assert scene.sentence().startswith("By hand: weight unit 2 → output is 1.5. Training loss ")
    assert scene.at("time", 0)["loss"] == before["loss"]


def test_several_weights_are_set_and_counted():
    scene, now = at(weight="1", by_hand="0:14:1.5,0:1:-0.25,0:9:2")
    parameters = problems.initial(problems.of())[0].copy()
    parameters[[13, 0, 8]] = 1.5, -0.25, 2
    assert now["loss"] == pytest.approx(training_loss(parameters), abs=1e-12)
    assert scene.sentence().startswith("By hand: weight x → unit 1 is −0.25, one of 3 weights.")
    # Another weight is looked at: those by hand stay.
    assert set(scene.tables["weight"].commit) == {"weight"}
    other, _ = at(weight="3", by_hand="0:14:1.5,0:1:-0.25,0:9:2")
    assert other.sentence().startswith("Weights by hand: 3. Training loss ")


def test_a_pull_adds_a_weight_or_moves_it_and_keeps_the_others():
    scene, _ = at(weight="3", by_hand="0:14:1.5,0:1:-0.25,75:2:1")
    assert pulled(scene, "value", "0.5") == {"by_hand": "75:2:1,0:14:1.5,0:1:-0.25,0:3:0.5", "weight": "3"}
    scene, _ = at(weight="14", by_hand="0:14:1.5,0:1:-0.25")
    assert pulled(scene, "value", "0.5") == {"by_hand": "0:1:-0.25,0:14:0.5", "weight": "14"}


def test_what_is_by_hand_holds_at_its_update_and_comes_back_there():
    address = {"by_hand": "15:14:1.5,30:1:2,30:2:2", "epochs": "4"}
    here, now = at(update="15", weight="14", **address)
    assert now["weight"] == 1.5
    assert deeds(here)["By hand at update 30"] == {"update": "30"}
    # Time moves on and says nothing of it.
    assert here.tables["time"].commit == {"update": "update"}
    there, later = at(update="16", weight="14", **address)
    assert later["weight"] == at(update="16", weight="14", epochs="4")[1]["weight"]
    assert there.sentence().startswith("Epoch 1: training loss")
    assert deeds(there)["By hand at update 15"] == {"update": "15"}
    assert not {"As trained", "Train on from here"} & deeds(there).keys()


def test_all_weights_or_the_one_that_is_looked_at_go_back_to_as_they_are_trained():
    scene, _ = at(weight="1", by_hand="0:14:1.5,0:1:-0.25,75:2:1")
    assert deeds(scene)["As trained"] == {"by_hand": "75:2:1"}
    assert deeds(scene)["This weight as trained"] == {"by_hand": "75:2:1,0:14:1.5"}
    alone = deeds(at(weight="1", by_hand="0:1:-0.25")[0])
    assert alone["As trained"] == {"by_hand": ""}
    assert "This weight as trained" not in alone
    assert "As trained" not in deeds(at(weight="1")[0])


@pytest.mark.parametrize(("value", "far"), [("", 3), ("1.5", 3), ("3", 3), ("-3", 3), ("9", 10), ("1000", 1000)])
def test_the_track_of_a_weight_stays_while_it_is_pulled_along_it(value, far):
    # Weight x to unit 2 begins at about 0.8: 3 is far enough for it, and for all that it is pulled to.
    scene, now = at(weight="2", by_hand=f"0:2:{value}" if value else "")
    grid = scene.grids["value"]
    assert (*grid.low, *grid.high) == (-far, far)
    assert grid.now == (now["weight"],)


def test_a_fold_pulled_by_hand_passes_through_where_it_was_left():
    for foot in ((1.5, 0.0), (-0.5, 2.0), (0.05, -0.05)):
        _, now = at(weight="2", by_hand=f"0:2:{foot[0]}:{foot[1]}")
        assert (now["foot_x"], now["foot_y"]) == pytest.approx(foot, abs=1e-9)
        ends = np.stack([now["fold_x"], now["fold_y"]], axis=-1)
        # The line through its ends is at right angles to the way there from 0, 0.
        assert (ends[1] - ends[0]) @ foot == pytest.approx(0, abs=1e-5)
        assert (ends[0] - foot) @ foot == pytest.approx(0, abs=1e-5)


def test_a_fold_is_three_weights_by_hand_which_stay_when_another_is_pulled():
    folded = {"weight": "2", "by_hand": "0:2:1.5:0"}
    scene, now = at(**folded)
    assert scene.sentence().startswith("By hand: weight x → unit 2 is")
    assert now["by_hand_count"] == 3
    # The weights keep their size s and lead to 1.5, 0, the bias is 1.5 s with the other sign.
    w = problems.initial(problems.of())[0][[1, 5]]
    s = np.hypot(*w)
    after = pulled(at(**{**folded, "weight": "14"})[0], "value", "2")["by_hand"]
    entries = {int(one.split(":")[1]): float(one.split(":")[2]) for one in after.split(",")}
    assert set(entries) == {2, 6, 10, 14}
    assert entries[2] * entries[10] < 0
    assert [abs(entries[k]) for k in (2, 6, 10, 14)] == pytest.approx([s, 0, 1.5 * s, 2], rel=1e-5)
    # A second pull at the same fold goes on from where the first began; at another's it adds to it.
    assert pulled(scene, "fold", "0.5", "1")["by_hand"] == "0:2:0.5:1"
    other = pulled(at(**{**folded, "weight": "3"})[0], "fold", "0.5", "1")["by_hand"].split(",")
    assert [one.split(":")[1] for one in other] == ["2", "6", "10", "3"]


def test_a_fold_keeps_the_size_of_weights_that_were_set_by_hand_before():
    scene, _ = at(weight="2", by_hand="0:2:2.5,0:6:-1")
    address = pulled(scene, "fold", "1", "1")
    _, now = at(**address)
    assert (now["foot_x"], now["foot_y"]) == pytest.approx((1, 1), abs=1e-9)
    assert abs(now["weight"]) == pytest.approx(np.hypot(2.5, 1) / np.sqrt(2), rel=1e-9)


def test_what_is_by_hand_is_outlined_in_the_diagram_and_explained():
    scene, now = at(weight="1", by_hand="0:14:1.5,0:1:-0.25,0:9:2")
    caption = next(one.caption for one in scene.figures if one.name == "network")
    assert template.write(caption, now, words=scene.words).endswith("; dashed: by hand")
    assert now["net_by_hand_shown"] == 1
    none, edges = scene.shared["net_by_hand"]
    # Edges 1 to 8 are weights 1 to 8, 9 to 12 are weights 13 to 16; the first bias is weight 9.
    assert np.flatnonzero(edges).tolist() == [0, 9]
    assert np.flatnonzero(scene.shared["net_by_hand_bias"][1]).tolist() == [0]
    assert not none.any()
    # At every other moment of the run nothing is.
    rows = scene.tables["time"].rows["net_by_hand_shown"]
    assert (rows[:-1].any(), rows[-1]) == (False, 1)
    assert {"net_by_hand_shown", "by_hand_word"} <= scene.awaited.beside


def test_where_forty_weights_are_by_hand_no_other_one_is_pulled_but_those_are():
    full = ",".join(f"0:{k}:1" for k in range(1, 41))
    scene, _ = at(hidden="8,8", weight="41", by_hand=full)
    names = {one.name for one in scene.handles}
    assert not {"value", "fold"} & names
    assert "no room" in next(one.note for one in scene.actions if one.text == "As trained")
    scene, _ = at(hidden="8,8", weight="40", by_hand=full)
    assert "value" in scene.grids
    assert LESSON.read({"by_hand": pulled(scene, "value", "2")["by_hand"]}).refused == {}


def test_another_network_has_nothing_of_what_was_set_by_hand():
    scene, _ = at(by_hand="0:14:1.5", edits="0:1:2")
    cleared = {"by_hand": "", "edits": ""}
    choices = {switch.label: dict(switch.options) for switch in scene.choices}
    for label, option in (("Hidden layers", "2"), ("Inputs", "xy"), ("Data", "blobs"), ("Data", "moons")):
        assert choices[label][option].items() >= cleared.items(), label
    assert scene.tables["units"].commit == {"hidden": "units_each", "by_hand": "", "edits": ""}
    assert deeds(scene)["New weights"].items() >= cleared.items()
