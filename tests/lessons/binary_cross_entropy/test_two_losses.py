"""Two surfaces: the numbers of the lesson under both losses, who stalls and who does not, and what is said of it."""

import math
import time
import warnings

import numpy as np
import pytest

from lossviz.lessons.binary_cross_entropy.two_losses import quantities as two_surfaces_walks
from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_surfaces
from lossviz.lessons.binary_cross_entropy.two_losses import words as two_surfaces_words
from lossviz.lessons.binary_cross_entropy.two_losses.words import DOWN, ON, RESTS, STALLS, START, SWINGS
from lossviz.live.message import packed
from lossviz.scene.source import meanings
from lossviz.theory.descent import Path
from tests.lessons.test_every_lesson import spoken

X, Y = np.array([-3, -2, -1, 1, 2, 3]), np.array([0, 0, 1, 0, 1, 1])


def shown(**said):
    return two_surfaces.scene(**meanings(two_surfaces.PARAMETERS, said)[0])


def now(scene, row=-1):
    return scene.at("time", row)


def said(scene, row=-1):
    here = now(scene, row)
    return spoken(scene.says[int(here["case"])], here, scene)


def by_hand(start, rate, updates):
    """Both walks, written out once more: places and losses after so many updates."""
    places = [np.array(start, dtype=float), np.array(start, dtype=float)]
    for _ in range(updates):
        for i, w in enumerate(places):
            yes = 1 / (1 + np.exp(-(w[0] * X + w[1])))
            push = (yes - Y) * (2 * yes * (1 - yes) if i else 1) / 6
            places[i] = w - rate * np.array([push @ X, push.sum()])
    z = [w[0] * X + w[1] for w in places]
    cross = -np.where(Y, -np.logaddexp(0, -z[0]), -np.logaddexp(0, z[0])).mean()
    return places, [cross, ((1 / (1 + np.exp(-z[1])) - Y) ** 2).mean()]


def test_the_lessons_numbers_can_be_read():
    first, ten, hundred, last = (now(shown(after=after)) for after in ("", "10", "100", "1000"))
    assert first["loss"] == pytest.approx([6.673, 0.667], abs=5e-4)
    assert first["w"].tolist() == [-4, -4]
    assert (ten["w"][0], ten["loss"][0]) == pytest.approx((0.649, 0.481), abs=5e-4)
    assert (first["best_w"][0], first["best"][0]) == pytest.approx((0.732, 0.479), abs=5e-4)
    assert (last["w"][0], last["loss"][0], last["right"][0]) == pytest.approx((0.732, 0.479, 4), abs=5e-4)
    assert (hundred["w"][1], hundred["loss"][1]) == pytest.approx((-3.987, 0.667), abs=5e-4)
    assert (last["w"][1], last["loss"][1]) == pytest.approx((-3.857, 0.667), abs=5e-4)


@pytest.mark.parametrize(
    ("pair", "stride", "after"), [((-4, 0), 0.5, 7), ((3, 3), 0.5, 357), ((-4, 3), 2.05, 1000), ((1.25, -2), 5, 40)]
)
def test_both_walks_have_one_start_one_rate_and_each_its_own_loss(pair, stride, after):
    here = now(shown(pair=f"{pair[0]},{pair[1]}", stride=str(stride), after=str(after)))
    places, losses = by_hand(pair, stride, after)
    assert here["w"] == pytest.approx([w[0] for w in places], rel=1e-9)
    assert here["loss"] == pytest.approx(losses, rel=1e-9)
    assert np.stack([here["dot_w"], here["dot_b"]], axis=-1) == pytest.approx(np.array(places), rel=1e-6)
    further, _ = by_hand(pair, stride, after + 1)
    assert here["next"] == pytest.approx([w[0] for w in further], rel=1e-9)
    assert here["w"] - stride * here["slope"] == pytest.approx(here["next"], rel=1e-12)


def test_every_place_of_the_track_is_its_update_exactly_and_round():
    scene = shown(after="357")
    assert two_surfaces_walks.TRACK[:21].tolist() == list(range(21))
    assert {10, 20, 100, 200, 500, 1000} <= set(two_surfaces_walks.TRACK.tolist())
    assert (np.diff(two_surfaces_walks.TRACK) > 0).all()
    for row, update in enumerate(two_surfaces_walks.TRACK.tolist()):
        here, fresh = now(scene, row), now(shown(after=str(update)))
        assert (here["k"], here["place"]) == (update, row)
        assert here["w"].tolist() == fresh["w"].tolist()
        assert here["loss"].tolist() == fresh["loss"].tolist()
    assert scene.at("time")["k"] == 357
    assert 340 < np.interp(scene.tables["time"].now, np.arange(75), two_surfaces_walks.TRACK) == 357


def test_of_the_walks_as_much_is_drawn_as_has_been_walked_and_both_walls_of_a_swing():
    scene = shown(stride="4")
    drawn = two_surfaces_walks.DRAWN
    for row in range(75):
        here = now(scene, row)
        assert drawn[int(here["upto"])] == here["k"]
        assert here["w0"][int(here["upto"])] == pytest.approx(here["w"][0], abs=1e-5)
    assert now(shown(after="357"))["upto"] == drawn.tolist().index(355)
    walls = now(scene)["w0"][-60:]
    assert (np.diff(np.sign(walls - walls.mean())) != 0).all()
    best = now(scene)["best_w"][0]
    assert ((walls[1:] > best) != (walls[:-1] > best)).all()


def test_maps_have_the_heights_of_their_losses():
    here = now(shown())
    w, b = (here[f"grid_{axis}"].astype(float) for axis in "wb")
    z = w[:, None] * X + b[:, None, None]
    cross = (np.logaddexp(0, z) - Y * z).mean(-1)
    square = ((1 / (1 + np.exp(-z)) - Y) ** 2).mean(-1)
    assert here["height0"] == pytest.approx(cross.reshape(-1), rel=1e-5)
    assert here["height1"] == pytest.approx(square.reshape(-1), rel=1e-5)


def test_curves_are_the_forecasts_of_both_and_right_answers_are_counted():
    here = now(shown(after="10"))
    for i in range(2):
        z = here["dot_w"][i] * here["along"].astype(float) + here["dot_b"][i]
        assert here[f"said{i}"] == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-5)
    # w 0.649: only -1 and 1 are on the wrong side. w -4: only they are on the right one.
    assert here["right"].tolist() == [4, 2]


@pytest.mark.parametrize(
    ("state", "case"),
    [
        ({}, START),
        ({"after": "1"}, STALLS),
        ({"after": "1000"}, STALLS),
        ({"pair": "0,0", "after": "10"}, DOWN),
        ({"pair": "-3,0", "after": "200"}, STALLS),
        ({"pair": "-3,0", "after": "420"}, ON),
        ({"pair": "-3,0", "after": "450"}, DOWN),
        ({"pair": "-1,1", "after": "3"}, ON),
        ({"pair": "-4,3", "after": "1000"}, STALLS),
        ({"pair": "3,3", "after": "100"}, ON),
        ({"stride": "5", "after": "400"}, SWINGS),
        # It settled from side to side; that is no swing any more.
        ({"stride": "3", "after": "100"}, STALLS),
        ({"stride": "0", "after": "9"}, RESTS),
        ({"stride": "0"}, RESTS),
    ],
)
def test_what_is_said_fits_what_happened(state, case):
    assert now(shown(**state))["case"] == case


def test_squared_error_that_rises_does_not_stall():
    still = np.zeros((4, 2))
    falls = Path(still, np.array([3, 2, 1, 0.6]), still)
    for losses, case in (([0.4, 0.4, 0.4, 0.4], STALLS), ([0.4, 0.4, 0.5, 0.6], ON)):
        both = (falls, Path(still, np.array(losses), still))
        assert two_surfaces_walks.cases(both, 0.5, np.array([3])) == case


def test_sentences_have_the_numbers_in_them():
    assert said(shown()) == (
        "Both begin at w -4, b 0: cross-entropy 6.67, squared error 0.667. Play, or pull the start."
    )
    assert said(shown(after="10")) == (
        "Update 10: cross-entropy 0.481, squared error still 0.667: hardly any push there."
    )
    assert said(shown(pair="3,3", after="100")) == (
        "Update 100: cross-entropy 0.479, 4 of 6 right; squared error 0.182, 5 of 6."
    )
    assert "cross-entropy first at 7, squared error at 436." in said(shown(pair="-3,0", after="1000"))


def test_the_formula_has_the_step_of_each_with_its_numbers():
    scene = shown(after="10")
    text = ["".join(part.text for part in line) for line in scene.formula]
    lines = [spoken(line, now(scene), scene) for line in text]
    assert " = 0.481, 4 of 6 right   best: 0.479, at w 0.732" in lines[0]
    assert lines[1].endswith("(ŷ − y) x = 0.649 − 0.5 × -0.0488 = 0.674")
    assert " = 0.667, 2 of 6 right   best: 0.163, at w 0.572" in lines[2]
    assert lines[3].endswith("2(ŷ − y) · ŷ(1 − ŷ) · x = -4.00 − 0.5 × -0.000248 = -4.00")


@pytest.mark.parametrize(
    ("state", "soon", "stalls"),
    [
        ({}, 1, 1),
        ({"after": "3"}, 1, 1),
        ({"stride": "0.05"}, 0, 1),
        ({"pair": "0,0"}, 1, 0),
        ({"pair": "-2,0", "after": "20"}, 1, 0),
        ({"pair": "3,3"}, 0, 0),
        ({"stride": "3"}, 1, 0),
        ({"stride": "5"}, 0, 0),
        ({"pair": "-4,3"}, 0, 1),
    ],
)
def test_goals_are_judged_by_the_whole_walk_whatever_update_is_shown(state, soon, stalls):
    pair = [float(part) for part in state.get("pair", "-4,0").split(",")]
    rate = float(state.get("stride", "0.5"))
    assert (min(by_hand(pair, rate, k)[1][0] for k in range(21)) <= 0.48) == soon
    assert (by_hand(pair, rate, 1000)[1][1] > 0.66) == stalls
    here = now(shown(**state))
    assert (here["goal0"], here["goal1"]) == (soon, stalls)
    assert [goal.name for goal in two_surfaces.GOALS] == ["G3", "G4"]
    assert [here[goal.met] for goal in two_surfaces.GOALS] == [soon, stalls]


def test_a_goal_counts_twenty_updates_and_not_one_more():
    # At this rate the loss is 0.48 or less from update 21 on.
    rates = [
        rate
        for rate in np.arange(0.2, 0.5, 0.002)
        if by_hand((-4, 0), rate, 20)[1][0] > 0.48 >= by_hand((-4, 0), rate, 21)[1][0]
    ]
    assert rates
    assert now(shown(stride=str(rates[0])))["goal0"] == 0
    sooner = [
        rate
        for rate in np.arange(0.2, 0.5, 0.002)
        if by_hand((-4, 0), rate, 19)[1][0] > 0.48 >= by_hand((-4, 0), rate, 20)[1][0]
    ]
    assert now(shown(stride=str(sooner[0])))["goal0"] == 1


def test_what_the_links_tell_is_so():
    notes = {link.text: link for link in two_surfaces_words.LINKS}
    ten, stall, none, late, other, high = (now(shown(**link.state)) for link in two_surfaces_words.LINKS)
    assert [link.text for link in two_surfaces_words.LINKS][:4] == ["Ten updates", "The stall", "No stall", "Late"]
    assert (ten["loss"][0], ten["w"][0], ten["right"][0]) == pytest.approx((0.481, 0.649, 4), abs=5e-4)
    assert ten["loss"][1] == pytest.approx(now(shown())["loss"][1], abs=1e-4)
    assert stall["w"][1] == pytest.approx(-3.86, abs=5e-3)
    assert none["case"] == DOWN
    assert late["until"][1] == 436
    assert late["loss"][1] == pytest.approx(0.665, abs=5e-4)
    assert (other["loss"][1], other["right"].tolist()) == (pytest.approx(0.173, abs=5e-4), [4, 5])
    assert other["loss"][0] == pytest.approx(0.479, abs=5e-4)
    assert high["case"] == SWINGS
    assert 350 < high["until"][1] < 400
    assert "need not" in notes["No stall"].note


def test_the_start_is_in_hand_on_either_map_and_the_rate_on_a_track():
    scene = shown(pair="2.5,-3.05", stride="7")
    starts = [handle for handle in scene.handles if handle.stream == "start"]
    assert [handle.figure for handle in starts] == ["cross-entropy", "squared-error"]
    assert {handle.axis for handle in starts} == {"xy"}
    assert scene.streams["start"].now == (2.5, -3.05)
    assert scene.streams["start"].commit == {"pair": "{x},{y}"}
    rate = scene.streams["rate"]
    assert rate.high[0] < rate.now[0] < rate.high[0] + rate.step[0]
    assert now(scene)["rate"] == 7
    assert shown().streams["rate"].now == (0.5,)


def test_a_start_beyond_the_map_stands_at_its_edge():
    here = now(shown(pair="-50,9"))
    assert (here["start_w"], here["start_b"]) == (-6, 6)
    assert here["start"].tolist() == [-50, 9]
    assert here["inside"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "state",
    [
        {"pair": "1e150,-1e150", "stride": "1e150"},
        {"pair": "0,1e150", "after": "1000"},
        {"pair": "1e-300,0", "stride": "1e-300"},
        {"pair": "-1e150,1e150", "stride": "0"},
    ],
)
def test_huge_and_tiny_numbers_are_met_in_silence(state):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scene = shown(**state)
        for row in (0, 40, -1):
            here = now(scene, row)
            assert not any(np.isnan(here[name]).any() for name in ("w", "loss", "slope", "next", "dot_w", "power0"))
        packed(scene)


@pytest.mark.parametrize("name", ["pair", "stride", "after", "pulse"])
@pytest.mark.parametrize("text", ["minus one", "nan", "inf", "1e999", "-1,2,3", "٣", "0x1", "-7", "1001"])
def test_what_means_nothing_is_refused_in_words(name, text):
    if name == "stride" and text in ("1001", "٣"):
        assert now(shown(stride=text))["rate"] == float(text)
        return
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        shown(**{name: text})


def test_the_first_state_needs_no_word_in_the_address():
    meant, texts = meanings(two_surfaces.PARAMETERS, {})
    assert texts == {parameter.name: parameter.first for parameter in two_surfaces.PARAMETERS}
    assert meant == {"pair": (-4.0, 0.0), "stride": 0.5, "after": 0, "pulse": "1"}
    assert set(shown().reset) == set(texts)


def test_the_message_is_small_and_soon_made():
    states = [{}, {"pair": "3,3", "after": "1000"}, {"pair": "-4.15,2.85", "stride": "4.35", "after": "357"}]
    for state in states:
        whole = packed(shown(**state), answers=0, state={}, first={}, predict="", chain=[])
        assert len(whole) <= 50_000
        assert len(packed(shown(**state), resting=True)) <= 36_000
    took = []
    for i in range(9):
        start = time.perf_counter()
        packed(shown(pair=f"{-4 + i / 8},{i / 4 - 1}", after="100"), resting=True)
        took.append(time.perf_counter() - start)
    assert min(took) <= 0.015


def test_nothing_of_a_cached_walk_can_be_changed():
    (cross, square) = two_surfaces_walks.walked((-4.0, 0.0), 0.5)
    for path in (cross, square):
        with pytest.raises(ValueError, match="read-only"):
            path.points[0] = 7
    assert math.isclose(cross.losses[0], 6.673, abs_tol=5e-4)
