"""Every lesson in Firefox and WebKit: handles follow mouse and keys; the address and its history hold the state."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pytest

from lossviz.lessons import registry
from tests.other_browsers.tab import Browser, Handle, Shown

PIXELS = 30


def lessons() -> list[str]:
    """The slugs of the lessons that are written, in their order."""
    return [lesson.slug for lesson in registry.LESSONS]


class Pull(NamedTuple):
    """A handle's value before it was pulled, and what was seen while it was held."""

    handle: Handle
    value: float
    held_value: float
    held: Shown


@dataclass
class Visit:
    """What was seen in one lesson: each handle pulled, one moved by a key, a reload, Back, Back and Forward."""

    states: list[Shown]
    entries: list[int]
    handles: list[Handle]
    pulls: list[Pull] = field(default_factory=list)
    arrow: tuple[float, float] = (0, 0)
    reloaded: Shown | None = None
    returned: list[Shown] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=lessons())
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Visit:
    with browser() as new_tab:
        tab = new_tab()
        seen = Visit([tab.visit(f"{site}/{request.param}")], [tab.entries], tab.handles())
        for handle in seen.handles:
            if handle not in tab.handles():
                continue
            value = tab.value(handle)
            tab.pull(handle, PIXELS * tab.room(handle))
            seen.pulls.append(Pull(handle, value, tab.value_other_than(handle, value), tab.shown()))
            tab.release()
            seen.states.append(tab.after(seen.states[-1].address))
            seen.entries.append(tab.entries)
        handle = tab.handles()[0]
        value = tab.value(handle)
        seen.states.append(tab.press_arrow(handle))
        seen.entries.append(tab.entries)
        seen.arrow = value, tab.value(handle)
        tab.reload()
        seen.reloaded = tab.like(seen.states[-1])
        for delta, state in ((-1, -2), (-1, -3), (1, -2)):
            tab.traverse(delta)
            seen.returned.append(tab.like(seen.states[state]))
        seen.errors = tab.errors()
    return seen


def test_every_handle_moves_while_it_is_pulled(visit: Visit) -> None:
    assert [pull.handle for pull in visit.pulls] == visit.handles
    for pull in visit.pulls:
        assert pull.held_value != pull.value, pull.handle


def test_there_is_a_sentence_at_rest_and_while_a_handle_is_held(visit: Visit) -> None:
    for shown in [*visit.states, *(pull.held for pull in visit.pulls)]:
        assert shown.says
        assert all(shown.says), shown


def test_the_address_follows_the_release_and_not_before(visit: Visit) -> None:
    for pull, (before, after) in zip(visit.pulls, pairwise(visit.states), strict=False):
        assert pull.held.address == before.address, pull.handle
        assert after.address != before.address, pull.handle


def test_an_arrow_key_moves_a_handle_and_the_address(visit: Visit) -> None:
    before, after = visit.arrow
    assert after != before
    assert visit.states[-1].address != visit.states[-2].address


def test_each_gesture_is_one_entry_of_the_history(visit: Visit) -> None:
    assert [after - before for before, after in pairwise(visit.entries)] == [1] * (len(visit.pulls) + 1)


def test_a_reload_shows_the_same(visit: Visit) -> None:
    assert visit.reloaded == visit.states[-1]


def test_back_back_and_forward_show_exactly_what_was_there(visit: Visit) -> None:
    assert visit.returned == [visit.states[-2], visit.states[-3], visit.states[-2]]


def test_the_console_has_no_error(visit: Visit) -> None:
    assert visit.errors == []
