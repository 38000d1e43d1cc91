"""What holds for every scene, at every place of every handle."""

import json
import re

import numpy as np
import pytest

from lossviz.live.message import packed
from lossviz.scene.scene import Table
from tests.lessons.states import SHOWN, committed

SLOT = re.compile(r"\{(\w+)(?:\[(\w+)\])?(?::(\w+))?\}")
LONGEST = 140
ROOM = 32 * 1024

everywhere = pytest.mark.parametrize("shown", SHOWN, ids=str)


# The walk on a surface seen from the side is no trace of it.
WALKS = {"space.path"}
# How a picture is framed while a handle is held, not what it says.
FRAMING = {"curve_range"}


def same(one, other):
    return np.array_equal(one, other, equal_nan=np.asarray(one).dtype.kind == "f")


def rows(table):
    return range(len(table.places) + 1)


def references(scene):
    """Every quantity that the scene's words, figures and handles speak of, with its index."""
    texts = [
        *scene.says,
        *(label.text for label in scene.labels),
        *(part.text for line in scene.formula for part in line),
        *(figure.caption for figure in scene.figures),
        *(text for handle in scene.handles for text in (handle.label, handle.says)),
        *(text for asked in scene.predictions for text in (asked.miss, *asked.replies)),
    ]
    for text in texts:
        yield from ((quantity, index) for quantity, index, _ in SLOT.findall(text))
    named = [
        scene.case,
        *(place for label in scene.labels for place in (label.x, label.y, *label.when.split())),
        *(name for line in scene.formula for part in line for name in (*part.when.split(), part.mark)),
        *(place for handle in scene.handles for place in (handle.x, handle.y, handle.which)),
        *(goal.met for goal in scene.goals),
        *(asked.code for asked in scene.predictions),
    ]
    for figure in scene.figures:
        named += [name for trace in figure.plot["data"] for name in (trace.get("meta") or {}).values()]
        named += (figure.plot["layout"].get("meta") or {}).values()
    for name in filter(None, named):
        quantity, index = re.fullmatch(r"!?(\w+)(?:\[(\w+)\])?", name).groups()
        yield quantity, index


@everywhere
def test_every_quantity_that_is_spoken_of_is_in_every_table(shown):
    wanted = {name for pair in references(shown.scene) for name in pair if name and not name.isdigit()}
    for name, table in shown.scene.tables.items():
        missing = wanted - set(shown.scene.at(name))
        assert not missing, (name, missing)
        sent = {quantity for quantity in table.commit.values() if quantity and not quantity.startswith("=")}
        assert sent <= set(shown.scene.at(name))


@everywhere
def test_every_figure_table_and_word_that_a_handle_or_a_label_names_is_there(shown):
    scene = shown.scene
    figures = {figure.name for figure in scene.figures}
    assert scene.opening in scene.tables
    assert len({handle.name for handle in scene.handles}) == len(scene.handles)
    for handle in scene.handles:
        assert set(handle.tables) <= set(scene.tables)
        assert handle.figure in figures | {""}
        assert handle.axis in ("x", "y", "xy")
        if handle.which:
            for name in scene.tables:
                assert int(scene.at(name)[handle.which]) < len(handle.tables)
    assert {label.figure for label in scene.labels} <= figures
    traces = {f"{figure.name}.{trace.get('name')}" for figure in scene.figures for trace in figure.plot["data"]}
    assert {name for asked in scene.predictions for name in asked.asleep} <= figures | traces | WALKS
    assert {f"{label.figure}.{label.part}" for label in scene.labels if label.part} <= traces
    assert {handle.stream for handle in scene.handles} <= set(scene.streams) | {""}
    assert all(bool(handle.tables) != bool(handle.stream) for handle in scene.handles)


@everywhere
def test_every_row_names_a_sentence_that_exists(shown):
    for name, table in shown.scene.tables.items():
        for row in rows(table):
            assert 0 <= int(shown.scene.at(name, row)[shown.scene.case]) < len(shown.scene.says)


def written(kind, x, scene):
    """A slot's text as long as the browser writes it; its digits are checked elsewhere."""
    if kind in ("word", "Word"):
        return scene.words[int(x)]
    if kind == "unit":
        return scene.units[0 if x == 1 else 1]
    if kind == "count":
        return str(int(x))
    if kind == "percent":
        return f"{100 * x:#.3g} %"
    if np.isinf(x):
        return "infinite"
    return np.format_float_positional(round(float(x), 4), trim="-") if kind == "set" else f"{float(x):#.3g}"


def spoken(template, quantities, scene):
    def fill(slot):
        quantity, index, kind = slot.groups()
        at = 0 if index is None else int(index) if index.isdigit() else int(quantities[index])
        return written(kind, np.atleast_1d(quantities[quantity])[at], scene)

    return SLOT.sub(fill, template)


@everywhere
def test_no_sentence_is_longer_than_140_letters_at_any_place_of_any_handle(shown):
    scene = shown.scene
    for name, table in scene.tables.items():
        for row in rows(table):
            quantities = scene.at(name, row)
            sentence = spoken(scene.says[int(quantities[scene.case])], quantities, scene)
            assert len(sentence) <= LONGEST, sentence
            assert "nan" not in sentence, sentence


@everywhere
def test_the_row_that_stands_now_is_the_state_itself_in_every_table(shown):
    scene = shown.scene
    wanted = {quantity for quantity, _ in references(scene)}
    first = scene.at(scene.opening)
    for name in scene.tables:
        now = scene.at(name)
        # What is held differs from table to table; what is true does not.
        for quantity in {"p", "s", "H", "perplexity", "most", "gain", "before", "after"} & wanted:
            one, other = (np.asarray(row[quantity]).reshape(-1) for row in (first, now))
            shared = min(len(one), len(other))
            assert same(one[:shared], other[:shared]), (name, quantity)


@everywhere
def test_a_row_is_the_scene_that_is_drawn_afresh_at_the_state_it_would_commit_to(shown):
    for name, table in shown.scene.tables.items():
        last = len(table.places)
        for row in sorted({0, 1, last // 3, last // 2, last - 2, last - 1} & set(range(last))):
            again = shown.build(**{**shown.state, **committed(table, row)}, **shown.also)
            if name not in again.tables:
                continue
            fresh, kept = again.at(name), shown.scene.at(name, row)
            for quantity in table.rows:
                if quantity in {*table.commit.values(), *FRAMING}:
                    continue
                one, other = np.asarray(kept[quantity]), np.asarray(fresh[quantity])
                assert same(one, other), (name, row, quantity)
            assert again.tables[name].now == pytest.approx(table.places[row], abs=1e-9)


@everywhere
def test_every_link_reset_and_question_leads_to_a_state_that_can_be_shown(shown):
    scene = shown.scene
    states = [link.state for link in scene.links] + [scene.reset]
    states += [state for asked in scene.predictions for state in (asked.start, asked.answer)]
    for state in states:
        texts = {("names_" if name == "names" else name): text for name, text in state.items()}
        assert shown.build(**texts).name == scene.name


@everywhere
def test_the_tables_of_a_handle_fit_into_32_kilobytes(shown):
    message = packed(shown.scene, answers=0, state={}, predict="")
    header = 4 + int.from_bytes(message[:4], "little")
    assert (len(message) - header) / len(shown.scene.tables) <= ROOM
    assert json.loads(message[4:header])["name"] == shown.scene.name


def test_a_table_whose_rows_do_not_match_its_places_is_refused_with_its_numbers():
    with pytest.raises(ValueError, match=r"'H' has 3 rows; a table of 3 places needs 4"):
        Table(np.arange(3.0), 0.0, {"H": np.zeros(3)}, {})
