"""A curve that is drawn: its heights, what the address says of it, and what is refused."""

import pytest

from lossviz.scene.sketch import SketchDomain


def sketch(**changes):
    whole = {"places": (-1.0, 0.0, 1.0), "low": -2.0, "high": 4.0, "step": 0.05, "now": (0.0, 0.5, 1.0)}
    return SketchDomain(**{**whole, "commit": {"curve": "{heights}", "seed": ""}, **changes})


def test_its_ends_are_the_lowest_and_the_highest_curve_as_the_address_has_them():
    assert sketch().ends == [{"curve": "-2,-2,-2", "seed": ""}, {"curve": "4,4,4", "seed": ""}]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"now": (0.0, 0.5)}, "3 places and 2 heights"),
        ({"places": (0.0,), "now": (1.0,)}, "give two places or more"),
        ({"commit": {"curve": "{x},{heights}"}}, "“{x},{heights}”"),
    ],
)
def test_what_is_no_curve_is_refused(changes, reason):
    with pytest.raises(ValueError, match=reason.replace("{", r"\{")):
        sketch(**changes)
