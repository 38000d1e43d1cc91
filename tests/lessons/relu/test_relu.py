"""The numbers of the ReLU lesson, each in the state in which it stands on the page."""

from itertools import product

import numpy as np
import pytest

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.relu import questions, words
from lossviz.lessons.relu.lesson import LESSON
from lossviz.lessons.relu.parameters import NODES, OWN, PARAMETERS
from lossviz.live import message
from lossviz.scene import template
from tests.lessons.cases import sampled
from tests.lessons.relu.states import PARABOLA, THREE, TWELVE, WAVE

X = np.linspace(-2, 2, 401)


def shown(fold="", **address):
    state = parse_state(LESSON.all_parameters, address)
    assert not state.refused, state.refused
    return LESSON.build(state, fold)


def found(name, scene, table="", row=-1):
    return template.reference(name).number(scene.at(table or scene.opening, row))


def written(scene, table="", row=-1):
    at = scene.at(table or scene.opening, row)
    lines = [[part for part in line if template.holds(part.when, at)] for line in scene.formula]
    return "\n".join("".join(template.write(part.text, at, words=scene.words) for part in line) for line in lines)


def test_the_first_states_of_the_bend_have_the_errors_of_the_lesson():
    for change, mse in (("0", "2.68"), ("1", "0.670"), ("2", "0")):
        scene = shown(units=f"0,{change}")
        assert template.computed(found("mse", scene)) == mse
        expected = np.mean((-X + float(change) * np.maximum(X, 0) - abs(X)) ** 2)
        assert found("mse", scene) == pytest.approx(expected, abs=1e-11)


def test_numbers_of_the_lesson_stand_on_the_page():
    assert template.computed(found("mse", shown(**WAVE))) == "0.00583"
    line = shown(target="wave", slope="0.474")
    assert template.computed(found("mse", line)) == "0.198"
    assert template.computed(found("largest", shown(**PARABOLA))) == "0.250"
    assert template.computed(found("largest", shown(**words.evenly(8)))) == "0.0625"
    assert "gelu(z) = z·Φ(z): no kink. It dips to −0.170 at z = −0.752" in written(shown(activation="gelu"))
    sigmoid = written(shown(activation="sigmoid"))
    assert "at most 0.250, at 0, and 4.5e−5 at 10" in sigmoid
    assert "at most 9.5e−7 of a gradient" in sigmoid
    assert shown(slope="0", units="0,1", probe="0").sentence().endswith("Software takes the left one, 0.")


def test_a_link_that_counts_bends_sets_as_many():
    counts = {"one bend": 1, "two bends": 2, "three bends": 3, "seven bends": 7, "No bend": 0}
    for link in words.LINKS:
        for said, count in counts.items():
            if said in link.text:
                state = parse_state(PARAMETERS, link.state)
                bends = [unit for unit in state.values["units"] if unit[1] != 0 and "identity" not in link.text]
                assert len(bends) == count, link.text


def test_units_without_a_kink_have_weights_and_are_not_called_bends():
    scene = shown(activation="gelu", units="-1,1;0,-2;1,1")
    (figure,) = (figure for figure in scene.figures if figure.name == "changes")
    assert figure.caption == "Weight s of each unit"
    assert figure.plot["layout"]["yaxis"]["title"]["text"] == "weight s"
    assert "+ 2 more units" in written(scene)


def test_the_link_to_the_straight_line_says_how_much_worse_it_is():
    note = next(link.note for link in words.LINKS if link.text == "Wave: best straight line")
    three, line = (found("mse", shown(**state)) for state in (WAVE, {"target": "wave", "slope": "0.474"}))
    assert f"{line / three:.0f} times" in note


def test_slopes_are_written_as_a_running_sum():
    assert "Slopes, from left to right: −1, then −1 + 2 = 1" in written(shown(units="0,2"))
    hat = shown(target="hat", slope="0", units=THREE)
    assert hat.at(hat.opening)["level"].tolist() == [0, 1, -1, 0]
    assert "then 0 + 1 = 1, then 1 + (−2) = −1, then −1 + 1 = 0" in written(hat)
    leaky = shown(units="0,2", activation="leaky_relu")
    # −1 + 0.01 × 2, and 0.99 × 2 more.
    assert leaky.at(leaky.opening)["level"].tolist() == pytest.approx([-0.98, 1], abs=1e-12)
    many = shown(units=TWELVE, slope="0", highlight="2")
    assert "At kink 2 the slope changes from 0.25 to 0" in written(many)


def test_the_derivative_has_two_one_sided_values_beside_a_kink_and_none_at_it():
    at_kink, beside = shown(units="0,2", probe="0"), shown(units="0,2", probe="0.05")
    assert [found(f"gap_y[{i}]", at_kink) for i in range(2)] == [-1, 1]
    assert "f′(x) does not exist at a kink; software takes the left slope, −1" in written(at_kink)
    assert "f′(x) = 1" in written(beside)
    # A kink that changes nothing is no kink, nor is one whose change another takes back at the same place.
    for units in ("0,0", "0,2;0,-2"):
        assert "does not exist" not in written(shown(units=units, probe="0"))


def test_each_kind_of_state_has_its_sentence():
    said = [
        ({"units": "0,1"}, "Bend at 0: the slope changes from −1 to 0. Mean squared error 0.670."),
        ({}, "Slope change 0: the slope is −1 on both sides of 0. Mean squared error 2.68."),
        ({"units": "2,1.5"}, "No data point lies right of 2. The unit is dead: its gradient is 0."),
        ({"units": "0,2"}, "The sum follows the curve exactly. Bends: 1."),
        ({"target": "hat", "slope": "0", "units": THREE}, "The sum follows the curve exactly. Bends: 3."),
        ({"units": "0,2", "probe": "0"}, "At x = 0 the sum bends: there is no slope. Software takes the left one, −1."),
    ]
    for address, sentence in said:
        assert shown(**address).sentence() == sentence
    line = shown(slope="0", units=THREE, activation="identity").sentence()
    assert line.startswith("Without a bend the sum of 3 units is one line of slope 0.")
    assert shown(units="0,1", activation="tanh").sentence().startswith("Tanh has no kink: the slope")


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "identity", "gelu", "tanh", "sigmoid"])
def test_what_is_drawn_is_the_sum_and_its_derivative(activation):
    units, slope = [(-1.3, 1.2), (0.2, -2.0), (0.9, 0.7), (1.5, 0.4), (3.0, 2.0)], -0.6
    scene = shown(units=";".join(f"{k},{s}" for k, s in units), slope="-0.6", intercept="0.3", activation=activation)
    at = scene.at(scene.opening)
    shapes = {
        "relu": lambda z: np.maximum(z, 0),
        "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
        "identity": lambda z: z,
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    }
    if activation == "gelu":
        special = pytest.importorskip("scipy.special")
        shapes["gelu"] = lambda z: z * special.ndtr(z)

    def f(x):
        return 0.3 + slope * x + sum(s * shapes[activation](x - k) for k, s in units)

    assert at["sum_y"] == pytest.approx(f(np.asarray(at["sum_x"], dtype=float)), abs=1e-5)
    inside = [i for i, (kink, _) in enumerate(units) if kink <= 2]
    assert at["kink_y"][inside] == pytest.approx(f(np.array([units[i][0] for i in inside])), abs=4e-3)
    x, drawn = (np.asarray(at[name], dtype=float)[np.isfinite(at["slope_y"])] for name in ("slope_x", "slope_y"))
    if activation in ("relu", "leaky_relu", "identity"):
        # Both ends of each piece; the kink at 3 leaves one without width at the end of the chart.
        wide = np.repeat(np.diff(x)[::2] > 0, 2)
        x, drawn = x[wide].reshape(-1, 2).mean(axis=1).repeat(2), drawn[wide]
    assert drawn == pytest.approx((f(x + 1e-6) - f(x - 1e-6)) / 2e-6, abs=1e-5)
    assert found("mse", scene) == pytest.approx(np.mean((f(X) - abs(X)) ** 2), rel=1e-9)
    assert found("largest", scene) == pytest.approx(abs(f(X) - abs(X)).max(), rel=1e-9)


def test_a_unit_right_of_all_points_has_gradient_0_and_any_other_here_has_not():
    dead, alive = shown(units="2,1.5"), shown(units="0,1.5")
    assert (found("by_kink", dead), found("by_change", dead)) == (0, 0)
    # Errors at 1 and 2 are −0.5 and −1: 2/5 (−0.5 × 1 − 1 × 2), and −2/5 × 1.5 (−0.5 − 1).
    assert found("by_change", alive) == pytest.approx(-1)
    assert found("by_kink", alive) == pytest.approx(0.9)


def test_the_right_end_is_pulled_to_the_curve():
    scene = shown()
    table = scene.tables["end"]
    row = int(abs(table.places - 2).argmin())
    assert (table.places[row], table.rows["s"][row, 0], table.rows["mse"][row]) == (2, 2, 0)


# ---- twelve units


def test_every_one_of_twelve_units_has_a_kink_and_a_bar_to_pull_which_highlights_it():
    scene = shown(units=TWELVE, highlight="7")
    names = {handle.name for handle in scene.handles}
    for i in range(12):
        for kind in ("kink", "change"):
            assert f"{kind}{i}" in names
            table = scene.tables[f"{kind}{i}"]
            assert table.commit == {"units": "units", "highlight": f"={i + 1}"}
            assert table.constants["unit_number"] == i + 1
    assert f"kink of unit {12}" in {handle.label for handle in scene.handles}


def test_a_pull_of_another_unit_speaks_of_that_unit():
    scene = shown(units="-1,1;0,-2;1,1", slope="0", target="hat", highlight="1")
    row = int(abs(scene.tables["change2"].places + 1).argmin())
    # From 1 to 2 the error is 2(x − 1): 4 (0² + 0.01² + … + 1²) / 401 = 4 × 33.835 / 401.
    assert scene.sentence("change2", row) == "Bend at 1: the slope changes from −1 to −2. Mean squared error 0.338."
    assert "−1 relu(x − 1)" in written(scene, "change2", row).replace("(−1)", "−1")


# ---- a curve of one's own


def test_a_curve_of_ones_own_is_fitted_exactly_by_its_seven_kinks():
    (seven,) = (link.state for link in words.LINKS if link.text.startswith("Your own curve"))
    best = next(action for action in shown(**seven).actions if action.text.startswith("Best"))
    scene = shown(**{**seven, **best.state})
    assert found("mse", scene) == 0
    # Of the seven 6 bend: at −1.5 the curve is straight.
    assert scene.sentence() == "The sum follows the curve exactly. Bends: 6."


def test_a_curve_that_was_drawn_is_in_the_address_short_and_read_back():
    drawn = [-2, 0.05, 4, 0.35, *[0.5] * 13]
    address = LESSON.rewrite({"target": "own"}, {"curve": ",".join(map(str, drawn))})
    assert address["curve"] == "-2,0.05,4,0.35," + ",".join(["0.5"] * 13)
    scene = shown(**address, slope="0")
    assert scene.at(scene.opening)["target_y"].tolist() == drawn
    expected = np.mean(np.interp(X, np.linspace(-2, 2, 17), drawn) ** 2)
    assert found("mse", scene) == pytest.approx(expected, rel=1e-10)
    assert len(LESSON.rewrite({}, {"target": "own", "curve": ",".join(["-1.95"] * 17)})["curve"]) < 120


def test_the_pen_draws_the_heights_of_the_curve_and_only_of_the_learners_own():
    scene = shown(target="own")
    pen = scene.grids["pen"]
    assert (pen.places, pen.now, pen.commit) == (tuple(NODES), OWN, {"curve": "{heights}"})
    assert scene.figures[0].draws == "pen"
    assert not shown().grids
    assert shown().figures[0].draws == ""


# ---- questions and goals


@pytest.mark.parametrize("asked", questions.PREDICTIONS, ids=lambda asked: asked.name)
def test_a_question_is_answered_in_its_own_state_only(asked):
    elsewhere = {**asked.answer, "intercept": "0.5"}
    assert found(asked.reply_index, shown(**elsewhere)) == -1


def test_bends_are_counted_where_the_sum_bends():
    # The same place twice is one bend, beyond the chart is none, and changes that cancel are none.
    for units, bends in (("0,1;0,1", 1), ("0,2;5,3", 1), ("0,2;0.5,1;0.5,-1", 1), ("-2,1;0,2;2,3", 1)):
        assert found("bends", shown(units=units)) == bends, units
    assert shown(units="0,1;0,1").sentence() == "The sum follows the curve exactly. Bends: 1."
    said = shown(units="0,2;0,-2", slope="0").sentence()
    assert said.startswith("The units at 0 cancel out: the slope is 0 on both sides.")


def test_with_identity_there_is_one_slope_everywhere():
    line = shown(slope="0", units="-1,1;0,-2;1,1", activation="identity")
    assert "Slope everywhere: m + Σ sᵢ = 0 + 1 + (−2) + 1 = 0" in written(line)
    assert [label.text for label in line.labels if label.figure == "derivative"] == ["{total_slope:set}"]


def test_the_loss_of_the_five_data_points_is_that_of_the_line_by_hand():
    # −x against |x| at −2, −1, 0, 1, 2: the errors are 0, 0, 0, −2 and −4.
    assert found("data_loss", shown()) == (4 + 16) / 5


def test_goals_have_their_witnesses():
    states = ({"units": "0,2"}, WAVE, PARABOLA)
    for i, goal in enumerate(questions.GOALS):
        assert [found(goal.met, shown(**state)) for state in states] == [j == i for j in range(3)], goal.name
    assert list(LESSON.goals) == ["G1", "G2", "G3", "G4"]


# ---- what the address may hold


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ({"units": "0,1,2"}, "3 numbers; give a kink and a slope change"),
        ({"units": ";".join(["0,1"] * 13)}, "13 units; there is room for 12"),
        ({"units": "11,0"}, "a kink here lies between −10 and 10; 11 does not"),
        ({"units": "0,1e9"}, "a slope change here lies between −100 and 100; 1000000000 does not"),
        ({"units": "0,nan"}, "“nan” among the units is no number"),
        ({"units": ",;,"}, "0 numbers; give a kink"),
        ({"curve": "1,2,3"}, "3 heights; give 17"),
        ({"curve": "1"}, "1 height; give 17"),
        ({"curve": ",".join(["0"] * 5000)}, "5000 heights; give 17"),
        ({"curve": ",".join(["9"] + ["0"] * 16)}, "a height here lies between −2 and 4; 9 does not"),
        ({"curve": "a,b"}, "“a” in the curve is no number"),
        ({"activation": "swish"}, "there is relu"),
        ({"target": "sin"}, "there is abs"),
        ({"probe": "5"}, "give a number from -2 to 2"),
        ({"highlight": "13"}, "from 1 to 12"),
        ({"slope": "inf"}, "is no number"),
    ],
)
def test_what_is_no_state_is_refused_in_words(address, reason):
    state = parse_state(PARAMETERS, address)
    [(_, said)] = state.refused.values()
    assert reason in said
    assert LESSON.build(parse_state(LESSON.all_parameters, address)).name == "relu"


EVERY_KIND = list(product(("abs", "wave", "own"), ("relu", "leaky_relu", "gelu", "tanh", "identity")))


@pytest.mark.slow
def test_a_message_with_four_units_has_at_most_150_kilobytes_and_one_with_twelve_450():
    four = "-1,1.2345;0.3333,-2;1,1;1.5,0.3"
    for units, most in ((four, 150_000), (TWELVE, 450_000)):
        for target, activation in sampled(EVERY_KIND, 4):
            scene = shown(units=units, slope="0.2571", target=target, activation=activation, guess="1")
            assert len(message.packed(scene, answers=0, state={}, predict="")) <= most, (target, activation)
