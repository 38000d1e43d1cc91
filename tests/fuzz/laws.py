"""What holds in every state, however odd: it builds, packs, is said in words, and what is written can be read."""

import json
import warnings
from collections.abc import Iterator, Mapping
from contextvars import copy_context
from urllib.parse import urlencode

import numpy as np

from lossviz.inputs import session_store
from lossviz.inputs.parameter import State
from lossviz.inputs.point_texts import CHANGE, LONGEST_QUERY
from lossviz.inputs.session_store import SessionStore
from lossviz.lessons import registry
from lossviz.live import codec, message
from lossviz.scene import budget, template
from lossviz.scene.lesson import Lesson
from lossviz.scene.scene import GridDomain, Scene
from lossviz.theory import interruption
from tests.lessons.cases import Place, committed, spread

ROWS = 3


def check(place: Place, address: Mapping[str, str]) -> None:
    """Walk one state.

    Raises:
        AssertionError: if a law does not hold there, with the address that shows it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # In a session of its own, which the next state has not.
            copy_context().run(walk, place, address)
    except Exception as error:
        raise AssertionError(f"{link(place, address)}\n{type(error).__name__}: {str(error)[:600]}") from error


def link(place: Place, address: Mapping[str, str]) -> str:
    """The address as a browser has it, which shows the state again."""
    query = {**address, **({"open": place.fold} if place.fold else {})}
    return f"/{place.slug}?{urlencode(query, errors='surrogatepass')}"


def walk(place: Place, address: Mapping[str, str]) -> None:
    """Read a state, build and pack its scene, say its words, and read again what is written."""
    lesson = place.lesson
    session_store.use(SessionStore())
    state = lesson.read(address)
    what_is_written_reads_back(lesson, address, state)
    scene = what_it_costs_is_declared(lesson, place.fold, state)
    also = message.beside(lesson, place.fold, address, state)
    onward = registry.onward(lesson, state.texts, address.get("unit", ""))
    for current_row_only in (False, True):
        packed = message.packed(scene, answers=0, onward=onward, current_row_only=current_row_only, **also)
    assert codec.decode(packed)[0]["name"] == scene.name
    words_are_written(scene)
    axes_have_room(scene)
    what_is_let_go_can_be_read(lesson, state, scene)
    for near in (onward.get(way) for way in ("next", "before")):
        if near and near["slug"]:
            refused = registry.BY_SLUG[near["slug"]].read(near["state"]).refused
            assert not refused, f"the link to {near['slug']} carries what is refused there: {refused}"


def what_it_costs_is_declared(lesson: Lesson, fold: str, state: State) -> Scene:
    """The scene of a state; to build it takes no more operations than it declares, and never more than any may take."""
    with interruption.counted() as work:
        scene = lesson.build(state, fold)
    declared = lesson.declared_cost(state, fold)
    assert work.operations <= declared <= budget.MOST, f"{work.operations:,} operations, {declared:,} declared"
    return scene


def what_is_written_reads_back(lesson: Lesson, address: Mapping[str, str], state: State) -> None:
    """The texts of a state are the same state again, and written anew they stay as they are."""
    written = lesson.rewrite({}, state.texts)
    assert len(urlencode(written, errors="replace")) <= LONGEST_QUERY
    again = lesson.read(written)
    assert (again.texts, again.refused) == (state.texts, {}), f"written as {written}, read as {again.texts}"
    assert lesson.rewrite(written, {}) == written
    kept = lesson.rewrite(address, {})
    assert lesson.read(kept).texts == state.texts, f"rewritten as {kept}, read as {lesson.read(kept).texts}"


def words_are_written(scene: Scene) -> None:
    """Every text that is shown at the opening can be filled in; no sentence lacks a number, from end to end."""
    # What a name may be is its owner's.
    quantities, words = scene.at(scene.opening), ["word"] * len(scene.words)
    for text in shown_texts(scene, quantities):
        written = template.write(text, quantities, words=words, units=scene.units)
        assert "{" not in written, f"“{text}” is written “{written}”"
        assert "nan" not in written, f"“{text}” is written “{written}”"
    for row in (-1, *spread(len(scene.tables[scene.opening].places), ROWS)):
        there = scene.at(scene.opening, row)
        sentence = scene.sentences[int(template.first(there[scene.case]))]
        said = template.write(sentence, there, words=words, units=scene.units, aloud=True)
        assert said, "there is no sentence"
        assert not {"–", "{"} & set(said), said


def shown_texts(scene: Scene, quantities: Mapping[str, np.ndarray]) -> Iterator[str]:
    """The templates that are on the page: captions, labels, handles, the formula."""
    yield from (figure.caption for figure in scene.figures)
    for label in scene.labels:
        place = [template.reference(one).number(quantities) for one in (label.x, label.y)]
        if np.isfinite(place).all() and template.holds(label.when, quantities):
            yield label.text
    for handle in scene.handles:
        if template.holds(handle.when, quantities):
            yield from (handle.label, handle.value_text)
    for line in scene.formula:
        yield from (part.text for part in line if template.holds(part.when, quantities))


def axes_have_room(scene: Scene) -> None:
    """Every axis goes up, between two numbers, and no two places of a handle are the same."""
    for figure in scene.figures:
        layout = figure.plot["layout"]
        json.dumps(figure.plot, allow_nan=False)
        for axis in ("xaxis", "yaxis") if "scene" not in layout else ():
            low, high = layout[axis]["range"]
            assert low < high, f"{figure.name} has the {axis} from {low} to {high}"
    for name, table in scene.tables.items():
        assert np.isfinite([*table.places, table.now]).all(), f"a place of table {name} is no number"
        steps = np.diff(np.asarray(table.places, dtype=float))
        assert (steps > 0).all() or (steps < 0).all(), f"places of table {name} are the same"
    for name, grid in scene.grids.items():
        assert np.isfinite([*np.ravel(grid.low), *np.ravel(grid.high), *np.ravel(grid.now)]).all(), name
        assert (np.ravel(grid.low) < np.ravel(grid.high)).all(), f"grid {name} from {grid.low} to {grid.high}"
        assert (np.ravel(grid.step) > 0).all(), f"grid {name} has the step {grid.step}"


def what_is_let_go_can_be_read(lesson: Lesson, state: State, scene: Scene) -> None:
    """What a handle writes where it is let go, and what a link or a switch sets, is not refused."""
    deeds = [
        (f"table {name} at row {row}", committed(table, row))
        for name, table in scene.tables.items()
        for row in spread(len(table.places), ROWS)
    ]
    deeds += [
        (f"grid {name}", {one: text.replace("{x}", "1.5").replace("{y}", "-2e-3") for one, text in grid.commit.items()})
        for name, grid in scene.grids.items()
        if any(text.startswith(CHANGE) for text in grid.commit.values())
    ]
    deeds += [
        (f"grid {name} at place {k}", {one: texts[k] for one, texts in grid.texts.items()})
        for name, grid in scene.grids.items()
        if isinstance(grid, GridDomain) and grid.texts
        for k in spread(len(next(iter(grid.texts.values()))), ROWS)
    ]
    deeds += [(f"removed handle {handle.name}", dict(handle.removed)) for handle in scene.handles]
    deeds += [(f"link {link.text}", dict(link.state)) for link in (*scene.links, *scene.actions)]
    deeds += [(f"switch {name}", dict(state)) for switch in scene.choices for name, state in switch.options]
    for deed, changes in deeds:
        for parameter in lesson.all_parameters:
            if parameter.name in changes:
                text = changes[parameter.name]
                try:
                    parameter.parse((state.texts[parameter.name] if text.startswith(CHANGE) else "") + text)
                except ValueError as error:
                    raise AssertionError(f"{deed} writes {changes}, which is refused: {error}") from None
