"""Seven optimisers compared: the numbers of their descents, every setting printed, each at the rate that is said."""

import numpy as np
import pytest

from lossviz.lessons.gradient_descent.race import quantities, words
from lossviz.live.message import packed
from lossviz.scene import landscapes, template
from lossviz.theory import surfaces
from tests.lessons.gradient_descent import fold_states
from tests.lessons.gradient_descent.fold_states import STATES

ROSENBROCK = {"surface": "rosenbrock", "start": "-1.2,1", "rate": "0.001"}


def race(**address):
    return fold_states.scene("race", {name.replace("race_", "race."): text for name, text in address.items()})


def losses(scene, row=-1):
    here = scene.at("time", row)
    return dict(zip([scene.words[k] for k in here["name"]], here["loss"].tolist(), strict=True))


def by_hand(name, rate, steps):
    """Plain descent, momentum and Adam on Rosenbrock from (-1.2, 1), written out once more."""
    x, y = -1.2, 1.0
    m, v = np.zeros(2), np.zeros(2)
    for t in range(1, steps + 1):
        g = np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
        if name == "gradient descent":
            step = g
        elif name == "momentum":
            m = 0.9 * m + g
            step = m
        else:
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            step = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        x, y = x - rate * step[0], y - rate * step[1]
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def test_at_equal_rates_on_rosenbrock_the_numbers_of_the_lesson_can_be_read():
    scene = race(**ROSENBROCK, race_steps="1000")
    first, last = losses(scene, 0), losses(scene)
    assert list(first.values()) == pytest.approx([24.2] * 7, rel=1e-12)
    assert last["gradient descent"] == pytest.approx(0.454, rel=2e-3)
    assert last["momentum"] == pytest.approx(2.5e-5, rel=5e-3)
    assert last["Adam"] == pytest.approx(4.18, rel=2e-3)
    assert scene.sentence() == "Step 1,000: momentum has the lowest loss, 2.5e−5; AdaGrad has the highest, 11.0."


@pytest.mark.slow
def test_each_optimizer_descends_at_the_rate_that_is_said_and_no_other():
    for steps in (1, 10, 200):
        scene = race(**ROSENBROCK, race_steps=str(steps))
        for name in ("gradient descent", "momentum", "Adam"):
            assert losses(scene)[name] == pytest.approx(by_hand(name, 0.001, steps), rel=1e-9), (name, steps)
        assert scene.at("time")["rates"].tolist() == [0.001] * 7


def test_the_first_step_of_adam_is_as_long_as_the_rate_and_that_of_plain_descent_is_not():
    here = race(**ROSENBROCK, race_steps="1").at("time")
    first = {
        name: [here[f"{axis}{i}"][1] - here[f"{axis}{i}"][0] for axis in "xy"]
        for i, name in ((0, "gradient descent"), (5, "Adam"))
    }
    assert np.abs(first["Adam"]) == pytest.approx([0.001, 0.001], rel=1e-3)
    assert first["gradient descent"] == pytest.approx([0.2156, 0.088], rel=1e-3)


def test_every_setting_of_every_optimizer_is_printed():
    scene = race()
    lines = ["".join(template.write(part.text, scene.at("time")) for part in line) for line in scene.formula]
    assert [line.split(": ")[1] for line in lines[:7]] == [
        "η = 0.18",
        "η = 0.18, beta 0.9",
        "η = 0.18, beta 0.9",
        "η = 0.18, eps 1.0e−10",
        "η = 0.18, alpha 0.99, eps 1.0e−8",
        "η = 0.18, betas 0.9 and 0.999, eps 1.0e−8",
        "η = 0.18, betas 0.9 and 0.999, eps 1.0e−8, weight decay 0.01",
    ]
    assert "Equal learning rates are no fair comparison" in lines[7]


def test_at_its_best_each_has_the_rate_of_the_sweep_that_ends_lowest():
    here = race(surface="rosenbrock", start="-1.2,1", race_steps="200", race_rates="best").at("time")
    rates = quantities.sweep_rates(landscapes.of("rosenbrock"))
    assert [here["lowest_rate"], here["highest_rate"], here["rate_count"]] == [rates[0], rates[-1], len(rates)]
    for name, place in (("gradient descent", 0), ("momentum", 1), ("Adam", 5)):
        with np.errstate(all="ignore"):
            ends = [by_hand(name, rate, 200) for rate in rates]
        ends = [end if np.isfinite(end) else np.inf for end in ends]
        assert here["rates"][place] == rates[int(np.argmin(ends))], name
        assert here["loss"][place] == pytest.approx(min(ends), rel=1e-6), name


def test_the_rates_of_the_sweep_are_round_and_reach_from_far_below_the_stability_limit_to_beyond_it():
    # By hand: the limit of the ravine is 2/10, a fifth of its frame (10 by 6) is 1.2; from 0.0004 to 2.4.
    ravine = quantities.sweep_rates(landscapes.of("ravine"))
    assert (ravine[0], ravine[-1], len(ravine)) == (0.0005, 2.0, 12)
    for name in landscapes.NAMES:
        landscape = landscapes.of(name)
        rates = quantities.sweep_rates(landscape)
        fifth = min(high - low for low, high in landscape.frame) / 5
        assert rates[0] <= min(landscape.stability_limit(), fifth) / 100, name
        assert 0.8 <= rates[-1] / max(landscape.stability_limit(), fifth) <= 2 + 1e-9, name
        assert {f"{rate:.0e}"[0] for rate in rates} <= set("125"), name
        assert 8 <= len(rates) <= quantities.MOST_RATES, name


def test_the_best_has_the_least_loss_and_the_worst_the_largest_at_every_step():
    scene = race(surface="himmelblau")
    for row in range(len(scene.tables["time"].places) + 1):
        here = scene.at("time", row)
        assert here["loss"][int(here["best"])] == here["loss"].min(), row
        assert here["loss"][int(here["worst"])] == here["loss"].max(), row


@pytest.mark.slow
def test_the_sentence_fits_what_happened():
    for state, sentence in [
        ({"race_step": "0"}, "All 7 start at the same point, with a loss of 19.3. Play, or drag the step."),
        ({"race_optimizers": "adam", "race_steps": "1", "rate": "0"}, "Step 1: Adam has a loss of 19.3."),
        ({"rate": "0", "race_steps": "3"}, "Step 3: all 7 have the same loss, 19.3."),
        ({"rate": "1e150", "race_steps": "9"}, "Step 9: all have diverged. These learning rates are too large."),
        (
            # y = 1.5 becomes -7.5; AdaGrad steps by the rate to (-3.4, 0.9), (11.56 + 8.1) / 2.
            {"rate": "0.6", "race_steps": "1", "race_optimizers": "gradient_descent,adagrad"},
            "Step 1: AdaGrad has the lowest loss, 9.83; 1 of 2 diverged.",
        ),
        ({"start": "0,0", "race_steps": "2"}, "Step 2: all 7 have the same loss, 0."),
    ]:
        assert race(**state).sentence() == sentence
    text = race(surface="himmelblau", race_rates="best").sentence()
    assert text.startswith("Step 300: 4 share the lowest loss, 0; AdamW has the highest, ")


def test_two_optimizers_with_the_same_loss_tie_though_a_third_has_diverged():
    losses = np.array([[1.0, 1, 1], [0.5, 20, 0.5]])
    diverged = np.array([[False] * 3, [False, True, False]])
    history = quantities.History(np.arange(2.0), 1, losses, losses, np.zeros((2, 3, 2)), diverged, (-1, 1))
    rows = quantities.table_rows(history, landscapes.of("ravine"))
    shown = {name: values[-1].tolist() for name, values in rows.items()}
    assert (shown["tied"], shown["diverged"], shown["best"], shown["worst"]) == (2, 1, 0, 1)
    assert words.SAYS[shown["case"]].endswith("{diverged:count} of {n:count} diverged.")
    assert words.SAYS[shown["case"]].startswith("Step {step:count}: {tied:count} share the lowest loss")


def test_a_row_of_the_table_shows_its_own_step_and_paths_are_drawn_whole():
    scene = race(race_step="100")
    table = scene.tables["time"]
    assert table.places.tolist() == list(range(0, 301, 3))
    assert table.now == 100
    ravine = surfaces.ravine(10)
    for row in (0, 1, 57, len(table.places)):
        here = scene.at("time", row)
        step = int(here["step"])
        # Plain descent at 0.18: x is multiplied by 0.82 each step, y by -0.8.
        w = np.array([-4 * 0.82**step, 1.5 * (-0.8) ** step])
        assert here["loss"][0] == pytest.approx(ravine.loss(w), rel=1e-9)
        assert [here["x0"][step], here["y0"][step]] == pytest.approx(w, abs=1e-6)
    assert len(here["x0"]) == 301


def test_what_leaves_the_frame_is_drawn_in_the_direction_in_which_it_left():
    here = race(rate="0.21", race_steps="200", race_optimizers="gradient_descent").at("time")
    x, y = here["x0"], here["y0"]
    assert np.isfinite([x, y]).all()
    # The frame reaches from -3 to 3; three frames are drawn.
    assert abs(y).max() == pytest.approx(9, abs=1e-5)
    # Plain descent multiplies y by -1.1 in each step: it changes sides for ever, and so it is drawn.
    assert (np.sign(y[100:-1]) == -np.sign(y[101:])).all()


@pytest.mark.slow
def test_at_any_rate_and_with_any_points_all_that_is_drawn_is_a_number():
    for address in STATES["race"]:
        scene = fold_states.scene("race", address)
        for name, values in scene.shared.items():
            if name[:-1] in ("x", "y", "log10_loss"):
                assert np.isfinite(values).all(), (address, name)


def test_names_beside_the_curves_keep_their_distance_and_stay_below_the_top():
    placed = quantities.label_heights(np.array([-3.0, 2.0, 2.0, 1.99, -3.0]), (-3, 2))
    assert placed.max() <= 2
    assert np.diff(np.sort(placed)).min() >= 0.085 * 5 - 1e-12
    assert np.argsort(placed, kind="stable").tolist() == [0, 4, 3, 1, 2]


def test_a_name_beside_a_curve_is_no_longer_than_its_margin():
    # A margin of 100 pixels holds a sign and 8 letters; “gradient descent” stood outside of the page’s column.
    beside = [label.text.strip() for label in race().labels if label.figure in ("losses", "ranking")]
    assert [text for text in beside if "{" not in text and len(text) > 10] == []
    assert "● GD" in beside


def test_what_makes_no_race_is_refused_in_words():
    for name, text, reason in [
        ("race.optimizers", "adam, sgd", "“sgd”"),
        ("race.optimizers", ", ,", "at least one of gradient_descent"),
        ("race.steps", "0", "from 1 to 1,000"),
        ("race.steps", "1001", "from 1 to 1,000"),
        ("race.steps", "3.5", "whole"),
        ("race.steps", "301", "multiple of 4"),
        ("race.steps", "999", "multiple of 10"),
        ("race.step", "-1", "whole"),
        ("race.rates", "fair", "equal, best"),
    ]:
        with pytest.raises(ValueError, match=reason):
            fold_states.parameter("race", name).parse(text)


def test_optimizers_are_read_once_each_and_in_their_own_order():
    optimizers = fold_states.parameter("race", "race.optimizers")
    assert optimizers.parse("adam; gradient_descent adam") == ("gradient_descent", "adam")
    assert optimizers.short(optimizers.parse("")) == ""


def test_a_step_beyond_the_last_is_the_last():
    assert int(race(race_steps="60", race_step="1000").at("time")["step"]) == 60


def test_the_message_is_small():
    assert len(packed(race())) <= 50 * 1024
