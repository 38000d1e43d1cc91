"""The learner's own points: moved, added, removed, pasted, and opened from a file."""

import pytest

from tests.browser.driving import (
    Finger,
    address_changes,
    drag,
    enter,
    exact_values,
    frames,
    handle,
    middle,
    parameters,
    travel,
    until,
)
from tests.lessons.cases import only_in_full, sampled

STAGE = '[data-testid="stage"][data-scene="loss"]'


def opened(page, site, query=""):
    page.goto(f"{site}/loss{'?' if query else ''}{query}")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    page.wire.rest()


def says(page):
    return page.locator(f'{STAGE} [data-testid="says"]').inner_text()


def formula(page):
    return page.locator(f'{STAGE} [data-testid="formula"]').inner_text().replace("\u00a0", " ")


def points(page):
    return [tuple(map(float, pair.split(","))) for pair in parameters(page)["points"].split(";")]


def fold(page):
    exact_values(page)
    return page.locator("textarea").first


def pasted(page, text):
    fold(page)
    enter(page, "points", text)


def upload(page, name, content):
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator('input[type="file"]').first.set_input_files(file)


def warned(page):
    return [one.inner_text() for one in page.locator('[data-testid="stAlert"]').all()]


def test_a_point_follows_the_hand_and_the_loss_follows_the_point(page, site):
    opened(page, site)
    before, address = says(page), page.url
    seen = drag(page, "point5", 0, steps=2, stage=STAGE, release=False)
    x, y = middle(handle(page, "point5", STAGE))
    for step in range(1, 9):
        page.mouse.move(x, y - 10 * step)
        frames(page)
        left, top = middle(handle(page, "point5", STAGE))
        assert abs(left - x) <= 3, step
        assert abs(top - y + 10 * step) <= 3, step
    until(page, lambda: says(page) != before)
    page.mouse.up()
    address_changes(page, address)
    assert seen <= {before}
    assert points(page)[:4] == [(1, 2), (2, 1), (3, 4), (4, 3)]
    across, up = points(page)[4]
    assert across == 5
    assert up > 7
    # Misses of 1, 0, 3 and 2 stay; that of E is its height less 1.
    mse = (1 + 0 + 9 + 4 + (up - 1) ** 2) / 5
    assert f"MSE {mse:#.3g}" in formula(page)


@only_in_full
def test_of_points_close_together_the_one_under_the_pointer_is_taken(page, site):
    opened(page, site, "points=3,2;3,2.3;3,2.6;1,1;5,5")
    for number in (1, 2, 3):
        before, address = points(page), page.url
        drag(page, f"point{number}", 30, steps=6, stage=STAGE)
        address_changes(page, address)
        after = points(page)
        assert [i for i in range(5) if after[i] != before[i]] == [number - 1]
        travel(page)
        assert points(page) == before


@only_in_full
def test_arrows_and_a_finger_move_a_point(visitor, site):
    page = visitor(has_touch=True, viewport={"width": 390, "height": 844})
    opened(page, site)
    handle(page, "point3", STAGE).focus()
    address = page.url
    page.keyboard.press("ArrowUp")
    address_changes(page, address)
    assert points(page)[2] == (3, 4.05)
    finger, address = Finger(page), page.url
    finger.drag(handle(page, "point1", STAGE), 30, -20)
    finger.lift()
    address_changes(page, address)
    across, up = points(page)[0]
    assert across > 1
    assert up > 2


def test_a_double_click_adds_a_point_where_it_falls_and_back_takes_it_away(page, site):
    opened(page, site)
    box = page.locator(f'{STAGE} [data-figure="fit"] .lv-sheet').bounding_box()
    place, address = (box["x"] + 0.4 * box["width"], box["y"] + 0.2 * box["height"]), page.url
    page.mouse.dblclick(*place)
    address_changes(page, address)
    assert len(points(page)) == 6
    left, top = middle(handle(page, "point6", STAGE))
    assert abs(left - place[0]) <= 4
    assert abs(top - place[1]) <= 4
    assert handle(page, "point6", STAGE).get_attribute("aria-label") == "point F"
    travel(page)
    assert "points" not in parameters(page)
    assert handle(page, "point6", STAGE).count() == 0


@only_in_full
def test_buttons_add_a_point_and_remove_the_highlighted_one(page, site):
    opened(page, site)
    for button, number in (("Add a point", 6), ("Remove F", 5), ("Remove E", 4)):
        address = page.url
        page.get_by_role("link", name=button, exact=True).click()
        address_changes(page, address)
        until(page, lambda wanted=number: page.locator(f'{STAGE} [data-handle^="point"]').count() == wanted)
    assert points(page) == [(1, 2), (2, 1), (3, 4), (4, 3)]
    address = page.url
    drag(page, "point2", 20, stage=STAGE)
    address_changes(page, address)
    address = page.url
    page.get_by_role("link", name="Remove B", exact=True).click()
    address_changes(page, address)
    assert points(page) == [(1, 2), (3, 4), (4, 3)]


def test_a_double_click_on_a_point_and_delete_on_it_remove_it(page, site):
    opened(page, site)
    address = page.url
    page.mouse.dblclick(*middle(handle(page, "point2", STAGE)))
    address_changes(page, address)
    assert points(page) == [(1, 2), (3, 4), (4, 3), (5, 5)]
    for key, left in (("Delete", [(1, 2), (3, 4), (4, 3)]), ("Backspace", [(1, 2), (3, 4)])):
        address, last = page.url, handle(page, f"point{len(points(page))}", STAGE)
        assert last.get_attribute("aria-keyshortcuts") == "Delete"
        last.press(key)
        address_changes(page, address)
        assert points(page) == left
        # The focus stays on the figure: on the last point that is left.
        assert page.evaluate("document.activeElement.dataset.handle") == f"point{len(left)}"
    travel(page)
    assert points(page) == [(1, 2), (3, 4), (4, 3)]


def test_a_pull_and_a_press_are_no_double_click(page, site):
    opened(page, site, "points=1,1;2,3")
    address = page.url
    x, y = middle(handle(page, "point2", STAGE))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 4)
    page.mouse.up()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    address_changes(page, address)
    page.wire.rest()
    assert len(points(page)) == 2
    # A single point stays.
    opened(page, site, "points=1,1")
    one = handle(page, "point1", STAGE)
    assert one.get_attribute("aria-keyshortcuts") is None
    one.press("Delete")
    page.mouse.dblclick(*middle(one))
    page.wire.rest()
    assert parameters(page)["points"] == "1,1"


PASTED = {
    "a spreadsheet with decimal commas": "x\ty\n1,5\t2,25\n3\t4,5\n",
    "CSV with titles": "x,y\n1.5,2.25\n3,4.5",
    "a hand": "1.5, 2.25; 3, 4.5",
    "columns": "1.5 2.25\r\n3 4.5\r\n",
}


@pytest.mark.parametrize("source", sampled([*PASTED], 4))
def test_points_are_pasted_as_they_come(page, site, source):
    opened(page, site)
    pasted(page, PASTED[source])
    # The line is flat at 1: misses of 1.25 and 3.5.
    until(page, lambda: "= (1.25² + 3.5²) / 2 = 6.91" in formula(page))
    assert not warned(page)
    assert handle(page, "point1", STAGE).get_attribute("aria-valuetext") == "x 1.5, y 2.25"
    address = page.url
    drag(page, "point2", 20, stage=STAGE)
    address_changes(page, address)
    assert points(page)[0] == (1.5, 2.25)


@only_in_full
def test_what_cannot_be_read_is_said_and_the_points_stay(page, site):
    opened(page, site, "points=1,1;2,3")
    before = says(page), formula(page)
    pasted(page, "1,1;2,two")
    until(page, lambda: any("“two” in row 2 is no number" in one for one in warned(page)))
    assert (says(page), formula(page)) == before
    assert page.locator("textarea").first.input_value() == "1,1;2,two"


@only_in_full
def test_a_file_is_opened_and_a_bad_one_is_refused_with_nothing_lost(page, site):
    opened(page, site)
    fold(page)
    address = page.url
    upload(page, "good.csv", "\ufeffx,y\n1,1\n2,2\n4,3\n".encode())
    address_changes(page, address)
    assert points(page) == [(1, 1), (2, 2), (4, 3)]
    kept = parameters(page)["points"], says(page), formula(page)
    for name, content, word in (
        ("bad.csv", b"x,y\n1,1\n2,zwei\n", "“zwei” in row 3 is no number. The picture stays as it was."),
        ("picture.csv", bytes(range(128, 255)), "is no text"),
        ("empty.csv", b"\n\n", "there is no point in it"),
    ):
        upload(page, name, content)
        until(page, lambda word=word: any(word in one for one in warned(page)))
        page.wire.rest()
        assert (parameters(page)["points"], says(page), formula(page)) == kept
