"""The numbers of the lesson in its states: from runs of the same recipe that were computed apart, and by hand."""

import math

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import problem as problems
from lossviz.live import codec, message
from lossviz.scene.scene import LinkedPart
from lossviz.theory.network_training import Descent
from tests.lessons.cases import Place, result_of

LESSON = registry.BY_SLUG["train-a-network"]
PLACE = Place("train-a-network")


def at(**address):
    """The quantities of the present state at an address."""
    scene = PLACE.scene(address)
    return scene, scene.at(scene.opening)


def said(**address):
    return PLACE.scene(address).sentence()


def test_it_begins_with_an_opinion_that_costs_more_than_none():
    scene, now = at()
    assert now["loss"] == pytest.approx(0.907, abs=5e-4)
    assert now["accuracy"] == 0.5
    assert now["chance"] == pytest.approx(math.log(2), abs=1e-12)
    assert scene.sentence() == "Before training: loss 0.907. Equal probabilities everywhere give a loss of 0.693."


@pytest.mark.parametrize(
    ("update", "loss", "right"), [("15", 0.669, None), ("75", 0.470, 0.873), ("150", 0.300, 1.0), ("900", 0.041, 1.0)]
)
def test_circles_with_four_units(update, loss, right):
    _, now = at(update=update)
    assert now["loss"] == pytest.approx(loss, abs=6e-4)
    if right:
        assert now["accuracy"] == pytest.approx(right, abs=5e-4)


# Rates, batch sizes, seeds and data: of each the loss after the last update, and the share of training points right.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "loss", "right", "held"),
    [
        ({"rate": "0.01", "update": "900"}, 0.431, None, None),
        ({"rate": "1", "update": "900"}, 0.0025, None, None),
        ({"batch": "1", "update": "9000"}, 0.0025, None, None),
        ({"batch": "150", "update": "60"}, 0.510, 0.807, None),
        ({"hidden": "8", "activation": "identity", "update": "900"}, 0.699, 0.520, None),
        ({"data": "spirals", "turns": "1.5", "hidden": "8", "epochs": "200", "update": "3000"}, None, 0.640, None),
        ({"data": "spirals", "turns": "1.5", "hidden": "12,12", "epochs": "200", "update": "3000"}, None, 1.0, 0.98),
        ({"data": "blobs", "seed": "0", "epochs": "100", "update": "160"}, None, 0.974, None),
        ({"data": "blobs", "seed": "0", "epochs": "100", "update": "1600"}, 0.0045, None, None),
    ],
    ids=str,
)
def test_other_settings(address, loss, right, held):
    _, now = at(**address)
    for value, expected in ((now["loss"], loss), (now["accuracy"], right), (now["held_accuracy"], held)):
        if expected is not None:
            assert value == pytest.approx(expected, rel=0.012, abs=6e-4)


def test_four_blobs_begin_at_more_than_the_logarithm_of_four():
    _, now = at(data="blobs", seed="0")
    assert now["loss"] == pytest.approx(1.534, abs=5e-4)
    assert now["chance"] == pytest.approx(math.log(4), abs=1e-12)


def test_one_dead_unit_leaves_two_which_cannot_enclose_the_disc():
    scene, now = at(hidden="3", seed="0", epochs="100", update="1500")
    assert now["dead_count"] == 1
    assert now["accuracy"] == pytest.approx(0.873, abs=5e-4)
    assert scene.sentence().startswith("1 of 3 units is dead")


def test_a_rate_of_ten_kills_every_unit():
    scene, now = at(rate="10", update="900")
    assert (now["dead_count"], now["accuracy"]) == (4, 0.5)
    assert now["loss"] == pytest.approx(1.01, abs=5e-3)
    # No gradient reaches the hidden layer: its norm is below the axis.
    assert now["norm_heights"][0] == -4
    # Outside the training points a unit may be alive: the answer differs there.
    assert now["said"].max() > now["said"].min()
    assert scene.sentence() == (
        "All units are dead: no training point gives them a gradient, so they cannot learn. Training loss 1.01."
    )


def test_three_units_enclose_the_disc():
    _, now = at(hidden="3", epochs="100", update="1500")
    assert now["accuracy"] == 1


def test_the_formula_adds_up_to_the_loss_of_the_point():
    for address in (
        {"update": "75"},
        {"update": "75", "point": "7"},
        {"hidden": "5,3", "update": "900", "point": "20"},
    ):
        scene, now = at(**address)
        for name in ("time", "point"):
            one = scene.at(name)
            products = (one["point_v"] * one["point_h"]).sum() + one["point_rest"] + one["point_bias"]
            assert products == pytest.approx(float(one["point_logit"]), abs=1e-12)
            assert one["point_answer"] == pytest.approx(1 / (1 + math.exp(-one["point_logit"])), abs=1e-12)
            assert one["point_loss"] == pytest.approx(-math.log(one["point_share"]), abs=1e-12)
            np.testing.assert_allclose(one["point_h"], np.maximum(one["point_s"], 0))
        assert now["point_loss"] == scene.at("point")["point_loss"]


def test_without_a_choice_the_point_is_the_one_with_the_largest_loss_at_every_moment():
    scene, _ = at()
    rows = scene.tables["time"].rows
    assert set(rows["point_rank"].tolist()) == {1}
    losses = scene.tables["point"].rows["point_loss"]
    assert (np.diff(losses[:-1]) <= 0).all()
    assert losses[0] == losses[-1] == rows["point_loss"][0]


def test_single_updates_between_two_moments_are_those_of_the_run():
    # 60 epochs of 15 updates: every ninth is a moment. The next mini-batch after the 75th is the 76th.
    scene, now = at(update="76")
    assert float(now["update"]) == 76
    assert scene.tables["time"].now == pytest.approx(76 / 9)
    steps = dict((link.text, link.state) for link in PLACE.scene({"update": "75"}).actions)
    assert steps["Next mini-batch"] == {"update": "76"}
    assert steps["Next epoch"] == {"update": "90"}


def test_without_its_run_a_trained_state_says_that_it_is_not_trained():
    state = LESSON.read({"update": "75"})
    scene = LESSON.build(state)
    assert scene.sentence() == "Not trained yet: this is the network before its first update."
    assert not scene.awaited.is_done
    assert LESSON.build(LESSON.read({})).at("time")["loss"] == pytest.approx(0.907, abs=5e-4)


def test_an_epoch_has_an_update_for_each_batch_and_the_next_batch_is_marked():
    scene, now = at()
    assert (now["per_epoch"], now["updates"]) == (15, 900)
    assert len(now["batch_x"]) == 10
    # The recipe: weights, layer by layer, then one permutation an epoch, all of one generator.
    rng = np.random.default_rng(1)
    rng.normal(size=2 * 4)
    rng.normal(size=4)
    problem = problems.of()
    order = rng.permutation(150)[:10]
    np.testing.assert_allclose(now["batch_x"], problem.points.x[~problem.is_held_out][order, 0], rtol=1e-6)
    assert np.isnan(scene.tables["time"].rows["batch_x"][100]).all()


def test_a_diverging_run_says_so_and_keeps_its_last_finite_network():
    scene, now = at(data="plane", hidden="1", rate="100", epochs="3", update="45")
    assert now["loss"] == np.inf
    # The update at which it diverged is named: the first one after which a parameter is not finite, wherever one looks.
    descent = Descent(problems.of(data="plane", hidden=(1,), rate=100.0, epochs=3).training)
    while np.isfinite(descent.parameters).all():
        descent.update_to(descent.update + 1)
    assert scene.sentence().startswith(f"Training diverged at update {descent.update}: ")
    assert set(scene.tables["time"].rows["diverged_update"].tolist()) == {descent.update}


def test_a_message_has_of_the_run_what_depends_on_the_chosen_point_and_weight_and_nothing_else():
    state = LESSON.read({"point": "7"})
    scene = LESSON.build(state, "", result_of(LESSON, state))
    _, arrays = codec.decode(message.packed(scene))
    assert len(arrays["rows/time/said"]) == 1
    assert arrays["beside/time/point_loss"].shape == (102,)
    assert {name.split("/")[2] for name in arrays if name.startswith("beside/")} == scene.awaited.beside
    _, whole = codec.decode(message.packed(scene, with_result=True))
    assert whole["rows/time/said"].shape == (102, 41 * 41)
    assert not [name for name in whole if name.startswith("beside/")]


@pytest.mark.parametrize(
    ("hidden", "number", "name"),
    [
        # 2-4-1: weights from x, weights from y, biases, weights to the output, its bias.
        ("4", 2, "weight x → unit 2"),
        ("4", 5, "weight y → unit 1"),
        ("4", 12, "bias of unit 4"),
        ("4", 14, "weight unit 2 → output"),
        ("4", 17, "bias of output"),
        ("3,2", 10, "weight unit 1.1 → unit 2.1"),
    ],
)
def test_a_weight_is_named_by_where_it_leads(hidden, number, name):
    scene, now = at(hidden=hidden, weight=str(number), epochs="2")
    assert scene.words[int(now["weight_index"])] == name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("compared", "loss", "right"),
    [
        # The second run alone has these numbers, too.
        ({"compare": "rate", "second_rate": "0.01"}, 0.431, None),
        ({"compare": "batch", "second_batch": "150"}, 0.510, 0.807),
        ({"compare": "batch", "second_batch": "1"}, 0.0025, None),
    ],
    ids=str,
)
def test_two_runs_from_the_same_weights_stand_side_by_side(compared, loss, right):
    start, _ = at(**compared)
    assert start.at("time")["second_loss"] == start.at("time")["loss"] == pytest.approx(0.907, abs=5e-4)
    scene, now = at(update="900", **compared)
    assert now["loss"] == pytest.approx(0.041, abs=6e-4)
    assert now["second_loss"] == pytest.approx(loss, abs=6e-4)
    if right:
        assert now["second_accuracy"] == pytest.approx(right, abs=5e-4)
    assert scene.sentence().startswith("Epoch 60: first run loss 0.0411, accuracy 100 %; second run loss")


@pytest.mark.slow
def test_a_second_run_is_shown_after_as_much_of_an_epoch():
    # 15 updates an epoch beside 150: after 10 of the first run, two thirds of an epoch, 100 of the second.
    _, now = at(compare="batch", second_batch="1", update="10")
    assert now["second_update"] == 100
    alone = PLACE.scene({"batch": "1", "update": "100"})
    assert alone.at("time")["loss"] == now["second_loss"]


def test_two_losses_are_compared_by_what_they_get_right_and_start_from_the_same_weights():
    _, now = at(compare="loss")
    # (0.5 - y)^2 for a network without an opinion; the first run is as without a comparison.
    assert now["loss"] == pytest.approx(0.907, abs=5e-4)
    np.testing.assert_array_equal(now["second_said"], now["said"])
    assert now["second_accuracy"] == now["accuracy"]
    assert now["second_loss"] != now["loss"]
    # Cross-entropy and squared error have no common scale: what both get right is told, and neither loss.
    assert said(compare="loss") == ("Epoch 0: accuracy 50.0 %, held out 50.0 %; second run 50.0 %, held out 50.0 %.")
    # As many are right after 30 epochs as without a comparison.
    assert said(compare="loss", update="450").startswith("Epoch 30: accuracy 100 %, held out 100 %; second run")


def test_each_line_of_the_formula_leads_to_a_lesson():
    for data in ("circles", "blobs", "wave"):
        formula = PLACE.scene({"data": data, "epochs": "2"}).formula
        pages = [[part.page for part in line if isinstance(part, LinkedPart)] for line in formula]
        assert all(pages)
        assert {page for line in pages for page in line} <= registry.BY_SLUG.keys()


def test_the_answer_to_a_question_is_not_carried_into_the_next():
    for question in LESSON.build(LESSON.read({})).predictions:
        assert question.start["guess"] == ("90" if question.name == "2" else "")


def test_a_run_of_too_many_updates_is_cut_off_and_says_so():
    # 150 updates an epoch: 500 epochs would be 75,000, and 30,000 are 200 epochs.
    state = LESSON.read({"batch": "1", "epochs": "500"})
    scene = LESSON.build(state)
    assert (scene.shared["updates"], scene.shared["epochs"]) == (30_000, 200)
    assert "ends after 30,000 updates" in next(one.caption for one in scene.figures if one.name == "loss")


def switch(scene, label):
    return next(one for one in scene.choices if one.label == label)


@pytest.mark.slow
def test_inputs_are_put_in_and_taken_out_one_by_one_but_never_all():
    both = switch(PLACE.scene({}), "Inputs")
    assert both.on == ("x", "y")
    states = dict(both.options)
    assert states["y"]["inputs"] == "x"
    assert states["xy"]["inputs"] == "x,y,xy"
    alone = switch(PLACE.scene({"inputs": "xy"}), "Inputs")
    assert dict(alone.options)["xy"]["inputs"] == "xy"
    assert dict(alone.options)["x"]["inputs"] == "x,xy"
    # Back at the first ones the address says nothing of them.
    assert dict(switch(PLACE.scene({"inputs": "x,y,xy"}), "Inputs").options)["xy"]["inputs"] == ""


def test_regularization_has_a_track_for_its_strength_once_it_is_chosen():
    none = PLACE.scene({})
    assert dict(switch(none, "Regularization").options)["L2"] == {"l1": "", "l2": "0.003"}
    assert not {"l1", "l2"} & none.tables.keys()
    chosen = PLACE.scene({"l2": "0.003"})
    assert switch(chosen, "Regularization").current == "L2"
    assert "l2" in chosen.tables
    assert [one.name for one in chosen.handles if one.name in ("l1", "l2")] == ["l2"]


def test_a_unit_that_is_pointed_at_shows_its_output_in_the_plane_at_the_left():
    scene, now = at(hidden="3,2", epochs="2")
    assert now["unit_shown"] == -1
    table = scene.tables["weight"]
    # 2-3-2-1: weights 1 to 6, biases 7 to 9; weights 10 to 15, biases 16 and 17; weights 18 and 19, bias 20.
    shown = {
        int(number): int(unit)
        for number, unit in zip(table.rows["weight_number"], table.rows["unit_shown"], strict=True)
    }
    assert {number for number, unit in shown.items() if unit >= 0} == {7, 8, 9, 16, 17}
    assert [shown[number] for number in (7, 9, 16, 17)] == [0, 2, 3, 4]
    # Its picture: the first unit answers relu(w . x + b) at each place, by its own scale from -1 to 1.
    problem = problems.of(hidden=(3, 2), epochs=2)
    w, b = (part[0] for part in problem.network.layers(problems.initial(problem))[0])
    across, up = np.meshgrid(now["unit_grid"], now["unit_grid"])
    answer = np.maximum(across * w[0, 0] + up * w[1, 0] + b[0], 0)
    expected = 127.5 + 127.5 * answer / answer.max()
    np.testing.assert_allclose(now["net_unit_pictures"][0].reshape(21, 21), expected, atol=0.51)
