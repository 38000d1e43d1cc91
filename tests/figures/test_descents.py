"""Seven optimisers and four outcomes: told apart by shape, not by colour alone."""

import itertools

import pytest

from lossviz.figures import palette
from lossviz.lessons.gradient_descent import convergence_map
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.lessons.gradient_descent.race.words import NAMES, PRESENTATIONS
from lossviz.scene import landscapes
from lossviz.theory.convergence import Outcome


def test_no_two_optimizers_have_the_same_mark_sign_or_line():
    for one, other in itertools.combinations(PRESENTATIONS.values(), 2):
        assert one.style.symbol != other.style.symbol
        assert one.sign != other.sign
        assert one.title != other.title
        assert (one.style.role, one.style.dash) != (other.style.role, other.style.dash)


def test_every_optimizer_is_drawn_on_the_map_and_over_the_steps_by_a_line_and_a_mark_of_its_own():
    paths, losses, ranking = race.figures(landscapes.of("ravine"), NAMES, 300, (-3, 2), "loss")
    for figure, count in ((paths, 7), (losses, 7), (ranking, 0)):
        lines = [trace for trace in figure.plot["data"] if trace.get("mode") == "lines"]
        marks = [trace["marker"]["symbol"] for trace in figure.plot["data"] if trace.get("mode") == "markers"]
        assert len({(trace["line"]["color"], trace["line"]["dash"]) for trace in lines}) == len(lines) == count
        assert {PRESENTATIONS[name].style.symbol for name in NAMES} <= set(marks)


@pytest.mark.slow
def test_every_outcome_has_a_colour_a_mark_and_a_word():
    styles = list(convergence_map.STYLES.values())
    assert list(convergence_map.STYLES) == list(Outcome)
    assert len({style.symbol for style in styles}) == len({style.role for style in styles}) == 4
    assert len(set(convergence_map.NAMES.values())) == len(set(convergence_map.SIGNS.values())) == 4
    (figure,) = convergence_map.figures(landscapes.of("himmelblau"))
    cells = figure.plot["data"][0]
    assert [colour for _, colour in cells["colorscale"][::2]] == [palette.ROLES[style.role] for style in styles]
    # Outcome 0 lies between -0.5 and 0.5, and so on: each has a quarter of the scale.
    assert (cells["zmin"], cells["zmax"]) == (-0.5, 3.5)
    assert [edge for edge, _ in cells["colorscale"]] == [0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1]


def test_axes_have_fixed_ranges_and_all_numbers_are_quantities():
    for figure in (
        *race.figures(landscapes.of("rosenbrock"), NAMES, 1000, (-5, 2), "loss"),
        *convergence_map.figures(landscapes.of("saddle")),
    ):
        for axis in ("xaxis", "yaxis"):
            low, high = figure.plot["layout"][axis]["range"]
            assert low < high, figure.name
        for trace in figure.plot["data"]:
            assert trace["meta"], figure.name
            assert all(len(trace.get(part) or ()) == 0 for part in trace["meta"] if part in "xyz"), figure.name
        assert len(figure.describes) > 10, figure.name
        assert figure.caption, figure.name
