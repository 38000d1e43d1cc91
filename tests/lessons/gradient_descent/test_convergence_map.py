"""The map of fates: each cell is a walk that can be walked, and its border is the one of theory."""

import time

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import convergence_map as fates
from lossviz.lessons.gradient_descent import scene as descent
from lossviz.live.message import packed
from lossviz.scene import landscapes
from lossviz.scene.source import meanings
from lossviz.theory import optimizers, surfaces, walks
from lossviz.theory.descent import descend as walk
from lossviz.theory.walks import Fate
from tests.lessons.test_every_lesson import spoken


def mapped(**said):
    return fates.scene(**meanings(fates.PARAMETERS, said)[0])


def said(scene):
    here = scene.at("cell")
    return spoken(scene.says[int(here["case"])], here, scene)


def fate_at(rate, start, **state):
    scene = mapped(cell=f"{rate},{start}", **state)
    here = scene.at("cell")
    assert (float(here["rate"]), float(here["start"])) == (rate, start)
    columns, rows = here["rates"].tolist(), here["starts"].tolist()
    cells = here["fates"].reshape(len(rows), len(columns))
    row = int(np.argmin(np.abs(np.array(rows) - start)))
    column = int(np.argmin(np.abs(np.array(columns) - rate)))
    return Fate(int(cells[row, column]))


@pytest.mark.parametrize(
    ("rate", "start", "fate"),
    [
        (0.18, -4.0, Fate.FAST),
        (0.1, -4.0, Fate.FAST),
        (0.05, -4.0, Fate.SLOW),
        (0.05, 0.0, Fate.FAST),  # across only: 0.5^k
        (0.2, -4.0, Fate.OSCILLATES),
        (0.2, 0.0, Fate.OSCILLATES),
        (0.205, 3.0, Fate.DIVERGES),
    ],
)
def test_in_the_ravine_the_map_says_what_arithmetic_says(rate, start, fate):
    # y is multiplied by 1 - 10 rate, x by 1 - rate; y begins at 1.5.
    assert fate_at(rate, start) is fate


@pytest.mark.parametrize("surface", landscapes.NAMES)
def test_each_cell_is_the_walk_of_the_picture_above_at_that_rate_and_start(surface):
    scene = mapped(surface=surface)
    here = scene.at("cell")
    rates, starts = here["rates"].astype(float), here["starts"].astype(float)
    cells = here["fates"].reshape(len(starts), len(rates))
    dice = np.random.default_rng(0)
    for row, column in zip(dice.integers(0, len(starts), 8), dice.integers(0, len(rates), 8), strict=True):
        one = mapped(surface=surface, cell=f"{rates[column]:.6g},{starts[row]:.6g}")
        (action,) = one.actions
        texts = {name: text for name, text in action.state.items()} | {"surface": surface, "steps": "200"}
        meant = meanings(descent.PARAMETERS, texts)[0]
        assert meant["optimizer"] == "gradient_descent"
        ground = landscapes.of(surface).surface
        path = walk(ground.loss, ground.gradient, meant["start"], optimizers.gradient_descent(meant["rate"]), 200)
        assert int(cells[row, column]) == int(walks.fate(path))
        told = one.at("cell")
        assert told["first"] == pytest.approx(path.losses[0], rel=1e-12)
        # A walk that jumps about for ever makes something large of the last digit.
        if walks.fate(path) != Fate.OSCILLATES:
            assert told["last"] == pytest.approx(path.losses[-1], rel=1e-9, abs=1e-300)


def test_the_border_is_two_over_the_steepest_curvature_at_each_lowest_place():
    assert float(mapped().at("cell")["border"]) == 0.2
    assert float(mapped(condition="40").at("cell")["border"]) == 0.05
    here = mapped(surface="himmelblau").at("cell")
    assert float(here["border"]) == pytest.approx(
        2 / surfaces.himmelblau().curvature((-2.805118, 3.131313))[1], rel=1e-5
    )
    assert min(here["border_x"]) == pytest.approx(2 / 133.8, rel=1e-3)
    assert sorted(set(here["border_x"].tolist()))[2] == pytest.approx(2 / 82.3, rel=1e-3)
    assert here["border_x"].shape == here["border_y"].shape == (12,)


def test_right_of_the_border_nothing_settles_in_the_ravine_and_left_of_it_nothing_flies_off():
    here = mapped().at("cell")
    cells = here["fates"].reshape(len(here["starts"]), len(here["rates"]))
    right = here["rates"] > 0.2001
    assert set(np.unique(cells[:, right])) == {float(Fate.DIVERGES)}
    assert float(Fate.DIVERGES) not in np.unique(cells[:, here["rates"] < 0.1999])


def test_where_there_is_no_lowest_place_there_is_no_border():
    here = mapped(surface="points_mse", samples="3,1;3,2").at("cell")
    assert np.isnan(here["border"]).all()
    assert not here["bordered"]
    assert here["border_x"].size == 0


def test_shares_are_those_of_the_cells_and_together_all():
    for surface in landscapes.NAMES:
        here = mapped(surface=surface).at("cell")
        for fate in Fate:
            assert here["share"][fate] == np.mean(here["fates"] == fate)
        assert here["share"].sum() == pytest.approx(1)


def test_every_mark_lies_on_a_cell_of_its_own_fate():
    here = mapped(surface="himmelblau").at("cell")
    cells = here["fates"].reshape(len(here["starts"]), len(here["rates"]))
    for fate in Fate:
        there = ~np.isnan(here[f"mark_y{int(fate)}"])
        rows = np.searchsorted(here["starts"], here[f"mark_y{int(fate)}"][there])
        columns = np.searchsorted(here["rates"], here["mark_x"][there])
        assert (cells[rows, columns] == fate).all()
        if here["share"][fate] > fates.ENOUGH:
            x, y = here["name_x"][fate], here["name_y"][fate]
            row, column = np.abs(here["starts"] - y).argmin(), np.abs(here["rates"] - x).argmin()
            assert cells[row, column] == fate


def test_a_region_is_named_where_it_is_deepest():
    region = np.zeros((9, 9), dtype=bool)
    region[2:7, 3:8] = True
    assert fates.middle(region) == (4.0, 5.0)
    region[:] = False
    region[0, 0] = True
    assert np.isnan(fates.middle(region)).all()


def test_the_map_has_about_sixty_by_sixty_cells_at_round_numbers():
    for surface in landscapes.NAMES:
        found = fates.fates(landscapes.of(surface))
        for places, step in zip((found.rates, found.starts), found.steps, strict=True):
            assert 31 <= len(places) <= 61
            assert np.diff(places) == pytest.approx(np.full(len(places) - 1, step), rel=1e-9)
            assert all(len(repr(place).replace("-", "").replace(".", "").strip("0")) <= 4 for place in places.tolist())


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({}, "Rate 0.18 from -4: fast. It is there after 23 of 200 steps, at a loss of 2.68e-34."),
        ({"cell": "0.05,-4"}, "Rate 0.05 from -4: slow. The loss was 19.2 and is 9.83e-09 after 200 steps."),
        (
            {"cell": "0.2,0"},
            "Rate 0.2 from 0: it oscillates, and at step 200 still jumps to and fro, at a loss of 11.2.",
        ),
    ],
)
def test_a_cell_is_told_in_words(state, sentence):
    # 4.27 is the way, and 4 * 0.82^23 the first x within a hundredth of it; 8 * 0.82^400 and 8 * 0.95^400 are left.
    assert said(mapped(**state)) == sentence


def test_a_dent_is_not_called_a_lowest_place():
    # Near (4, -3) Rastrigin's loss is about 16 + 9 - 0.1.
    text = said(mapped(surface="rastrigin"))
    assert text.startswith("Rate 0.002 from 3.6: it rests from step ")
    assert text.endswith(" on, at a loss of 24.9: not a lowest place.")


def test_a_walk_that_diverges_is_told_with_what_its_loss_became():
    # 8 * 0.79^400 has gone; 11.25 * 1.1^400 is left.
    text = said(mapped(cell="0.21,-4"))
    assert text == f"Rate 0.21 from -4: it diverges. The loss was 19.2 and is {11.25 * 1.1**400:#.3g} after 200 steps."


def test_a_cell_between_cells_and_one_beyond_the_map_are_told_as_the_nearest():
    assert said(mapped(cell="0.1811,-3.95")).startswith("Rate 0.18 from -4:")
    assert said(mapped(cell="77,-1e9")).startswith("Rate 0.3 from -5:")


@pytest.mark.parametrize(("text", "reason"), [("0.1", "two numbers"), ("0.1,a", "no number"), ("1,2,3", "two numbers")])
def test_what_is_no_cell_is_refused_in_words(text, reason):
    with pytest.raises(ValueError, match=reason):
        meanings(fates.PARAMETERS, {"cell": text})


def test_the_handle_stands_on_its_cell_and_reaches_every_cell():
    scene = mapped(surface="himmelblau", cell="0.02,1")
    stream = scene.streams["cell"]
    here = scene.at("cell")
    assert stream.now == (0.02, 1.0)
    assert (stream.low, stream.high) == ((0.0008, -5.0), (0.04, 5.0))
    for way, places in enumerate((here["rates"], here["starts"])):
        count = round((stream.high[way] - stream.low[way]) / stream.step[way]) + 1
        assert count == len(places)


def test_the_map_is_walked_once_and_told_quickly():
    fates.fates.cache_clear()
    began = time.thread_time()
    scene = mapped(surface="himmelblau")
    assert time.thread_time() - began < 1.5  # a tenth of a second where nobody else is at work
    assert len(packed(scene, answers=0, state={}, first={}, predict="", chain=[])) <= 20 * 1024
    spent = []
    for rate in (0.01, 0.012, 0.016):
        began = time.thread_time()
        packed(mapped(surface="himmelblau", cell=f"{rate},1"))
        spent.append(time.thread_time() - began)
    assert min(spent) < 0.02
