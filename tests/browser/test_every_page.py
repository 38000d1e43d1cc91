"""Every lesson and every fold: each handle answers under the hand, is one deed, and its link shows the same."""

import pytest

from tests.browser.driving import (
    PHONE,
    Finger,
    address_changes,
    drag,
    frames,
    opened,
    press,
    stage_of,
    travel,
    until,
    where,
)
from tests.lessons.cases import FULL, PLACES, only_in_full, sampled

# Handles that change how something looks, not what is said of it.
LOOKS = ("azimuth",)
# Of a few lessons and folds the first state; where the counts are full of each, and the states its links lead to.
WALKED = [(place, address) for place in sampled(PLACES, 14) for address in (place.linked_addresses if FULL else [{}])]
# An address that is no longer than a server takes, with states that nobody would draw by hand.
OPENED = [(place, address) for place in PLACES for address in place.addresses if len(str(address)) < 4000]
MOST = None if FULL else 2


def spoken(page, stage):
    return page.locator(f'{stage} [data-testid="says"]').inner_text()


def shown(page, stage):
    """What a stage says, in words and at its handles."""
    knobs = page.locator(f'{stage} [role="slider"]')
    texts = "all => all.map((one) => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')])"
    return spoken(page, stage), page.locator(f'{stage} [data-testid="formula"]').inner_text(), knobs.evaluate_all(texts)


def room(knob, pixels):
    """So many pixels along the axis of a handle, towards the end that is farther away."""
    now, low, high = (float(knob.get_attribute(f"aria-value{which}")) for which in ("now", "min", "max"))
    return pixels if (now < (low + high) / 2) != (knob.get_attribute("data-axis") == "y") else -pixels


def sections_are_there(page):
    """Wait until every section that has come near has its picture."""
    near = """() => [...document.querySelectorAll('[class*="st-key-section-"]')].every((section) =>
      section.querySelector(".lv-stage .main-svg") || section.getBoundingClientRect().top > innerHeight + 320)"""
    page.wait_for_function(near)
    page.wire.rest()


@pytest.mark.parametrize(("place", "address"), WALKED, ids=[f"{place} {address}"[:90] for place, address in WALKED])
def test_each_handle_follows_the_hand_and_its_link_shows_the_same(page, site, place, address):
    stage = opened(page, site, where(place.slug, address, place.fold), place.fold or place.slug)
    handles = page.locator(f'{stage} [role="slider"]').evaluate_all("all => all.map((one) => one.dataset.handle)")
    assert handles
    pulled = 0
    for handle in handles[:MOST]:
        knob = page.locator(f'{stage} [data-handle="{handle}"]')
        if not knob.is_visible():
            continue  # it is there in another state only
        before, url, first = shown(page, stage), page.url, knob.get_attribute("aria-valuenow")
        along = room(knob, 60)
        knob.scroll_into_view_if_needed()
        frames(page)
        # What has come near by that is fetched before the hand is there.
        sections_are_there(page)
        passed, entries = page.wire.count, page.evaluate("history.length")
        drag(page, handle, along, stage=stage, release=False)
        assert page.wire.count == passed, handle
        assert knob.get_attribute("aria-valuenow") != first, handle
        if handle not in LOOKS:
            # A picture that is asked for comes a moment later.
            until(page, lambda before=before: shown(page, stage) != before)
        page.mouse.up()
        address_changes(page, url)
        assert page.evaluate("history.length") == entries + 1, handle
        pulled += 1
    assert pulled
    said = shown(page, stage)
    page.reload()
    page.wait_for_selector(f"{stage} .main-svg", state="attached", timeout=30_000)
    page.wire.rest()
    assert shown(page, stage) == said


@pytest.mark.parametrize("place", sampled(PLACES[1:], 28), ids=str)
def test_each_handle_follows_a_finger_on_a_phone(visitor, site, place):
    page = visitor(**PHONE)
    stage = opened(page, site, where(place.slug, {}, place.fold), place.fold or place.slug)
    finger, followed = Finger(page), 0
    handles = page.locator(f'{stage} [role="slider"]').evaluate_all("all => all.map((one) => one.dataset.handle)")
    for handle in handles[:MOST]:
        knob = page.locator(f'{stage} [data-handle="{handle}"]')
        if not knob.is_visible():
            continue  # it is there in another state only
        url, first = page.url, knob.get_attribute("aria-valuenow")
        along = room(knob, 40)
        knob.scroll_into_view_if_needed()
        frames(page)
        passed = page.wire.count
        finger.drag(knob, *((0, along) if knob.get_attribute("data-axis") == "y" else (along, 0)))
        assert page.wire.count == passed, handle
        assert knob.get_attribute("aria-valuenow") != first, handle
        finger.lift()
        address_changes(page, url)
        followed += 1
    assert followed


@only_in_full
@pytest.mark.parametrize(("place", "address"), OPENED, ids=[f"{place} {address}"[:90] for place, address in OPENED])
def test_each_state_is_drawn_and_described(page, site, place, address):
    stage = opened(page, site, where(place.slug, address, place.fold), place.fold or place.slug)
    # What the console says against it fails the test, too.
    assert len(spoken(page, stage)) > 10
    press(page, page.locator(f'{stage} [role="slider"]:visible').first, "ArrowUp")
    assert len(spoken(page, stage)) > 10


@pytest.mark.parametrize("place", sampled(PLACES[1:], 28), ids=str)
def test_back_undoes_one_action_and_forward_does_it_again(page, site, place):
    stage = opened(page, site, where(place.slug, {}, place.fold), place.fold or place.slug)
    handle = page.locator(f'{stage} [role="slider"]:visible').first
    states = [(page.url, shown(page, stage))]
    for key in ("PageUp", "ArrowUp", "PageDown"):
        url = page.url
        press(page, handle, key, key)
        if page.url != url:
            states.append((page.url, shown(page, stage)))
    assert len(states) > 1
    at = len(states) - 1
    for step in [*["back"] * at, *["forward"] * at]:
        travel(page, step)
        at += 1 if step == "forward" else -1
        assert (page.url, shown(page, stage)[:2]) == (states[at][0], states[at][1][:2])


def test_leaving_by_the_menu_and_pressing_back_once_shows_what_was_left(page, site):
    entropy, beliefs = stage_of("entropy"), stage_of("cross-entropy")
    opened(page, site, "entropy?p=3,1", "entropy")
    page.get_by_role("link", name="7 Cross-entropy", exact=True).first.click()
    page.wait_for_selector(f"{beliefs} [role=slider]")
    page.wire.rest()
    press(page, page.locator(f'{beliefs} [data-handle="q0"]'), "PageUp")
    left, said = page.url, shown(page, beliefs)
    assert "q=" in left
    page.get_by_role("link", name="6 Entropy", exact=True).first.click()
    page.wait_for_selector(f"{entropy} [role=slider]")
    page.wire.rest()
    # The menu opens first states.
    assert page.url.endswith("/entropy")
    travel(page)
    assert page.url == left
    assert shown(page, beliefs) == said
    travel(page)
    travel(page)
    assert page.url.endswith("/entropy?p=3,1")
    assert "0.75" in spoken(page, entropy)


@only_in_full
def test_the_home_page_opens_a_lesson_where_it_was_left_in_this_visit(page, site):
    entropy = opened(page, site, "entropy?unit=nats", "entropy")
    press(page, page.locator(f'{entropy} [data-handle="p0"]'), "PageDown")
    said = spoken(page, entropy)
    page.get_by_role("link", name="All lessons", exact=True).first.click()
    page.wait_for_selector(f"{stage_of('home')} [role=slider]")
    page.wire.rest()
    page.get_by_text("You left it at p = 17,3").wait_for()
    page.locator(".st-key-card-entropy a").click()
    page.wait_for_selector(f"{entropy} [role=slider]")
    page.wire.rest()
    assert "p=17%2C3" in page.url.replace(",", "%2C")
    assert spoken(page, entropy).split(":")[0] == said.split(":")[0]


@only_in_full
def test_the_way_to_the_next_lesson_takes_the_distribution_its_names_and_the_unit_along(page, site):
    opened(page, site, "entropy?p=3,1&names=wet,dry&unit=nats", "entropy")
    page.locator(".lv-onward .lv-next").click()
    stage = stage_of("cross-entropy")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    knob = page.locator(f'{stage} [data-handle="p0"]')
    assert (knob.get_attribute("aria-label"), knob.get_attribute("aria-valuenow")) == ("P, probability of wet", "0.75")
    assert "nats" in spoken(page, stage)
    page.locator(".lv-onward .lv-before").click()
    stage = stage_of("entropy")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    knob = page.locator(f'{stage} [data-handle="p0"]')
    assert (knob.get_attribute("aria-label"), knob.get_attribute("aria-valuenow")) == ("probability of wet", "0.75")


@only_in_full
def test_another_unit_on_another_page_is_said_once_in_a_line(page, site):
    opened(page, site, "entropy", "entropy")
    page.get_by_role("link", name="8 Cross-entropy loss", exact=True).first.click()
    stage = stage_of("cross-entropy-loss")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    line = page.get_by_text("1 bit is 0.693 nats")
    assert line.count() == 1
    page.locator(f"{stage} .lv-choice a", has_text="bits").click()
    page.wire.rest()
    until(page, lambda: line.count() == 0)
    assert "2.03 bits" in spoken(page, stage)


@only_in_full
def test_an_action_above_moves_an_open_fold_that_shares_it_in_one_entry_and_back_moves_both(page, site):
    above = opened(page, site, "gradient-descent?open=race,gradient-check", "gradient-descent")
    race = stage_of("race")
    page.wait_for_selector(f"{race} .main-svg", state="attached")
    page.wire.rest()
    both, entries = (shown(page, above), shown(page, race)), page.evaluate("history.length")
    url = page.url
    drag(page, "rate", -40, stage=above)
    address_changes(page, url)
    until(page, lambda: shown(page, race) != both[1])
    page.wire.rest()
    assert page.evaluate("history.length") == entries + 1
    travel(page)
    assert (shown(page, above), shown(page, race)) == both
    assert page.url == url


def test_two_tabs_of_one_browser_do_not_disturb_each_other(page, site):
    stage = opened(page, site, "entropy?p=3,1", "entropy")
    other = page.context.new_page()
    other.wire = type(page.wire)(other)
    opened(other, site, "entropy?p=3,1", "entropy")
    said = shown(page, stage)
    press(other, other.locator(f'{stage} [data-handle="p0"]'), "PageDown")
    assert shown(other, stage) != said
    assert shown(page, stage) == said
    assert page.url.endswith("p=3,1")
    other.close()
