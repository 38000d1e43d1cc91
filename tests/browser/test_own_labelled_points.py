"""The learner's own labelled points of the lesson that trains a network: pasted, added, moved, removed, and undone."""

import re

from tests.browser.driving import (
    address_changes,
    drag,
    enter,
    exact_values,
    handle,
    middle,
    opened,
    parameters,
    stage_of,
    travel,
    until,
)
from tests.lessons.cases import only_in_full

STAGE = stage_of("train-a-network")
FIVE = "-1,-1,0;-1,1,0;-2,0,0;1,1,1;2,-1,1"


def count(page):
    """How many points there are, as the track of points says."""
    said = handle(page, "point", STAGE).get_attribute("aria-valuetext")
    return int(re.search(r"of (\d+)", said)[1])


def link(page, text):
    before = page.url
    page.locator(STAGE).get_by_role("link", name=text, exact=True).first.click()
    address_changes(page, before)


def double_click(page, x, y):
    """Double click at a place of the boundary's plane, which reaches from -4 to 4."""
    plane = page.locator(f'{STAGE} [data-figure="boundary"] .bg').first
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    before = page.url
    page.mouse.dblclick(box["x"] + (4 + x) / 8 * box["width"], box["y"] + (4 - y) / 8 * box["height"])
    until(page, lambda: "points" in parameters(page) and page.url != before)
    page.wire.rest()


def places(page):
    return [tuple(map(float, row.split(","))) for row in parameters(page)["points"].split(";")]


def test_points_are_pasted_added_moved_and_removed_outlive_a_reload_and_come_back(visitor, site):
    page = visitor()
    opened(page, site, "train-a-network", "train-a-network")
    assert count(page) == 200
    exact_values(page)
    enter(page, "points", "x\ty\tclass\n" + FIVE.replace(",", "\t").replace(";", "\n"))
    assert parameters(page) == {"points": FIVE}
    assert count(page) == 5
    data = page.locator(f"{STAGE} select", has_text="circles")
    assert data.evaluate("(one) => one.selectedOptions[0].text") == "your points"

    link(page, "1")
    assert parameters(page)["add"] == "1"
    double_click(page, -3, -2)
    until(page, lambda: count(page) == 6)
    *old, (x, y, label) = places(page)
    assert old == [(-1, -1, 0), (-1, 1, 0), (-2, 0, 0), (1, 1, 1), (2, -1, 1)]
    assert (abs(x + 3) <= 0.05, abs(y + 2) <= 0.05, label) == (True, True, 1)
    assert parameters(page)["point"] == "6"
    added = parameters(page)["points"]

    before = page.url
    drag(page, "place", 60, stage=STAGE)
    address_changes(page, before)
    *same, (right, _, label) = places(page)
    assert same == old
    assert right > x + 0.5
    assert label == 1
    moved = page.url
    page.reload()
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    page.wire.rest()
    assert (page.url, count(page)) == (moved, 6)
    assert handle(page, "place", STAGE).count() == 1

    link(page, "Remove point 6")
    assert parameters(page)["points"] == FIVE
    assert count(page) == 5
    travel(page)
    assert (page.url, count(page)) == (moved, 6)
    travel(page)
    assert parameters(page)["points"] == added

    data.select_option(label="moons")
    until(page, lambda: count(page) == 200)
    assert parameters(page)["data"] == "moons"
    assert "points" not in parameters(page)
    assert "your points" not in data.inner_text()
    travel(page)
    until(page, lambda: count(page) == 6)
    assert parameters(page)["points"] == added


@only_in_full
def test_a_point_beside_those_of_a_data_set_makes_all_of_them_own_ones(visitor, site):
    page = visitor()
    opened(page, site, "train-a-network?data=blobs&classes=3&add=3", "train-a-network")
    before = count(page)
    double_click(page, 3.5, 3.5)
    until(page, lambda: count(page) == before + 1)
    said = parameters(page)
    assert set(said) == {"points", "point", "add"}
    assert said["point"] == str(before + 1)
    assert len(page.url) < 2_000
    assert page.locator(STAGE).get_by_role("link", name="3", exact=True).count()
    travel(page)
    until(page, lambda: count(page) == before)
    assert parameters(page)["data"] == "blobs"


def test_the_chosen_point_is_removed_by_a_double_click_on_its_handle_or_by_delete(visitor, site):
    page = visitor()
    opened(page, site, f"train-a-network?points={FIVE}&point=2", "train-a-network")
    before = page.url
    page.mouse.dblclick(*middle(handle(page, "place", STAGE)))
    address_changes(page, before)
    until(page, lambda: count(page) == 4)
    assert parameters(page)["points"] == "-1,-1,0;-2,0,0;1,1,1;2,-1,1"
    travel(page)
    until(page, lambda: count(page) == 5)
    before = page.url
    handle(page, "place", STAGE).press("Delete")
    address_changes(page, before)
    until(page, lambda: count(page) == 4)
    assert "point" not in parameters(page)
    # Its handle is gone: the focus is on the first track.
    assert page.evaluate("document.activeElement.dataset.handle") == "time"
    # Of four points each has to stay.
    opened(page, site, "train-a-network?points=-1,-1,0;-2,0,0;1,1,1;2,-1,1&point=1", "train-a-network")
    assert handle(page, "place", STAGE).get_attribute("aria-keyshortcuts") is None
    handle(page, "place", STAGE).press("Delete")
    page.wire.rest()
    assert count(page) == 4


FILLS = "(all) => all.map((one) => one.style.display === 'none' ? null : one.style.fill).filter(Boolean)"


def test_points_with_values_have_the_colours_of_the_field_and_keep_them_when_one_is_added(page, site):
    opened(page, site, "train-a-network?epochs=2&points=0,0,-1;1,0,0.5;0,1,1;1,1,1;2,2,0", "train-a-network")
    circles = page.locator(f'{STAGE} [data-figure="boundary"] .scatterlayer .trace').first.locator(".point")
    # Orange and blue with an alpha of 150 / 255 on the page: 255 - (255 - 194) x 150 / 255 = 219.1 of red, and so on.
    low, high = "rgb(219, 150, 103)", "rgb(105, 172, 208)"
    fills = circles.evaluate_all(FILLS)
    assert len(fills) == 4
    assert (fills[0], fills[2]) == (low, high)
    # 0.5 lies between 0 and 1.
    assert fills[1] not in (low, high, fills[3])
    page.locator(f'{STAGE} [data-figure="boundary"]').scroll_into_view_if_needed()
    double_click(page, -2, -2)
    until(page, lambda: len(circles.evaluate_all(FILLS)) == 5)
    assert circles.evaluate_all(FILLS)[:4] == fills
