"""A page for a beamer: figures, sentence and controls, in larger type; and type that grows on a large screen."""

import pytest

from tests.browser.driving import drag, exact_values, handle, middle, stage_of, travel, until
from tests.browser.test_axe import violations
from tests.lessons.cases import only_in_full

STAGE = ".lv-stage:not(.lv-poster *)"
LARGE = {"width": 1920, "height": 1080}
WORDS = [f"{STAGE} {one}" for one in (".lv-says", ".lv-label", ".lv-goal", ".xtick text", ".lv-track-name")]
SIZES = f"""() => Object.fromEntries({WORDS}.map((where) =>
  [where, parseFloat(getComputedStyle(document.querySelector(where)).fontSize)]))"""
TICKS = f"{STAGE} .xtick text"
LEAVE = "Leave presenting"
KEPT = (".lv-figure", ".lv-says", ".lv-track", ".lv-choice", ".lv-goal")
LEFT_OUT = (".lv-links", ".lv-formula", ".lv-predict", ".lv-details", ".lv-onward")
OF_THE_PAGE = ('[data-testid="stHeader"]', '[data-testid="stExpander"]', '[data-testid="stMarkdownContainer"] p strong')


def opened(page, site, query, slug="entropy"):
    page.goto(f"{site}/{slug}?{query}")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.wire.rest()


def test_a_page_that_is_presented_has_figures_sentence_and_controls_only_and_larger_type(page, site):
    opened(page, site, "goal=G1")
    plain = page.evaluate(SIZES)
    height = page.locator(f"{STAGE} .lv-sheet").first.bounding_box()["height"]
    opened(page, site, "goal=G1&present=1")
    until(page, lambda: page.evaluate(SIZES)[TICKS] > plain[TICKS])
    for where in KEPT:
        assert page.locator(f"{STAGE} {where}").first.is_visible(), where
    for where in [*(f"{STAGE} {one}" for one in LEFT_OUT), *OF_THE_PAGE]:
        assert page.locator(where).locator("visible=true").count() == 0, where
    larger = page.evaluate(SIZES)
    for where, size in plain.items():
        assert larger[where] >= 1.49 * size, where
    assert page.locator(f"{STAGE} .lv-sheet").first.bounding_box()["height"] > 1.1 * height
    wide, room = page.locator('[data-testid="stMain"]').evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide <= room
    assert violations(page) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768)])
def test_the_main_track_is_in_view_on_a_small_beamer(visitor, site, width, height):
    page = visitor({"width": width, "height": height})
    opened(page, site, "present=1", "gradient-descent")
    page.wait_for_selector(f"{STAGE} .lv-zone-names > *", state="attached")
    for where in (page.locator(f"{STAGE} [data-handle=rate]"), page.locator(f"{STAGE} .lv-zone-names > *").first):
        box = where.bounding_box()
        assert 0 < box["y"] < box["y"] + box["height"] <= height


@only_in_full
@pytest.mark.parametrize("slug", ["cross-entropy", "sgd"])
def test_nothing_that_is_written_leaves_a_small_beamer(visitor, site, slug):
    page = visitor({"width": 1024, "height": 768})
    opened(page, site, "present=1", slug)
    cut = page.locator(f"{STAGE} :is(.lv-label, .main-svg text)").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().right > innerWidth - 8).map((one) => one.textContent)"
    )
    assert cut == []


def test_presenting_begins_in_the_drawer_ends_with_a_press_and_is_one_entry(page, site):
    opened(page, site, "p=1,1")
    exact_values(page)
    page.get_by_role("button", name="Present").click()
    page.get_by_role("button", name=LEAVE).wait_for()
    page.wire.rest()
    assert page.url.endswith("?p=1%2C1&present=1")
    page.get_by_role("button", name=LEAVE).click()
    page.locator(f"{STAGE} .lv-links").wait_for()
    page.wire.rest()
    assert page.url.endswith("?p=1%2C1")
    travel(page)
    page.get_by_role("button", name=LEAVE).wait_for()
    assert "present=1" in page.url


@only_in_full
def test_marks_follow_the_hand_where_a_page_is_presented(page, site):
    opened(page, site, "present=1")
    knob = handle(page, "p0")
    x, y = middle(knob)
    drag(page, "p0", 60.0)
    page.wire.rest()
    assert middle(knob) == pytest.approx((x, y + 60), abs=2)
    top = page.locator(f"{stage_of('entropy')} .lv-first .barlayer .point path").first.bounding_box()["y"]
    assert middle(knob)[1] == pytest.approx(top, abs=2)
    assert "present=1" in page.url


@only_in_full
def test_type_and_figures_grow_on_a_large_screen(visitor, site):
    page = visitor()
    opened(page, site, "goal=G1")
    plain = page.evaluate(SIZES)
    page.set_viewport_size(LARGE)
    until(page, lambda: page.evaluate(SIZES)[TICKS] > plain[TICKS])
    assert all(size >= 1.14 * plain[where] for where, size in page.evaluate(SIZES).items())
