"""Seven walks and four fates: told apart by shape, not by colour alone."""

import itertools

import pytest

from lossviz.figures import palette
from lossviz.lessons.gradient_descent import convergence_map as fates
from lossviz.lessons.gradient_descent import gradient_check as slope_check
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.lessons.gradient_descent.race.quantities import NAMES, RUNNERS
from lossviz.scene import landscapes


def test_no_two_runners_have_the_same_mark_sign_or_line():
    for one, other in itertools.combinations(RUNNERS.values(), 2):
        assert one.symbol != other.symbol
        assert one.sign != other.sign
        assert one.title != other.title
        assert (one.role, one.dash) != (other.role, other.dash)


def test_every_runner_is_drawn_on_the_map_and_over_the_laps_by_a_line_and_a_mark_of_its_own():
    course, heights, standings = race.figures(landscapes.of("ravine"), NAMES, 300, (-3, 2), "loss")
    for figure, lines in ((course, 7), (heights, 7), (standings, 0)):
        walks = [trace for trace in figure.plot["data"] if trace.get("mode") == "lines"]
        marks = [trace["marker"]["symbol"] for trace in figure.plot["data"] if trace.get("mode") == "markers"]
        assert len({(trace["line"]["color"], trace["line"]["dash"]) for trace in walks}) == len(walks) == lines
        assert {RUNNERS[name].symbol for name in NAMES} <= set(marks)


def test_every_fate_has_a_colour_a_mark_and_a_word():
    assert len({ending.symbol for ending in fates.ENDINGS}) == len({ending.role for ending in fates.ENDINGS}) == 4
    assert len(set(fates.NAMES.values())) == len(set(fates.SIGNS.values())) == 4
    (figure,) = fates.figures(landscapes.of("himmelblau"))
    field = figure.plot["data"][0]
    assert [colour for _, colour in field["colorscale"][::2]] == [palette.ROLES[end.role] for end in fates.ENDINGS]
    # Fate 0 lies between -0.5 and 0.5, and so on: each has a quarter of the scale.
    assert (field["zmin"], field["zmax"]) == (-0.5, 3.5)
    assert [edge for edge, _ in field["colorscale"]] == [0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1]


@pytest.mark.parametrize(
    "figure",
    [
        *race.figures(landscapes.of("rosenbrock"), NAMES, 1000, (-5, 2), "loss"),
        *fates.figures(landscapes.of("saddle")),
        *slope_check.figures(("x", "y")),
    ],
    ids=lambda figure: figure.name,
)
def test_axes_stand_still_and_numbers_are_quantities(figure):
    for axis in ("xaxis", "yaxis"):
        low, high = figure.plot["layout"][axis]["range"]
        assert low < high
    for trace in figure.plot["data"]:
        assert trace["meta"]
        assert all(len(trace.get(part) or ()) == 0 for part in trace["meta"] if part in "xyz")
    assert len(figure.describes) > 10
    assert figure.caption
