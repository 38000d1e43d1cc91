"""The numbers of lesson 4, each in the state in which it stands on the page."""

import math
import time
from statistics import median

import numpy as np
import pytest

from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.lessons.sgd import figures as batches_figures
from lossviz.lessons.sgd import scene as batches
from lossviz.lessons.sgd import words as batches_words
from lossviz.live.message import packed
from lossviz.scene.source import meanings
from tests.lessons.test_every_lesson import SLOT, spoken

CLOSE = 5e-4
I = np.arange(40)  # noqa: E741
X = 0.15 * I
Y = np.round(0.6 + 0.8 * X + 1.2 * np.sin(I**2.0), 2)
MANY = Points(np.random.default_rng(0).normal(2, 1, 10_000), np.random.default_rng(1).normal(1, 2, 10_000))


def built(**state):
    return batches.scene(**meanings(batches.PARAMETERS, state)[0])


def at(row=-1, **state):
    return built(**state).at("time", row)


def sentence(row=-1, **state):
    scene = built(**state)
    quantities = scene.at("time", row)
    return spoken(scene.says[int(quantities["case"])], quantities, scene)


def shown_formula(row=-1, **state):
    """Every part of the formula that shows, its numbers filled in."""
    scene = built(**state)
    quantities = scene.at("time", row)

    def holds(condition):
        value = float(quantities[condition.removeprefix("!")])
        return value == 0 if condition.startswith("!") else value > 0

    parts = [part for line in scene.formula for part in line if all(map(holds, part.when.split()))]
    return "".join(spoken(part.text, quantities, scene) for part in parts)


def asked(name, **state):
    question = next(one for one in batches_words.PREDICTIONS if one.name == name)
    return int(at(**state)[question.code])


def met(goal, **state):
    return bool(at(**state)[next(one.met for one in batches_words.GOALS if one.name == goal)])


def point_gradients(w, b):
    return -2 * np.stack([X, np.ones(40)], axis=-1) * (Y - w * X - b)[:, None]


def walked(batch, rate, epochs, seed=0, factor=lambda t: 1.0):
    """The walk as the lesson describes it: one generator, one permutation an epoch, the last run of it short."""
    rng, w = np.random.default_rng(seed), np.array([0.0, 1.0])
    path = [w]
    for _ in range(epochs):
        order = rng.permutation(40)
        for first in range(0, 40, batch):
            chosen = order[first : first + batch]
            w = w - rate * factor(len(path) - 1) * point_gradients(*w)[chosen].mean(0)
            path.append(w)
    return np.array(path), np.array([np.mean((Y - w * X - b) ** 2) for w, b in path])


def test_the_first_state_is_one_firm_arrow_in_a_cloud_of_forty():
    first = at()
    assert (float(first["n_w"]), float(first["n_b"])) == pytest.approx((-15.60, -3.64), abs=5e-3)
    assert float(first["length"]) == pytest.approx(16.0, abs=0.05)
    assert float(first["spread"]) == pytest.approx(16.8, abs=0.05)
    assert int(first["away"]) == 6
    assert np.stack([first["cloud_x"], first["cloud_y"]], axis=-1) == pytest.approx(point_gradients(0, 1), abs=1e-4)
    assert sentence() == "Batch of 1: the step follows one point, L. 6 of 40 points would send it uphill."
    order = np.random.default_rng(0).permutation(40)
    assert int(first["who0"]) == order[0] == ord("L") - ord("A")
    assert (float(first["b_w"]), float(first["b_b"])) == pytest.approx(point_gradients(0, 1)[order[0]], rel=1e-12)


@pytest.mark.parametrize(
    ("batch", "spread", "factor"), [(1, 16.8, 1), (2, 11.7, 0.698), (4, 8.06, 0.480), (20, 2.69, 0.160), (40, 0, 0)]
)
def test_the_spread_is_the_exact_one_of_draws_without_putting_back(batch, spread, factor):
    here = at(size=str(batch))
    away = point_gradients(0, 1) - point_gradients(0, 1).mean(0)
    single = math.sqrt((away**2).sum(1).mean())
    exact = single / math.sqrt(batch) * math.sqrt((40 - batch) / 39)
    assert float(here["spread"]) == pytest.approx(exact, rel=1e-9)
    assert float(here["spread"]) == pytest.approx(spread, abs=0.05 if spread > 10 else 5e-3)
    assert float(here["factor"]) == pytest.approx(factor, abs=CLOSE)
    ring = np.hypot(here["ring_x"] - here["n_w"], here["ring_y"] - here["n_b"])
    assert ring == pytest.approx(np.full(ring.shape, exact), abs=2e-3)


def test_the_plain_rule_would_say_more_than_there_is():
    assert float(at(size="20")["plain"]) == pytest.approx(3.75, abs=5e-3)
    assert float(at(size="4")["plain"]) == pytest.approx(8.39, abs=5e-3)
    assert "0.160 of S, the spread of single points; the plain 1/√B would say 3.75" in shown_formula(size="20")


def test_a_cloud_of_batches_scatters_as_the_ring_says_and_stays_within_the_seed():
    for batch in (2, 4, 20):
        here = at(size=str(batch))
        away = np.hypot(here["cloud_x"] - here["n_w"], here["cloud_y"] - here["n_b"])
        assert len(away) == 200
        assert math.sqrt((away**2).mean()) == pytest.approx(float(here["spread"]), rel=0.12)
    assert np.array_equal(at(size="4")["cloud_x"], at(size="4", seed="0")["cloud_x"])
    assert not np.array_equal(at(size="4")["cloud_x"], at(size="4", seed="1")["cloud_x"])


def test_with_all_forty_in_the_batch_nothing_scatters():
    here = at(size="40")
    assert (float(here["b_w"]), float(here["b_b"])) == (float(here["n_w"]), float(here["n_b"]))
    assert here["cloud_x"] == pytest.approx(np.full(here["cloud_x"].shape, -15.59925), rel=1e-6)
    assert sentence(size="40").startswith("The batch holds all 40 points, so its gradient is the true one.")


def test_the_borders_are_those_of_all_points_and_of_the_last_alone():
    first = at()
    assert float(first["border"]) == pytest.approx(0.0812, abs=5e-5)
    assert float(first["strictest"]) == pytest.approx(2 / (2 * (5.85**2 + 1)), rel=1e-12)
    assert float(first["strictest"]) == pytest.approx(0.0284, abs=5e-5)
    assert "border of the full batch 0.0812, of the strictest single point 0.0284" in shown_formula()


def test_the_same_work_gets_forty_steps_further():
    here = at(now="40")
    assert float(here["loss"]) == pytest.approx(0.780, abs=CLOSE)
    assert int(here["evals"]) == 40
    assert float(here["full_loss"]) == pytest.approx(3.78, abs=5e-3)
    assert float(here["beside"]) == 1
    assert [int(at(now=now)["f"]) for now in ("0", "39", "40")] == [0, 0, 1]
    assert sentence(now="40") == "Step 40, epoch 1: loss 0.780 after 40 gradient evaluations."


def test_until_within_a_fifth_of_the_best_it_takes_26_evaluations_or_560():
    first = at()
    assert (int(first["reached"]), int(first["full_reached"])) == (26, 560)
    assert "within 20 % of the best loss, 0.675: 26 gradient evaluations; the full batch 560" in shown_formula()
    one, all_ = (next(link.state for link in batches_words.LINKS if link.text == text) for text in SAME_WORK)
    least = float(first["least"])
    assert float(at(**one)["loss"]) < 1.2 * least <= float(at(**{**one, "now": "25"})["loss"])
    assert (int(at(**all_)["evals"]), int(at(**all_)["k"])) == (560, 14)
    assert float(at(**all_)["loss"]) < 1.2 * least <= float(at(**{**all_, "now": "13"})["loss"])


SAME_WORK = ("Same work, one at a time", "Same work, all at once")


def test_a_constant_rate_never_rests_a_falling_one_does_and_so_does_the_mean():
    constant = at(eta="0.02", epochs="40", now="1600")
    assert float(constant["tail_loss"]) == pytest.approx(0.967, abs=CLOSE)
    assert float(constant["mean_loss"]) == pytest.approx(0.677, abs=CLOSE)
    assert float(constant["least"]) == pytest.approx(0.675, abs=CLOSE)
    falling = at(eta="0.02", epochs="40", now="1600", schedule="inverse")
    assert float(falling["tail_loss"]) == pytest.approx(0.690, abs=CLOSE)
    text = shown_formula(eta="0.02", epochs="40", now="1600")
    assert "last ten epochs: loss 0.967 on average, 0.677 at ◆" in text
    assert "rate = 0.02/(1 + t/200), t steps made, now 0.00222" in shown_formula(
        eta="0.02", epochs="40", now="1600", schedule="inverse"
    )


def test_the_stricter_border_lets_the_full_batch_arrive_and_one_point_run_away():
    state = {"eta": "0.07", "epochs": "5", "now": "200", "axis": "steps"}
    here = at(**state)
    assert float(here["loss"]) == pytest.approx(1.2e7, abs=5e5)
    assert float(here["full_loss"]) == pytest.approx(0.675, abs=CLOSE)
    assert int(here["f"]) == 200
    assert sentence(**state).endswith("The rate suits the full batch, but single points overshoot.")
    beyond = sentence(size="40", eta="0.09", epochs="40", now="40")
    # Seven points at x = 0 hide from the full batch how steep the eighth is.
    few = {"sample": "10,1" + ";0,0" * 7, "size": "2", "eta": "0.06", "epochs": "20", "now": "80"}
    assert float(at(**few)["border"]) > 0.06
    assert sentence(**few).endswith("The rate suits the full batch, but a batch of 2 overshoots.")
    assert beyond.endswith("the border of the full batch: each step goes too far.")


def test_at_the_bottom_single_points_still_scatter():
    state = next(link.state for link in batches_words.LINKS if link.text == "At the bottom")
    here = at(**state)
    assert (float(here["n_w"]), float(here["n_b"]), float(here["length"])) == (0, 0, 0)
    assert float(here["spread"]) == pytest.approx(5.79, abs=5e-3)
    assert math.isnan(float(here["angle"]))
    assert sentence(**state) == "The true gradient is 0 here, yet single points still scatter by 5.79."
    assert sentence(**{**state, "size": "4"}).startswith("The true gradient is 0 here, yet batches of 4 still scatter")


@pytest.mark.parametrize(
    ("batch", "rate", "epochs", "seed"), [(1, 0.01, 1, 0), (16, 0.05, 3, 4), (40, 0.02, 5, 1), (7, 0.01, 2, 9)]
)
def test_every_step_is_the_one_that_the_recipe_makes(batch, rate, epochs, seed):
    path, losses = walked(batch, rate, epochs, seed)
    scene = built(size=str(batch), eta=str(rate), epochs=str(epochs), seed=str(seed))
    table = scene.tables["time"]
    assert table.places.tolist() == list(range(len(path)))
    assert table.rows["loss"][:-1] == pytest.approx(losses, rel=1e-9)
    assert np.stack([table.constants["path_w"], table.constants["path_b"]], axis=-1) == pytest.approx(path, abs=1e-5)


def test_a_seed_replays_exactly_and_another_does_not():
    def message(seed):
        return packed(built(size="3", epochs="2", seed=seed), answers=0, state={})

    assert message("5") == message("5")
    assert message("5") != message("6")
    again = next(action for action in built(seed="5", now="12").actions if action.text == "Same dice again")
    other = next(action for action in built(seed="5").actions if action.text == "New seed")
    assert "seed" not in again.state
    assert other.state == {"seed": "6"}


def test_the_last_batch_of_an_epoch_is_short_and_averaged_over_what_it_has():
    scene = built(size="16", epochs="2")
    table = scene.tables["time"]
    assert table.rows["m"][:-1].tolist() == [16, 16, 8, 16, 16, 8, 16]
    assert table.rows["evals"][:-1].tolist() == [0, 16, 32, 40, 56, 72, 80]
    assert np.isfinite(table.rows["lit_x"]).sum(axis=1).tolist() == [16, 16, 8, 16, 16, 8, 16, 16]
    assert sentence(2, size="16") == "The last batch of this epoch has only 8 points; it is averaged over 8."
    after = walked(16, 0.01, 1)[1][3]
    assert sentence(3, size="16") == f"Step 3, epoch 1: loss {after:.3g} after 40 gradient evaluations."
    order = np.random.default_rng(0).permutation(40)[32:]
    w, b = walked(16, 0.01, 1)[0][2]
    short = point_gradients(w, b)[order].mean(0)
    assert (table.rows["b_w"][2], table.rows["b_b"][2]) == pytest.approx(short, rel=1e-9)
    assert sentence(1, size="39") == "The last batch of this epoch has only 1 point, and the step follows it alone."


def test_the_lit_points_are_those_of_the_batch_that_comes_next():
    order = np.random.default_rng(3).permutation(40)
    row = at(2, size="5", seed="3")
    assert row["lit_x"] == pytest.approx(X[order[10:15]], abs=1e-5)
    assert row["lit_y"] == pytest.approx(Y[order[10:15]], abs=1e-5)


def test_the_angle_is_that_between_batch_and_true_gradient():
    row = at(size="4")
    order = np.random.default_rng(0).permutation(40)[:4]
    one, true = point_gradients(0, 1)[order].mean(0), point_gradients(0, 1).mean(0)
    cosine = one @ true / math.hypot(*one) / math.hypot(*true)
    assert float(row["angle"]) == pytest.approx(math.degrees(math.acos(cosine)), rel=1e-6)
    assert sentence(size="4") == "Batch of 4: this gradient is 3.79 degrees off the true one. Typical scatter 8.06."


def test_a_sum_shows_three_points_at_most_and_counts_the_others():
    text = shown_formula(size="16")
    assert "+ … 13 more )/16 = (" in text
    assert text.count(") + (") == 2
    assert "+ … 5 more )/8 = (" in shown_formula(size="16", now="2")
    assert "∇ℓ of L = (-7.00, -4.24)" in shown_formula()
    assert "more" not in shown_formula(size="3").split("g = the same")[0]
    assert "√20 × √(20/39) = 2.69" in shown_formula(size="20")


def test_the_first_question_is_answered_by_four():
    assert [asked("1", size=str(batch)) for batch in (1, 2, 3, 4, 5, 8)] == [-1, 1, -1, 0, -1, -1]
    assert asked("1", size="4", sample="1,2;2,1;3,4;4,3;5,5") == -1


def test_the_second_question_is_answered_after_one_epoch():
    state = {"size": "16", "epochs": "4"}
    assert [asked("2", **state, now=str(k)) for k in range(5)] == [-1, 1, -1, 0, -1]
    rows = built(**state).tables["time"].rows
    assert rows["evals"][3] == 40
    assert asked("2", size="8", epochs="4", now="3") == -1


def test_the_third_question_is_answered_by_forty_steps():
    state = {"epochs": "3"}
    assert [asked("3", **state, now=str(k)) for k in (0, 1, 39, 40, 41)] == [-1, 1, -1, 0, -1]
    assert len(built(**state).tables["time"].places) == 121
    assert asked("3", size="2", epochs="3", now="40") == -1


@pytest.mark.parametrize("asked_for", batches_words.PREDICTIONS, ids=lambda one: one.name)
def test_a_question_begins_unanswered_its_answer_is_right_and_what_sleeps_is_there(asked_for):
    start, answer = built(**asked_for.start), built(**asked_for.answer)
    assert int(start.at("time")[asked_for.code]) == -1
    assert int(answer.at("time")[asked_for.code]) == 0
    for scene in (start, answer):
        there = {figure.name for figure in scene.figures}
        there |= {f"{figure.name}.{trace.get('name')}" for figure in scene.figures for trace in figure.plot["data"]}
        assert set(asked_for.asleep) <= there
    # What is left awake does not say the answer.
    awake = [figure for figure in start.figures if figure.name not in asked_for.asleep]
    assert not any(slot in figure.caption for figure in awake for slot in ("{evals", "{epoch", "{spread"))


def test_the_replies_name_numbers_that_the_page_has():
    one, two, three = batches_words.PREDICTIONS
    assert float(at(**one.answer)["spread"]) == pytest.approx(8.06, abs=5e-3)
    assert float(at(**one.answer)["single"]) / 2 == pytest.approx(8.39, abs=5e-3)
    assert built(**two.answer).tables["time"].rows["m"][:3].tolist() == [16, 16, 8]
    here = at(**three.answer)
    assert (float(here["loss"]), float(here["full_loss"])) == pytest.approx((0.780, 3.78), abs=5e-3)


def test_goals_hold_at_their_witnesses_and_not_beside_them():
    assert [met("G1", size=str(batch)) for batch in (1, 2, 3, 4, 5, 40)] == [False, False, False, True, False, False]
    assert met("G2", now="40")
    assert not met("G2", now="4")
    assert not met("G2", size="40", epochs="20", now="15")
    assert met("G3", eta="0.02", epochs="40", schedule="inverse")
    assert not met("G3", eta="0.02", epochs="40")
    assert not met("G3", eta="0.02", epochs="39", schedule="inverse")
    assert met("G4", eta="0.07", epochs="5", now="200")
    assert not met("G4", eta="0.09", size="40", epochs="40", now="40")
    assert not met("G4", eta="0.01", epochs="5", now="200")


@pytest.mark.parametrize(
    ("schedule", "factors"),
    [
        ("constant", [1, 1, 1]),
        ("step", [1, 0.5, 0.5**4]),
        ("exponential", [1, 0.998**200, 0.998**800]),
        ("cosine", [1, (1 + math.cos(math.pi / 8)) / 2, (1 + math.cos(math.pi / 2)) / 2]),
        ("warm-up", [1 / 21, 1, 1]),
        ("inverse", [1, 1 / 2, 1 / 5]),
    ],
)
def test_a_rate_falls_as_its_line_says(schedule, factors):
    for now, factor in zip((0, 200, 800), factors, strict=True):
        here = at(eta="0.02", epochs="40", schedule=schedule, now=str(now))
        assert float(here["rate"]) == pytest.approx(0.02 * factor, rel=1e-12)
    assert schedule in batches.SCHEDULES
    path = walked(20, 0.02, 3, factor=lambda t: (t + 1) / 21)[0] if schedule == "warm-up" else None
    if path is not None:
        found = built(size="20", eta="0.02", epochs="3", schedule=schedule).tables["time"].constants
        assert found["path_w"] == pytest.approx(path[:, 0], abs=1e-5)


def test_work_or_steps_are_what_the_loss_is_drawn_over():
    by_work, by_steps = built(size="10", epochs="3"), built(size="10", epochs="3", axis="steps")
    assert by_work.tables["time"].constants["work"].tolist() == list(range(0, 121, 10))
    assert by_work.tables["time"].constants["full_work"].tolist() == [0, 40, 80, 120]
    assert by_steps.tables["time"].constants["work"].tolist() == list(range(13))
    assert by_steps.tables["time"].constants["full_work"].tolist() == list(range(13))
    assert by_work.shared["epochs_x"][::3].tolist() == [40, 80, 120]
    assert by_steps.shared["epochs_x"][::3].tolist() == [4, 8, 12]
    assert built(epochs="40").shared["epochs_x"][::3].tolist() == [200 * k for k in range(1, 9)]
    full = walked(40, 0.01, 12)[1]
    assert by_work.tables["time"].rows["full_loss"][:-1] == pytest.approx(full[np.arange(13) // 4], rel=1e-9)
    assert by_steps.tables["time"].rows["full_loss"][:-1] == pytest.approx(full, rel=1e-9)


def test_the_frame_of_the_gradients_stays_while_batch_and_rate_are_pulled_and_holds_cloud_and_ring():
    first = built().shared
    for state in ({"size": "20"}, {"eta": "0.07"}, {"seed": "3"}, {"now": "30"}):
        assert built(**state).shared["slopes_across"].tolist() == first["slopes_across"].tolist()
    here = at()
    for name, axis in (("x", "slopes_across"), ("y", "slopes_up")):
        low, high = here[axis]
        for part in ("cloud", "ring"):
            assert low < here[f"{part}_{name}"].min() <= here[f"{part}_{name}"].max() < high
    wide, tall = (np.ptp(first[axis]) for axis in ("slopes_across", "slopes_up"))
    assert wide / tall == pytest.approx(1.65)


@pytest.mark.parametrize("axis", ["cost", "steps"])
def test_a_long_walk_shows_its_cloud_where_it_stands_only_and_says_so(axis):
    scene = built(epochs="40", now="803", axis=axis)
    table = scene.tables["time"]
    assert table.places.tolist() == list(range(0, 1601, 8))
    assert table.now == 803
    assert table.rows["known"].tolist() == [0] * 201 + [1]
    assert table.rows["cloud_k"].tolist() == [-1] * 201 + [39]
    assert len(table.constants["path_w"]) == 1601
    assert table.constants["hover_w"].tolist() == table.constants["path_w"][::8].tolist()
    assert "where the walk stands" in scene.figures[0].caption
    text = shown_formula(row=50, epochs="40", now="803", axis=axis)
    assert text.startswith("g of the batch: let go to see its numbersrate = 0.01")
    on_grid = built(epochs="40", now="800").tables["time"]
    assert np.flatnonzero(on_grid.rows["known"]).tolist() == [100, 201]
    assert float(at(epochs="40", now="803")["loss"]) == pytest.approx(walked(1, 0.01, 40)[1][803], rel=1e-9)


def test_points_that_are_carried_along_are_walked_over_with_a_rate_that_suits_them():
    state = {"sample": given.FIVE}
    here = at(**state)
    assert (float(here["eta"]), float(here["w0"]), float(here["b0"])) == (0.01, 0.0, 1.0)
    assert (float(here["n_w"]), float(here["n_b"])) == pytest.approx((-15.2, -4.0), rel=1e-12)
    assert float(here["border"]) == pytest.approx(0.0845, abs=5e-5)
    assert int(at(**state, size="16")["B"]) == 5
    assert sentence(**state, size="16").startswith("The batch holds all 5 points")
    far = at(sample="2000,3;2001,5;2002,4;2010,9", epochs="40", now="160")
    assert float(far["loss"]) < 1e3


def test_the_points_of_the_lesson_need_not_be_said():
    sample = next(one for one in batches.PARAMETERS if one.name == "sample")
    written = given.text(batches.FORTY)
    assert sample.short(written) == sample.short("") == ""
    assert sample.meant(written) is batches.FORTY
    assert sample.short("1,2;3,4") == "1,2;3,4"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("size", "0", "a batch is a whole number from 1 to 10,000"),
        ("size", "2.5", "whole number"),
        ("eta", "-1", "from 0 to 1,000"),
        ("eta", "fast", "is no number"),
        ("begin", "1", "a start has w and b"),
        ("seed", "-1", "a seed is a whole number"),
        ("epochs", "41", "from 1 to 40"),
        ("now", "soon", "a step is a whole number"),
        ("schedule", "slowly", "there is constant, step"),
        ("axis", "time", "there is cost, steps"),
        ("sample", "1,2,3", "give x and y"),
    ],
)
def test_what_means_nothing_is_refused_in_words(name, text, message):
    parameter = next(one for one in batches.PARAMETERS if one.name == name)
    with pytest.raises(ValueError, match=message):
        parameter.meant(text)


def test_a_step_beyond_the_end_is_the_end():
    assert int(at(now="99999")["k"]) == 40
    assert int(at(size="40", now="30")["k"]) == 1


EDGES = [
    {"sample": "3,4"},
    {"sample": "3,4", "epochs": "40", "now": "40"},
    {"sample": "3,1;3,2;3,5", "epochs": "12", "now": "9"},
    {"sample": "3,1;3,2;3,5", "size": "2", "now": "1"},
    {"sample": "0,0;1,1;2,2", "begin": "1,0"},
    {"sample": "0,0;0,0", "begin": "0,0"},
    {"sample": "1e150,1e150;-1e150,3;2,1"},
    {"sample": "1e150,1e150;-1e150,3;2,1", "eta": "0.01", "epochs": "3", "now": "5"},
    {"sample": "1,1e150;2,-1e150;3,1", "size": "2"},
    {"sample": "1e-150,1e-150;2e-150,3e-150;4e-150,0"},
    {"begin": "1e150,-1e150", "epochs": "2"},
    {"begin": "1e80,1", "size": "3"},
    {"eta": "0"},
    {"eta": "1000", "epochs": "40", "now": "900"},
    {"size": "40", "eta": "1000", "epochs": "40", "now": "40", "axis": "steps"},
    {"epochs": "40", "now": "1600", "axis": "steps", "schedule": "cosine", "seed": "999999999"},
]


@pytest.mark.parametrize("state", EDGES, ids=str)
def test_at_the_edges_there_are_words_and_no_warnings(state):
    scene = built(**state)
    for row in range(len(scene.tables["time"].places) + 1):
        quantities = scene.at("time", row)
        said = spoken(scene.says[int(quantities["case"])], quantities, scene)
        assert "nan" not in said, said
        assert len(said) <= 140, said
    for name, values in scene.shared.items():
        if name in ("slopes_across", "slopes_up", "across", "ends", "depth", "grid_w", "grid_b"):
            assert np.isfinite(values).all(), name
    packed(scene, answers=0, state={})
    for stream in scene.streams.values():
        assert all(low < high for low, high in zip(stream.low, stream.high, strict=True))
        assert all(step > 0 for step in stream.step)


def test_one_point_has_no_batch_to_pull_and_a_perfect_line_does_not_move():
    assert "size" not in {handle.name for handle in built(sample="3,4").handles}
    assert sentence(sample="3,4").startswith("There is one point")
    assert sentence(sample="0,0;1,1;2,2", begin="1,0").startswith("The line meets every point")
    assert np.isnan(at(sample="3,1;3,2;3,5")["best_w"])
    assert "all points share one x, so many lines are equally good" in shown_formula(sample="3,1;3,2;3,5")
    assert "share one x" not in shown_formula()


@pytest.mark.parametrize(
    "state", [{}, {"epochs": 2}, {"size": 64, "epochs": 4}, {"size": 10_000, "epochs": 40}, {"size": 5_000}], ids=str
)
def test_ten_thousand_points_are_all_counted_and_some_of_them_drawn(state):
    scene = batches.scene(sample=MANY, **state)
    here = scene.at("time")
    gradients = (
        -2 * np.stack([MANY.x, np.ones(len(MANY))], axis=-1) * (MANY.y - here["w0"] * MANY.x - here["b0"])[:, None]
    )
    assert (float(here["n_w"]), float(here["n_b"])) == pytest.approx(gradients.mean(0), rel=1e-9)
    single = math.sqrt(((gradients - gradients.mean(0)) ** 2).sum(1).mean())
    assert float(here["single"]) == pytest.approx(single, rel=1e-9)
    assert len(scene.shared["x"]) == given.DRAWN
    captions = {figure.name: figure.caption for figure in scene.figures}
    assert "1,500 are drawn" in captions["points"]
    steps = -(-10_000 // state.get("size", 1)) * state.get("epochs", 1)
    assert int(here["last"]) == min(steps, 2_000)
    assert ("cut off after 2,000 steps" in captions["loss"]) == (steps > 2_000)
    assert len(packed(scene, answers=0, state={})) < 75 * 1024


def test_what_is_too_many_to_be_lit_is_said():
    scene = batches.scene(sample=MANY, size=64, epochs=4)
    lit = scene.tables["time"].rows["lit_x"].shape[1]
    assert 1 <= lit < 64
    assert next(figure for figure in scene.figures if figure.name == "points").caption.startswith(
        f"{lit} of the batch’s 64"
    )


def size(scene):
    return len(packed(scene, answers=0, state={}, first={}, predict="", chain=[]))


def test_messages_are_small():
    assert size(built()) <= 50 * 1024
    assert all(size(built(size=str(batch))) <= 58 * 1024 for batch in range(1, 41))
    assert size(built(epochs="40", eta="0.02", now="1600")) <= 60 * 1024


@pytest.mark.parametrize(("state", "most"), [({}, 15), ({"epochs": 40}, 60)], ids=str)
def test_a_rate_that_is_pulled_is_answered_soon(state, most):
    times = []
    for k in range(7):
        began = time.thread_time()
        size(batches.scene(eta=0.011 + k / 1000, **state))
        times.append(1000 * (time.thread_time() - began))
    assert median(times) <= most


def test_every_note_of_a_link_tells_the_truth_of_its_state():
    links = {link.text: link.state for link in batches_words.LINKS}
    assert all(set(state) == set(batches_words.FIRST) for state in links.values())
    assert float(at(**links["Cloud of twenty"])["spread"]) == pytest.approx(2.69, abs=5e-3)
    assert float(at(**links["Batch of forty"])["spread"]) == 0
    arrived = at(**links["The stricter border: all at once"])
    assert float(arrived["loss"]) == pytest.approx(walked(40, 0.07, 40)[1][-1], rel=1e-9)
    assert float(arrived["loss"]) == pytest.approx(0.685, abs=CLOSE)


def test_figures_are_drawn_once_and_kept():
    assert built().figures[0] is built(now="3").figures[0]
    assert built().figures[1] is built(size="4").figures[1]
    assert batches_figures.of_gradients.cache_info().hits > 0


def test_every_slot_has_its_quantity_in_a_long_walk_too():
    scene = built(epochs="40", now="7")
    quantities = scene.at("time", 100)
    texts = [*scene.says, *(part.text for line in scene.formula for part in line), *(one.text for one in scene.labels)]
    for text in texts:
        assert {name for name, _, _ in SLOT.findall(text)} <= set(quantities)
