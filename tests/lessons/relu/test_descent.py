"""The units fit the curve by gradient descent: its numbers, its sentences, and its ends."""

import numpy as np
import pytest

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.relu.descent import quantities, words
from lossviz.lessons.relu.lesson import LESSON
from lossviz.scene import template
from tests.lessons.relu.test_relu import found, shown, written

X = np.linspace(-2, 2, 401)


def descent(**address):
    names = ("target", "curve", "activation")
    return shown("descent", **{name if name in names else f"descent.{name}": text for name, text in address.items()})


def by_hand(target, n, rate, steps):
    """Gradient descent in plain sums, from evenly spaced kinks."""
    y, c, m, s = target(X), 0.0, 0.0, np.zeros(n)
    k = np.array([-2 + 4 * (i + 1) / (n + 1) for i in range(n)])
    for _ in range(steps):
        active = [np.heaviside(X - k[i], 0) for i in range(n)]
        error = c + m * X + sum(s[i] * np.maximum(X - k[i], 0) for i in range(n)) - y
        by_s = [np.mean(2 * error * np.maximum(X - k[i], 0)) for i in range(n)]
        by_k = [-s[i] * np.mean(2 * error * active[i]) for i in range(n)]
        c, m = c - rate * np.mean(2 * error), m - rate * np.mean(2 * error * X)
        k, s = k - rate * np.array(by_k), s - rate * np.array(by_s)
    return c, m, k, s, np.mean((c + m * X + sum(s[i] * np.maximum(X - k[i], 0) for i in range(n)) - y) ** 2)


def test_every_shown_step_is_that_of_a_loop_by_hand():
    for steps in (1, 40, 100):
        c, m, k, s, loss = by_hand(abs, 4, 0.05, steps)
        scene = descent(step=str(steps))
        assert found("loss", scene) == pytest.approx(loss, rel=1e-9)
        assert found("own[0]", scene) == pytest.approx(k[0], rel=1e-9)
        assert found("own[1]", scene) == pytest.approx(s[0], rel=1e-9)
        x, y = (np.asarray(scene.at("time")[name], dtype=float) for name in ("sum_x", "sum_y"))
        expected = c + m * x + sum(change * np.maximum(x - kink, 0) for kink, change in zip(k, s, strict=True))
        assert y == pytest.approx(expected, abs=1e-5)
        assert sorted(scene.at("time")["kink_x"].tolist()) == pytest.approx(sorted(k), abs=1e-6)


def test_the_formula_is_the_update_from_one_step_to_the_next():
    now, after = descent(step="10"), descent(step="11")
    for i in range(2):
        assert found(f"own_next[{i}]", now) == found(f"own[{i}]", after)
        assert found(f"own[{i}]", now) - 0.05 * found(f"own_gradient[{i}]", now) == found(f"own[{i}]", after)
    kink, slope = (template.computed(found(f"own[{i}]", now)) for i in range(2))
    assert f"k₁ ← {kink} − 0.05 × " in written(now)
    assert f"s₁ ← {slope} − 0.05 × " in written(now)


# What the note of each link says, at the last step.
SAID = {
    "|x|: 4 units": ("0.000929", "to −0.096 and 0.055"),
    "Wave: 3 units, η = 0.1": ("0.0203", "and falling"),
    "x²: 12 units": ("0.00752", "0.00752"),
    "x²: 2 units": ("0.0424", "0.0424"),
    "η = 0.6: all units die": ("0.335", "stays 0.335"),
    "Random start: 6 of 8 units die": ("0.0922", "Six kinks"),
    "Identity: one line": ("0.198", "converges to 0.198"),
    "Identity, η = 0.6: diverges": ("∞", "grows without limit"),
}


@pytest.mark.slow
@pytest.mark.parametrize("link", words.LINKS, ids=lambda link: link.text)
def test_a_link_leads_to_what_its_note_says(link):
    loss, word = SAID[link.text]
    last = shown("descent", **{**link.state, "descent.step": "500"})
    assert template.computed(found("loss", last)) == loss
    assert word in link.note


def test_the_two_kinks_nearest_to_0_move_towards_it_as_the_note_says():
    kinks = shown("descent", **{"descent.step": "500"}).at("time")["kink_x"]
    np.testing.assert_allclose(np.sort(abs(kinks))[:2], [0.055, 0.096], atol=5e-4)


def test_a_descent_that_jumps_once_and_settles_is_not_said_to_diverge():
    assert descent(rate="0.6", step="1").sentence() == (
        "Step 1: loss 17.7, more than the 1.34 at the start: these steps were too large."
    )
    assert "Dead units: 3 of 4" in descent(rate="0.6", step="2").sentence()
    assert "Dead units: 4 of 4" in descent(rate="0.6", step="3").sentence()
    diverging = {"target": "wave", "activation": "identity", "descent.rate": "0.6"}
    assert "diverges" in shown("descent", **diverging, **{"descent.step": "100"}).sentence()


def test_an_update_that_no_float_holds_is_said_to_be_none():
    diverging = {"target": "wave", "activation": "identity", "descent.rate": "0.6", "descent.step": "500"}
    scene = shown("descent", **diverging)
    here = scene.at(scene.opening)
    lines = [[part.text for part in line if template.holds(part.when, here)] for line in scene.formula]
    assert ["Unit 1 has left the range of floating point numbers."] in lines
    assert not any("own_next" in text for line in lines for text in line)
    # Nor is a sum drawn that nobody can compute.
    assert np.isnan(here["sum_y"]).all()


@pytest.mark.slow
def test_each_kind_of_step_has_its_sentence():
    start = "Step 0: 4 units with evenly spaced kinks, loss 1.34. Press Play, or drag the dot on the loss curve."
    assert descent().sentence() == start
    assert descent(seed="11", units="8", target="hat").sentence().startswith("Step 0: 8 units with random kinks")
    assert descent(step="100").sentence() == "Step 100: loss 0.0359, 2.68 % of the first."
    assert "moving kinks helps." in descent(step="500").sentence()
    assert "Dead units: 4 of 4" in descent(rate="0.6", step="500").sentence()
    assert "Dead units: 6 of 8" in descent(target="hat", units="8", rate="0.1", seed="11", step="500").sentence()
    assert "the descent diverges" in descent(rate="0.6", activation="identity", step="100").sentence()
    assert descent(rate="0").sentence() == "The learning rate is 0, so no step changes anything. The loss stays 1.34."


def test_the_least_with_the_first_kinks_is_that_of_least_squares():
    kinks = [-1.2, -0.4, 0.4, 1.2]
    columns = np.stack([np.ones_like(X), X, *(np.maximum(X - kink, 0) for kink in kinks)], axis=1)
    fitted = columns @ np.linalg.lstsq(columns, abs(X), rcond=None)[0]
    assert found("reference", descent()) == pytest.approx(np.mean((fitted - abs(X)) ** 2), rel=1e-9)


def test_the_table_shows_one_step_in_so_many_and_says_so():
    for steps, stride in (("100", 1), ("200", 2), ("500", 5), ("1000", 10)):
        scene = descent(steps=steps)
        assert scene.tables["time"].places.tolist() == list(range(0, int(steps) + 1, stride))
        assert f"Of the {int(steps):,} steps one in {stride} can be shown" in written(scene)
    # The whole loss curve is drawn.
    assert len(descent(steps="1000").shared["log_losses"]) == 1001


def test_the_same_seed_gives_the_same_descent_and_another_another():
    one, again, other = (quantities.run.__wrapped__("abs", (), "relu", 6, 0.05, 50, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.path.points, again.path.points)
    assert (one.path.points[-1] != other.path.points[-1]).all()


def test_the_units_of_a_step_are_taken_to_the_lesson_above():
    scene = descent(target="wave", units="3", rate="0.1", step="500")
    [use] = [action for action in scene.actions if action.text.startswith("Use these")]
    above = LESSON.build(parse_state(LESSON.all_parameters, {"target": "wave", **use.state}))
    assert found("mse", above) == pytest.approx(found("loss", scene), abs=1e-4)
    # What has diverged has no room there.
    gone = descent(activation="identity", rate="1e6", steps="7", step="7")
    assert all(not action.text.startswith("Use these") for action in gone.actions)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("units", "13", "from 2 to 12"),
        ("units", "1", "from 2 to 12"),
        ("rate", "-0.1", "from 0 up"),
        ("rate", "nan", "no number"),
        ("steps", "501", "multiple of 10"),
        ("steps", "5000", "from 1 to 1,000"),
        ("seed", "x", "a whole number"),
    ],
)
def test_what_is_no_descent_is_refused_in_words(name, text, reason):
    state = parse_state(LESSON.all_parameters, {f"descent.{name}": text})
    assert reason in state.refused[f"descent.{name}"][1]
    assert LESSON.build(state, "descent").name == "descent"
