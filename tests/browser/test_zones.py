"""The learning rate's zones, the convergence map further down, and the large contour: what a learner sees of them."""

import itertools

import pytest

from tests.browser.driving import PHONE, address_changes, drag, frames, handle, middle, press, until
from tests.lessons.cases import only_in_full, sampled

STAGE = '[data-testid="stage"][data-scene="gradient-descent"]'
MAP = '[data-testid="stage"][data-scene="convergence-map"]'
TRACK = f'{STAGE} [data-track="rate"]'
CONTROLS = f"{STAGE} .lv-track, {STAGE} .lv-choice"
PLACES = """all => Object.fromEntries(all.map((one) => {
  const { x, y } = one.getBoundingClientRect()
  return [one.querySelector("span").textContent, [Math.round(x), Math.round(y)]]
}))"""
SECTION = '[class*="st-key-section-"]'


def opened(page, site, query=""):
    page.goto(f"{site}/gradient-descent{query}")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    page.wire.rest()


def said(page):
    return handle(page, "rate", STAGE).get_attribute("aria-valuetext")


def zones(page):
    """The pattern of each stretch, and the names that can be read under them."""
    patterns = page.locator(f"{TRACK} .lv-zone").evaluate_all("all => all.map((one) => one.dataset.pattern)")
    names = page.locator(f"{TRACK} .lv-zone-names span").all_inner_texts()
    return patterns, [name for name in names if name]


def test_the_handle_says_its_zone_while_it_is_dragged_and_after(page, site):
    opened(page, site)
    assert said(page) == "0.18, converges fast"
    assert zones(page) == (
        ["dots", "solid", "dots", "stripes", "crosses"],
        ["slow", "converges fast", "still oscillates", "diverges"],
    )
    drag(page, "rate", 150, stage=STAGE, release=False)
    until(page, lambda: said(page).endswith(", diverges"))
    assert page.locator(f"{TRACK} .lv-zone-now").inner_text() == "diverges"
    assert zones(page)[1] == ["slow", "converges fast", "still oscillates", "diverges"]
    address = page.url
    page.mouse.up()
    address_changes(page, address)
    assert said(page).endswith(", diverges")
    press(page, handle(page, "rate", STAGE), "Home")
    assert said(page) == "0, slow"


@only_in_full
def test_while_the_start_is_dragged_no_zones_of_another_start_are_shown(page, site):
    opened(page, site, "?surface=saddle")
    widths = "all => all.map((one) => one.style.width).join()"
    before = page.locator(f"{TRACK} .lv-zone").evaluate_all(widths)
    x, y = middle(handle(page, "start", STAGE))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 60, steps=6)
    until(page, lambda: zones(page) == ([], []))
    assert said(page) == "0.1"
    address = page.url
    page.mouse.up()
    address_changes(page, address)
    until(page, lambda: zones(page)[0])
    assert page.locator(f"{TRACK} .lv-zone").evaluate_all(widths) != before


def test_a_question_hides_the_zones_and_the_stability_limit_until_it_is_answered(page, site):
    opened(page, site, "?predict=2")
    assert zones(page) == ([], [])
    assert said(page) == "0.1"
    assert page.locator(f"{TRACK} .lv-track-mark:visible").count() == 0
    address = page.url
    page.locator(f'{STAGE} [data-testid="predict"]').get_by_role("button", name="Check", exact=True).click()
    page.locator(f'{STAGE} [data-testid="predict"]').get_by_role("button", name="Show me", exact=True).click()
    address_changes(page, address)
    until(page, lambda: zones(page)[1] == ["slow", "converges fast", "still oscillates", "diverges"])
    assert said(page) == "0.2, still oscillates"
    assert page.locator(f"{TRACK} .lv-track-mark").inner_text() == "2/λ"


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("kind", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("query", sampled(["", "?surface=himmelblau", "?surface=points_bce", "?optimizer=adam"], 4))
def test_the_names_of_zones_do_not_touch_each_other_and_the_limit_stands_at_its_rate(visitor, site, kind, query):
    page = visitor(**kind)
    opened(page, site, query)
    boxes = [one.bounding_box() for one in page.locator(f"{TRACK} .lv-zone-names span:not(:empty)").all()]
    line = page.locator(f"{TRACK} .lv-track-line").bounding_box()
    assert boxes
    for one, other in itertools.pairwise(boxes):
        assert one["x"] + one["width"] <= other["x"] + 0.5
    for one in boxes:
        assert line["x"] - 16 <= one["x"]
        assert one["x"] + one["width"] <= line["x"] + line["width"] + 16
    if not query:
        mark = page.locator(f"{TRACK} .lv-track-mark").bounding_box()
        assert mark["x"] + mark["width"] / 2 == pytest.approx(line["x"] + line["width"] * 0.2 / 0.3, abs=1)


@pytest.mark.parametrize("size", sampled([(1024, 768), (1280, 800), (1920, 1080)]))
def test_the_sentence_stands_above_the_fold_and_the_contour_is_the_largest_figure(visitor, site, size):
    width, height = size
    page = visitor(viewport={"width": width, "height": height})
    for query in ("", "?surface=points_mse"):
        opened(page, site, query)
        sentence = page.locator(f'{STAGE} [data-testid="says"]').bounding_box()
        assert sentence["y"] + sentence["height"] <= height
        sheets = {
            one.get_attribute("data-figure"): one.locator(".lv-sheet").bounding_box()
            for one in page.locator(f"{STAGE} [data-figure]").all()
        }
        area = {name: box["width"] * box["height"] for name, box in sheets.items()}
        contour = sheets["contour"]
        assert area["contour"] > 2 * max(size for name, size in area.items() if name != "contour")
        for name, box in sheets.items():
            assert name == "contour" or box["x"] > contour["x"] + contour["width"]


@only_in_full
def test_the_controls_keep_their_places_on_every_surface(page, site):
    opened(page, site)
    first = page.locator(CONTROLS).evaluate_all(PLACES)
    assert "condition number κ" in first
    for surface in ("bowl", "himmelblau"):
        opened(page, site, f"?surface={surface}")
        now = page.locator(CONTROLS).evaluate_all(PLACES)
        assert now == {name: place for name, place in first.items() if name in now}
        assert set(first) - set(now) == {"condition number κ"}


@only_in_full
def test_the_convergence_map_is_drawn_when_one_comes_to_it_and_a_link_has_it_at_once(page, site):
    opened(page, site)
    page.wait_for_timeout(900)
    assert page.locator(MAP).count() == 0
    page.locator(SECTION).scroll_into_view_if_needed()
    page.wait_for_selector(f"{MAP} .main-svg", state="attached")
    page.wire.rest()
    # It follows the surface that is chosen above, and what it sets is seen there.
    address, entries = page.url, page.evaluate("history.length")
    page.locator(MAP).get_by_role("link", name="Show this descent above").click()
    address_changes(page, address)
    assert page.evaluate("history.length") == entries + 1
    assert "rate=0.18" in page.url or "start=-4" in page.url
    opened(page, site, "?open=convergence-map")
    page.wait_for_selector(f"{MAP} .main-svg", state="attached")


@only_in_full
def test_playing_from_the_opening_goes_from_step_0_to_the_last(page, site):
    opened(page, site, "?speed=10")
    time = handle(page, "time", STAGE)
    assert time.get_attribute("aria-valuenow") == "0"
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, lambda: time.get_attribute("aria-valuenow") == "60")
    frames(page)
    until(page, lambda: "step=60" in page.url)
