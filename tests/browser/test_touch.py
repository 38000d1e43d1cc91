"""A finger instead of a mouse."""

import pytest

from tests.browser.driving import PHONE, Finger, address_changes, frames, handle, probabilities, says, values, visit
from tests.lessons.cases import only_in_full

PULLS = {"p0": (0, 60), "p1": (0, -40), "dot": (-60, 0), "outcomes": (90, 0)}


def test_every_handle_follows_a_finger_and_sends_nothing_until_it_lifts(visitor, site):
    page = visitor(**PHONE)
    visit(page, site)
    finger = Finger(page)
    for name, (dx, dy) in PULLS.items():
        knob = handle(page, name)
        knob.scroll_into_view_if_needed()
        frames(page)
        before, address, passed, scrolled = says(page), page.url, page.wire.count, scroll(page)
        finger.drag(knob, dx, dy)
        assert says(page) != before, name
        assert page.wire.count == passed, name
        assert scroll(page) == scrolled, name
        finger.lift()
        address_changes(page, address)
        assert values(page) == pytest.approx(probabilities(page), abs=1e-9), name


@only_in_full
def test_every_handle_is_large_enough_for_a_finger(visitor, site):
    page = visitor(**PHONE)
    visit(page, site, drawn=False)
    for knob in page.locator('[role="slider"]:visible').all():
        box = knob.bounding_box()
        assert min(box["width"], box["height"]) >= 44, knob.get_attribute("data-handle")


def test_a_finger_on_a_figure_beside_its_handles_scrolls_the_page(visitor, site):
    page = visitor(**PHONE)
    visit(page, site)
    figure = page.locator('[data-figure="areas"]')
    before, start = says(page), scroll(page)
    finger = Finger(page)
    finger.drag(figure, 0, -150)
    finger.lift()
    page.wait_for_function("(was) => document.querySelector('[data-testid=\"stMain\"]').scrollTop > was", arg=start)
    assert says(page) == before


def scroll(page):
    return page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTop")
