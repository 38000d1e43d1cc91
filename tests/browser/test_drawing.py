"""A curve drawn by hand with mouse, finger and keys, and twelve units that can all be taken."""

import pytest

from tests.browser.driving import (
    Finger,
    address_changes,
    drag,
    frames,
    handle,
    middle,
    opened,
    parameters,
    press,
    travel,
    until,
    value,
)
from tests.lessons.cases import only_in_full, sampled
from tests.lessons.relu.states import TWELVE

STAGE = '[data-testid="stage"][data-scene="relu"]'
SHEET = f'{STAGE} [data-figure="sum"] .lv-sheet'
OWN = "relu?target=own&slope=0&units=1.9,0.5"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
# The margins of the figure, and the ranges of its axes.
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 12, 40
ACROSS, UP = (-2.15, 2.15), (-2.6, 4.4)


def spot(page, x, y):
    """Where a place on the figure is on the screen."""
    page.locator(SHEET).scroll_into_view_if_needed()
    box = page.locator(SHEET).bounding_box()
    across = (x - ACROSS[0]) / (ACROSS[1] - ACROSS[0])
    up = (y - UP[0]) / (UP[1] - UP[0])
    return (
        box["x"] + LEFT + across * (box["width"] - LEFT - RIGHT),
        box["y"] + TOP + (1 - up) * (box["height"] - TOP - BOTTOM),
    )


def says(page):
    return page.locator(f'{STAGE} [data-testid="says"]').inner_text()


def curve(page):
    return [float(height) for height in parameters(page)["curve"].split(",")]


def ink(page):
    return page.locator(f"{STAGE} .lv-ink polyline").get_attribute("points")


def stroke(page, *places):
    """A pull of the mouse from place to place, still held."""
    page.mouse.move(*spot(page, *places[0]))
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*spot(page, *place), steps=6)
    frames(page)


def test_a_stroke_across_the_chart_is_the_curve_in_one_deed(page, site):
    opened(page, site, OWN, "relu")
    before, url, entries, passed = says(page), page.url, page.evaluate("history.length"), page.wire.count
    stroke(page, (-1.6, 3), (-0.6, 1), (1.4, 3))
    assert page.wire.count == passed
    until(page, lambda: says(page) != before)
    assert len(ink(page).split()) == 17
    # The last of the pictures that were asked for is here.
    page.wait_for_selector(f"{STAGE}:not([data-busy])", state="attached")
    held = says(page)
    page.mouse.up()
    address_changes(page, url)
    drawn = curve(page)
    assert page.evaluate("history.length") == entries + 1
    # Straight from (−1.6, 3) down to (−0.6, 1) and up to (1.4, 3): at −1.5, −1, 0, 0.5 and 1.
    for place, height in ((-1.5, 2.8), (-1, 1.8), (0, 1.6), (0.5, 2.1), (1, 2.6)):
        assert drawn[round((place + 2) * 4)] == pytest.approx(height, abs=0.1), place
    # What was not passed stays.
    assert (drawn[0], drawn[-1]) == (0, 1)
    assert ink(page) == ""
    assert says(page) == held
    page.reload()
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    page.wire.rest()
    assert says(page) == held
    travel(page)
    assert page.url == url
    assert says(page) == before


@only_in_full
def test_a_press_without_a_stroke_draws_nothing(page, site):
    opened(page, site, OWN, "relu")
    before, url, passed = says(page), page.url, page.wire.count
    page.mouse.click(*spot(page, -1, 3.5))
    page.wire.rest()
    assert (says(page), page.url, page.wire.count) == (before, url, passed)


@only_in_full
def test_the_pen_draws_where_it_is_pulled_and_stays_there(page, site):
    opened(page, site, OWN, "relu")
    url = page.url
    drag(page, "pen", 90, stage=STAGE)
    address_changes(page, url)
    assert "curve" in parameters(page)
    pen = handle(page, "pen", STAGE)
    assert value(pen) > -1
    assert pen.get_attribute("aria-label") == "pen that draws your curve"


def test_keys_move_the_pen_and_raise_the_curve_in_one_deed(page, site):
    opened(page, site, OWN, "relu")
    url, entries = page.url, page.evaluate("history.length")
    pen = handle(page, "pen", STAGE)
    # At −1 the curve is at 1.5. Two places on, at −0.5, it is at 1: ten steps of 0.05 and one more make 1.55.
    press(page, pen, "ArrowRight", "ArrowRight", "PageUp", "ArrowUp")
    address_changes(page, url)
    assert curve(page)[6] == 1.55
    assert page.evaluate("history.length") == entries + 1
    assert value(pen) == -0.5
    url = page.url
    press(page, pen, "Home", "ArrowDown")
    address_changes(page, url)
    assert curve(page)[0] == -0.05


def test_a_finger_draws_along_and_scrolls_up_and_down(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, OWN, "relu")
    finger, url, before = Finger(page), page.url, says(page)
    start, middle_, end = (spot(page, *place) for place in ((-1.5, 3), (0, 3.5), (1.5, 0)))
    finger._send("touchStart", start)
    for there, here in ((start, middle_), (middle_, end)):
        for part in range(1, 7):
            finger._send("touchMove", tuple(a + (b - a) * part / 6 for a, b in zip(there, here, strict=True)))
    frames(page)
    until(page, lambda: says(page) != before)
    finger.lift()
    address_changes(page, url)
    drawn = curve(page)
    assert max(drawn) == pytest.approx(3.5, abs=0.2)
    url, before = page.url, says(page)
    main = page.locator('[data-testid="stMain"]')
    top = main.evaluate("main => main.scrollTop")
    x, y = spot(page, 0.6, 3.6)
    finger._send("touchStart", (x, y))
    for step in range(1, 13):
        finger._send("touchMove", (x, y - 12 * step))
    frames(page)
    finger.lift()
    page.wait_for_function("(was) => document.querySelector('[data-testid=\"stMain\"]').scrollTop > was", arg=top)
    page.wire.rest()
    assert (page.url, says(page)) == (url, before)


@only_in_full
def test_a_finger_pulls_the_pen_itself_in_both_directions(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, OWN, "relu")
    finger, url = Finger(page), page.url
    finger.drag(handle(page, "pen", STAGE), 0, -60)
    finger.lift()
    address_changes(page, url)
    assert curve(page)[4] > 2


@only_in_full
def test_a_curve_that_means_nothing_is_refused_and_the_page_stands(page, site):
    opened(page, site, "relu?target=own&curve=1,2,x", "relu")
    assert "“x” in the curve is no number" in page.locator('[data-testid="stAlert"]').inner_text()
    assert says(page)


@only_in_full
def test_where_no_curve_is_drawn_a_press_on_the_chart_does_nothing(page, site):
    opened(page, site, "relu?units=0,1", "relu")
    passed, before = page.wire.count, says(page)
    stroke(page, (-1.5, 3), (1, 3))
    page.mouse.up()
    frames(page)
    assert (page.wire.count, says(page)) == (passed, before)


# ---- twelve units


def pulled(page, name, along):
    url, passed = page.url, page.wire.count
    drag(page, name, along, stage=STAGE, release=False)
    assert page.wire.count == passed, name
    held = value(handle(page, name, STAGE))
    page.mouse.up()
    address_changes(page, url)
    return held


@only_in_full
@pytest.mark.parametrize("i", sampled([*range(12)], 12))
def test_each_of_twelve_units_is_taken_by_the_mouse_and_gets_the_highlight(page, site, i):
    opened(page, site, f"relu?units={TWELVE}", "relu")
    held = pulled(page, f"kink{i}", 60 if i < 6 else -60)
    units = [float(number) for number in parameters(page)["units"].replace(";", ",").split(",")]
    assert units[2 * i] == pytest.approx(held)
    assert parameters(page).get("highlight", "1") == str(i + 1)
    held = pulled(page, f"change{i}", -50)
    units = [float(number) for number in parameters(page)["units"].replace(";", ",").split(",")]
    assert units[2 * i + 1] == pytest.approx(held)


@only_in_full
def test_a_press_on_a_kink_highlights_its_unit(page, site):
    opened(page, site, f"relu?units={TWELVE}", "relu")
    url = page.url
    page.mouse.click(*middle(handle(page, "kink4", STAGE)))
    address_changes(page, url)
    assert parameters(page)["highlight"] == "5"
    url = page.url
    press(page, handle(page, "change8", STAGE), "ArrowUp")
    address_changes(page, url)
    assert parameters(page)["highlight"] == "9"


@only_in_full
def test_each_of_twelve_units_is_taken_by_a_finger(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, f"relu?units={TWELVE}", "relu")
    finger = Finger(page)
    for i in range(12):
        for name, way in ((f"kink{i}", (25, 0)), (f"change{i}", (0, -30))):
            url = page.url
            knob = handle(page, name, STAGE)
            knob.scroll_into_view_if_needed()
            frames(page)
            finger.drag(knob, *way)
            finger.lift()
            address_changes(page, url)
            assert parameters(page).get("highlight", "1") == str(i + 1), name
