"""The controls of the lesson in their groups, and what can be set without typing."""

import numpy as np
import pytest

from lossviz.lessons.train_a_network.parameters import PARAMETERS
from lossviz.lessons.train_a_network.words import RETRAIN_LAYER
from tests.lessons.cases import Place

PLACE = Place("train-a-network")
# What is no setting of the lesson, or is set on a figure.
ELSEWHERE = {"points", "seed", "update", "point", "guess", "speed"}
OWN = "-1,-1,0;-1,1,0;-2,0,0;1,1,1;2,-1,1"


def groups(**address):
    return {group.caption: group.controls for group in PLACE.scene(address).groups}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "there", "absent"),
    [
        ({}, {"Data": {"held_out", "noise"}}, {"turns", "Classes of the blobs", "units1", "l1"}),
        ({"data": "spirals"}, {"Data": {"turns"}}, {"Classes of the blobs"}),
        ({"data": "blobs"}, {"Data": {"Classes of the blobs"}}, {"turns"}),
        ({"points": OWN}, {"Data": {"held_out"}}, {"turns", "noise", "Classes of the blobs"}),
        ({"hidden": "8,4"}, {"Network": {"units", "units1", "units2"}}, {"units3"}),
        ({"hidden": "2,3,4"}, {"Network": {"Hidden layers", "units1", "units2", "units3"}}, set()),
        ({"l2": "0.01", "compare": "rate"}, {"Training": {"l2", "second_rate"}}, {"l1", "second_batch"}),
    ],
)
def test_what_is_set_in_a_group_is_there_only_where_it_matters(address, there, absent):
    found = groups(**address)
    assert list(found) == ["Point and weight", "Data", "Network", "Training"]
    for caption, names in there.items():
        assert names <= set(found[caption])
    assert not absent & {name for names in found.values() for name in names}


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", [{}, {"data": "wave"}, {"points": OWN, "point": "2"}, {"compare": "batch"}], ids=str
)
def test_time_and_the_answer_to_a_question_stand_before_all_groups_and_all_else_in_one(address):
    scene = PLACE.scene(address)
    grouped = {name for group in scene.groups for name in group.controls}
    every = {one.name for one in scene.handles if not one.figure} | {one.label for one in scene.choices}
    assert every - grouped == {"time"}
    before = {action.text for action in scene.actions if not action.group}
    assert before == {"Next mini-batch", "Next epoch", "Rewind", "New weights"}


@pytest.mark.slow
def test_each_parameter_has_a_control_somewhere():
    set_there = set()
    for address in (
        *({}, {"data": "spirals"}, {"data": "blobs"}, {"l1": "0.1", "l2": "0.1"}, {"hidden": "4,4", "weight": "1"}),
        *({"compare": what} for what in ("rate", "batch", "optimizer", "loss")),
    ):
        scene = PLACE.scene(address)
        commits = [table.commit for table in scene.tables.values()] + [grid.commit for grid in scene.grids.values()]
        commits += [state for switch in scene.choices for _, state in switch.options]
        set_there |= {name for commit in commits for name in commit}
    assert {one.name for one in PARAMETERS} - ELSEWHERE <= set_there


def test_the_track_of_one_layer_sets_its_units_and_no_others():
    scene = PLACE.scene({"hidden": "8,4,2"})
    table = scene.tables["units2"]
    assert (table.now, list(table.places)) == (4.0, list(range(1, 13)))
    assert table.commit == {"hidden": "layer_units"}
    assert table.rows["layer_units"].tolist() == [[8, units, 2] for units in (*range(1, 13), 4)]
    assert scene.sentence("units2", 10) == "Let go to train with 11 units in hidden layer 2."
    # Where it stands nothing is trained anew.
    again = np.flatnonzero(table.rows["case"] != RETRAIN_LAYER + 1)
    assert again.tolist() == [3, 12]
    assert scene.sentence("units2", 3).startswith("Before training: loss ")


def test_the_classes_of_points_that_are_added_look_as_on_the_figure():
    switch = next(one for one in PLACE.scene({"data": "blobs"}).choices if one.label == "Add points of class")
    assert [text for text, _ in switch.options] == ["0", "1", "2", "3"]
    # Vermilion squares, blue circles, purple diamonds, green triangles.
    assert switch.marks == (("model", "square"), ("truth", "circle"), ("cost", "diamond"), ("other", "triangle-up"))
    values = next(one for one in PLACE.scene({"data": "wave"}).choices if one.label == "Add points of value")
    assert values.marks == ()


@pytest.mark.parametrize(("inputs", "hidden", "small"), [("x,y", "4", False), ("sin_x", "12", True)])
def test_names_in_small_tiles_are_small(inputs, hidden, small):
    labels = [one for one in PLACE.scene({"inputs": inputs, "hidden": hidden}).labels if one.figure == "network"]
    assert {one.small for one in labels} == {small}
