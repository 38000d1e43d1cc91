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
    assert now == ["converges fast"]
    # Each step multiplies x by 1 - rate and y by 1 - 10 rate: above 0.2 that grows, at 0.2 it alternates for ever.
    assert (names[rates > 0.2005] == "diverges").all()
    assert names[np.isclose(rates, 0.2)] == ["still oscillates"]
    assert not {"still oscillates", "diverges"} & set(names[rates < 0.195])
    # By step 50 the distance is below 1 %: 0.01 = (1 - rate)^50 at 0.088.
    assert {*names[rates < 0.086]} == {"slow"}
    assert {*names[(rates > 0.09) & (rates < 0.19)]} == {"converges fast"}


def test_the_zone_of_a_start_is_its_row_of_the_convergence_map():
    for surface in ("ravine", "himmelblau", "beale", "points_mse"):
        landscape = landscapes.of(surface)
        grid = outcome_grid.outcome_grid(landscape)
        row = len(grid.starts) // 3
        start = (float(grid.starts[row]), landscape.start[1])
        kinds = rate_zones.kinds(landscape, start, "gradient_descent", tuple(grid.rates.tolist()))
        assert np.where(kinds == rate_zones.SADDLE, 0, kinds).tolist() == grid.outcome[row].tolist(), surface
    assert [convergence_map.NAMES[one] for one in convergence_map.NAMES] == NAMES[:4]


@pytest.mark.slow
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
            if zone == "converges fast":
                assert moved <= 0.01 * way, (name, rate)
            if zone == "still oscillates":
                # It is still on its way, back and forth.
                assert moved > 0.01 * way, (name, rate)
                assert (np.diff(np.sign(np.diff(path.points[-21:], axis=0)), axis=0) != 0).any(), (name, rate)


def test_a_descent_that_ends_on_a_saddle_point_is_not_called_fast():
    _, names, now = zones(surface="saddle", start="2,0", rate="0.2")
    assert now == ["saddle point"]
    assert "converges fast" not in names


def test_a_rate_between_two_places_or_beyond_the_track_has_its_own_zone():
    assert zones(rate="0.20001")[2] == ["still oscillates"]
    assert zones(rate="0.7")[2] == ["diverges"]
    assert zones(rate="0")[2] == ["slow"]


def test_zones_do_not_depend_on_the_step_the_number_of_steps_or_the_rate():
    scenes = [Place("gradient-descent").scene(said) for said in ({}, {"rate": "0.05"}, {"step": "7", "steps": "300"})]
    assert len({scene.zones["rate"].key for scene in scenes}) == 1
    others = [{"start": "1,1"}, {"condition": "20"}, {"optimizer": "adam"}, {"surface": "points_mse"}]
    others.append({"surface": "points_mse", "points": "1,2;3,4"})
    keys = {Place("gradient-descent").scene(said).zones["rate"].key for said in others}
    assert len(keys | {scenes[0].zones["rate"].key}) == len(others) + 1


def test_while_a_handle_is_dragged_no_zones_are_computed():
    scene = Place("gradient-descent").scene({"start": "1.234,0.5"})
    rate_zones.kinds.cache_clear()
    packed(scene, current_row_only=True)
    assert rate_zones.kinds.cache_info().misses == 0
    packed(scene)
    assert rate_zones.kinds.cache_info().misses == 1


def labelled(count, **address):
    """The scene of so many labelled points, and all that its formula says."""
    scene = Place("gradient-descent").scene({"surface": "points_bce", "points": points("labels", count), **address})
    return scene, "\n".join("".join(part.text for part in line) for line in scene.formula)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "stride"), [(60, 1), (150, 2), (300, 4), (1000, 16)])
def test_of_many_points_every_place_has_the_zone_of_a_place_near_it_that_was_computed(count, stride):
    assert rate_zones.stride_of(count) == stride
    scene, said = labelled(count, rate="0.7331")
    assert ("the zones of the learning rate are coarser" in said) == (stride > 1)
    found = scene.zones["rate"].indices()
    places = round(scene.grids["rate"].high[0] / scene.grids["rate"].step[0]) + 1
    assert len(found) == places + 1
    given = Place("gradient-descent").lesson.read({"points": points("labels", count)}).values["points"]
    landscape = landscapes.of("points_bce", samples=given)
    assert landscape.surface.samples == count
    some = slice(0, places - 1, 4 * stride)
    rates = (scene.grids["rate"].step[0] * np.arange(places))[some]
    exact = rate_zones.kinds(landscape, landscape.start, "gradient_descent", (*rates.tolist(), 0.7331))
    assert len(set(exact.tolist())) > 1
    assert [*found[:-1][some], found[-1]] == exact.tolist()


@pytest.mark.slow
@pytest.mark.parametrize("count", [80, 81, 200, 500, 1_500, 10_000])
def test_however_many_labelled_points_there_are_the_learning_rate_has_zones(count):
    scene, said = labelled(count)
    found = scene.zones["rate"].indices()
    assert len(set(found.tolist())) > 1
    assert "learning rate" in said.rpartition("\n")[2]
    assert len(packed(scene)) > 1000


@pytest.mark.slow
def test_of_very_many_points_descents_near_the_minimum_come_to_it_below_the_edge_of_the_zones_and_not_above():
    scene, said = labelled(1_500)
    kinds, found = scene.zones["rate"].kinds, scene.zones["rate"].indices()
    names = [kinds[kind].name for kind in found[:-1]]
    edge = names.index("above 2/λ")
    assert set(names[:edge]) == {"below 2/λ"}
    assert set(names[edge:]) == {"above 2/λ"}
    assert "below and above its stability limit 2/λ" in said
    given = Place("gradient-descent").lesson.read({"points": points("labels", 1_500)}).values["points"]
    surface = landscapes.of("points_bce", samples=given).surface
    start = np.array(surface.minima[0]) + 1e-4
    for place, comes_nearer in ((edge - 4, True), (edge + 4, False)):
        path = last_points(surface, start, place * scene.grids["rate"].step[0], steps=400)
        assert (np.hypot(*(path.points[-1] - surface.minima[0])) < 1e-4) == comes_nearer
    (now,) = found[-1:]
    assert kinds[now].name == "below 2/λ"
    assert [kinds[labelled(1_500, rate="9")[0].zones["rate"].indices()[-1]].name] == ["above 2/λ"]


@pytest.mark.slow
@pytest.mark.parametrize("address", [{"optimizer": "adam"}, {"points": points("separable")}])
def test_where_no_zones_can_be_known_that_is_said(address):
    scene, said = labelled(10_000, **address)
    assert len(scene.zones["rate"].indices()) == 0
    assert "With so many points the zones of the learning rate are not computed." in said


def test_of_thousands_of_points_no_descents_are_looked_at():
    assert rate_zones.stride_of(5000) == 0
    assert rate_zones.cost(5000) == 0
