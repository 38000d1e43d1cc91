"""The convergence map: each cell is a descent that can be repeated, and its limit is the one of theory."""

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import outcome_grid
from lossviz.live.message import packed
from lossviz.scene import descent_parameters, landscapes
from lossviz.theory import convergence, optimizers, surfaces
from lossviz.theory.convergence import Outcome
from lossviz.theory.descent import descend
from tests.lessons.gradient_descent import fold_states


def mapped(cell="", **address):
    return fold_states.scene("convergence-map", address | ({"convergence-map.cell": cell} if cell else {}))


def outcomes(here):
    """The numbers of the outcomes, shape (starts, rates)."""
    return here["outcomes"].reshape(len(here["starts"]), len(here["rates"]))


def outcome_at(rate, start):
    here = mapped(f"{rate},{start}").at("cell")
    assert (float(here["rate"]), float(here["start"])) == (rate, start)
    row, column = (int(abs(here[name] - at).argmin()) for name, at in (("starts", start), ("rates", rate)))
    return Outcome(int(outcomes(here)[row, column]))


def test_in_the_ravine_the_map_says_what_arithmetic_says():
    # y is multiplied by 1 - 10 rate, x by 1 - rate; y begins at 1.5.
    for rate, start, outcome in [
        (0.18, -4.0, Outcome.FAST),
        (0.1, -4.0, Outcome.FAST),
        (0.05, -4.0, Outcome.SLOW),
        (0.05, 0.0, Outcome.FAST),  # across only: 0.5^k
        (0.2, -4.0, Outcome.OSCILLATES),
        (0.2, 0.0, Outcome.OSCILLATES),
        (0.205, 3.0, Outcome.DIVERGES),
    ]:
        assert outcome_at(rate, start) is outcome, (rate, start)


@pytest.mark.slow
@pytest.mark.parametrize("surface", landscapes.NAMES)
def test_each_cell_is_the_descent_that_its_button_shows_in_the_figure_above(surface):
    here = mapped(surface=surface).at("cell")
    rates, starts = here["rates"].astype(float), here["starts"].astype(float)
    loss = landscapes.of(surface).surface
    random = np.random.default_rng(0)
    for row, column in zip(random.integers(0, len(starts), 8), random.integers(0, len(rates), 8), strict=True):
        scene = mapped(f"{rates[column]:.6g},{starts[row]:.6g}", surface=surface)
        (action,) = scene.actions
        assert action.state["optimizer"] == ""
        start = descent_parameters.START.parse(action.state["start"])
        rate = descent_parameters.RATE.parse(action.state["rate"])
        path = descend(loss.loss, loss.gradient, start, optimizers.gradient_descent(rate), 200)
        assert int(outcomes(here)[row, column]) == int(convergence.outcome(path)), (row, column)
        shown = scene.at("cell")
        assert shown["first"] == pytest.approx(path.losses[0], rel=1e-12)
        # A descent that jumps about for ever makes something large of the last digit.
        if convergence.outcome(path) != Outcome.OSCILLATES:
            assert shown["last"] == pytest.approx(path.losses[-1], rel=1e-9, abs=1e-300)


def test_the_stability_limit_is_two_over_the_steepest_curvature_at_each_minimum():
    assert float(mapped().at("cell")["limit"]) == 0.2
    assert float(mapped(condition="40").at("cell")["limit"]) == 0.05
    here = mapped(surface="himmelblau").at("cell")
    steepest = surfaces.himmelblau().curvature((-2.805118, 3.131313))[1]
    assert float(here["limit"]) == pytest.approx(2 / steepest, rel=1e-5)
    assert min(here["limit_x"]) == pytest.approx(2 / 133.8, rel=1e-3)
    assert sorted(set(here["limit_x"].tolist()))[2] == pytest.approx(2 / 82.3, rel=1e-3)
    assert here["limit_x"].shape == here["limit_y"].shape == (12,)


def test_beyond_the_limit_everything_diverges_in_the_ravine_and_below_it_nothing():
    here = mapped().at("cell")
    assert (outcomes(here)[:, here["rates"] > 0.2001] == Outcome.DIVERGES).all()
    assert (outcomes(here)[:, here["rates"] < 0.1999] != Outcome.DIVERGES).all()


def test_where_there_is_no_minimum_there_is_no_limit():
    here = mapped(surface="points_mse", points="3,1;3,2").at("cell")
    assert np.isnan(here["limit"])
    assert not here["limited"]
    assert here["limit_x"].size == 0


@pytest.mark.slow
def test_shares_are_those_of_the_cells_and_together_all():
    for surface in landscapes.NAMES:
        here = mapped(surface=surface).at("cell")
        for outcome in Outcome:
            assert here["share"][outcome] == np.mean(here["outcomes"] == outcome), (surface, outcome)
        assert here["share"].sum() == pytest.approx(1), surface


def test_every_mark_and_every_name_lies_on_a_cell_of_its_own_outcome():
    here = mapped(surface="himmelblau").at("cell")
    marks = 0
    for outcome in Outcome:
        there = ~np.isnan(here[f"mark_y{int(outcome)}"])
        rows = np.searchsorted(here["starts"], here[f"mark_y{int(outcome)}"][there])
        columns = np.searchsorted(here["rates"], here["mark_x"][there])
        assert (outcomes(here)[rows, columns] == outcome).all(), outcome
        marks += there.sum()
        named = not np.isnan(here["name_x"][outcome])
        assert named == (here["share"][outcome] >= 0.03), outcome
        if named:
            row = abs(here["starts"] - here["name_y"][outcome]).argmin()
            column = abs(here["rates"] - here["name_x"][outcome]).argmin()
            assert outcomes(here)[row, column] == outcome, outcome
    assert marks == len(here["mark_x"])


def test_a_region_has_its_name_where_it_is_deepest():
    region = np.zeros((9, 9), dtype=bool)
    region[2:7, 3:8] = True
    assert outcome_grid.deepest_cell(region) == (4.0, 5.0)
    region[:] = False
    region[0, 0] = True
    assert np.isnan(outcome_grid.deepest_cell(region)).all()


def test_the_map_has_about_sixty_by_sixty_cells_at_round_numbers():
    for surface in landscapes.NAMES:
        found = outcome_grid.outcome_grid(landscapes.of(surface))
        for places, step in zip((found.rates, found.starts), found.steps, strict=True):
            assert 31 <= len(places) <= 61, surface
            assert np.diff(places) == pytest.approx(np.full(len(places) - 1, step), rel=1e-9), surface
            digits = [repr(place).replace("-", "").replace(".", "").strip("0") for place in places.tolist()]
            assert max(map(len, digits)) <= 4, surface


def test_the_sentence_of_a_cell():
    # 4.27 is the way, and 4 * 0.82^23 the first x within a hundredth of it; 8 * 0.82^400 and 8 * 0.95^400 are left.
    # Of 0.21 from -4, 8 * 0.79^400 has gone; 11.25 * 1.1^400 is left.
    for cell, sentence in [
        (
            "",
            "η = 0.18 from −4: it converges fast. From step 23 of 200 on the distance to its end is "
            "below 1 % of what it was; the loss there is 2.7e−34.",
        ),
        ("0.05,-4", "η = 0.05 from −4: slow. The loss was 19.3 and is 9.8e−9 after 200 steps."),
        ("0.2,0", "η = 0.2 from 0: at step 200 it still oscillates, at a loss of 11.3."),
        ("0.21,-4", "η = 0.21 from −4: it diverges. The loss was 19.3 and is 4.1e17 after 200 steps."),
    ]:
        assert mapped(cell).sentence() == sentence
    left = 11.25 * 1.1**400
    assert left == pytest.approx(4.1e17, rel=0.02)


def test_settling_at_a_local_minimum_is_not_called_converged_to_a_global_one():
    # Near (4, -3) Rastrigin's loss is about 16 + 9 - 0.1.
    text = mapped(surface="rastrigin").sentence()
    assert text.startswith("η = 0.002 from 3.6: from step ")
    assert text.endswith(" on it does not move, at a loss of 24.9. This is no minimum.")


def test_a_cell_between_cells_and_one_beyond_the_map_are_shown_as_the_nearest():
    assert mapped("0.1811,-3.95").sentence().startswith("η = 0.18 from −4:")
    assert mapped("77,-1e9").sentence().startswith("η = 0.3 from −5:")


def test_what_is_no_cell_is_refused_in_words():
    cell = fold_states.parameter("convergence-map", "convergence-map.cell")
    for text, reason in [("0.1", "two numbers, such as 0.18, -4"), ("0.1,a", "no number"), ("1,2,3", "two numbers")]:
        with pytest.raises(ValueError, match=reason):
            cell.parse(text)


def test_the_handle_stands_on_its_cell_and_reaches_every_cell():
    scene = mapped("0.02,1", surface="himmelblau")
    grid, here = scene.grids["cell"], scene.at("cell")
    assert grid.now == (0.02, 1.0)
    assert (grid.low, grid.high) == ((0.0008, -5.0), (0.04, 5.0))
    for axis, places in enumerate((here["rates"], here["starts"])):
        assert round((grid.high[axis] - grid.low[axis]) / grid.step[axis]) + 1 == len(places)


def test_the_message_is_small():
    assert len(packed(mapped(surface="himmelblau"))) <= 20 * 1024
