"""Two losses: the numbers of the lesson under both, when the gradient of squared error vanishes, and what is said."""

import warnings
from functools import cache

import numpy as np
import pytest

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.binary_cross_entropy.two_losses import quantities, words
from lossviz.lessons.binary_cross_entropy.two_losses.scene import FOLD
from lossviz.lessons.binary_cross_entropy.two_losses.words import (
    BOTH_NEAR,
    ON_THE_WAY,
    OSCILLATES,
    START,
    VANISHING,
    ZERO_RATE,
)
from lossviz.live.message import packed
from lossviz.scene import template
from lossviz.theory.descent import Path
from tests.lessons.binary_cross_entropy.two_losses_states import STATES

X, Y = np.array([-3, -2, -1, 1, 2, 3]), np.array([0, 0, 1, 0, 1, 1])


@cache
def built(address):
    """The scene at an address, built once."""
    state = parse_state(FOLD.parameters, dict(address))
    assert not state.refused, state.refused
    assert set(dict(address)) <= set(state.values), address
    return FOLD.scene(**{one.key: state.values[one.name] for one in FOLD.parameters})


def fold(**said):
    """The scene for texts of start, rate, step and speed."""
    return built(tuple((f"two-losses.{name}", str(text)) for name, text in said.items()))


def now(**said):
    return fold(**said).at("time")


def by_hand(start, rate, updates):
    """Both descents, written out once more: places and losses after so many updates."""
    places = [np.array(start, dtype=float), np.array(start, dtype=float)]
    for _ in range(updates):
        for i, w in enumerate(places):
            p = 1 / (1 + np.exp(-(w[0] * X + w[1])))
            derivative = (p - Y) * (2 * p * (1 - p) if i else 1) / 6
            places[i] = w - rate * np.array([derivative @ X, derivative.sum()])
    z = [w[0] * X + w[1] for w in places]
    cross = -np.where(Y, -np.logaddexp(0, -z[0]), -np.logaddexp(0, z[0])).mean()
    return places, [cross, ((1 / (1 + np.exp(-z[1])) - Y) ** 2).mean()]


def test_the_lessons_numbers_can_be_read():
    first, ten, hundred, last = (now(step=step) for step in (0, 10, 100, 1000))
    assert first["loss"] == pytest.approx([6.673, 0.667], abs=5e-4)
    assert first["w"].tolist() == [-4, -4]
    assert (ten["w"][0], ten["loss"][0]) == pytest.approx((0.649, 0.481), abs=5e-4)
    assert (first["best_w"][0], first["best"][0]) == pytest.approx((0.732, 0.479), abs=5e-4)
    assert (last["w"][0], last["loss"][0], last["correct"][0]) == pytest.approx((0.732, 0.479, 4), abs=5e-4)
    assert (hundred["w"][1], hundred["loss"][1]) == pytest.approx((-3.987, 0.667), abs=5e-4)
    assert (last["w"][1], last["loss"][1]) == pytest.approx((-3.857, 0.667), abs=5e-4)


def test_both_descents_have_one_start_one_rate_and_each_its_own_loss():
    for start, rate, step in [((-4, 0), 0.5, 7), ((3, 3), 0.5, 357), ((-4, 3), 2.05, 1000), ((1.25, -2), 5, 40)]:
        here = now(start=f"{start[0]},{start[1]}", rate=rate, step=step)
        places, losses = by_hand(start, rate, step)
        assert here["w"] == pytest.approx([w[0] for w in places], rel=1e-9), start
        assert here["loss"] == pytest.approx(losses, rel=1e-9), start
        assert np.stack([here["dot_w"], here["dot_b"]], axis=-1) == pytest.approx(np.array(places), rel=1e-6), start
        further, _ = by_hand(start, rate, step + 1)
        assert here["next"] == pytest.approx([w[0] for w in further], rel=1e-9), start
        assert here["w"] - rate * here["gradient_w"] == pytest.approx(here["next"], rel=1e-12), start


def test_every_place_of_the_track_is_its_update_exactly_and_round():
    scene, track = fold(step=357), quantities.TRACK
    assert track[:21].tolist() == list(range(21))
    assert {10, 20, 100, 200, 500, 1000} <= set(track.tolist())
    assert (np.diff(track) > 0).all()
    for row, update in enumerate(track.tolist()):
        here, fresh = scene.at("time", row), now(step=update)
        assert (here["step"], here["place"]) == (update, row)
        assert here["w"].tolist() == fresh["w"].tolist()
        assert here["loss"].tolist() == fresh["loss"].tolist()
    assert scene.at("time")["step"] == 357
    assert np.interp(scene.tables["time"].now, np.arange(75), track) == 357


def test_paths_are_drawn_up_to_the_present_update_and_show_both_sides_of_an_oscillation():
    scene, steps = fold(rate=4), quantities.CURVE_STEPS
    for row in range(75):
        here = scene.at("time", row)
        assert steps[int(here["upto"])] == here["step"]
        assert here["w0"][int(here["upto"])] == pytest.approx(here["w"][0], abs=1e-5)
    assert now(step=357)["upto"] == steps.tolist().index(355)
    here = scene.at("time")
    late = here["w0"][-60:] > here["best_w"][0]
    assert (late[1:] != late[:-1]).all()


def test_maps_have_the_heights_of_their_losses():
    here = now()
    w, b = (here[f"grid_{axis}"].astype(float) for axis in "wb")
    z = w[:, None] * X + b[:, None, None]
    cross = (np.logaddexp(0, z) - Y * z).mean(-1)
    square = ((1 / (1 + np.exp(-z)) - Y) ** 2).mean(-1)
    assert here["surface0"] == pytest.approx(cross.reshape(-1), rel=1e-5)
    assert here["surface1"] == pytest.approx(square.reshape(-1), rel=1e-5)


def test_curves_are_the_predictions_of_both_and_correct_answers_are_counted():
    here = now(step=10)
    for i in range(2):
        z = here["dot_w"][i] * here["sigmoid_x"].astype(float) + here["dot_b"][i]
        assert here[f"sigmoid{i}"] == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-5)
    # w 0.649: only -1 and 1 are on the wrong side. w -4: only they are on the right one.
    assert here["correct"].tolist() == [4, 2]


def test_the_case_fits_what_happened():
    for state, case in [
        ({}, START),
        ({"step": 1}, VANISHING),
        ({"step": 1000}, VANISHING),
        ({"start": "0,0", "step": 10}, BOTH_NEAR),
        ({"start": "-3,0", "step": 200}, VANISHING),
        ({"start": "-3,0", "step": 420}, ON_THE_WAY),
        ({"start": "-3,0", "step": 450}, BOTH_NEAR),
        ({"start": "-1,1", "step": 3}, ON_THE_WAY),
        ({"start": "-4,3", "step": 1000}, VANISHING),
        ({"start": "3,3", "step": 100}, ON_THE_WAY),
        ({"rate": 5, "step": 400}, OSCILLATES),
        # It settled from side to side; that is no oscillation any more.
        ({"rate": 3, "step": 100}, VANISHING),
        ({"rate": 0, "step": 9}, ZERO_RATE),
        ({"rate": 0}, ZERO_RATE),
    ]:
        assert now(**state)["case"] == case, state


def test_squared_error_that_rises_does_not_stall():
    still = np.zeros((4, 2))
    falling = Path(still, np.array([3, 2, 1, 0.6]), still)
    for losses, case in (([0.4, 0.4, 0.4, 0.4], VANISHING), ([0.4, 0.4, 0.5, 0.6], ON_THE_WAY)):
        both = (falling, Path(still, np.array(losses), still))
        assert quantities.cases(both, 0.5, np.array([3])) == case


def test_sentences_have_the_numbers_in_them():
    for state, sentence in [
        ({}, "Start w −4, b 0: cross-entropy 6.67, squared error 0.667. Press Play, or drag the start."),
        ({"step": 10}, "Update 10: cross-entropy 0.481; squared error, with a vanishing gradient, still 0.667."),
        ({"start": "3,3", "step": 100}, "Update 100: cross-entropy 0.479, 4 of 6 right; squared error 0.182, 5 of 6."),
        (
            {"start": "-3,0", "step": 1000},
            "Update 1,000: both within 0.01 of their minimum, cross-entropy since 7, squared error since 436.",
        ),
    ]:
        assert fold(**state).sentence() == sentence


def test_the_formula_has_the_step_of_each_with_its_numbers():
    scene = fold(step=10)
    lines = ["".join(template.write(part.text, scene.at("time")) for part in line) for line in scene.formula]
    assert " = 0.481, 4 of 6 right   minimum: 0.479, at w 0.732" in lines[0]
    assert lines[1].endswith("(ŷ − y) x = 0.649 − 0.5 × (−0.0488) = 0.674")
    assert " = 0.667, 2 of 6 right   minimum: 0.163, at w 0.572" in lines[2]
    assert lines[3].endswith("2(ŷ − y) · ŷ(1 − ŷ) · x = −4.00 − 0.5 × (−0.000248) = −4.00")


@pytest.mark.slow
def test_goals_are_met_by_the_whole_descent_whatever_update_is_shown():
    for state, soon, stalls in [
        ({}, 1, 1),
        ({"step": 3}, 1, 1),
        ({"rate": 0.05}, 0, 1),
        ({"start": "0,0"}, 1, 0),
        ({"start": "-2,0", "step": 20}, 1, 0),
        ({"start": "3,3"}, 0, 0),
        ({"rate": 3}, 1, 0),
        ({"rate": 5}, 0, 0),
        ({"start": "-4,3"}, 0, 1),
    ]:
        start = [float(part) for part in state.get("start", "-4,0").split(",")]
        rate = state.get("rate", 0.5)
        assert (min(by_hand(start, rate, k)[1][0] for k in range(21)) <= 0.48) == soon, state
        assert (by_hand(start, rate, 1000)[1][1] > 0.66) == stalls, state
        scene = fold(**state)
        assert {goal.name: scene.at("time")[goal.met] for goal in scene.goals} == {"G3": soon, "G4": stalls}, state


def test_the_goal_counts_twenty_updates_and_not_one_more():
    # Rates at which the loss is 0.48 or less for the first time at update 21, and at update 20.
    for last, met in ((21, 0), (20, 1)):
        rate = next(
            rate
            for rate in np.arange(0.2, 0.5, 0.002).tolist()
            if by_hand((-4, 0), rate, last - 1)[1][0] > 0.48 >= by_hand((-4, 0), rate, last)[1][0]
        )
        assert now(rate=rate)["goal0"] == met


def test_the_notes_of_the_links_are_true():
    links = {link.text: link for link in words.LINKS}
    ten, vanishing, none, late, other, high = (built(tuple(link.state.items())).at("time") for link in links.values())
    assert [text.partition(":")[0] for text in links] == [
        "10 updates",
        "1,000 updates",
        "Start 0, 0",
        "Start −3, 0",
        "Start 3, 3",
        "η = 5",
    ]
    assert (ten["loss"][0], ten["w"][0], ten["correct"][0]) == pytest.approx((0.481, 0.649, 4), abs=5e-4)
    assert ten["loss"][1] == pytest.approx(now()["loss"][1], abs=1e-4)
    assert vanishing["w"][1] == pytest.approx(-3.86, abs=5e-3)
    assert none["case"] == BOTH_NEAR
    assert late["steps_to_best"][1] == 436
    assert late["loss"][1] == pytest.approx(0.665, abs=5e-4)
    assert (other["loss"][1], other["correct"].tolist()) == (pytest.approx(0.173, abs=5e-4), [4, 5])
    assert other["loss"][0] == pytest.approx(0.479, abs=5e-4)
    assert high["case"] == OSCILLATES
    assert 350 < high["steps_to_best"][1] < 400
    assert "does not always vanish" in links["Start 0, 0: both converge"].note


def test_the_start_can_be_set_on_either_map_and_the_rate_on_a_track():
    scene = fold(start="2.5,-3.05", rate=7)
    starts = [handle for handle in scene.handles if handle.grid == "start"]
    assert [handle.figure for handle in starts] == ["cross-entropy", "squared-error"]
    assert {handle.axis for handle in starts} == {"xy"}
    assert scene.grids["start"].now == (2.5, -3.05)
    assert scene.grids["start"].commit == {"two-losses.start": "{x},{y}"}
    rate = scene.grids["rate"]
    assert rate.high[0] < rate.now[0] < rate.high[0] + rate.step[0]
    assert scene.at("time")["rate"] == 7
    assert fold().grids["rate"].now == (0.5,)


def test_a_start_beyond_the_map_stands_at_its_edge():
    here = now(start="-50,9")
    assert (here["start_w"], here["start_b"]) == (-6, 6)
    assert here["start"].tolist() == [-50, 9]
    assert here["inside"].tolist() == [0, 0]
    # Its marks are drawn no more than 20 frames of 10 by 12 away.
    far = now(start="1e9,-1e9", rate=0)
    assert (far["dot_w"].tolist(), far["dot_b"].tolist()) == ([204, 204], [-246, -246])


def test_huge_and_tiny_numbers_give_numbers_and_no_warning():
    for state in (
        {"start": "1e150,-1e150", "rate": "1e150"},
        {"start": "0,1e150", "step": 1000},
        {"start": "1e-300,0", "rate": "1e-300"},
        {"start": "-1e150,1e150", "rate": 0},
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            scene = fold(**state)
            packed(scene)
        for row in (0, 40, -1):
            here = scene.at("time", row)
            for name in ("w", "loss", "gradient_w", "next", "dot_w", "log10_loss0", "sigmoid0", "sigmoid1"):
                assert not np.isnan(here[name]).any(), (state, row, name)


def test_what_means_nothing_is_refused_in_words():
    for name in ("start", "rate", "step", "speed"):
        parameter = next(one for one in FOLD.parameters if one.key == name)
        for text in ("minus one", "nan", "inf", "1e999", "-1,2,3", "0x1", "-7", "1001"):
            if (name, text) != ("rate", "1001"):
                with pytest.raises(ValueError, match=r"\w+ \w+"):
                    parameter.parse(text)


def test_the_first_state_needs_no_word_in_the_address():
    state = parse_state(FOLD.parameters, {})
    assert {one.key: state.values[one.name] for one in FOLD.parameters} == {
        "start": (-4.0, 0.0),
        "rate": 0.5,
        "step": 0,
        "speed": "1",
    }
    assert {one.short(state.values[one.name]) for one in FOLD.parameters} == {""}


def test_the_message_is_small():
    for address in STATES["two-losses"]:
        scene = built(tuple(address.items()))
        assert len(packed(scene)) <= 50_000, address
        assert len(packed(scene, current_row_only=True)) <= 36_000, address


def test_nothing_of_a_cached_path_can_be_changed():
    for path in quantities.paths((-4.0, 0.0), 0.5):
        with pytest.raises(ValueError, match="read-only"):
            path.points[0] = 7


def test_the_loss_curves_end_where_the_handle_does():
    scene = built(())
    axis = next(figure for figure in scene.figures if figure.name == "losses").plot["layout"]["xaxis"]
    assert list(axis["range"]) == [scene.tables["time"].places[0], scene.tables["time"].places[-1]]
