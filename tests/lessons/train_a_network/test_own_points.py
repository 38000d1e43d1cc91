"""The learner's own points: in place of a data set, held out by class, changed one by one, in a frame that has room."""

import math
from random import Random

import numpy as np
import pytest

from lossviz.inputs import labelled_points, packed_points
from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.lessons import registry
from lossviz.lessons.train_a_network import own_points
from lossviz.lessons.train_a_network import problem as problems
from lossviz.scene import template
from tests.lessons.cases import Place

LESSON = registry.BY_SLUG["train-a-network"]
PLACE = Place("train-a-network")
FIVE = "-1,-1,0;-1,1,0;-2,0,0;1,1,1;2,-1,1"


def problem(**address):
    return problems.of(**LESSON.shown_values(LESSON.read(address)))


def after(address, changes):
    """The address after a link of a scene, or after a grid's handle went to a place, as the stage writes it."""
    standing = address.get("points", "")
    return LESSON.rewrite(
        address, {name: standing + text if text.startswith("~") else text for name, text in changes.items()}
    )


def moved(grid, x, y):
    return {name: text.replace("{x}", x).replace("{y}", y) for name, text in grid.commit.items()}


def action(scene, text):
    return next(one for one in scene.actions if one.text == text)


def choice(scene, label):
    return next(one for one in scene.choices if one.label == label)


def test_own_points_take_the_place_of_the_data_set_and_of_all_that_is_set_on_it():
    own = problem(points=FIVE)
    assert own.points.x.tolist() == [[-1, -1], [-1, 1], [-2, 0], [1, 1], [2, -1]]
    assert own.points.y.tolist() == [0, 0, 0, 1, 1]
    assert own.points.classes == 2
    assert problem(points=FIVE, data="spirals", turns="2", noise="0.5", classes="3") is own
    # Equal points that were read anew are the same run; others are not.
    assert problem(points=FIVE.replace(";", "; ")) is own
    others = {own.key, problem(points=FIVE + ";0,0,1").key, problem(points=FIVE.replace("2,-1,1", "2,-1,0")).key}
    assert len(others | {problem().key}) == 4


@pytest.mark.parametrize(
    ("labels", "percent", "out"),
    [
        # Every fourth of each class, in whichever order they come.
        ("00001111", 25, [3, 7]),
        ("01010101", 25, [6, 7]),
        ("0111101110", 25, [4]),
        ("001122", 50, [1, 3, 5]),
        # Too few for that: the last one of the class with most points.
        ("00011", 25, [2]),
        ("01101", 10, [4]),
        ("0123", 25, [0]),
    ],
)
def test_every_fourth_point_of_each_class_is_held_out_and_at_least_one(labels, percent, out):
    text = ";".join(f"{i % 3},{i / 4},{label}" for i, label in enumerate(labels))
    assert np.flatnonzero(problem(points=text, held_out=str(percent)).is_held_out).tolist() == out


def test_values_are_held_out_by_their_place_alone():
    text = ";".join(f"{i % 3},{i / 4},{i / 8 + 0.1}" for i in range(8))
    assert np.flatnonzero(problem(points=text).is_held_out).tolist() == [3, 7]


@pytest.mark.slow
def test_the_frame_of_data_sets_stays_while_points_fit_and_else_is_the_next_round_one():
    for farthest, half in (("3", 4), ("4", 4), ("-4.1", 5), ("7.1", 8), ("-95", 100), ("1e6", 1.5e6)):
        own = problem(points=f"{FIVE};{farthest},0,1")
        assert own.half_width == pytest.approx(half)
        assert own.points.x[-1, 0] == float(farthest)
        scene = PLACE.scene({"points": f"{FIVE};{farthest},0,1"})
        assert scene.shared["grid"][[0, -1]].tolist() == pytest.approx([-half, half])
        # Wherever a point can be put, it is accepted and the frame stays.
        grid = scene.grids["new"]
        far = after({"points": f"{FIVE};{farthest},0,1"}, moved(grid, repr(grid.high[0]), repr(grid.low[1])))
        assert far["points"].count(";") == 6
        assert problem(points=far["points"]).half_width == own.half_width


def test_values_beyond_1_are_told_apart_by_colours_that_reach_further():
    assert problem(points="0,0,0.5;1,0,-1;0,1,1;1,1,1").reach == 1
    own = problem(points="0,0,0.5;1,0,-37;0,1,12;1,1,1")
    assert own.points.classes == 0
    assert own.reach == 40


def test_points_with_values_have_the_shades_of_the_field_and_a_caption_that_names_its_ends():
    scene = PLACE.scene({"points": "0,0,-1;1,0,0.5;0,1,0;1,1,1;2,2,-40"})
    boundary = scene.figures[0]
    # From -40 to 40 in 255 steps: -1 is 255 x 39 / 80 = 124.3. Every fourth point is held out.
    assert scene.shared["seen0_shade"].tolist() == [124, 129, 128, 0]
    assert scene.shared["unseen0_shade"].tolist() == [131]
    drawn = {one["name"]: one for one in boundary.plot["data"] if "shade" in str(one["meta"])}
    assert {name: one["marker"]["symbol"] for name, one in drawn.items()} == {
        "training points": "circle",
        "held-out points": "square",
    }
    field = next(one for one in boundary.plot["data"] if one["name"] == "answers")
    for one in drawn.values():
        assert [colour for _, colour in one["marker"]["colorscale"]] == field["colours"]
        assert [one["marker"]["cmin"], one["marker"]["cmax"]] == field["limits"]
    said = template.write(boundary.caption, scene.at("time"))
    assert said == "Output, −40 orange to 40 blue; square: held out"


@pytest.mark.slow
def test_equal_probabilities_cost_the_logarithm_of_the_number_of_classes():
    for labels, classes in (("0011", 2), ("0012", 3), ("0123", 4)):
        text = ";".join(f"{i},{i % 2},{label}" for i, label in enumerate(labels))
        scene = PLACE.scene({"points": text})
        assert scene.at("time")["chance"] == pytest.approx(math.log(classes), abs=1e-12)


def test_a_double_click_adds_a_point_of_the_chosen_class_and_chooses_it():
    scene = PLACE.scene({"points": FIVE, "add": "1"})
    assert scene.figures[0].adds == "new"
    added = after({"points": FIVE, "add": "1", "value": "2"}, moved(scene.grids["new"], "0.5", "-3"))
    assert added == {"points": FIVE + ";0.5,-3,1", "add": "1", "point": "6"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "add", "options", "here"),
    [
        (FIVE, "", ["0", "1", "2"], "0"),
        (FIVE, "2", ["0", "1", "2"], "2"),
        (FIVE, "3", ["0", "1", "2"], "2"),
        (FIVE + ";0,0,2", "3", ["0", "1", "2", "3"], "3"),
        (FIVE + ";0,0,2;0,1,3", "-5", ["0", "1", "2", "3"], "0"),
        (FIVE + ";0,0,0.5", "", ["−1", "0", "1"], "0"),
        (FIVE + ";0,0,15", "2.5", ["−15", "0", "2.5", "15"], "2.5"),
    ],
)
def test_points_are_added_of_a_class_that_is_there_or_of_one_more(points, add, options, here):
    switch = PLACE.scene({"points": points, "add": add}).choices[1]
    assert [text for text, _ in switch.options] == options
    assert switch.current == here


def test_the_chosen_point_is_moved_and_keeps_its_class():
    assert not [one for one in PLACE.scene({"points": FIVE}).handles if one.name == "place"]
    scene = PLACE.scene({"points": FIVE, "point": "4"})
    assert [one.role for one in scene.handles if one.name == "place"] == ["truth"]
    assert scene.grids["place"].now == (1, 1)
    address = after({"points": FIVE, "point": "4"}, moved(scene.grids["place"], "-3.5", "2"))
    assert address == {"points": "-1,-1,0;-1,1,0;-2,0,0;-3.5,2,1;2,-1,1", "point": "4"}


def test_the_chosen_point_is_removed_unless_too_few_would_be_left():
    address = {"points": FIVE, "point": "2"}
    less = after(address, action(PLACE.scene(address), "Remove point 2").state)
    assert less == {"points": "-1,-1,0;-2,0,0;1,1,1;2,-1,1"}
    for refused in ({**less, "point": "2"}, {"points": FIVE + ";0,0,2;0,1,3", "point": "6"}):
        assert not [one for one in PLACE.scene(refused).actions if one.text.startswith("Remove")]


def test_add_a_point_puts_it_far_from_all_others():
    address = {"points": FIVE}
    more = after(address, action(PLACE.scene(address), "Add a point").state)
    *others, new = problem(points=more["points"]).points.x
    assert min(math.dist(new, other) for other in others) > 2


@pytest.mark.slow
@pytest.mark.parametrize("address", [{"noise": "0.2", "data": "moons"}, {"data": "blobs", "classes": "3"}, {}])
def test_a_change_makes_the_points_of_a_data_set_own_ones_where_they_are(address):
    scene = PLACE.scene({**address, "point": "7"})
    before = problem(**address).points
    own = after(address, action(scene, "Remove point 7").state)
    assert set(own) == {"points"}
    assert len(own["points"]) < 1_500
    points = problem(**own).points
    np.testing.assert_allclose(points.x, np.delete(before.x, 6, axis=0), atol=0.000_501)
    assert points.y.tolist() == np.delete(before.y, 6).tolist()
    assert points.classes == before.classes
    # The points are where noise had put them, so there is none to be added.
    assert "noise" not in PLACE.scene(own).grids


def test_the_data_switch_has_your_points_while_there_are_some_and_clears_them_for_another_set():
    assert "your points" not in dict(choice(PLACE.scene({"data": "moons"}), "Data").options)
    switch = choice(PLACE.scene({"points": FIVE}), "Data")
    options = dict(switch.options)
    assert switch.current == "your points"
    assert after({"points": FIVE}, options["your points"]) == {"points": FIVE}
    assert after({"points": FIVE}, options["XOR"]) == {"data": "xor"}
    assert after({"points": FIVE}, options["circles"]) == {}


@pytest.mark.slow
def test_standardise_is_offered_where_points_are_far_out_and_gives_mean_0_and_deviation_1():
    assert not [one for one in PLACE.scene({"points": FIVE}).actions if one.text == "Standardise"]
    rng = Random(1)
    text = ";".join(f"{rng.uniform(90, 180):.1f},{rng.uniform(0, 1):.2f},{i % 2}" for i in range(40))
    for table in (text, text.replace(",1;", ",250;")):
        address = {"points": table}
        done = after(address, action(PLACE.scene(address), "Standardise").state)
        own = problem(**done)
        seen = ~own.is_held_out
        columns = [*own.points.x.T, *([] if own.points.classes else [own.points.y])]
        for column in columns:
            assert column[seen].mean() == pytest.approx(0, abs=1e-3)
            assert column[seen].std() == pytest.approx(1, abs=1e-3)
        assert own.points.classes == (2 if table is text else 0)
        # A line through the standardised places: nothing but shift and scale.
        original = problem(**address).points.x
        for axis in range(2):
            assert np.corrcoef(original[:, axis], own.points.x[:, axis])[0, 1] == pytest.approx(1, abs=1e-4)


def test_standardised_points_can_be_read_wherever_held_out_ones_lie():
    rows = [f"{i},{i % 3},{'1e-9' if i % 4 else '1e6'}" for i in range(40)]
    done = own_points.standardised(problem(points=";".join(rows)))
    labelled_points.check(done)


def test_goals_of_a_data_set_are_not_met_by_own_points():
    text = packed_points.pack(own_points.standardised(problem()))
    scene = PLACE.scene({"points": text, "hidden": "3"})
    assert not scene.tables["time"].rows["goal0"].any()
    assert not scene.tables["time"].rows["goal1"].any()


def test_the_fold_looks_at_the_loss_of_the_same_points():
    for fold in LESSON.folds:
        shared = LESSON.shown_values(LESSON.read({"points": FIVE}), fold.slug)
        assert len(problems.of(**shared).points.x) == 5


def test_what_is_not_trained_on_is_said_and_the_data_set_is_shown():
    state = LESSON.read({"points": "1,2,0;3,4,1"})
    assert state.refused["points"][1] == "give at least 4 points; there are 2"
    assert state.values["points"] is None


def test_five_hundred_points_have_no_room_for_one_more():
    many = LabelledPoints(np.arange(500.0) % 7, np.arange(500.0) % 11 - 5, np.arange(500.0) % 2)
    text = labelled_points.Parameter("points").write(many)
    scene = PLACE.scene({"points": text, "point": "500"})
    assert scene.figures[0].adds == ""
    assert "new" not in scene.grids
    assert {one.text for one in scene.actions} >= {"Remove point 500"}
    assert "Add a point" not in {one.text for one in scene.actions}


def test_four_points_that_one_line_separates_are_learnt_by_one_unit():
    address = {"points": "-2,0,0;-2,1,0;2,0,1;2,1,1;-2,-1,0;2,-1,1", "hidden": "1", "rate": "0.5", "epochs": "100"}
    scene = PLACE.scene({**address, "update": "100"})
    now = scene.at("time")
    assert now["accuracy"] == 1
    assert now["loss"] < 0.1


@pytest.mark.slow
def test_a_point_more_or_less_leaves_the_epoch_that_is_shown():
    # 150 of 200 points are trained on, ten in each of 15 updates an epoch; with one more it is 151 in 16.
    scene = PLACE.scene({"update": "900"})
    assert scene.grids["new"].commit["update"] == action(scene, "Add a point").state["update"] == "960"
    assert PLACE.scene({"update": "8"}).grids["new"].commit["update"] == "9"
    # Before training, and where an epoch has as many updates as before, it is the same one.
    for address in ({}, {"update": "300", "batch": "20"}):
        assert "update" not in PLACE.scene(address).grids["new"].commit
    # 12 training points of 14 in batches of at most 11 are two updates; 11 are one.
    text = ";".join(f"{i},{i % 3},{i % 2}" for i in range(14))
    scene = PLACE.scene({"points": text, "point": "1", "update": "40", "batch": "11"})
    assert (scene.shared["seen_count"], scene.shared["per_epoch"]) == (12, 2)
    assert action(scene, "Remove point 1").state["update"] == "20"
