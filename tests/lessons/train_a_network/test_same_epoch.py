"""Another batch size, data set or share of held-out points leaves the epoch that is shown."""

import pytest

from lossviz.lessons import registry
from tests.lessons.cases import Place, committed

LESSON = registry.BY_SLUG["train-a-network"]
PLACE = Place("train-a-network")
# 150 of 200 points in batches of 10: 15 updates an epoch, so that update 40 is ten fifteenths into epoch 2.
AT = {"update": "40"}


def let_go(scene, name, value):
    """What the handle on a track changes at one of its values."""
    if name in scene.tables:
        table = scene.tables[name]
        return committed(table, table.rows[f"{name}_choice"].tolist().index(value))
    grid = scene.grids[name]
    place = [*range(int(grid.low[0]), int(grid.high[0]) + 1, int(grid.step[0]))].index(value)
    return {one: text.replace("{x}", str(value)) for one, text in grid.commit.items()} | {
        one: texts[place] for one, texts in grid.texts.items()
    }


def switched(scene, label, text):
    return dict(next(one for one in scene.choices if one.label == label).options)[text]


@pytest.mark.parametrize(
    ("name", "value", "update"),
    [
        # 150, 3, 2 and 1 updates an epoch: 300 + 100, 6 + 2, 4 + 1 and 2.
        ("batch", 1, "400"),
        ("batch", 50, "8"),
        ("batch", 75, "5"),
        ("batch", 150, "2"),
        # 180, 100 and again 150 training points: 36 + 12, 20 + 7 (6.67), and the same update.
        ("held_out", 10, "48"),
        ("held_out", 50, "27"),
        ("held_out", 25, "40"),
    ],
)
def test_a_track_keeps_the_epoch(name, value, update):
    scene = PLACE.scene(AT)
    changes = let_go(scene, name, value)
    assert changes == {name: str(value), "update": update}
    assert PLACE.scene({**AT, **changes}).at("time")["epoch"] == scene.at("time")["epoch"] == 2


def test_where_the_handle_stands_is_the_update_that_is_shown():
    scene = PLACE.scene(AT)
    assert committed(scene.tables["batch"], -1) == {"batch": "10", "update": "40"}
    assert scene.grids["held_out"].texts["update"][-1] == "40"
    assert committed(PLACE.scene({}).tables["batch"], 0) == {"batch": "1", "update": ""}


def test_another_data_set_or_number_of_classes_keeps_the_epoch():
    # Of 50 points in each of four classes 38 are trained on, 152 in 16 batches: 32 + 11 (10.67). Moons have 15 as well.
    scene = PLACE.scene(AT)
    assert switched(scene, "Data", "blobs") == {
        "data": "blobs",
        "points": "",
        "by_hand": "",
        "edits": "",
        "update": "43",
    }
    assert "update" not in switched(scene, "Data", "moons")
    # Two classes are 76 points in 8 batches: update 43 is 11 sixteenths into epoch 2, so 16 + 6 (5.5, to even).
    blobs = PLACE.scene({"data": "blobs", "update": "43"})
    assert switched(blobs, "Classes of the blobs", "2")["update"] == "22"


def test_the_end_of_a_run_stays_its_end_and_no_update_is_beyond_it():
    scene = PLACE.scene({"epochs": "20", "update": "300"})
    assert let_go(scene, "batch", 150)["update"] == "20"
    # 500 epochs of 15 updates; of 150 each there are 30,000, the most that a run may have.
    scene = PLACE.scene({"epochs": "500", "update": "7500"})
    assert let_go(scene, "batch", 1)["update"] == "30000"


def test_what_was_set_by_hand_stays_in_its_epoch():
    address = {**AT, "by_hand": "40:14:1.5,15:2:1:0.5", "edits": "30:3:-2"}
    changes = let_go(PLACE.scene(address), "batch", 1)
    assert changes == {"batch": "1", "update": "400", "by_hand": "400:14:1.5,150:2:1:0.5", "edits": "300:3:-2"}
    assert PLACE.scene({**address, **changes}).shared["by_hand_count"] == 1


def test_an_exact_value_that_is_entered_keeps_the_epoch():
    assert LESSON.entered(AT, {"batch": "150"}) == {"batch": "150", "update": "2"}
    assert LESSON.entered(AT, {"rate": "1"}) == {"rate": "1"}
    assert LESSON.entered(AT, {"epochs": "2"}) == {"epochs": "2"}
    assert LESSON.entered(AT, {"batch": "150", "update": "7"}) == {"batch": "150", "update": "7"}
    # Six own points of which one is held out are five in one batch: epoch 2.
    points = ";".join(f"{i},{i % 2},{i % 2}" for i in range(6))
    cleared = {"points": points, "data": "", "by_hand": "", "edits": ""}
    assert LESSON.entered({**AT, "edits": "30:3:-2"}, cleared) == {**cleared, "update": "2"}


def test_a_point_removed_within_an_epoch_does_not_lead_to_the_next_one():
    # 12 training points in batches of 11 are two updates an epoch, 11 are one: update 41 lies in epoch 20.
    text = ";".join(f"{i},{i % 3},{i % 2}" for i in range(14))
    scene = PLACE.scene({"points": text, "point": "1", "update": "41", "batch": "11"})
    removed = next(one for one in scene.actions if one.text == "Remove point 1").state
    assert removed["update"] == "20"
