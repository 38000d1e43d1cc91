"""What the formula writes is true of the numbers as they are written: each sum and product is evaluated."""

import math
import re

import pytest

from lossviz.scene import template
from tests.lessons.cases import Place

PLACE = Place("train-a-network")
STATES = (
    {"update": "75"},
    {"update": "900", "point": "7"},
    {"hidden": "5,3", "update": "900"},
    {"hidden": "1", "update": "150"},
    {"hidden": "8,8", "activation": "tanh", "data": "wave", "update": "450"},
    {"data": "gaussian", "update": "300", "optimizer": "adam"},
    {"loss": "squared_error", "update": "300"},
    {"data": "blobs", "seed": "0", "update": "320"},
    {"activation": "identity", "rate": "3", "update": "60"},
    {"rate": "10", "update": "30"},
    {"value": "1000", "weight": "13", "update": "15"},
)


def lines(scene, row):
    """The lines of the formula at a row of the time's table, without the links at their ends."""
    view = scene.at("time", row)
    return [
        "".join(template.write(part.text, view) for part in line if template.holds(part.when, view))
        for line in scene.formula
    ]


def value(text):
    """A number, a sum, a product or a logarithm as it is written."""
    plain = re.sub(r"\d+ more: ", "", text).replace(",", "").replace("−", "-").replace("×", "*").replace("²", "**2")
    assert re.fullmatch(r"[-+*/.()\de ]+|(-log)?\([-+.\de ]+\)", plain), text
    return eval(plain, {"log": math.log})


def last_digit(text):
    """The size of the last digit of a number as it is written."""
    digits, _, power = text.replace(",", "").replace("−", "-").partition("e")
    if len(digits) > 4 and "." not in digits:
        # Of a large number the zeros at its end are no digits.
        return 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


def agrees(made, result, units):
    """Whether what is evaluated is the result, to so many units of its last digit."""
    return abs(value(made) - value(result)) <= (units + 1e-6) * last_digit(result)


@pytest.mark.slow
@pytest.mark.parametrize("address", STATES, ids=str)
def test_every_sum_product_and_square_gives_what_is_written_beside_it(address):
    scene = PLACE.scene(address)
    rows = len(scene.tables["time"].places) + 1
    for row in range(0, rows, 3):
        _, total, loss, _ = lines(scene, row)
        if "∞" in total + loss or "–" in total + loss:
            continue
        _, made, result = re.split(" = ", total.split("  ")[0])
        # Half a unit: the sum as it is written, rounded.
        assert agrees(made, result, 0.5), total
        # A probability below 1e-323 is 0 in a computer.
        if "over the classes" not in loss and "log(0)" not in loss:
            *_, made, result = re.split(" = ", loss.removesuffix(loss[loss.index("loss = ") :].split("  ", 1)[-1]))
            assert agrees(made, result.strip(), 1), loss


def test_the_sum_that_did_not_add_up_as_it_was_shown():
    # 3.84 - 2.5016.
    assert value("(−2.12) × 1.18 + 3.84") == pytest.approx(1.3384)
    assert agrees("(−2.12) × 1.18 + 3.84", "1.34", 0.5)
    assert not agrees("(−2.12) × 1.18 + 3.84", "1.33", 0.5)


def test_a_point_has_one_number_and_the_largest_loss_is_named():
    first = lines(PLACE.scene({"epochs": "2"}), -1)[0]
    scene = PLACE.scene({"epochs": "2"})
    now = scene.at("time")
    worst = int(now["point_number"])
    assert first.startswith(f"point {worst} (largest loss): h")
    handle = next(one for one in scene.handles if one.name == "point")
    assert template.write(handle.value_text, now) == f"{worst} of 200"
    other = PLACE.scene({"epochs": "2", "point": str(worst % 200 + 1)})
    assert lines(other, -1)[0].startswith(f"point {worst % 200 + 1}: h")
