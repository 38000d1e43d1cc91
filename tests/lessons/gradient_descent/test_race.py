"""The race: the numbers of seven walks, every setting in the open, and nobody given another rate than is said."""

import time

import numpy as np
import pytest

from lossviz.lessons.gradient_descent.race import quantities as race_runs
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.lessons.gradient_descent.race.quantities import NAMES
from lossviz.live.message import packed
from lossviz.scene import landscapes
from lossviz.scene.source import meanings
from lossviz.theory import surfaces
from tests.lessons.test_every_lesson import spoken


def raced(**said):
    return race.scene(**meanings(race.PARAMETERS, said)[0])


def fair(**said):
    return raced(surface="rosenbrock", start="-1.2,1", rate="0.001", laps="1000", **said)


def losses(scene, row=-1):
    here = scene.at("time", row)
    names = [scene.words[k] for k in here["name"]]
    return dict(zip(names, here["loss"].tolist(), strict=True))


def said(scene, row=-1):
    here = scene.at("time", row)
    return spoken(scene.says[int(here["case"])], here, scene)


def by_hand(name, rate, laps):
    """Plain descent, momentum and Adam on Rosenbrock from (-1.2, 1), written out once more."""
    x, y = -1.2, 1.0
    m, v = np.zeros(2), np.zeros(2)
    for t in range(1, laps + 1):
        g = np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
        if name == "plain":
            step = g
        elif name == "momentum":
            m = 0.9 * m + g
            step = m
        else:
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            step = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        x, y = x - rate * step[0], y - rate * step[1]
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def test_in_the_fair_race_the_numbers_of_the_lesson_can_be_read():
    first, last = losses(fair(), 0), losses(fair())
    assert all(loss == pytest.approx(24.2, rel=1e-12) for loss in first.values())
    assert last["plain"] == pytest.approx(0.454, rel=2e-3)
    assert last["momentum"] == pytest.approx(2.5e-5, rel=5e-3)
    assert last["Adam"] == pytest.approx(4.18, rel=2e-3)
    assert said(fair()) == "Lap 1000: momentum leads with a loss of 2.51e-05, AdaGrad is last with 11.0."


@pytest.mark.parametrize("name", ["plain", "momentum", "Adam"])
def test_each_one_walks_at_the_rate_that_is_said_and_no_other(name):
    for laps in (1, 10, 200):
        scene = raced(surface="rosenbrock", start="-1.2,1", rate="0.001", laps=str(laps))
        assert losses(scene)[name] == pytest.approx(by_hand(name, 0.001, laps), rel=1e-9)
    assert set(scene.at("time")["rates"].tolist()) == {0.001}


def test_the_first_step_of_adam_is_as_long_as_the_rate_and_that_of_plain_descent_is_not():
    scene = raced(surface="rosenbrock", start="-1.2,1", rate="0.001", laps="1")
    here = scene.at("time")
    steps = {name: [here[f"{axis}{i}"][1] - here[f"{axis}{i}"][0] for axis in "xy"] for i, name in enumerate(NAMES)}
    assert np.abs(steps["adam"]) == pytest.approx([0.001, 0.001], rel=1e-3)
    assert steps["gradient_descent"] == pytest.approx([0.2156, 0.088], rel=1e-3)


def test_every_setting_of_every_runner_is_printed():
    here = raced().at("time")
    text = "\n".join("".join(part.text for part in line) for line in raced().formula)
    shown = spoken(text.replace(":set", ""), here, raced()).splitlines()
    assert [line.split(": ")[1] for line in shown[:7]] == [
        "rate 0.180",
        "rate 0.180, beta 0.900",
        "rate 0.180, beta 0.900",
        "rate 0.180, eps 1.00e-10",
        "rate 0.180, alpha 0.990, eps 1.00e-08",
        "rate 0.180, betas 0.900 and 0.999, eps 1.00e-08",
        "rate 0.180, betas 0.900 and 0.999, eps 1.00e-08, weight decay 0.0100",
    ]
    assert "Equal rates are not equal chances" in shown[7]


def test_at_their_best_each_has_the_rate_of_the_sweep_that_ends_lowest():
    scene = raced(surface="rosenbrock", start="-1.2,1", laps="200", chances="best")
    here = scene.at("time")
    rates = race_runs.tried(landscapes.of("rosenbrock"))
    assert [float(here["lowest_rate"]), float(here["highest_rate"]), int(here["tried"])] == [
        rates[0],
        rates[-1],
        len(rates),
    ]
    for i, name in enumerate(("plain", "momentum", "Adam")):
        place = [0, 1, 5][i]
        with np.errstate(all="ignore"):
            ends = [by_hand(name, rate, 200) for rate in rates]
        ends = [end if np.isfinite(end) else np.inf for end in ends]
        assert here["rates"][place] == rates[int(np.argmin(ends))]
        assert here["loss"][place] == pytest.approx(min(ends), rel=1e-6)


def test_the_rates_of_the_sweep_are_round_and_reach_from_far_below_the_border_to_beyond_it():
    for name in landscapes.NAMES:
        ground = landscapes.of(name)
        rates = race_runs.tried(ground)
        wide = min(high - low for low, high in ground.frame)
        assert rates[0] <= min(ground.border(), wide / 5) / 100
        assert rates[-1] >= 0.8 * max(ground.border(), wide / 5)
        assert {f"{rate:.0e}"[0] for rate in rates} <= set("125")
        assert 8 <= len(rates) <= race_runs.WIDEST


def test_who_leads_is_who_has_the_least_loss_on_every_lap():
    scene = raced(surface="himmelblau")
    for row in range(len(scene.tables["time"].places) + 1):
        here = scene.at("time", row)
        assert here["loss"][int(here["lead"])] == here["loss"].min()
        assert here["loss"][int(here["trail"])] == here["loss"].max()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"lap": "0"}, "All 7 begin at one place, at a loss of 19.2. Play, or pull the lap."),
        ({"runners": "adam", "laps": "1", "rate": "0"}, "Lap 1: Adam has a loss of 19.2."),
        ({"rate": "0", "laps": "3"}, "Lap 3: all 7 have the same loss, 19.2."),
        ({"rate": "1e150", "laps": "9"}, "Lap 9: all have run away. At such rates nobody settles."),
        (
            # y = 1.5 becomes -7.5; AdaGrad steps by the rate to (-3.4, 0.9), (11.56 + 8.1) / 2.
            {"rate": "0.6", "laps": "1", "runners": "gradient_descent,adagrad"},
            "Lap 1: AdaGrad leads with a loss of 9.83; 1 of 2 ran away.",
        ),
        ({"start": "0,0", "laps": "2"}, "Lap 2: all 7 have the same loss, 0."),
    ],
)
def test_what_is_said_fits_what_happened(state, sentence):
    text = said(raced(**state))
    assert text.replace("of 0.00.", "of 0.").replace(", 0.00.", ", 0.") == sentence


def test_several_at_the_bottom_lead_together():
    text = said(raced(surface="himmelblau", chances="best"))
    assert text.startswith("Lap 300: 4 lead together with a loss of 0.00, AdamW is last with ")


def test_a_row_of_the_table_is_told_of_its_own_lap_and_ways_are_drawn_whole():
    scene = raced(lap="100")
    table = scene.tables["time"]
    assert table.places.tolist() == list(range(0, 301, 3))
    assert table.now == 100
    ravine = surfaces.ravine(10)
    for row in (0, 1, 57, len(table.places)):
        here = scene.at("time", row)
        lap = int(here["lap"])
        # Plain descent at 0.18: x is multiplied by 0.82 each step, y by -0.8.
        w = np.array([-4 * 0.82**lap, 1.5 * (-0.8) ** lap])
        assert here["loss"][0] == pytest.approx(ravine.loss(w), rel=1e-9)
        assert [here["x0"][lap], here["y0"][lap]] == pytest.approx(w, abs=1e-6)
    assert len(here["x0"]) == 301


def test_what_leaves_the_frame_is_drawn_in_the_direction_in_which_it_left():
    scene = raced(rate="0.21", laps="200", runners="gradient_descent")
    here = scene.at("time")
    x, y = here["x0"], here["y0"]
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()
    assert abs(y).max() <= 3 * 3 + 1e-6
    # y swings from side to side for ever, and so it is drawn.
    assert (np.sign(y[100:-1]) == -np.sign(y[101:])).all()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("runners", "adam, sgd", "sgd"),
        ("runners", ", ,", "somebody"),
        ("laps", "0", "from 1 to 1,000"),
        ("laps", "1001", "from 1 to 1,000"),
        ("laps", "3.5", "whole"),
        ("laps", "301", "multiple of 4"),
        ("laps", "999", "multiple of 10"),
        ("lap", "-1", "whole"),
        ("chances", "fair", "equal, best"),
        ("start", "1", "two numbers"),
        ("rate", "-0.1", "uphill"),
        ("condition", "0.5", "10,000"),
        ("surface", "moon", "ravine"),
    ],
)
def test_what_makes_no_race_is_refused_in_words(name, text, reason):
    with pytest.raises(ValueError, match=reason):
        meanings(race.PARAMETERS, {name: text})


def test_runners_run_once_each_in_their_own_order():
    assert race.parse_runners("adam; gradient_descent adam") == ("gradient_descent", "adam")
    assert race.RUN.short(",".join(NAMES)) == ""


def test_a_lap_beyond_the_last_is_the_last():
    assert int(raced(laps="60", lap="1000").at("time")["lap"]) == 60


def test_the_message_is_small_and_the_race_is_run_quickly():
    scene = raced()
    assert len(packed(scene, answers=0, state={}, first={}, predict="", chain=[])) <= 50 * 1024
    spent = []
    for rate in (0.1, 0.11, 0.12):
        began = time.thread_time()
        raced(rate=str(rate))
        spent.append(time.thread_time() - began)
    assert min(spent) < 0.25  # seven walks of 300 steps; some 30 ms where nobody else is at work
    began = time.thread_time()
    raced(rate="0.12", lap="3")
    assert time.thread_time() - began < 0.03  # the same walks at another lap
