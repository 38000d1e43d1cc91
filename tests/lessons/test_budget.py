"""What scenes cost: no more operations than they declare, no larger messages and no more memory than a server has."""

import re
import tracemalloc
from dataclasses import replace
from functools import cache

import pytest

from lossviz.inputs import session_store
from lossviz.inputs.session_store import SessionStore
from lossviz.lessons import registry
from lossviz.lessons.gradient_descent import outcome_grid
from lossviz.live import message
from lossviz.scene import budget, landscapes
from lossviz.theory import interruption
from lossviz.theory.interruption import ComputationEndedError, checkpoint, counted, interruptible
from tests.fuzz import laws
from tests.lessons import toy
from tests.lessons.cases import FULL, PLACES, sampled
from tests.lessons.many_points import points

# Of the answer to a question, and of the memory that is held while it is computed.
MOST_BYTES, MOST_MEMORY = 150 * 1024, 100 * 10**6
EVERY = [(place, number) for place in PLACES for number in range(len(place.worst_addresses))]


@pytest.fixture(autouse=True)
def session():
    """A session, which keeps points that are too many for an address."""
    store = SessionStore()
    before = session_store._current.set(store)
    yield store
    session_store._current.reset(before)


# To trace memory takes long: a sample holds much of it.
TRACED = [
    (place, number)
    for place, number in sampled(EVERY, 2)
    if FULL or place.fold == "convergence-map" or place.slug == "sgd"
]


@pytest.mark.slow
@pytest.mark.sample(every=6)
@pytest.mark.parametrize(("place", "number"), EVERY, ids=[f"{place}-{number}" for place, number in EVERY])
def test_the_worst_states_take_no_more_operations_than_declared_and_have_small_messages(place, number):
    address = place.worst_addresses[number]
    state = place.lesson.read(address)
    assert not state.refused
    scene = laws.what_it_costs_is_declared(place.lesson, place.fold, state)
    beside = message.beside(place.lesson, place.fold, address, state)
    assert len(message.packed(scene, current_row_only=True, **beside)) <= MOST_BYTES


@pytest.mark.slow
@pytest.mark.sample(every=3)
@pytest.mark.parametrize(("place", "number"), TRACED, ids=[f"{place}-{number}" for place, number in TRACED])
def test_the_worst_states_hold_little_memory(place, number):
    state = fresh(place, number, lines=7)
    tracemalloc.start()
    try:
        place.lesson.build(state, place.fold)
        assert tracemalloc.get_traced_memory()[1] <= MOST_MEMORY
    finally:
        tracemalloc.stop()


def fresh(place, number, lines):
    """A worst state that no test has built a scene of: so many of its points end a line, so they are read anew."""
    address = dict(place.worst_addresses[number])
    if "points" in address:
        address["points"] = address["points"].replace(";", "\n", lines)
    return place.lesson.read(address | ({"descent.seed": f"77{lines}"} if place.fold == "descent" else {}))


@pytest.mark.slow
@pytest.mark.sample(every=3)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_worst_state_keeps_the_laws_of_all_states(place):
    laws.check(place, place.worst_addresses[-1])


LONG = [place for place in PLACES if place.slug in ("gradient-descent", "sgd") or place.fold == "descent"]


@pytest.mark.slow
@pytest.mark.parametrize("place", LONG, ids=str)
def test_a_long_computation_ends_wherever_nobody_waits_any_more(place):
    state, asked = fresh(place, 0, lines=9), 0

    def is_over():
        nonlocal asked
        asked += 1
        return asked == 60

    with interruptible(is_over), pytest.raises(ComputationEndedError):
        place.lesson.build(state, place.fold)
    assert asked == 60


def test_a_lesson_or_a_fold_that_declares_no_cost_is_none():
    lesson = toy.breaking(4)
    without = {name: value for name, value in vars(lesson).items() if name != "cost"}
    with pytest.raises(TypeError, match="'cost'"):
        type(lesson)(**without)
    fold = lesson.folds[0]
    with pytest.raises(TypeError, match="'cost'"):
        type(fold)(**{name: value for name, value in vars(fold).items() if name != "cost"})


def test_a_scene_that_costs_more_than_it_declares_breaks_the_law():
    lesson = toy.breaking(4)
    state = lesson.read({"height": "5"})
    laws.what_it_costs_is_declared(lesson, "", state)

    def busy(height):
        checkpoint(10_000)
        return lesson.scene(height)

    with pytest.raises(AssertionError, match="declared"):
        laws.what_it_costs_is_declared(replace(lesson, scene=busy), "", state)
    with pytest.raises(AssertionError, match="declared"):
        laws.what_it_costs_is_declared(replace(lesson, cost=lambda **_: budget.MOST + 1), "", state)


def test_what_is_counted_ends_with_the_block_and_is_counted_for_the_innermost_one():
    with counted() as outer:
        checkpoint(3)
        with counted() as inner:
            checkpoint()
        checkpoint(4)
    checkpoint(5)
    assert (outer.operations, inner.operations) == (7, interruption.STEP)


@cache
def labelled(count: int) -> str:
    return points("soft labels", count)


def said(fold: str, surface: str = "points_bce", **address: str) -> str:
    """The formula of gradient descent or of a fold of it, on labelled points, as one text."""
    lesson = registry.BY_SLUG["gradient-descent"]
    scene = lesson.build(lesson.read({"surface": surface, **address}), fold)
    return "\n".join("".join(part.text for part in line) for line in scene.formula)


@pytest.mark.slow
def test_a_map_of_many_points_says_how_many_it_uses():
    few, _ = outcome_grid.size("points_bce", 30)
    cells, used = outcome_grid.size("points_bce", 10_000)
    assert (few, cells) == (outcome_grid.CELLS, outcome_grid.FEWER_CELLS)
    assert 100 < used < 400
    assert f"The map uses {used} of your 10,000 points." in said("convergence-map", points=labelled(10_000))
    assert "fewer cells" in said("convergence-map", points=labelled(100))
    assert "points" not in said("convergence-map", points=labelled(30))
    assert "points" not in said("convergence-map", points="1,5;2,0")


@pytest.mark.slow
def test_a_race_of_many_points_says_how_many_it_uses():
    best = {"race.rates": "best", "race.steps": "1000"}
    assert "of your 10,000 points." in said("race", points=labelled(10_000), **best)
    assert "The comparison uses" not in said("race", points=labelled(60), **best)
    assert "The comparison uses" not in said("race", points=labelled(200), **{"race.steps": "100"})


@pytest.mark.slow
def test_a_long_descent_of_many_points_says_how_many_it_uses():
    many, longest = labelled(10_000), {"steps": "1000"}
    assert re.search(r"The descent uses 5,\d\d\d of your 10,000 points\.", said("", points=many, **longest))
    assert "The descent uses" not in said("", points=many)
    assert "The descent uses" not in said("", points=labelled(3_000), **longest)
    assert "The descent uses" not in said("", surface="points_mse", points=many, **longest)


@pytest.mark.slow
@pytest.mark.parametrize(("fold", "steps"), [("", "steps"), ("race", "race.steps")])
def test_many_points_one_step_at_a_time_have_less_than_many_places_at_once(fold, steps):
    lesson = registry.BY_SLUG["gradient-descent"]
    state = lesson.read({"surface": "points_bce", "points": labelled(10_000), steps: "1000"})
    assert lesson.declared_cost(state, fold) <= budget.MOST_IN_STEPS < budget.MOST


def test_a_landscape_of_fewer_points_is_made_once_and_of_all_where_that_costs_nothing():
    given = registry.BY_SLUG["loss"].read({"points": labelled(500)}).values["points"]
    some = landscapes.of_fewer("points_bce", 10.0, given, 60)
    assert len(some.points) == 60
    assert some is landscapes.of_fewer("points_bce", 10.0, given, 60)
    assert len(landscapes.of_fewer("points_mse", 10.0, given, 60).points) == 500
