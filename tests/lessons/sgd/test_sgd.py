"""The numbers of lesson 4, each in the state in which it stands on the page."""

import math
from functools import cache

import numpy as np
import pytest

from lossviz.inputs import point_texts
from lossviz.inputs import points as own_points
from lossviz.inputs.points import Points
from lossviz.lessons.sgd import questions, runs, words
from lossviz.lessons.sgd.lesson import LESSON
from lossviz.lessons.sgd.scene import scene as make
from lossviz.live.message import packed
from lossviz.scene import template
from tests.lessons.sgd.states import EDGES, FARTHEST, LARGE

CLOSE = 5e-4
I = np.arange(40)  # noqa: E741
X = 0.15 * I
Y = np.round(0.6 + 0.8 * X + 1.2 * np.sin(I**2.0), 2)
MANY = Points(np.random.default_rng(0).normal(2, 1, 10_000), np.random.default_rng(1).normal(1, 2, 10_000))
FIVE = own_points.text(own_points.FIVE)


@cache
def once(address):
    state = LESSON.read(dict(address))
    assert not state.refused, state.refused
    return LESSON.build(state)


def built(**address):
    """The scene of an address, each built once."""
    return once(tuple(sorted(address.items())))


def at(row=-1, **address):
    return built(**address).at("time", row)


def sentence(row=-1, **address):
    return built(**address).sentence("time", row)


def shown_formula(row=-1, **address):
    """Every part of the formula that is shown, its numbers filled in."""
    scene = built(**address)
    now = scene.at("time", row)
    parts = [part.text for line in scene.formula for part in line if template.holds(part.when, now)]
    return "".join(template.write(text, now, words=scene.words) for text in parts)


def reply(name, **address):
    return int(at(**address)[LESSON.predictions[name].reply_index])


def met(goal, **address):
    return bool(at(**address)[LESSON.goals[goal].met])


def link(text):
    return next(one.state for one in words.LINKS if one.text == text)


def point_gradients(w, b):
    return -2 * np.stack([X, np.ones(40)], axis=-1) * (Y - w * X - b)[:, None]


def descended(batch, rate, epochs, seed=0, factor=lambda t: 1.0):
    """The path as the lesson describes it: one generator, one permutation an epoch, the last batch of it short."""
    rng, w = np.random.default_rng(seed), np.array([0.0, 1.0])
    path = [w]
    for _ in range(epochs):
        order = rng.permutation(40)
        for first in range(0, 40, batch):
            chosen = order[first : first + batch]
            w = w - rate * factor(len(path) - 1) * point_gradients(*w)[chosen].mean(0)
            path.append(w)
    return np.array(path), np.array([np.mean((Y - w * X - b) ** 2) for w, b in path])


def test_the_first_state_is_the_gradient_of_one_point_in_a_cloud_of_forty():
    first = at()
    assert (float(first["true_w"]), float(first["true_b"])) == pytest.approx((-15.60, -3.64), abs=5e-3)
    assert float(first["norm"]) == pytest.approx(16.0, abs=0.05)
    assert float(first["deviation"]) == pytest.approx(16.8, abs=0.05)
    assert int(first["uphill"]) == 6
    assert np.stack([first["cloud_x"], first["cloud_y"]], axis=-1) == pytest.approx(point_gradients(0, 1), abs=1e-4)
    assert sentence() == "Batch size 1: the step uses one point, L. With 6 of 40 points it would go uphill."
    order = np.random.default_rng(0).permutation(40)
    assert int(first["point0"]) == order[0] == ord("L") - ord("A")
    assert (float(first["batch_w"]), float(first["batch_b"])) == pytest.approx(
        point_gradients(0, 1)[order[0]], rel=1e-12
    )


def test_the_standard_deviation_is_the_exact_one_of_draws_without_replacement():
    gradients = point_gradients(0, 1)
    single = math.sqrt(((gradients - gradients.mean(0)) ** 2).sum(1).mean())
    for batch, deviation, ratio in ((1, 16.8, 1), (2, 11.7, 0.698), (4, 8.06, 0.480), (20, 2.69, 0.160), (40, 0, 0)):
        here = at(batch=str(batch))
        exact = single / math.sqrt(batch) * math.sqrt((40 - batch) / 39)
        assert float(here["deviation"]) == pytest.approx(exact, rel=1e-9), batch
        assert float(here["deviation"]) == pytest.approx(deviation, abs=0.05 if deviation > 10 else 5e-3), batch
        assert float(here["deviation_ratio"]) == pytest.approx(ratio, abs=CLOSE), batch
        radius = np.hypot(here["circle_x"] - here["true_w"], here["circle_y"] - here["true_b"])
        assert radius == pytest.approx(np.full(radius.shape, exact), abs=2e-3), batch


def test_with_replacement_the_standard_deviation_would_be_larger():
    assert float(at(batch="20")["with_replacement"]) == pytest.approx(3.75, abs=5e-3)
    assert float(at(batch="4")["with_replacement"]) == pytest.approx(8.39, abs=5e-3)
    shown = shown_formula(batch="20")
    assert "0.160 of S, the standard deviation of single points" in shown
    assert "with replacement, so without the second root, it would be 3.75" in shown


def test_the_standard_deviation_of_two_hundred_batches_is_that_of_the_formula():
    for batch in (2, 4, 20):
        here = at(batch=str(batch))
        away = np.hypot(here["cloud_x"] - here["true_w"], here["cloud_y"] - here["true_b"])
        assert len(away) == 200
        assert math.sqrt((away**2).mean()) == pytest.approx(float(here["deviation"]), rel=0.12)


def test_with_all_forty_in_the_batch_the_standard_deviation_is_0():
    here = at(batch="40")
    assert (float(here["batch_w"]), float(here["batch_b"])) == (float(here["true_w"]), float(here["true_b"]))
    assert here["cloud_x"] == pytest.approx(np.full(here["cloud_x"].shape, -15.59925), rel=1e-6)
    assert sentence(batch="40").startswith(
        "The batch holds all 40 points, so its gradient is the full gradient: standard deviation 0."
    )


def test_the_stability_limits_are_those_of_all_points_and_of_the_last_alone():
    first = at()
    moments = 2 / 40 * np.array([[(X * X).sum(), X.sum()], [X.sum(), 40]])
    assert float(first["stability_limit"]) == pytest.approx(2 / np.linalg.eigvalsh(moments)[-1], rel=1e-9)
    assert float(first["strictest_limit"]) == pytest.approx(2 / (2 * (5.85**2 + 1)), rel=1e-12)
    assert (
        "stability limit 2/λ of the full batch 0.0812, of the point with the largest curvature 0.0284"
        in shown_formula()
    )


def test_forty_steps_of_one_point_get_further_than_the_one_of_forty_that_costs_as_much():
    here = at(step="40")
    assert float(here["loss"]) == pytest.approx(0.780, abs=CLOSE)
    assert int(here["evaluations"]) == 40
    assert float(here["full_loss"]) == pytest.approx(3.78, abs=5e-3)
    assert int(here["full_moved"]) == 1
    assert [int(at(step=step)["full_k"]) for step in ("0", "39", "40")] == [0, 0, 1]
    assert sentence(step="40") == "Step 40, epoch 1: loss 0.780 after 40 gradient evaluations."


def test_until_within_a_fifth_of_the_smallest_loss_it_takes_26_evaluations_or_560():
    first = at()
    assert (int(first["until_near"]), int(first["full_until_near"])) == (26, 560)
    assert "within 20 % of the minimum loss, 0.675: 26 gradient evaluations; the full batch 560" in shown_formula()
    one, all_ = link("Batch size 1, 26 evaluations"), link("Full batch, 560 evaluations")
    least = np.polynomial.Polynomial.fit(X, Y, 1, full=True)[1][0][0] / 40
    assert float(first["minimum_loss"]) == pytest.approx(least, rel=1e-9)
    assert float(at(**one)["loss"]) < 1.2 * least <= float(at(**{**one, "step": "25"})["loss"])
    assert (int(at(**all_)["evaluations"]), int(at(**all_)["k"])) == (560, 14)
    assert float(at(**all_)["loss"]) < 1.2 * least <= float(at(**{**all_, "step": "13"})["loss"])


def test_at_a_constant_rate_the_loss_stays_high_but_not_at_a_falling_one_nor_at_the_mean_of_the_path():
    state = {"rate": "0.02", "epochs": "40", "step": "1600"}
    path, losses = descended(1, 0.02, 40)
    constant, falling = at(**state), at(**state, schedule="inverse")
    assert float(constant["tail_loss"]) == pytest.approx(losses[-400:].mean(), rel=1e-9)
    w, b = path[-400:].mean(0)
    assert float(constant["mean_loss"]) == pytest.approx(np.mean((Y - w * X - b) ** 2), rel=1e-9)
    later = descended(1, 0.02, 40, factor=lambda t: 1 / (1 + t / 200))[1][-400:].mean()
    assert float(falling["tail_loss"]) == pytest.approx(later, rel=1e-9)
    assert later == pytest.approx(0.690, abs=CLOSE)
    assert "last ten epochs: loss 0.967 on average, 0.677 at ◆" in shown_formula(**state)
    rates = shown_formula(**state, schedule="inverse")
    assert "η = 0.02/(1 + t/200), t steps made, now 0.00222" in rates


def test_between_both_limits_the_full_batch_converges_and_single_points_diverge():
    state = {"rate": "0.07", "epochs": "5", "step": "200", "compare": "steps"}
    here = at(**state)
    assert float(here["loss"]) == pytest.approx(1.2e7, abs=5e5)
    assert float(here["full_loss"]) == pytest.approx(0.675, abs=CLOSE)
    assert int(here["full_k"]) == 200
    assert sentence(**state).endswith("With this learning rate the full batch converges, but batch size 1 diverges.")
    # Seven points at x = 0 hide from the full batch how steep the eighth is.
    few = {"points": "10,1" + ";0,0" * 7, "batch": "2", "rate": "0.06", "epochs": "20", "step": "80"}
    assert float(at(**few)["stability_limit"]) > 0.06
    assert sentence(**few).endswith("With this learning rate the full batch converges, but batch size 2 diverges.")
    beyond = sentence(batch="40", rate="0.09", epochs="40", step="40")
    assert beyond.endswith("not below the stability limit of the full batch, 0.0812, so it diverges.")


def test_at_the_minimum_the_gradients_of_single_points_still_have_a_standard_deviation():
    state = link("Start at the minimum")
    here = at(**state)
    assert (float(here["true_w"]), float(here["true_b"]), float(here["norm"])) == (0, 0, 0)
    assert float(here["deviation"]) == pytest.approx(5.79, abs=5e-3)
    assert math.isnan(float(here["angle"]))
    assert sentence(**state) == (
        "The full gradient is 0 here, yet gradients of single points have a standard deviation of 5.79."
    )
    assert sentence(**{**state, "batch": "4"}).startswith(
        "The full gradient is 0 here, yet gradients of batches of 4 have a standard deviation of 2.78"
    )


def test_every_step_is_the_one_of_the_algorithm():
    for batch, rate, epochs, seed in ((1, 0.01, 1, 0), (16, 0.05, 3, 4), (40, 0.02, 5, 1), (7, 0.01, 2, 9)):
        path, losses = descended(batch, rate, epochs, seed)
        table = built(batch=str(batch), rate=str(rate), epochs=str(epochs), seed=str(seed)).tables["time"]
        found = np.stack([table.constants["path_w"], table.constants["path_b"]], axis=-1)
        assert table.places.tolist() == list(range(len(path))), batch
        assert table.rows["loss"][:-1] == pytest.approx(losses, rel=1e-9), batch
        assert found == pytest.approx(path, abs=1e-5), batch


def test_a_seed_fixes_every_draw_and_another_seed_draws_others():
    def forgotten(seed):
        """The scene with nothing left over from an earlier one."""
        runs.run.cache_clear()
        runs.cloud_batches.cache_clear()
        return make(batch=3, epochs=2, seed=seed)

    first, again, other = forgotten(5), forgotten(5), forgotten(6)
    assert packed(first) == packed(again) != packed(other)
    # The same numbers from a generator of our own: they do not come from an earlier call.
    table = first.tables["time"]
    assert table.rows["loss"][:-1] == pytest.approx(descended(3, 0.01, 2, seed=5)[1], rel=1e-9)
    rng, gradients = np.random.default_rng(5), point_gradients(0, 1)
    cloud = np.array([gradients[rng.permutation(40)[:3]].mean(0) for _ in range(200)])
    drawn = first.at("time", 0)
    assert np.stack([drawn["cloud_x"], drawn["cloud_y"]], axis=-1)[::7] == pytest.approx(cloud[::7], abs=1e-4)


def test_the_actions_change_the_seed_or_go_back_with_the_same_one():
    new, same = (action.state for action in built(seed="5", step="12").actions)
    assert (new, same) == ({"seed": "6"}, {"step": ""})
    assert [built(seed=seed).actions[0].state["seed"] for seed in ("999999998", "999999999")] == ["999999999", "0"]


def test_the_last_batch_of_an_epoch_is_short_and_averaged_over_what_it_has():
    table = built(batch="16", epochs="2").tables["time"]
    assert table.rows["size"][:-1].tolist() == [16, 16, 8, 16, 16, 8, 16]
    assert table.rows["evaluations"][:-1].tolist() == [0, 16, 32, 40, 56, 72, 80]
    assert np.isfinite(table.rows["highlighted_x"]).sum(axis=1).tolist() == [16, 16, 8, 16, 16, 8, 16, 16]
    assert sentence(2, batch="16") == "The last batch of this epoch has only 8 points; its gradient is their mean."
    path, losses = descended(16, 0.01, 1)
    assert sentence(3, batch="16") == f"Step 3, epoch 1: loss {losses[3]:.3g} after 40 gradient evaluations."
    short = point_gradients(*path[2])[np.random.default_rng(0).permutation(40)[32:]].mean(0)
    assert (table.rows["batch_w"][2], table.rows["batch_b"][2]) == pytest.approx(short, rel=1e-9)
    assert sentence(1, batch="39") == "The last batch of this epoch has only 1 point; the step uses it alone."


def test_the_highlighted_points_are_those_of_the_batch_that_comes_next():
    order = np.random.default_rng(3).permutation(40)
    row = at(2, batch="5", seed="3")
    assert row["highlighted_x"] == pytest.approx(X[order[10:15]], abs=1e-5)
    assert row["highlighted_y"] == pytest.approx(Y[order[10:15]], abs=1e-5)


def test_the_angle_is_that_between_batch_and_true_gradient():
    order = np.random.default_rng(0).permutation(40)[:4]
    one, true = point_gradients(0, 1)[order].mean(0), point_gradients(0, 1).mean(0)
    cosine = one @ true / math.hypot(*one) / math.hypot(*true)
    assert float(at(batch="4")["angle"]) == pytest.approx(math.degrees(math.acos(cosine)), rel=1e-6)
    assert sentence(batch="4") == "Batch size 4: this gradient is 3.79° off the full gradient. Standard deviation 8.06."


def test_a_sum_shows_three_points_at_most_and_counts_the_others():
    text = shown_formula(batch="16")
    assert "+ … 13 more )/16 = (" in text
    assert text.count(") + (") == 2
    assert "+ … 5 more )/8 = (" in shown_formula(batch="16", step="2")
    assert "∇ℓ of point L = (−7.00, −4.24)" in shown_formula()
    assert "more" not in shown_formula(batch="3").split("g = the same")[0]
    assert "√20 × √(20/39) = 2.69" in shown_formula(batch="20")


@pytest.mark.slow
def test_questions_are_answered_by_their_numbers_on_the_points_of_the_lesson():
    assert [reply("1", batch=str(batch)) for batch in (1, 2, 3, 4, 5, 8)] == [-2, 1, -2, 0, -3, -3]
    assert reply("1", batch="4", points="1,2;2,1;3,4;4,3;5,5") == -1
    second = {"batch": "16", "epochs": "4"}
    assert [reply("2", **second, step=str(k)) for k in range(5)] == [-2, 1, -2, 0, -3]
    assert built(**second).tables["time"].rows["evaluations"][3] == 40
    assert reply("2", batch="8", epochs="4", step="3") == -1
    assert [reply("3", epochs="3", step=str(k)) for k in (0, 1, 39, 40, 41)] == [-2, 1, -2, 0, -3]
    assert len(built(epochs="3").tables["time"].places) == 121
    assert reply("3", batch="2", epochs="3", step="40") == -1


def test_a_question_begins_unanswered_its_answer_is_right_and_no_caption_gives_it_away():
    for name, asked in LESSON.predictions.items():
        assert reply(name, **asked.start) < 0, name
        assert reply(name, **asked.answer) == 0, name
        shown = [one for one in built(**asked.start).figures if one.name not in asked.hidden_until_checked]
        assert not any(slot in one.caption for one in shown for slot in ("{evaluations", "{epoch", "{deviation")), name


def test_an_open_question_leaves_the_address_short():
    for name, asked in LESSON.predictions.items():
        opened = LESSON.rewrite({"points": "3,4", "rate": "0.5"}, {**asked.start, "predict": name})
        assert sum(map(len, opened.values())) < 40, opened
        assert LESSON.read(opened).texts == LESSON.read({"predict": name}).texts


def test_the_replies_name_numbers_that_the_page_has():
    one, two, three = questions.PREDICTIONS
    assert float(at(**one.answer)["deviation"]) == pytest.approx(8.06, abs=5e-3)
    assert float(at(**one.answer)["single"]) / 2 == pytest.approx(8.39, abs=5e-3)
    assert built(**two.answer).tables["time"].rows["size"][:3].tolist() == [16, 16, 8]
    here = at(**three.answer)
    assert (float(here["loss"]), float(here["full_loss"])) == pytest.approx((0.780, 3.78), abs=5e-3)


def test_goals_are_met_by_their_witnesses_and_not_beside_them():
    assert [met("G1", batch=str(batch)) for batch in (1, 2, 3, 4, 5, 40)] == [False, False, False, True, False, False]
    assert met("G2", step="40")
    assert not met("G2", step="4")
    assert not met("G2", batch="40", epochs="20", step="15")
    assert met("G3", rate="0.02", epochs="40", schedule="inverse")
    assert not met("G3", rate="0.02", epochs="40")
    assert not met("G3", rate="0.02", epochs="39", schedule="inverse")
    assert met("G4", rate="0.07", epochs="5", step="200")
    assert not met("G4", rate="0.09", batch="40", epochs="40", step="40")
    assert not met("G4", rate="0.01", epochs="5", step="200")


@pytest.mark.slow
def test_a_rate_follows_its_schedule():
    expected = {
        "constant": [1, 1, 1],
        "step": [1, 0.5, 0.5**4],
        "exponential": [1, 0.998**200, 0.998**800],
        "cosine": [1, (1 + math.cos(math.pi / 8)) / 2, (1 + math.cos(math.pi / 2)) / 2],
        "warm-up": [1 / 21, 1, 1],
        "inverse": [1, 1 / 2, 1 / 5],
    }
    assert list(expected) == list(runs.SCHEDULES)
    for schedule, factors in expected.items():
        for step, factor in zip((0, 200, 800), factors, strict=True):
            here = at(rate="0.02", epochs="40", schedule=schedule, step=str(step))
            assert float(here["current_rate"]) == pytest.approx(0.02 * factor, rel=1e-12), (schedule, step)
    path = descended(20, 0.02, 3, factor=lambda t: (t + 1) / 21)[0]
    found = built(batch="20", rate="0.02", epochs="3", schedule="warm-up").tables["time"].constants
    assert found["path_w"] == pytest.approx(path[:, 0], abs=1e-5)


def test_the_paths_are_compared_at_equal_work_or_at_equal_steps():
    by_work, by_steps = built(batch="10", epochs="3"), built(batch="10", epochs="3", compare="steps")
    assert by_work.tables["time"].constants["work"].tolist() == list(range(0, 121, 10))
    assert by_work.tables["time"].constants["full_work"].tolist() == [0, 40, 80, 120]
    assert by_steps.tables["time"].constants["work"].tolist() == list(range(13))
    assert by_steps.tables["time"].constants["full_work"].tolist() == list(range(13))
    assert by_work.shared["epochs_x"][::3].tolist() == [40, 80, 120]
    assert by_steps.shared["epochs_x"][::3].tolist() == [4, 8, 12]
    assert built(epochs="40").shared["epochs_x"][::3].tolist() == [200 * k for k in range(1, 9)]
    full = descended(40, 0.01, 12)[1]
    assert by_work.tables["time"].rows["full_loss"][:-1] == pytest.approx(full[np.arange(13) // 4], rel=1e-9)
    assert by_steps.tables["time"].rows["full_loss"][:-1] == pytest.approx(full, rel=1e-9)


def test_the_axes_of_the_gradients_depend_on_points_and_start_only_and_hold_cloud_and_circle():
    axes = {"x": "gradient_w_range", "y": "gradient_b_range"}
    first, here = built().shared, at()
    for state in ({"batch": "20"}, {"rate": "0.07"}, {"seed": "3"}, {"step": "30"}):
        assert built(**state).shared[axes["x"]].tolist() == first[axes["x"]].tolist(), state
    for name, axis in axes.items():
        low, high = here[axis]
        for part in ("cloud", "circle"):
            assert low < here[f"{part}_{name}"].min() <= here[f"{part}_{name}"].max() < high
    # From a line above all points every gradient points one way; at the minimum they point all ways.
    above = built(start="0.8,3.5").shared
    at_minimum = point_gradients(*np.polyfit(X, Y, 1))
    for axis, ends in zip(axes.values(), at_minimum.T, strict=True):
        assert above[axis][0] < ends.min() < ends.max() < above[axis][1]
    wide, tall = (np.ptp(first[axis]) for axis in axes.values())
    assert wide / tall == pytest.approx(1.2)


def test_a_long_path_has_its_cloud_at_the_present_step_only_and_says_so():
    for compare in ("cost", "steps"):
        state = {"epochs": "40", "step": "803", "compare": compare}
        scene = built(**state)
        table = scene.tables["time"]
        assert table.places.tolist() == list(range(0, 1601, 8))
        assert table.now == 803
        assert table.rows["known"].tolist() == [0] * 201 + [1]
        assert table.rows["cloud_k"].tolist() == [-1] * 201 + [39]
        assert len(table.constants["path_w"]) == 1601
        assert table.constants["hover_w"].tolist() == table.constants["path_w"][::8].tolist()
        assert scene.figures[0].caption.endswith("every single point at this step")
        assert shown_formula(50, **state).startswith("g of the batch: let go to see its numbersη = 0.01")
    on_grid = built(epochs="40", step="800").tables["time"]
    assert np.flatnonzero(on_grid.rows["known"]).tolist() == [100, 201]
    assert float(at(epochs="40", step="803")["loss"]) == pytest.approx(descended(1, 0.01, 40)[1][803], rel=1e-9)


def test_other_points_have_a_default_rate_below_their_stability_limit():
    here = at(points=FIVE)
    assert (float(here["rate"]), float(here["w0"]), float(here["b0"])) == (0.01, 0.0, 1.0)
    assert (float(here["true_w"]), float(here["true_b"])) == pytest.approx((-15.2, -4.0), rel=1e-12)
    assert float(here["stability_limit"]) == pytest.approx(0.0845, abs=5e-5)
    assert int(at(points=FIVE, batch="16")["B"]) == 5
    assert sentence(points=FIVE, batch="16").startswith("The batch holds all 5 points")
    far = at(points="2000,3;2001,5;2002,4;2010,9", epochs="40", step="160")
    assert float(far["loss"]) < 1e3


def test_the_points_of_the_lesson_need_not_be_said_and_others_go_along_to_the_next_lesson():
    parameter = LESSON.parameters[0]
    written = own_points.text(runs.FORTY)
    assert parameter.parse(written) is runs.FORTY
    assert parameter.short(parameter.parse(written)) == parameter.short(parameter.parse("")) == ""
    assert parameter.short(parameter.parse("1,2;3,4")) == "1,2;3,4"
    texts = LESSON.read({"points": "1,2;3,4", "start": "0,2", "rate": "0.3", "batch": "2"}).texts
    along = {"surface": "points_mse", "points": "1,2;3,4", "start": "0,2", "rate": "0.3"}
    assert LESSON.linked_state["gradient-descent"](texts) == along
    assert LESSON.linked_state["gradient-descent"](LESSON.read({}).texts)["points"] == point_texts.write(runs.FORTY)


def test_what_means_nothing_is_refused_in_words():
    for name, text, words_of_refusal in (
        ("batch", "0", "give a whole number from 1 to 10,000"),
        ("batch", "2.5", "whole number"),
        ("rate", "-1", "from 0 to 1,000"),
        ("rate", "fast", "is no number"),
        ("start", "1", "give two numbers, such as 0, 1"),
        ("seed", "-1", "whole number from 0"),
        ("epochs", "41", "from 1 to 40"),
        ("step", "soon", "whole number from 0"),
        ("schedule", "slowly", "there is constant, step"),
        ("compare", "time", "there is cost, steps"),
        ("points", "1,2,3", "give x and y"),
    ):
        state = LESSON.read({name: text})
        assert words_of_refusal in state.refused[name][1], (name, state.refused)
        assert state.values == LESSON.read({}).values, name


def test_a_step_beyond_the_end_is_the_end():
    assert int(at(step="99999")["k"]) == 40
    assert int(at(batch="40", step="30")["k"]) == 1


@pytest.mark.slow
def test_at_the_edges_there_are_words_axes_and_tracks():
    for address in (*EDGES, *FARTHEST, *LARGE):
        scene = built(**address)
        last = len(scene.tables["time"].places)
        for row in {*range(0, last, 9), last - 1, last}:
            said = scene.sentence("time", row)
            assert "–" not in said, (address, row, said)
            assert len(said) <= 140, (address, row, said)
        for name in ("gradient_w_range", "gradient_b_range", "work_range", "ends", "level", "grid_w", "grid_b"):
            assert np.isfinite(scene.shared[name]).all(), (address, name)
        for grid in scene.grids.values():
            assert all(low < high for low, high in zip(grid.low, grid.high, strict=True)), address
            assert all(step > 0 for step in grid.step), address


def test_one_point_has_no_batch_handle_and_a_perfect_line_does_not_move():
    assert "batch" not in {handle.name for handle in built(points="3,4").handles}
    assert sentence(points="3,4").startswith("There is only one point")
    assert sentence(points="0,0;1,1;2,2", start="1,0").startswith("The line passes through every point")
    assert np.isnan(at(points="3,1;3,2;3,5")["best_w"])
    assert "all points share one x, so many lines are equally good" in shown_formula(points="3,1;3,2;3,5")
    assert "share one x" not in shown_formula()


@pytest.mark.slow
def test_ten_thousand_points_are_all_counted_and_some_of_them_drawn():
    for batch, epochs in ((1, 1), (1, 2), (64, 4), (10_000, 40), (5_000, 1)):
        scene = make(points=MANY, batch=batch, epochs=epochs)
        here = scene.at("time")
        residuals = MANY.y - here["w0"] * MANY.x - here["b0"]
        gradients = -2 * np.stack([MANY.x, np.ones(len(MANY))], axis=-1) * residuals[:, None]
        assert (float(here["true_w"]), float(here["true_b"])) == pytest.approx(gradients.mean(0), rel=1e-9)
        single = math.sqrt(((gradients - gradients.mean(0)) ** 2).sum(1).mean())
        assert float(here["single"]) == pytest.approx(single, rel=1e-9)
        assert len(scene.shared["x"]) == 1_500
        captions = {figure.name: figure.caption for figure in scene.figures}
        assert "1,500 are drawn" in captions["points"]
        steps = -(-10_000 // batch) * epochs
        assert int(here["steps"]) == min(steps, 2_000)
        assert ("cut off after 2,000 steps" in captions["loss"]) == (steps > 2_000)
        assert len(packed(scene)) < 75 * 1024
        if batch == 64:
            highlighted = scene.tables["time"].rows["highlighted_x"].shape[1]
            assert 1 <= highlighted < 64
            assert captions["points"].startswith(f"{highlighted} of the batch’s 64")


@pytest.mark.slow
def test_messages_are_small():
    assert len(packed(built())) <= 50 * 1024
    assert max(len(packed(built(batch=str(batch)))) for batch in range(1, 41)) <= 58 * 1024
    assert len(packed(built(epochs="40", rate="0.02", step="1600"))) <= 60 * 1024


def test_every_note_of_a_link_tells_the_truth_of_its_state():
    own = {parameter.name for parameter in LESSON.parameters} - {"speed"}
    assert all(set(one.state) == own for one in words.LINKS)
    assert float(at(**link("Batch size 20"))["deviation"]) == pytest.approx(2.69, abs=5e-3)
    assert float(at(**link("Full batch of 40"))["deviation"]) == 0
    arrived = at(**link("η = 0.07: full batch converges"))
    assert float(arrived["loss"]) == pytest.approx(descended(40, 0.07, 40)[1][-1], rel=1e-9)
    assert float(arrived["loss"]) == pytest.approx(0.685, abs=CLOSE)
    assert descended(40, 0.07, 200)[1][-1] == pytest.approx(0.675, abs=CLOSE)


def test_a_figure_is_made_again_only_when_what_it_shows_is_another_one():
    first = built().figures
    assert built(step="3").figures[0] is first[0]
    assert built(batch="4").figures[1] is first[1]
    assert built(batch="4").figures[0] is not first[0]


CORNER_STATES = [
    {},
    {"batch": "40", "epochs": "20", "step": "14"},
    {"rate": "0.07", "epochs": "5", "step": "200", "compare": "steps"},
    {"rate": "0.02", "epochs": "40", "step": "1600"},
    {"rate": "0.0001", "epochs": "2"},
    {"rate": "0.0974", "batch": "40", "epochs": "40"},
    {"rate": "0"},
]


@pytest.mark.parametrize("address", CORNER_STATES)
def test_the_numbers_of_the_loss_stand_in_a_corner_that_no_curve_enters(address):
    scene = built(**address)
    now = scene.at("time")
    axis = next(one for one in scene.figures if one.name == "loss").plot["layout"]["yaxis"]["range"]
    heights = (now["label_y"] - axis[0]) / (axis[1] - axis[0])
    at_right, end = float(now["label_x"]) > 0, max(float(now["work"][-1]), 1.0)
    assert len({one.anchor for one in scene.labels if one.figure == "loss"} - {"left" if at_right else "right"}) == 0
    edge = heights.min() - 0.07 if heights.mean() > 0.5 else heights.max() + 0.07
    for across, up in ((now["work"], now["height"]), (now["full_work"], now["full_height"])):
        share = np.clip((up - axis[0]) / (axis[1] - axis[0]), 0, 1)
        near = share[(across >= 0.25 * end if at_right else across <= 0.75 * end) & (across <= end)]
        assert (near <= edge).all() if heights.mean() > 0.5 else (near >= edge).all(), (edge, near)


def test_the_name_of_an_arrow_that_leaves_the_frame_stands_where_it_leaves():
    here = at(rate="0.07", epochs="5", step="200", compare="steps")
    low, high = np.array([here["gradient_w_range"], here["gradient_b_range"]]).T
    for tip, name in (("true", "full_name"), ("batch", "batch_name")):
        end, place = (np.array([here[f"{one}_x"], here[f"{one}_y"]], float) for one in (tip, name))
        assert (end < low).any()
        assert ((place >= low - 1e-3) & (place <= high + 1e-3)).all()
        assert np.isclose(place, low, rtol=1e-4).any()
        assert place[0] * end[1] == pytest.approx(place[1] * end[0], rel=1e-3)


@pytest.mark.slow
def test_of_both_gradients_the_one_that_ends_higher_has_its_name_above():
    for step in range(41):
        here = at(step=str(step))
        above = {
            one.text
            for one in built(step=str(step)).labels
            if one.figure == "gradients" and one.anchor == "high" and template.holds(one.when, here)
        }
        assert above == {"batch" if float(here["batch_y"]) >= float(here["true_y"]) else "full"}, step
