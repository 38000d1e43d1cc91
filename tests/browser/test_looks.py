"""The first screen, wide and narrow, light and dark, moving and still."""

import pytest

from tests.browser.driving import STAGE, drag, frames, handle, press, says, until, visit
from tests.lessons.cases import only_in_full, sampled

MAIN = '[data-testid="stMain"]'


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740), pytest.param(390, 844, marks=only_in_full)])
def test_the_first_screen_holds_the_question_a_figure_and_a_handle(visitor, site, width, height):
    page = visitor(viewport={"width": width, "height": height}, has_touch=width < 600)
    visit(page, site)
    question, figure, knob = (
        page.locator(where).first.bounding_box() for where in ("h1", "[data-figure]", "[role=slider]")
    )
    for box in (question, figure, knob):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 0.5
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height + 0.5
    for where in ("html", MAIN):
        wide, room = page.locator(where).evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide <= room, where


@pytest.mark.sample(every=2)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("slug", sampled(["gradient-descent", "loss", "training-loop", "sgd"], 4))
def test_the_first_screen_of_a_lesson_on_descent_holds_something_to_pull(visitor, site, slug, width, height):
    page = visitor(viewport={"width": width, "height": height}, has_touch=width < 600)
    page.goto(f"{site}/{slug}")
    page.wait_for_selector('[data-testid="stage"] .main-svg', state="attached")
    page.wire.rest()
    seen = """all => all.map((one) => one.getBoundingClientRect())
      .filter((box) => box.width && box.top >= 0 && box.bottom <= innerHeight).length"""
    for where in ("h1", "[data-figure] .lv-sheet", "[role=slider]"):
        assert page.locator(where).evaluate_all(seen) > 0, where
    for where in ("html", MAIN):
        wide, room = page.locator(where).evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide <= room, where


@only_in_full
@pytest.mark.parametrize(
    ("address", "name", "along"),
    sampled(
        [
            ("gradient-descent", "time", 120),
            ("gradient-descent", "rate", 40),
            ("loss", "right", -80),
            ("sgd", "batch", 60),
        ],
        2,
    ),
)
def test_nothing_on_a_page_of_descent_changes_its_place_during_a_pull(page, site, address, name, along):
    page.goto(f"{site}/{address}")
    page.wait_for_selector('[data-testid="stage"] .main-svg', state="attached")
    page.wire.rest()
    where = """() => {
      const all = '[data-figure], [data-testid="says"], [data-testid="formula"], .lv-track-line, .lv-links a, h1'
      const place = ({ x, y, width }) => [x, y, width].map(Math.round).join()
      return [...document.querySelectorAll(all)].map((one) => place(one.getBoundingClientRect())).join(' ')
    }"""
    handle(page, name, '[data-testid="stage"]').scroll_into_view_if_needed()
    before = page.evaluate(where)
    drag(page, name, along, stage='[data-testid="stage"]', release=False)
    page.wait_for_timeout(300)
    assert page.evaluate(where) == before
    page.mouse.up()


@only_in_full
def test_eight_outcomes_do_not_make_a_phone_scroll_sideways(visitor, site):
    page = visitor(viewport={"width": 360, "height": 740})
    visit(page, site, "p=1,1,1,1,1,1,1,1&names=" + ",".join(["a name of sixteen"[:16]] * 8))
    for where in ("html", MAIN, STAGE):
        wide, room = page.locator(where).first.evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide <= room, where


COLOURS = f"""() => {{
  const stage = document.querySelector('{STAGE}')
  const style = (where, what) => getComputedStyle(stage.querySelector(where))[what]
  return [
    style('[data-testid="says"]', 'color'),
    style('[data-figure="bars"] svg .point path', 'fill'),
    style('[data-figure="areas"] svg .point path', 'fill'),
    style('[data-testid="formula"] [data-role="truth"]', 'color'),
    style('[data-testid="formula"] [data-role="cost"]', 'color'),
    getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor,
  ]
}}"""


def test_light_and_dark_are_drawn_in_different_colours_and_follow_the_system_at_once(visitor, site):
    page = visitor(color_scheme="light")
    visit(page, site)
    page.wait_for_selector(f'{STAGE} [data-figure="areas"] svg .point path', state="attached")
    light, sentence = page.evaluate(COLOURS), says(page)
    page.emulate_media(color_scheme="dark")
    until(page, lambda: all(a != b for a, b in zip(light, page.evaluate(COLOURS), strict=True)))
    assert says(page) == sentence
    dark = page.evaluate(COLOURS)
    # A mark and the symbol that stands for it wear the same colour.
    for colours in (light, dark):
        assert colours[1] == colours[3]
        assert colours[2] == colours[4]
    drag(page, "p0", 40.0, steps=6)
    assert page.evaluate(COLOURS) == dark


@only_in_full
def test_a_page_opened_in_the_dark_is_dark_and_can_be_pulled(visitor, site):
    page = visitor(color_scheme="dark")
    visit(page, site)
    background = page.evaluate(COLOURS)[-1]
    assert max(int(part) for part in background[4:-1].split(",")) < 80
    before = says(page)
    drag(page, "p0", 40.0, steps=6)
    assert says(page) != before


@only_in_full
def test_with_reduced_motion_the_answer_is_there_at_once(visitor, site):
    page = visitor(reduced_motion="reduce")
    visit(page, site, "predict=1", drawn=False)
    press(page, handle(page, "p0"), *["PageDown"] * 8)
    check = page.locator('[data-testid="predict"]').get_by_role("button", name="Check", exact=True)
    page.evaluate("""() => {
      window.sentences = new Set()
      const says = document.querySelector('[data-testid="says"]')
      new MutationObserver(() => window.sentences.add(says.textContent))
        .observe(says, {childList: true, characterData: true, subtree: true})
    }""")
    check.click()
    frames(page)
    assert page.evaluate("sentences.size") == 1


@only_in_full
def test_the_place_on_the_page_survives_an_update(visitor, site):
    page = visitor(viewport={"width": 1280, "height": 560})
    visit(page, site)
    main, address = page.locator(MAIN), page.url
    handle(page, "outcomes").scroll_into_view_if_needed()
    main.evaluate("main => main.scrollBy(0, 40)")
    top = main.evaluate("main => main.scrollTop")
    assert top > 0
    drag(page, "outcomes", 60.0, steps=6)
    until(page, lambda: page.url != address)
    page.wire.rest()
    assert main.evaluate("main => main.scrollTop") == top


def test_nothing_on_the_page_changes_its_place_during_a_pull(page, site):
    visit(page, site)
    where = """() => {
      const all = '[data-figure], [data-testid="says"], [data-testid="formula"], .lv-links a, nav a, h1'
      const place = ({ x, y, width }) => [x, y, width].map(Math.round).join()
      return [...document.querySelectorAll(all)].map((one) => place(one.getBoundingClientRect())).join(' ')
    }"""
    before = page.evaluate(where)
    drag(page, "p0", 150.0, steps=20, release=False)
    assert page.evaluate(where) == before
    page.mouse.up()


@only_in_full
def test_of_each_group_of_links_some_are_seen_and_the_rest_after_a_press(page, site):
    stage = ".lv-stage:not(.lv-poster *)"
    page.goto(f"{site}/sgd")
    groups = page.locator(f"{stage} .lv-kind")
    groups.first.wait_for()
    seen = """all => all.map((group) => [group.getAttribute("aria-label"),
      [...group.querySelectorAll("a")].filter((one) => one.checkVisibility()).length])"""
    assert groups.evaluate_all(seen) == [["Batch size", 3], ["Learning rate", 2], ["Start", 1]]
    page.locator(f"{stage} .lv-more").click()
    assert groups.evaluate_all(seen) == [["Batch size", 4], ["Learning rate", 4], ["Start", 1]]
    assert page.locator(f"{stage} .lv-more").inner_text() == "Fewer"


@only_in_full
def test_no_zero_stands_in_the_corner_of_two_axes(page, site):
    page.goto(f"{site}/entropy")
    page.locator(f'{STAGE} [data-figure="curve"] .ytick text').first.wait_for(state="attached")
    seen = (
        """all => all.filter((one) => getComputedStyle(one).visibility === "visible").map((one) => one.textContent)"""
    )
    ticks = {
        name: page.locator(f'{STAGE} [data-figure="{name}"]').locator(".xtick text, .ytick text").evaluate_all(seen)
        for name in ("curve", "bars")
    }
    assert "0" not in ticks["curve"]
    assert "1" in ticks["curve"]
    assert "0" in ticks["bars"]
