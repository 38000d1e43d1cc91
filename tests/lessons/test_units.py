"""What a link says of an amount of information is said in the unit that is chosen."""

import re

import pytest

from lossviz.inputs.units import UNITS
from tests.lessons.cases import PLACES

UNIT_PLACES = [place for place in PLACES if "unit" in [one.name for one in place.lesson.shown_parameters(place.fold)]]
NAMES = r"\b(bit|nat|hartley)s?\b"


def links(place, unit):
    return place.scene({"unit": unit}).links


def texts(place, unit):
    return [f"{link.text}: {link.note}" for link in links(place, unit)]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("place", UNIT_PLACES, ids=str)
def test_no_link_names_another_unit_than_the_chosen_one(place, unit):
    said = texts(place, unit)
    assert said
    assert [one for one in said if "|" in one or "[" in one] == []
    assert [one for one in said if {name for name in re.findall(NAMES, one)} - {UNITS[unit].singular}] == []


@pytest.mark.parametrize(
    ("slug", "fold", "beginning", "said"),
    [
        (
            "cross-entropy-loss",
            "",
            "Logits 1, 2, 0",
            {"nats": "1.408 nats.", "bits": "2.03 bits.", "hartleys": "0.611"},
        ),
        ("cross-entropy-loss", "", "Smoothing 0.1, logit 10", {"nats": "be 9.1e−5.", "bits": "be 1.3e−4."}),
        (
            "binary-cross-entropy",
            "",
            "Logit −800",
            {"nats": "loss 800:", "bits": "loss 1,154:", "hartleys": "loss 347:"},
        ),
        (
            "entropy",
            "",
            "½, ¼, ⅛, ⅛",
            {"nats": "adds 0.693 nats of", "bits": "adds 1 bit of", "hartleys": "adds 0.301 h"},
        ),
        (
            "cross-entropy",
            "likelihood",
            "b = 0.9",
            {"nats": "is 2.303 nats.", "bits": "3.32 bits", "hartleys": "1.00 ha"},
        ),
    ],
)
def test_an_amount_is_that_of_the_first_unit_converted(slug, fold, beginning, said):
    (place,) = (one for one in UNIT_PLACES if (one.lesson.slug, one.fold) == (slug, fold))
    for unit, part in said.items():
        (found,) = (one for one in texts(place, unit) if one.startswith(beginning))
        assert part in found, unit
