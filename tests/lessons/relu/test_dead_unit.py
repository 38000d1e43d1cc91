"""One unit that dies in one step, and what saves it."""

import numpy as np
import pytest

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.relu.dead_unit import words
from lossviz.lessons.relu.lesson import LESSON
from lossviz.scene import template
from tests.lessons.relu.test_relu import found, shown, written

X = np.array([0.5, 1, 1.5, 2])


def unit(**address):
    return shown("dead-unit", **{f"dead-unit.{name}": text for name, text in address.items()})


def test_the_first_update_kills_the_unit_as_in_the_lesson():
    before, after, late = unit(), unit(step="1"), unit(step="100")
    # Errors 0.4, 0.8, 1.2, 1.6: ∂L/∂w = 2/4 (0.2 + 0.8 + 1.8 + 3.2) = 3, ∂L/∂b = 2/4 × 4 = 2.
    assert [found(f"gradient[{i}]", before) for i in range(2)] == pytest.approx([3, 2])
    assert (found("w", after), found("b", after)) == pytest.approx((0.1, -0.6))
    for scene in (after, late):
        assert found("active", scene) == 0
        assert [found(f"gradient[{i}]", scene) for i in range(2)] == [0, 0]
        assert template.computed(found("loss", scene)) == "0.0750"
        assert found("goal0", scene) == 1
    assert "w ← 1.00 − 0.3 × 3.00 = 0.100" in written(before)
    assert "= 0.100,   b ← −0.600 − 0.3 × 0 = −0.600" in written(after)


# What is seen in the state of each link: the loss, and the number of active points. At 0.24 w is 0.28 and b −0.48
# after one update, and the loss (0.1² + 0.2² + 0.3² + 0.32²) / 4.
SEEN = {
    "η = 0.3: dead after one update": ("0.0750", 0),
    "η = 0.1: alive": ("0.00712", 3),
    "η = 0.24: alive, just below the limit": ("0.0606", 1),
    "Start w 0.6, b 0: alive": ("0.000532", 4),
    "Leaky ReLU, η = 0.3: recovers": ("0.00446", 3),
    "Start w −0.5, b 0: dead at update 0": ("0.0750", 0),
}


@pytest.mark.parametrize("link", words.LINKS, ids=lambda link: link.text)
def test_a_link_shows_what_it_says(link):
    scene = shown("dead-unit", **link.state)
    loss, active = SEEN[link.text]
    assert (template.computed(found("loss", scene)), found("active", scene)) == (loss, active)
    assert "loss" not in link.note or loss in link.note


def test_a_unit_that_jumps_and_then_is_dead_is_dead_and_does_not_diverge():
    # From w 0.25 at η = 0.5 the loss passes ten times the first before no point is active.
    for step in range(3, 101, 9):
        here = unit(start="0.25,0", rate="0.5", step=str(step))
        assert "diverges" not in here.sentence(), step
    assert "active points 0 of 4" in here.sentence()
    assert "diverges" in unit(start="0.25,0", rate="1e6", step="100", activation="leaky_relu").sentence()


def test_at_024_it_lives_and_at_025_it_dies():
    active = [found("active", unit(rate=rate, step="100")) for rate in ("0.24", "0.25")]
    assert active == [4, 0]


def test_each_kind_of_update_has_its_sentence():
    for address, said in (
        ({}, "Update 0: w 1, b 0, loss 1.20. Active points: 4 of 4."),
        ({"step": "1"}, "Update 1 moves w to 0.100, b to −0.600. Active points: 0 of 4. The unit is dead"),
        ({"step": "2"}, "Update 2: active points 0 of 4, so the gradient is 0"),
        ({"rate": "0.1", "step": "30"}, "Update 30: loss 0.00712. Active points: 3 of 4."),
        ({"activation": "leaky_relu", "step": "1"}, "Update 1: loss 0.0773. Active points: 0 of 4, but leaky ReLU"),
        ({"rate": "0"}, "The learning rate is 0, so no update changes anything."),
        ({"start": "-0.5,0"}, "Update 0: active points 0 of 4, so the gradient is 0"),
        ({"rate": "1e6", "activation": "leaky_relu", "step": "100"}, "the descent diverges"),
    ):
        assert said in unit(**address).sentence()


def test_the_map_is_flat_where_no_point_is_active_and_nowhere_else():
    edge_w, edge_b = (np.asarray(unit().shared[name], dtype=float) for name in ("edge_w", "edge_b"))
    assert edge_b == pytest.approx([-max(w * X) for w in edge_w], abs=1e-6)
    scene = unit()
    w, b = (np.asarray(scene.shared[f"grid_{name}"], dtype=float) for name in "wb")
    level = np.asarray(scene.shared["level"]).reshape(len(b), len(w))
    dead = (w[None, :, None] * X + b[:, None, None] <= 0).all(axis=-1)
    assert len(np.unique(level[dead])) == 1
    assert 0 < dead.mean() < 1


def test_active_points_are_full_and_the_function_is_drawn_through_its_kink():
    at = unit(rate="0.1", step="30").at("time")
    w, b = at["w"], at["b"]
    assert np.isfinite(at["point_active"]).tolist() == (w * X + b > 0).tolist()
    x, y = (np.asarray(at[f"line_{name}"], dtype=float) for name in "xy")
    assert y == pytest.approx(np.maximum(w * x + b, 0), abs=1e-6)
    assert x[1] == pytest.approx(-b / w, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("start", "1", "give two numbers"),
        ("rate", "-1", "from 0 up"),
        ("step", "101", "from 0 to 100"),
        ("activation", "gelu", "there is relu, leaky_relu"),
    ],
)
def test_what_is_no_unit_is_refused_in_words(name, text, reason):
    state = parse_state(LESSON.all_parameters, {f"dead-unit.{name}": text})
    assert reason in state.refused[f"dead-unit.{name}"][1]
    assert LESSON.build(state, "dead-unit").name == "dead-unit"
