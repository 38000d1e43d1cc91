"""Every page and every fold: each handle answers under the hand, is told once, and its link shows the same."""

import pytest

from tests.browser.driving import address_changes, drag, frames, until

PAGES = {
    "home": ("", "learning"),
    "loss": ("loss", "loss"),
    "huber": ("loss?measure=huber", "loss"),
    "training-loop": ("training-loop", "training-loop"),
    "gradient-descent": ("gradient-descent", "gradient-descent"),
    "own points": ("gradient-descent?surface=points_mse", "gradient-descent"),
    "race": ("gradient-descent?race=true", "race"),
    "fates": ("gradient-descent?fates=true", "fates"),
    "check": ("gradient-descent?check=true", "slope-check"),
    "sgd": ("sgd", "sgd"),
    "cross-entropy": ("cross-entropy", "cross-entropy"),
    "belief in zeros": ("cross-entropy?truth=4,2,1,1&belief=1,1,0,0", "cross-entropy"),
    "eight beliefs": ("cross-entropy?truth=3,2,1,1,1,1,1,1&belief=1,1,1,1,1,1,2,3", "cross-entropy"),
    "binary-cross-entropy": ("binary-cross-entropy", "binary-cross-entropy"),
    "batch": ("binary-cross-entropy?batch=true", "answers"),
    "two surfaces": ("binary-cross-entropy?surfaces=true", "two-surfaces"),
    "split": ("entropy?split=true", "split"),
    "eight outcomes": ("entropy?p=3,2,1,1,1,1,1,1", "entropy"),
}

# Handles that change how something looks, not what is said of it.
LOOKS = ("turn",)


def stage_of(scene):
    return f'[data-testid="stage"][data-scene="{scene}"]'


def spoken(page, stage):
    return page.locator(f'{stage} [data-testid="says"]').inner_text()


def shown(page, stage):
    """What a stage says, in words and at its handles."""
    knobs = page.locator(f'{stage} [role="slider"]')
    texts = "all => all.map((one) => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')])"
    return spoken(page, stage), page.locator(f'{stage} [data-testid="formula"]').inner_text(), knobs.evaluate_all(texts)


def opened(page, site, where, stage):
    page.goto(f"{site}/{where}")
    page.wait_for_selector(f"{stage} .main-svg", state="attached", timeout=20_000)
    page.wire.rest()


@pytest.mark.parametrize("name", PAGES)
def test_each_handle_follows_the_hand_and_its_link_shows_the_same(page, site, name):
    where, scene = PAGES[name]
    stage = stage_of(scene)
    opened(page, site, where, stage)
    handles = page.locator(f'{stage} [role="slider"]').evaluate_all("all => all.map((one) => one.dataset.handle)")
    assert handles
    for handle in handles:
        knob = page.locator(f'{stage} [data-handle="{handle}"]')
        if not knob.is_visible():
            continue  # it is there in another state only
        before, address, first = shown(page, stage), page.url, knob.get_attribute("aria-valuenow")
        low, high = (float(knob.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        upward = float(first) < (low + high) / 2
        down = knob.get_attribute("data-axis") == "y"
        along = 60 if upward != down else -60
        knob.scroll_into_view_if_needed()
        frames(page)
        passed, entries = page.wire.count, page.evaluate("history.length")
        drag(page, handle, along, stage=stage, release=False)
        assert page.wire.count == passed, handle
        assert knob.get_attribute("aria-valuenow") != first, handle
        if handle not in LOOKS:
            # A picture that is asked for comes a moment later.
            until(page, lambda before=before: shown(page, stage)[:2] != before[:2])
        page.mouse.up()
        address_changes(page, address)
        assert page.evaluate("history.length") == entries + 1, handle
    said = shown(page, stage)
    page.reload()
    page.wait_for_selector(f"{stage} .main-svg", state="attached", timeout=20_000)
    page.wire.rest()
    assert shown(page, stage) == said


def test_leaving_by_the_menu_and_pressing_back_once_shows_what_was_left(page, site):
    entropy, beliefs = stage_of("entropy"), stage_of("cross-entropy")
    opened(page, site, "entropy?p=3,1", entropy)
    page.get_by_role("link", name="Cross-entropy", exact=True).first.click()
    page.wait_for_selector(f"{beliefs} [role=slider]")
    page.wire.rest()
    knob = page.locator(f'{beliefs} [data-handle="q0"]')
    address = page.url
    knob.focus()
    page.keyboard.press("PageUp")
    address_changes(page, address)
    left, said = page.url, shown(page, beliefs)
    page.get_by_role("link", name="Entropy", exact=True).first.click()
    page.wait_for_selector(f"{entropy} [role=slider]")
    page.wire.rest()
    page.go_back()
    page.wait_for_selector(f"{beliefs} [role=slider]")
    until(page, lambda: page.url == left)
    page.wire.rest()
    assert shown(page, beliefs) == said
    page.go_back()
    page.wire.rest()
    page.go_back()
    page.wait_for_selector(f"{entropy} [role=slider]")
    page.wire.rest()
    assert page.url.endswith("/entropy?p=3,1")
    assert "0.75" in spoken(page, entropy)


def test_the_way_to_the_next_lesson_takes_the_distribution_its_names_and_the_unit_along(page, site):
    opened(page, site, "entropy?p=3,1&names=wet,dry&unit=nats", stage_of("entropy"))
    page.locator(".lv-onward a").last.click()
    stage = stage_of("cross-entropy")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    knob = page.locator(f'{stage} [data-handle="p0"]')
    assert (knob.get_attribute("aria-label"), knob.get_attribute("aria-valuenow")) == ("P, probability of wet", "0.75")
    assert "nats" in spoken(page, stage)
    page.locator(".lv-onward a").first.click()
    stage = stage_of("entropy")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    knob = page.locator(f'{stage} [data-handle="p0"]')
    assert (knob.get_attribute("aria-label"), knob.get_attribute("aria-valuenow")) == ("probability of wet", "0.75")


def test_another_unit_on_another_page_is_said_once_in_a_line(page, site):
    opened(page, site, "entropy", stage_of("entropy"))
    page.get_by_role("link", name="Binary cross-entropy", exact=True).first.click()
    stage = stage_of("binary-cross-entropy")
    page.wait_for_selector(f"{stage} [role=slider]")
    page.wire.rest()
    line = page.get_by_text("1 bit is 0.693 nats")
    assert line.count() == 1
    page.locator(f"{stage} .lv-choice a", has_text="bits").click()
    page.wire.rest()
    until(page, lambda: line.count() == 0)
    assert "3.32 bits" in spoken(page, stage)
