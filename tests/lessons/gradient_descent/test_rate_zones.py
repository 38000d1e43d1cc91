"""The zones of the learning rate say of each place what the descent from there really does."""

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import convergence_map, outcome_grid, rate_zones
from lossviz.live.message import packed
from lossviz.scene import landscapes
from lossviz.scene.landscapes import OPTIMIZERS
from lossviz.theory import descent, optimizers
from tests.lessons.cases import Place
from tests.lessons.many_points import points

NAMES = [kind.name for kind in rate_zones.KINDS]


def zones(**address):
    """The rates of the handle, the name of the zone of each, and that of where it stands."""
    scene = Place("gradient-descent").scene(address)
    kinds = [NAMES[kind] for kind in scene.zones["rate"].indices()]
    grid = scene.grids["rate"]
    return np.arange(len(kinds) - 1) * grid.step[0], np.array(kinds[:-1]), kinds[-1:]


def last_points(surface, start, rate, optimizer="gradient_descent", steps=200):
    rule = getattr(optimizers, optimizer)(rate)
    return descent.descend(surface.loss, surface.gradient, start, rule, steps)


def test_on_the_ravine_the_zones_are_those_of_its_two_directions_by_hand():
    rates, names, now = zones()
    assert now == ["fast"]
    # Each step multiplies x by 1 - rate and y by 1 - 10 rate: above 0.2 that grows, at 0.2 it alternates for ever.
    assert (names[rates > 0.2005] == "diverges").all()
    assert names[np.isclose(rates, 0.2)] == ["oscillates"]
    assert not {"oscillates", "diverges"} & set(names[rates < 0.195])
    # By step 50 the distance is below 1 %: 0.01 = (1 - rate)^50 at 0.088.
    assert {*names[rates < 0.086]} == {"slow"}
    assert {*names[(rates > 0.09) & (rates < 0.19)]} == {"fast"}


def test_the_zone_of_a_start_is_its_row_of_the_convergence_map():
    for surface in ("ravine", "himmelblau", "beale", "points_mse"):
        landscape = landscapes.of(surface)
        grid = outcome_grid.outcome_grid(landscape)
        row = len(grid.starts) // 3
        start = (float(grid.starts[row]), landscape.start[1])
        kinds = rate_zones.kinds(landscape, start, "gradient_descent", tuple(grid.rates.tolist()))
        assert np.where(kinds == rate_zones.SADDLE, 0, kinds).tolist() == grid.outcome[row].tolist(), surface
    assert [convergence_map.NAMES[one] for one in convergence_map.NAMES] == NAMES[:4]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_no_zone_lies_whatever_the_optimiser(optimizer):
    for name in ("ravine", "himmelblau"):
        surface, start = landscapes.of(name).surface, landscapes.of(name).start
        rates, names, _ = zones(surface=name, optimizer=optimizer)
        for rate, zone in list(zip(rates.tolist(), names.tolist(), strict=True))[3::29]:
            path = last_points(surface, start, rate, optimizer)
            first, last = path.losses[0], path.losses[-1]
            assert (zone == "diverges") == (not last < 10 * first), (name, rate)
            if zone == "diverges":
                continue
            moved = np.hypot(*(path.points[-21:] - path.points[-1]).T).max()
            way = np.hypot(*(path.points[-1] - path.points[0]))
            if zone == "fast":
                assert moved <= 0.01 * way, (name, rate)
            if zone == "oscillates":
                # It is still on its way, back and forth.
                assert moved > 0.01 * way, (name, rate)
                assert (np.diff(np.sign(np.diff(path.points[-21:], axis=0)), axis=0) != 0).any(), (name, rate)


def test_a_descent_that_ends_on_a_saddle_point_is_not_called_fast():
    _, names, now = zones(surface="saddle", start="2,0", rate="0.2")
    assert now == ["saddle point"]
    assert "fast" not in names


def test_a_rate_between_two_places_or_beyond_the_track_has_its_own_zone():
    assert zones(rate="0.20001")[2] == ["oscillates"]
    assert zones(rate="0.7")[2] == ["diverges"]
    assert zones(rate="0")[2] == ["slow"]


def test_zones_do_not_depend_on_the_step_the_number_of_steps_or_the_rate():
    scenes = [Place("gradient-descent").scene(said) for said in ({}, {"rate": "0.05"}, {"step": "7", "steps": "300"})]
    assert len({scene.zones["rate"].key for scene in scenes}) == 1
    others = [{"start": "1,1"}, {"condition": "20"}, {"optimizer": "adam"}, {"surface": "points_mse"}]
    others.append({"surface": "points_mse", "points": "1,2;3,4"})
    keys = {Place("gradient-descent").scene(said).zones["rate"].key for said in others}
    assert len(keys | {scenes[0].zones["rate"].key}) == len(others) + 1


def test_while_a_handle_is_dragged_no_zones_are_computed_and_of_very_many_points_none_are_known():
    scene = Place("gradient-descent").scene({"start": "1.234,0.5"})
    rate_zones.kinds.cache_clear()
    packed(scene, current_row_only=True)
    assert rate_zones.kinds.cache_info().misses == 0
    packed(scene)
    assert rate_zones.kinds.cache_info().misses == 1
    many = Place("gradient-descent").scene({"surface": "points_bce", "points": points("labels")})
    assert len(many.zones["rate"].indices()) == 0
    assert len(packed(many)) > 1000


def labelled(count):
    """So many points, labelled by their side of a slanted line, some of them wrongly."""
    chance = np.random.default_rng(4)
    x = chance.normal(0, 2, (count, 2)).round(2)
    return ";".join(f"{a},{b}" for a, b in x)


@pytest.mark.parametrize(("count", "stride"), [(40, 1), (150, 2), (300, 4), (1000, 16)])
def test_of_many_points_every_place_has_the_zone_of_a_place_near_it_that_was_computed(count, stride):
    assert rate_zones.stride_of(count) == stride
    said = {"surface": "points_bce", "points": labelled(count), "rate": "0.7331"}
    scene = Place("gradient-descent").scene(said)
    found = scene.zones["rate"].indices()
    places = round(scene.grids["rate"].high[0] / scene.grids["rate"].step[0]) + 1
    assert len(found) == places + 1
    rates = scene.grids["rate"].step[0] * np.arange(places)
    landscape = landscapes.of("points_bce", samples=Place("gradient-descent").lesson.read(said).values["points"])
    some = slice(0, places - 1, 4 * stride)
    exact = rate_zones.kinds(landscape, landscape.start, "gradient_descent", (*rates[some].tolist(), 0.7331))
    assert found[:-1][some].tolist() == exact[:-1].tolist()
    assert found[-1] == exact[-1]


def test_of_thousands_of_points_there_are_no_zones():
    assert rate_zones.stride_of(5000) == 0
    assert rate_zones.cost(5000) == 0
