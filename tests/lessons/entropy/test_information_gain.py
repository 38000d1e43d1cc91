"""The bag that is split, against the numbers of the lesson."""

import numpy as np
import pytest

import lossviz
from lossviz.lessons.entropy import information_gain

COUNTS = information_gain.FOLD.parameters[0]


def shown(bag, unit="bits"):
    scene = information_gain.scene(COUNTS.parse(bag), unit=unit)
    return scene.at(scene.opening)


@pytest.mark.parametrize(
    ("bag", "gain"), [("4,1,1,4", 0.278), ("3,3,2,2", 0), ("5,0,0,5", 1), ("3,0,2,5", 0.396), ("1,0,4,5", 0.108)]
)
def test_the_gains_of_the_lesson(bag, gain):
    quantities = shown(bag)
    assert float(quantities["before"]) == 1
    assert float(quantities["gain"]) == pytest.approx(gain, abs=6e-4)
    assert float(quantities["before"] - quantities["after"]) == pytest.approx(float(quantities["gain"]), abs=1e-15)


def test_each_half_of_the_first_split_has_0_722_bits():
    assert shown("4,1,1,4")["group"].tolist() == pytest.approx([0.722, 0.722], abs=5e-4)


def test_a_side_without_balls_splits_nothing():
    quantities = shown("0,0,5,5")
    assert quantities["gain"] == 0
    assert "One side is empty" in information_gain.SAYS[int(quantities["case"])]


def test_no_cut_loses_information():
    for name in ("red", "blue"):
        rows = information_gain.scene((4, 1, 1, 4)).tables[name].rows
        assert (rows["gain"] >= 0).all()
        assert (rows["after"] <= rows["before"]).all()


@pytest.mark.parametrize(("bag", "met"), [("4,1,1,4", 1), ("5,0,0,5", 0), ("3,0,2,5", 0), ("3,3,2,2", 0)])
def test_the_goal_asks_for_a_gain_without_a_pure_side(bag, met):
    for unit in ("bits", "nats", "hartleys"):
        assert shown(bag, unit)[information_gain.GOALS[0].met] == met


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_every_cut_holds_what_the_package_computes_for_it(unit):
    base = {"bits": 2, "nats": np.e}[unit]
    scene = information_gain.scene((4, 1, 3, 4), unit=unit)
    for colour, name in enumerate(("red", "blue")):
        rows = scene.tables[name].rows
        for row, cut in enumerate(rows["cut"]):
            children = np.asarray(cut, dtype=float).reshape(2, 2)
            assert rows["gain"][row] == lossviz.information_gain([7, 5], children, base=base)
            assert cut.sum() == 12
        assert rows["cut"][:-1, colour].tolist() == list(range([7, 5][colour] + 1))


@pytest.mark.parametrize("text", ["1,2,3", "1,2,3,4,5", "a,1,1,1", "-1,2,2,2", "1.5,1,1,1", "13,0,0,1", "0,0,0,0"])
def test_what_is_not_a_split_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        COUNTS.parse(text)


def test_a_split_is_written_as_it_is_read():
    assert COUNTS.write(COUNTS.parse(" 4, 1;1 4 ")) == "4,1,1,4"
