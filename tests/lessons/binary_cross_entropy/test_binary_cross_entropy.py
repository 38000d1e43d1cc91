"""The numbers of lesson 9, each in the state in which it stands on the page."""

import math

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import log_loss

from lossviz.inputs.numbers import write
from lossviz.inputs.units import UNITS
from lossviz.lessons.binary_cross_entropy import quantities, questions
from lossviz.lessons.binary_cross_entropy import scene as lesson
from lossviz.lessons.binary_cross_entropy.lesson import LESSON
from lossviz.scene import template

CLOSE = 5e-4


def at(table="yhat", **state):
    return lesson.scene(**state).at(table)


def found(name, **state):
    return float(at(**state)[name])


def sentence(**state):
    return lesson.scene(**state).sentence("yhat")


def asked(name, **state):
    question = next(one for one in questions.PREDICTIONS if one.name == name)
    return int(at(**state)[question.reply_index])


def read(state):
    """What an address says, as the page reads it."""
    return {parameter.key: LESSON.read(state).values[parameter.name] for parameter in LESSON.parameters}


@pytest.mark.parametrize(
    ("yhat", "loss"),
    [(0.1, 2.303), (0.5, 0.693), (0.9, 0.105), (0.99, 0.0101), (0.01, 4.605), (0.001, 6.908), (0.316, 1.152)],
)
def test_the_loss_of_label_1_is_that_of_the_lesson(yhat, loss):
    assert found("loss", yhat=yhat) == pytest.approx(loss, abs=CLOSE)
    assert found("loss", yhat=yhat) == pytest.approx(log_loss([1], [[1 - yhat, yhat]], labels=[0, 1]), rel=1e-12)


@pytest.mark.parametrize(("yhat", "loss"), [(0.9, 0.325), (0.99, 0.470), (0.999, 0.692), (0.5, 0.693)])
def test_with_a_label_of_nine_tenths_the_loss_is_least_at_that_probability(yhat, loss):
    assert found("loss", y=0.9, yhat=yhat) == pytest.approx(loss, abs=CLOSE)
    assert found("least", y=0.9, yhat=yhat) == pytest.approx(0.325, abs=CLOSE)
    assert found("loss", y=0.9, yhat=yhat) >= found("least", y=0.9, yhat=0.9)


def test_the_first_state_is_label_1_with_a_predicted_probability_of_one_tenth():
    first = at(**read(questions.FIRST))
    assert float(first["z"]) == pytest.approx(-2.197, abs=CLOSE)
    assert float(first["gradient"]) == pytest.approx(-0.9, abs=1e-12)
    assert float(first["mse_gradient"]) == pytest.approx(2 * -0.9 * 0.1 * 0.9, abs=1e-12)
    assert sentence() == ("The answer is yes and ŷ is 0.1: loss 2.30 nats, gradient with respect to the logit −0.900.")


def test_the_gradient_of_squared_error_is_largest_at_one_third_and_vanishes_at_the_worst_mistake():
    table = lesson.scene().tables["yhat"]
    assert table.places[np.abs(table.rows["mse_gradient"][:-1]).argmax()] == pytest.approx(1 / 3, abs=0.005)
    assert found("mse_gradient", logit=-0.693) == pytest.approx(-0.296, abs=CLOSE)
    assert found("gradient", logit=-0.693) == pytest.approx(-0.667, abs=CLOSE)
    assert found("yhat", logit=-6.0) == pytest.approx(0.00247, abs=5e-6)
    assert found("mse_gradient", logit=-6.0) == pytest.approx(-0.00492, abs=5e-6)
    assert found("gradient", logit=-6.0) == pytest.approx(-0.998, abs=CLOSE)
    assert found("ratio", logit=-6.0) == pytest.approx(203, abs=0.5)
    assert sentence(logit=-6.0).startswith("Squared error: vanishing gradient, −0.00492. Cross-entropy: −0.998, 203")


def test_the_gradient_of_squared_error_is_a_product_and_its_underlined_factor_is_not_said_to_be_0():
    # 2 · (0.5 − 1) · 0.5 · (1 − 0.5) = −0.25: at ŷ = 0.5 the factor ŷ(1 − ŷ) is largest, 0.25.
    scene = lesson.scene(yhat=0.5)
    here = scene.at(scene.opening)
    written = "".join(template.write(part.text, here) for part in scene.formula[2] if template.holds(part.when, here))
    assert " = 2 × (−0.500) × 0.250 = −0.250 " in written
    assert written.endswith("the underlined factor is near 0 where ŷ is near 0 or 1")


@pytest.mark.parametrize(("logit", "cross_entropy", "squared"), [(-6.0, 7, 214), (-8.0, 9, 1507)])
def test_updates_from_a_saturated_logit_to_one_half_are_those_of_the_lesson(logit, cross_entropy, squared):
    for y, z in ((1.0, logit), (0.0, -logit)):
        row = at("logit", y=y, logit=z)
        assert (int(row["updates"]), int(row["mse_updates"])) == (cross_entropy, squared)
        assert row["wrong"] == row["counted"] == row["mse_counted"] == 1


def updates_by_loop(z, slope):
    """Updates at rate 1 until the forecast is 0.5, one after the other, by hand."""
    count = 0
    while z < 0 and count <= quantities.MANY_UPDATES:
        z, count = z - slope(float(expit(z))), count + 1
    return count


@pytest.mark.parametrize("start", [-0.05, -1.0, -2.197, -5.55, -8.2, -8.5, -9.0, -9.1, -40.0])
def test_updates_are_counted_as_a_plain_loop_counts_them(start):
    row = at("logit", logit=start)
    assert int(row["updates"]) == updates_by_loop(start, lambda s: s - 1)
    assert int(row["mse_updates"]) == updates_by_loop(start, lambda s: 2 * (s - 1) * s * (1 - s))


def test_a_soft_label_and_a_prediction_on_the_right_side_of_one_half_count_no_updates():
    for state in ({"y": 0.9, "logit": -3.0}, {"logit": 3.0}, {"logit": 0.0}, {"yhat": 0.0}, {"y": 0.0, "yhat": 1.0}):
        assert int(at("logit", **state)["wrong"]) == 0


def test_a_certain_wrong_prediction_is_infinite_as_a_probability_and_exact_as_a_logit():
    for state in ({"yhat": 0.0}, {"y": 0.0, "yhat": 1.0}, {"y": 0.3, "yhat": 1.0}, {"y": 0.3, "yhat": 0.0}):
        assert math.isinf(found("loss", **state))
        assert "infinite" in sentence(**state)
    far = at(logit=-800.0)
    assert (float(far["yhat"]), float(far["loss"]), float(far["gradient"])) == (0.0, 800.0, -1.0)
    assert sentence(logit=-800.0).startswith("At logit −800 ŷ rounds to 0; from the logit the loss is 800")
    near = at(y=0.0, logit=37.0)
    assert (float(near["yhat"]), float(near["loss"])) == (1.0, 37.0)
    assert float(at(y=0.0, logit=36.0)["yhat"]) < 1


def test_a_perfect_prediction_has_loss_0_and_the_term_of_weight_0_is_never_infinite():
    for state in ({"yhat": 1.0}, {"y": 0.0, "yhat": 0.0}):
        row = at(**state)
        assert float(row["loss"]) == float(row["gradient"]) == float(row["mse_gradient"]) == 0


@pytest.mark.parametrize(("unit", "coin"), [("bits", 1.0), ("nats", 0.693), ("hartleys", 0.301)])
def test_a_coin_toss_has_a_loss_of_one_bit_in_every_unit_and_the_gradient_stays_in_nats(unit, coin):
    for y in (0.0, 1.0):
        row = at(y=y, yhat=0.5, unit=unit)
        assert float(row["loss"]) == pytest.approx(coin, abs=CLOSE)
        assert abs(float(row["gradient"])) == 0.5
    assert sentence(yhat=0.5, unit="bits").startswith("ŷ is 0.5: loss 1.00 bit for either answer")
    assert found("loss", yhat=0.5, unit="bits") == 1


def test_the_loss_lies_on_its_curves_at_every_label():
    scene = lesson.scene(y=0.35, yhat=0.8, unit="bits")
    table = scene.tables["y"]
    z, base = np.asarray(scene.shared["curve_z"], dtype=float), UNITS["bits"].base
    for row, y in enumerate([*table.places, 0.35]):
        mixture = (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)) / math.log(base)
        np.testing.assert_allclose(table.rows["loss_curve"][row], mixture, atol=1e-4)
        np.testing.assert_allclose(table.rows["gradient_curve"][row], expit(z) - y, atol=1e-5)
        s = expit(z)
        np.testing.assert_allclose(table.rows["mse_gradient_curve"][row], 2 * (s - y) * s * (1 - s), atol=1e-5)


STATES = [
    {},
    {"y": 0.0, "yhat": 0.97},
    {"y": 0.9, "yhat": 0.999},
    {"yhat": 0.0},
    {"y": 0.25, "yhat": 1.0},
    {"logit": -800.0},
    {"y": 0.0, "logit": 37.0, "unit": "hartleys"},
    {"y": 0.37, "logit": 0.123, "unit": "bits"},
]


@pytest.mark.parametrize("state", STATES, ids=str)
def test_the_last_row_of_every_table_is_the_same_state(state):
    scene = lesson.scene(**state)
    first = scene.at("yhat")
    for name in scene.tables:
        for quantity, values in scene.at(name).items():
            if quantity != "none":
                np.testing.assert_array_equal(values, first[quantity], err_msg=f"{name} {quantity}")


def test_dragging_probability_or_logit_clears_the_other_and_only_touching_it_does_not():
    tables = lesson.scene(logit=-6.0).tables
    for pulled, other in (("yhat", "logit"), ("logit", "yhat")):
        # An empty text would be sent by a mere touch; a quantity that is not a number only by a pull.
        emptied = tables[pulled].commit[other]
        assert np.isnan(tables[pulled].constants[emptied])
    assert tables["y"].commit == {"y": "y"}


def test_the_grids_are_short_decimals_without_a_minus_zero():
    for grid in (quantities.TRUTHS, quantities.PROBABILITIES, quantities.LOGITS):
        assert all(len(write(float(place))) <= 5 for place in grid)
        assert not np.signbit(grid[grid == 0]).any()


def test_predictions_know_the_right_answer_the_likely_mistake_and_any_other_wrong_answer():
    assert [asked("1", yhat=yhat) for yhat in (0.315, 0.33, 0.55, 0.1, 0.8)] == [0, 0, 1, -2, -3]
    assert asked("1", y=0.0, yhat=0.316) == -1
    assert [asked("2", y=0.9, yhat=yhat) for yhat in (0.9, 0.885, 0.975, 1.0, 0.5)] == [0, 0, 1, 1, -2]
    assert asked("2", yhat=0.9) == -1
    assert [asked("3", yhat=yhat) for yhat in (0.335, 0.27, 0.4, 0.1, 0.0, 0.5)] == [0, 0, 0, 1, 1, -3]


def test_every_prediction_begins_open_and_ends_right():
    for question in questions.PREDICTIONS:
        assert asked(question.name, **read(question.start)) != 0
        assert asked(question.name, **read(question.answer)) == 0


def test_goals_are_met_by_their_witnesses_and_not_at_first():
    first = at()
    assert (int(first["goal0"]), int(first["goal1"])) == (0, 0)
    assert int(at(yhat=0.5)["goal0"]) == int(at(y=0.0, yhat=0.5, unit="bits")["goal0"]) == 1
    assert int(at(y=0.9, yhat=0.9)["goal1"]) == int(at(y=0.9, yhat=0.89, unit="bits")["goal1"]) == 1
    assert int(at(y=0.9, yhat=0.8)["goal1"]) == int(at(yhat=0.9)["goal1"]) == 0


def test_an_address_that_says_no_number_in_its_range_is_refused_and_shows_the_first_state():
    wrong = {
        "y": ["1.2", "-0.1", "nan", "yes"],
        "yhat": ["inf", "0,9", "0.1_0", "٠.٥", "1e999", "9" * 400],
        "logit": ["1001", "-1e300", "--3", "0x10"],
    }
    for name, texts in wrong.items():
        for text in texts:
            state = LESSON.read({name: text})
            assert list(state.refused) == [name], text
            assert state.values == LESSON.read({}).values


def test_what_is_written_to_the_address_is_read_back_as_it_was():
    _, yhat, logit, _ = LESSON.parameters
    for number in (0.0, 1.0, 0.1, 1 / 3, 5e-324, 1e-300, 1 - 1e-16, 1e-5):
        assert yhat.parse(yhat.write(number)) == number
    for number in (-800.0, 37.0, -0.693, 1000.0):
        assert logit.parse(logit.write(number)) == number
    assert logit.write(logit.parse(" −2.50 ")) == "-2.5"
    assert logit.parse("  ") is None
    assert logit.write(None) == ""
    assert not math.copysign(1, logit.parse("-0")) < 0


def test_a_logit_takes_the_place_of_the_probability():
    assert float(at(yhat=0.9, logit=0.0)["yhat"]) == 0.5
