"""One bell and two hills: the numbers of the lesson in their states, scipy along every handle, and the descent."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from lossviz.lessons.cross_entropy.kl_direction import scene as kl_direction
from lossviz.lessons.cross_entropy.kl_direction import two_hills, words
from lossviz.lessons.cross_entropy.kl_direction.quantities import TOP
from lossviz.lessons.cross_entropy.lesson import LESSON
from lossviz.scene import template
from tests.lessons.cases import Place

PLACE = Place("cross-entropy", "kl-direction")


def shown(unit="nats", **parts):
    return PLACE.scene({"unit": unit, **{f"kl-direction.{name}": value for name, value in parts.items()}})


def found(name, scene, table="mean", row=-1):
    return template.reference(name).number(scene.at(table, row))


def written(scene):
    """The lines of the formula, as they are shown."""
    here = scene.at(scene.opening)
    lines = ["".join(part.text for part in line if template.holds(part.when, here)) for line in scene.formula]
    return [template.write(line, here, units=scene.units) for line in lines]


def directions(m, mean, width):
    """Both KL divergences by scipy's densities and Simpson's rule, in nats."""

    def kl(one, other, low, high):
        x = np.linspace(low, high, 4001)
        logs = one(x), other(x)
        return integrate.simpson(np.exp(logs[0]) * (logs[0] - logs[1]), x=x)

    def log_p(x):
        return np.logaddexp(stats.norm.logpdf(x, -m, 0.6), stats.norm.logpdf(x, m, 0.6)) - math.log(2)

    def log_q(x):
        return stats.norm.logpdf(x, mean, width)

    return kl(log_p, log_q, -m - 6, m + 6), kl(log_q, log_p, mean - 9 * width, mean + 9 * width)


# The numbers of the lesson: mean, width, forward, reverse.
IN_THEIR_STATES = [
    ("0", "2.088", {"F": 0.555, "R": 1.273}, words.FORWARD_LEAST),
    ("1.99708", "0.60486", {"F": 10.23, "R": 0.692}, words.ON_ONE_MODE),
    ("-1.99708", "0.60486", {"F": 10.23, "R": 0.692}, words.ON_ONE_MODE),
    ("0", "1.79", {"R": 1.138}, words.LOCAL_MINIMUM),
]


def test_the_numbers_of_the_lesson_stand_in_their_states():
    for mean, width, expected, case in IN_THEIR_STATES:
        scene = shown(mean=mean, width=width)
        for name, value in expected.items():
            assert found(name, scene) == pytest.approx(value, abs=6e-4 if value < 10 else 6e-3), (mean, width, name)
        assert found("case", scene) == case, (mean, width)
        assert found("H[at]", scene) == pytest.approx(1.600, abs=5e-4)


def test_least_is_said_only_where_the_number_is_the_least_one():
    # KL(P‖Q) is 0.00663 bits here, and 0.00523 at its least.
    assert (
        shown("bits", hills="0.5", mean="0", width="0.806")
        .sentence()
        .startswith("KL(P‖Q) is 0.00663 bits, its minimum")
    )
    assert "Minimum of KL(P‖Q)" in shown("bits", hills="0.5", mean="0", width="0.781").sentence()
    for scene in (shown(), shown(hills="0.5", mean="0", width="0.78"), shown(hills="1.3", mean="0", width="1.4")):
        for name, table in scene.tables.items():
            for row in range(-1, len(table.places)):
                here = scene.at(name, row)
                said = template.write(scene.sentences[int(here["case"])], here, units=scene.units)
                at = int(here["at"])
                if "Minimum of KL(Q‖P)" in said:
                    assert template.computed(float(here["R"])) == template.computed(float(here["least"][at])), (
                        name,
                        row,
                    )
                if "Minimum of KL(P‖Q)" in said:
                    assert template.computed(float(here["F"])) == template.computed(float(here["forward_least"][at]))
                    assert ("valley" in said) == (here["m"] >= 1.2)


def test_a_bell_that_is_p_itself_has_a_divergence_of_0():
    scene = shown("bits", hills="0", mean="0", width="0.6")
    assert (found("R", scene), found("F", scene)) == (0, 0)
    ended = shown("bits", hills="0", mean="1", width="0.6", step="60")
    assert ended.sentence().startswith("Step 60: the descent converges to the only minimum")


def test_the_formula_says_where_each_direction_is_least():
    lines = written(shown(mean="0", width="2.088"))
    assert lines[0] == "KL(P‖Q) = ∫ p ln(p/q) dx = 0.555 nats     minimum: 0.555, at mean 0, σ 2.088"
    assert lines[1] == "KL(Q‖P) = ∫ q ln(q/p) dx = 1.27 nats     minimum: 0.692, at mean ±1.997, σ 0.605"
    assert lines[2] == (
        "KL(Q‖P) has a local minimum, 1.14, at mean 0, σ 1.79; the saddle point between the minima is at 1.24"
    )
    assert lines[3] == "Entropy of the density P (differential entropy): 1.60 nats"
    # A line in nats for those who read bits.
    assert written(shown("bits", mean="0", width="2.088"))[3] == (
        "Entropy of the density P (differential entropy): 2.31 bits. "
        "In nats, the unit of training software: 1.60, KL(P‖Q) 0.555, KL(Q‖P) 1.27"
    )
    close = written(shown(hills="0.5", mean="0", width="0.776"))
    assert close[1].endswith("minimum: 0.00398, at mean 0, σ 0.776")
    assert close[2] == ""
    between = written(shown(hills="1.6"))
    assert between[2].startswith("KL(Q‖P) has a local minimum, 0.679, at mean ±1.568")


def test_forward_is_least_at_the_moments_and_reverse_nearly_ln_2_on_a_hill():
    for m in (0.0, 0.7, 2.0, 2.5):
        assert two_hills.hills(m).forward_width == pytest.approx(math.sqrt(0.36 + m**2), rel=1e-12)
    assert two_hills.hills(2.5).least[2] == pytest.approx(math.log(2), abs=5e-4)
    assert two_hills.hills(2.0).ridge[2] == pytest.approx(1.24, abs=5e-3)
    assert two_hills.hills(0.0).least == pytest.approx([0, 0.6, 0], abs=1e-6)
    assert two_hills.hills(0.0).entropy == pytest.approx(stats.norm.entropy(0, 0.6), abs=1e-6)


def test_every_handle_agrees_with_scipy_from_end_to_end():
    for address in ({}, {"hills": "2.5", "mean": "-2.6", "width": "0.5"}, {"hills": "0.05", "width": "2.6"}):
        scene = shown(**address)
        for name, table in scene.tables.items():
            for row in (0, 1, len(table.places) // 2, len(table.places) - 1, -1):
                at = scene.at(name, row)
                m, mean, width = (float(at[part]) for part in ("m", "mu", "sigma"))
                forward, reverse = directions(m, mean, width)
                assert float(at["F"]) == pytest.approx(forward, abs=2e-6, rel=1e-6), (address, name, row)
                assert float(at["R"]) == pytest.approx(reverse, abs=2e-6, rel=1e-6), (address, name, row)


def test_no_bell_lies_below_the_curves_or_below_their_minima():
    scene = shown()
    known = scene.shared
    for name, table in scene.tables.items():
        for row in range(-1, len(table.places), 3):
            at = scene.at(name, row)
            place = int(at["at"])
            assert at["F"] >= known["forward_least"][place] - 1e-9
            assert at["R"] >= known["least"][place] - 1e-9
            for kl, curve, xs in (("F", "forward_curve", "forward_x"), ("R", "reverse_curve", "reverse_x")):
                # The curves are drawn through points that are 0.15 and 0.1 apart.
                best = np.interp(float(at["mu"]), known[xs], known[curve][place])
                assert at[kl] >= best - 0.02, (name, row, kl)


def test_the_curves_have_the_minima_that_are_marked_on_them():
    for m in (0.3, 1.0, 1.6, 2.0, 2.5):
        hills = two_hills.hills(m)
        lowest = hills.reverse_curve.min()
        assert lowest == pytest.approx(hills.least[2], abs=5e-3)
        assert abs(two_hills.REVERSE_X[hills.reverse_curve.argmin()]) == pytest.approx(hills.least[0], abs=0.06)
        assert hills.reverse_curve == pytest.approx(hills.reverse_curve[::-1], abs=1e-12)
        assert hills.forward_curve.min() == pytest.approx(hills.forward_least, abs=1e-9)
        rough = np.sign(np.diff(hills.reverse_curve))
        turns = int((np.diff(rough) != 0).sum())
        # One dip, or three with two ridges between them.
        assert turns == (5 if np.isfinite(hills.local[2]) else 1), m


def test_where_the_descent_begins_decides_where_it_ends():
    left, right = shown(mean="1", width="1.5", step="60"), shown(mean="1.2", width="1.5", step="60")
    assert [found(name, left) for name in ("mu", "sigma", "R")] == pytest.approx([0, 1.790, 1.138], abs=0.06)
    assert [found(name, right) for name in ("mu", "sigma", "R")] == pytest.approx([1.997, 0.605, 0.692], abs=1e-3)
    assert (found("case", left), found("case", right)) == (words.ENDS_OVER_BOTH, words.ENDS_ON_ONE_MODE)
    assert right.sentence() == "Step 60: the descent converges to one mode, with KL(Q‖P) 0.692 nats. KL(P‖Q) is 10.2."
    along = np.array([found("R", left, "step", row) for row in range(61)])
    assert (np.diff(along) < 1e-4).all()
    # Step 20 as plain gradient descent by finite differences of scipy's quadrature gets there.
    q = np.array([1.2, 1.5])
    for _ in range(20):
        slopes = [(directions(2, *(q + h))[1] - directions(2, *(q - h))[1]) / 2e-3 for h in 1e-3 * np.eye(2)]
        q = q - 0.2 * np.array(slopes)
    assert q == pytest.approx([1.953, 0.611], abs=2e-3)
    reverse = directions(2, 1.953, 0.611)[1]
    assert shown(mean="1.2", width="1.5", step="20").sentence() == (
        f"Step 20: KL(Q‖P) has fallen from 1.26 to {reverse:.3f} nats, with mean 1.953 and σ 0.611."
    )


def test_a_pull_starts_a_new_descent_from_the_bell_that_is_shown():
    scene = shown(mean="1.2", width="1.5", step="20")
    for name in ("mean", "width", "left", "right"):
        assert scene.tables[name].commit[words.STEP] == ""
        assert [found("k", scene, name, row) for row in (0, -1)] == [0, 20]
        at = scene.at(name, 0)
        kept = {"mean": ("sigma",), "width": ("mu",)}.get(name, ("mu", "sigma"))
        for part in kept:
            assert at[part] == scene.at(name)[part], name
    assert scene.tables["step"].commit == {words.STEP: "k"}


def test_both_hills_are_pulled_and_stand_as_far_from_the_middle():
    scene = shown()
    for row in (0, 10, 50):
        left, right = scene.at("left", row), scene.at("right", 50 - row)
        assert scene.tables["left"].places[row] == -scene.tables["right"].places[50 - row]
        for name in ("m", "R", "F", "left_x"):
            assert left[name] == right[name]
        assert left["left_x"] == -left["m"]


def test_what_leaves_the_frame_is_drawn_at_its_edge_and_says_so():
    scene = shown(mean="1.997", width="0.605")
    at = scene.at("mean")
    assert (at["F_outside"], at["R_outside"]) == (1, 0)
    assert at["dots_y"].tolist() == pytest.approx([TOP, 0.692], abs=1e-3)
    assert any(label.text == "{F} ↑" and label.when == "F_outside" for label in scene.labels)


def test_links_lead_to_what_they_say():
    cases = {
        link.text: int(found("case", PLACE.scene({k: v for k, v in link.state.items() if v}))) for link in words.LINKS
    }
    assert list(cases.values()) == [
        words.FORWARD_LEAST,
        words.ON_ONE_MODE,
        words.LOCAL_MINIMUM,
        words.PLAIN,
        words.PLAIN,
        words.ONE_MINIMUM,
    ]
    # Hills at 0.5: both directions choose nearly the same width.
    close = two_hills.hills(0.5)
    assert close.forward_width == pytest.approx(close.least[1], abs=0.01)
    # On both sides of the ridge, at nearly the same height.
    ridge = two_hills.hills(2.0).ridge[0]
    assert 1 < ridge < 1.2


HOSTILE = {
    "kl-direction.hills": ["-0.1", "2.6", "1e400", "nan", "inf", "two", "1,2", "٢"],
    "kl-direction.mean": ["-2.7", "2.601", "1e308", "NaN", "<b>", "0x1"],
    "kl-direction.width": ["0", "-1", "0.4", "2.7", "1e-400", "wide"],
    "kl-direction.step": ["-1", "61", "1.5", "1e2", "9999999999999"],
    "kl-direction.speed": ["0", "3", "fast"],
}


def test_what_an_address_may_not_say_is_refused_in_words_and_the_default_stands():
    defaults = LESSON.read({})
    for name, texts in HOSTILE.items():
        for text in texts:
            state = LESSON.read({name: text})
            assert list(state.refused) == [name], (name, text)
            assert len(state.refused[name][1]) > 10
            assert state.values == defaults.values
            assert LESSON.build(state, "kl-direction").name == "kl-direction"


def test_the_ends_of_what_can_be_set_are_those_of_the_handles():
    by_name = {parameter.name: parameter for parameter in kl_direction.FOLD.parameters}
    tables = shown().tables
    for table, name in (("mean", words.MEAN), ("width", words.WIDTH), ("right", words.HILLS)):
        assert (tables[table].places[0], tables[table].places[-1]) == (by_name[name].low, by_name[name].high)
    assert tables["step"].places[-1] == by_name[words.STEP].high
