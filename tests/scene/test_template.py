"""Templates, conditions and numbers: one list of cases that the browser's side walks, too."""

import json
import math
from pathlib import Path

import pytest

from lossviz.scene import template

CASES = json.loads((Path(__file__).parent / "template_cases.json").read_text())


def number(value):
    return float(value) if isinstance(value, str) else value


def quantities(case):
    return {
        name: [number(one) for one in values] if isinstance(values, list) else number(values)
        for name, values in case["quantities"].items()
    }


def test_numbers_are_written_as_the_cases_say():
    assert len(CASES["numbers"]) >= 120
    for case in CASES["numbers"]:
        assert template.number_text(case["kind"], number(case["value"])) == case["text"], case


def test_templates_are_filled_in_as_the_cases_say():
    assert CASES["templates"]
    for case in CASES["templates"]:
        said = template.write(
            case["text"],
            quantities(case),
            words=case.get("words", ()),
            units=case.get("units", ("", "")),
            aloud=case.get("aloud", False),
        )
        assert said == case["written"], case


def test_conditions_hold_as_the_cases_say():
    assert CASES["conditions"]
    for case in CASES["conditions"]:
        assert template.holds(case["text"], quantities(case)) is case["holds"], case


def test_what_is_no_template_is_refused_with_its_text():
    assert CASES["bad"]
    for text in CASES["bad"]:
        with pytest.raises(ValueError, match=r"."):
            template.template(text)


def test_the_names_that_are_needed_are_those_of_quantities_and_of_their_indices():
    assert template.template_names("{loss[k]} of {n:count}, {p[0]:set}") == {"loss", "k", "n", "p"}
    assert template.condition_names("few !p[0] now[k]") == {"few", "p", "now", "k"}
    assert template.reference("H").names == {"H"}


def test_three_digits_are_the_nearest_that_an_exact_decimal_rounds_to():
    # Python's own formatting rounds halves to even; the browser rounds them up.
    assert template.computed(0.125) == "0.125"
    assert template.computed(2.125) == "2.13"
    assert f"{2.125:.2f}" == "2.12"
    for power in range(-5, 2):
        for digits in range(100, 1000, 7):
            exact = digits * 10.0**power
            assert math.isclose(float(template.computed(exact).replace(",", "")), exact, rel_tol=5.1e-3)
