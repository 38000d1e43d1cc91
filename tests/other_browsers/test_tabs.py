"""From one lesson to another and back, and two tabs of one visitor, in Firefox and WebKit."""

from collections.abc import Callable

import pytest

from tests.other_browsers.tab import Tab
from tests.other_browsers.test_lessons import PIXELS, lessons

FIRST, SECOND = lessons()[:2]
LINK = """[...document.querySelectorAll("a[href]")].find((one) => visible(one)
  && new URL(one.href).pathname.endsWith(`/${given[0]}`) && Boolean(one.closest("header")) === given[1])"""


@pytest.mark.parametrize("menu", [True, False], ids=["menu", "next lesson"])
def test_back_from_another_lesson_shows_what_was_left_and_forward_the_other(tab: Tab, site: str, menu: bool) -> None:
    start = tab.visit(f"{site}/{FIRST}")
    left = tab.drag(tab.handles()[0], PIXELS)
    assert left.says != start.says
    tab.click(LINK, SECOND, menu)
    tab.until(lambda: tab.address.split("?")[0] == f"{site}/{SECOND}" and tab.shown().says != left.says)
    other = tab.rest()
    tab.traverse(-1)
    assert tab.like(left) == left
    tab.traverse(1)
    assert tab.like(other) == other


def test_two_tabs_do_not_disturb_each_other(new_tab: Callable[[], Tab], site: str) -> None:
    one, other = new_tab(), new_tab()
    start = other.visit(f"{site}/{FIRST}")
    one.front()
    assert one.visit(f"{site}/{FIRST}") == start
    pulled = one.drag(one.handles()[0], PIXELS)
    other.front()
    assert other.rest() == start
    others = other.drag(other.handles()[1], PIXELS)
    assert len({shown.address for shown in (start, pulled, others)}) == 3
    other.traverse(-1)
    assert other.like(start) == start
    one.front()
    assert one.rest() == pulled
    one.reload()
    assert one.like(pulled) == pulled


@pytest.mark.parametrize("where", ["gradient-descent?open=race", "cross-entropy-loss?open=batch"])
def test_a_link_to_an_open_fold_shows_both_pictures(tab: Tab, site: str, where: str) -> None:
    tab.visit(f"{site}/{where}")
    tab.until(lambda: len(tab.shown().says) == 2 and all(tab.shown().says))
    assert len(tab.shown().says) == 2
    assert all(tab.shown().says)
