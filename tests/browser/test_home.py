"""The home page: it plays itself once, gives way to whoever takes hold of it, and leads to every lesson."""

import pytest

from lossviz.lessons import registry
from lossviz.lessons.home.quantities import UPDATES
from tests.browser.driving import (
    PHONE,
    Finger,
    address_changes,
    drag,
    frames,
    middle,
    opened,
    parameters,
    press,
    stage_of,
    travel,
    until,
    value,
)
from tests.lessons.cases import only_in_full

STAGE = stage_of("home")
KNOB = f'{STAGE} [data-handle="path"]'
CARD = "[class*=st-key-card-]"
STILL = {"reduced_motion": "reduce"}
# Every place at which the dot is seen, from the beginning.
WATCH = f"""
(() => {{
  const seen = (window.seen = [])
  const look = () => {{
    const now = document.querySelector('{KNOB}')?.getAttribute("aria-valuenow")
    if (now && Number(now) !== seen.at(-1)) seen.push(Number(now))
    requestAnimationFrame(look)
  }}
  look()
}})()
"""
PASSES = 60


def test_it_plays_once_on_arrival_stops_at_the_minimum_and_leaves_the_address_alone(page, site):
    page.add_init_script(WATCH)
    opened(page, site, "", "home")
    seen = page.evaluate("seen")
    assert len(seen) > 3
    assert (seen[0], seen[-1]) == (0, UPDATES)
    assert seen == sorted(seen)
    assert parameters(page) == {}
    assert "its minimum" in page.locator(f"{STAGE} .lv-says").inner_text()
    hint = page.locator(KNOB).evaluate("one => getComputedStyle(one, '::before').content")
    assert hint == '"Drag the dot"'
    # Who comes back in the same visit has seen it.
    page.locator(".st-key-card-entropy a").click()
    page.wait_for_selector(f"{stage_of('entropy')} .main-svg", state="attached")
    page.wire.rest()
    travel(page)
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    assert page.locator(f"{STAGE}.lv-entering").count() == 0
    assert value(page.locator(KNOB)) == 0


@only_in_full
@pytest.mark.parametrize(("kind", "address", "place"), [(STILL, "", 0), ({}, "?step=30", 30)])
def test_it_does_not_play_under_reduced_motion_nor_where_the_address_says_where_it_stands(
    visitor, site, kind, address, place
):
    page = visitor(**kind)
    page.add_init_script(WATCH)
    page.goto(f"{site}/{address}")
    page.wait_for_selector("#lossviz-poster", state="detached")
    assert page.locator(f"{STAGE}.lv-entering").count() == 0
    page.wire.rest()
    assert page.evaluate("seen") == [place]


@only_in_full
def test_a_pull_while_it_plays_takes_over(page, site):
    page.goto(site)
    knob = page.locator(KNOB)
    page.wait_for_selector(f"{STAGE}.lv-entering", state="attached")
    until(page, lambda: value(knob) > PASSES)
    x, y = middle(knob)
    entries = page.evaluate("history.length")
    page.mouse.move(x, y)
    page.mouse.down()
    assert page.locator(f"{STAGE}.lv-entering").count() == 0
    taken = value(knob)
    page.mouse.move(x - 120, y + 60, steps=8)
    frames(page)
    pulled = value(knob)
    assert pulled < taken
    page.mouse.up()
    until(page, lambda: parameters(page) == {"step": str(int(pulled))})
    page.wire.rest()
    assert value(knob) == pulled
    assert page.evaluate("history.length") == entries + 1


def test_the_dot_follows_a_hand_a_finger_and_keys_along_the_path_and_the_line_turns_with_it(visitor, site):
    page = visitor(**PHONE, **STILL)
    opened(page, site, "", "home")
    knob = page.locator(KNOB)
    says = page.locator(f"{STAGE} .lv-says")
    before = says.inner_text()
    finger = Finger(page)
    finger.drag(knob, 70, -20)
    assert 0 < value(knob) < UPDATES
    assert says.inner_text() != before
    url = page.url
    finger.lift()
    address_changes(page, url)
    # Far above the minimum its end is the nearest place.
    drag(page, "path", 300, stage=STAGE)
    page.wire.rest()
    press(page, knob, "End")
    assert value(knob) == UPDATES
    press(page, knob, "ArrowLeft", "PageDown")
    assert parameters(page) == {"step": str(UPDATES - 11)}


@pytest.mark.parametrize("lesson", [registry.LESSONS[0], registry.BY_SLUG["entropy"]], ids=lambda one: one.slug)
def test_a_card_is_one_link_to_its_lesson_and_keeps_the_unit(page, site, lesson):
    opened(page, site, "?step=3&unit=nats", "home")
    # A press on the picture, beside the words of the link.
    page.locator(f".st-key-card-{lesson.slug} img").click(force=True)
    page.wait_for_selector(f"{stage_of(lesson.slug)} [role=slider]")
    assert page.url.split("?")[0] == f"{site}/{lesson.slug}"
    assert parameters(page) == {"unit": "nats"}


@only_in_full
def test_the_button_starts_with_the_first_lesson(page, site):
    opened(page, site, "?step=3", "home")
    page.get_by_role("link", name="Start: Loss").click()
    page.wait_for_selector(f"{stage_of('loss')} [role=slider]")
    assert page.url == f"{site}/loss"


@only_in_full
def test_there_is_the_picture_a_button_and_all_lessons_and_nothing_else(page, site):
    opened(page, site, "?step=3", "home")
    assert page.locator("[data-testid=stMain] :is(.lv-reset, .lv-formula p, [data-testid=stExpander])").count() == 0
    stops = "all => all.filter((one) => one.tabIndex >= 0 && one.checkVisibility()).map((one) => one.innerText)"
    inside = page.locator("[data-testid=stMain] :is(a, button, input, select, [tabindex])").evaluate_all(stops)
    inside = [text for text in inside if text]
    assert inside == [registry.START, *map(registry.numbered, registry.LESSONS)]
    pictures = page.locator(f"{CARD} img")
    assert pictures.count() == len(registry.LESSONS)
    assert all(pictures.evaluate_all("all => all.map((one) => one.complete && one.naturalWidth > 0 && one.alt !== '')"))


@only_in_full
def test_a_card_with_the_focus_shows_it(page, site):
    opened(page, site, "?step=3", "home")
    page.locator(".st-key-start a").focus()
    page.keyboard.press("Tab")
    link = page.locator(".st-key-card-loss a")
    assert link.evaluate("one => one === document.activeElement")
    width, card = link.evaluate(
        "one => [getComputedStyle(one, '::after').outlineWidth, getComputedStyle(one, '::after').width]"
    )
    assert width == "3px"
    assert float(card.removesuffix("px")) == pytest.approx(
        page.locator(".st-key-card-loss").bounding_box()["width"], abs=3
    )


@only_in_full
@pytest.mark.parametrize(("kind", "columns"), [({}, 5), (PHONE, 2)], ids=["wide", "phone"])
def test_the_map_has_so_many_columns_and_nothing_scrolls_to_the_side(visitor, site, kind, columns):
    page = visitor(**kind)
    opened(page, site, "?step=3", "home")
    boxes = [one.bounding_box() for one in page.locator(CARD).all()]
    assert len({round(box["x"]) for box in boxes}) == columns
    assert len({round(box["width"]) for box in boxes}) == 1
    wide, room = page.locator("[data-testid=stMain]").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide <= room


@only_in_full
@pytest.mark.parametrize(("width", "height", "where"), [(1024, 768, ".st-key-start a"), (1280, 800, f"{CARD} img")])
def test_the_button_and_the_first_thumbnails_are_seen_without_scrolling(visitor, site, width, height, where):
    page = visitor(viewport={"width": width, "height": height})
    opened(page, site, "?step=3", "home")
    box = page.locator(where).first.bounding_box()
    assert box["y"] + box["height"] / 2 < height
