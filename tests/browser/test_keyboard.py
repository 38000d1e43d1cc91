"""Handles for those who do not point: keys, names, roles, and a voice that waits."""

import pytest

from tests.browser.driving import STAGE, address_changes, handle, probabilities, says, until, value, values, visit
from tests.lessons.cases import only_in_full


def press(page, knob, key):
    """Press a key, and let it go only after what it does while down was seen."""
    knob.focus()
    page.keyboard.down(key)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    reached = value(knob)
    page.keyboard.up(key)
    return reached


def test_keys_move_a_handle_by_steps_by_pages_and_to_its_ends(page, site):
    visit(page, site, drawn=False)
    knob = handle(page, "p0")
    for key, reached in [
        ("ArrowUp", 0.905),
        ("ArrowRight", 0.91),
        ("ArrowDown", 0.905),
        ("ArrowLeft", 0.9),
        ("PageDown", 0.85),
        ("PageUp", 0.9),
        ("Shift+ArrowDown", 0.85),
        ("Home", 0),
        ("ArrowDown", 0),
        ("End", 1),
        ("PageUp", 1),
    ]:
        if "+" in key:
            page.keyboard.down("Shift")
        assert press(page, knob, key.split("+")[-1]) == pytest.approx(reached, abs=1e-9), key
        page.keyboard.up("Shift")
    knob.blur()
    page.wire.rest()
    assert values(page) == [1, 0] == probabilities(page)


@only_in_full
def test_from_a_state_between_the_steps_the_first_arrow_leads_to_the_next_step(page, site):
    visit(page, site, "p=2,1", drawn=False)
    knob = handle(page, "p0")
    assert value(knob) == pytest.approx(2 / 3)
    assert press(page, knob, "ArrowUp") == pytest.approx(0.67)
    knob.blur()
    page.wire.rest()
    assert press(page, knob, "ArrowDown") == pytest.approx(0.665)


@only_in_full
def test_a_run_of_keys_is_sent_once_when_it_has_ended_and_not_before(page, site):
    visit(page, site, drawn=False)
    knob = handle(page, "p0")
    knob.focus()
    passed, address, entries, before = page.wire.count, page.url, page.evaluate("history.length"), says(page)
    for _ in range(12):
        page.keyboard.down("ArrowDown")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert says(page) != before
    assert value(knob) == pytest.approx(0.84)
    assert page.wire.count == passed
    page.keyboard.up("ArrowDown")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    address_changes(page, address)
    assert page.evaluate("history.length") == entries + 1
    assert probabilities(page) == pytest.approx([0.84, 0.16])


@only_in_full
def test_the_page_does_not_scroll_under_a_handle_that_has_the_keys(visitor, site):
    page = visitor(viewport={"width": 1000, "height": 500})
    visit(page, site, drawn=False)
    main = page.locator('[data-testid="stMain"]')
    for name in ("p0", "dot", "outcomes"):
        knob = handle(page, name)
        knob.scroll_into_view_if_needed()
        knob.focus()
        top = main.evaluate("main => main.scrollTop")
        for key in ("PageDown", "End", "ArrowDown", "PageUp", "Home", "ArrowUp"):
            page.keyboard.press(key)
        page.wire.rest()
        assert main.evaluate("main => main.scrollTop") == top, name


def test_every_handle_says_what_it_is_where_it_stands_and_how_far_it_goes(page, site):
    visit(page, site, "p=4,2,1,1&names=sun,cloud,rain,snow", drawn=False)
    names = set()
    for knob in page.locator('[role="slider"]:visible').all():
        said = {name: knob.get_attribute(f"aria-{name}") for name in ("label", "valuetext", "orientation")}
        low, now, high = (float(knob.get_attribute(f"aria-value{which}")) for which in ("min", "now", "max"))
        assert low <= now <= high
        assert all(said.values()), said
        assert said["orientation"] == ("vertical" if knob.get_attribute("data-axis") == "y" else "horizontal")
        assert knob.get_attribute("tabindex") == "0"
        names.add(said["label"])
    assert len(names) == page.locator('[role="slider"]:visible').count()
    for k, (name, p) in enumerate({"sun": 0.5, "cloud": 0.25, "rain": 0.125, "snow": 0.125}.items()):
        assert name in handle(page, f"p{k}").get_attribute("aria-label")
        assert value(handle(page, f"p{k}")) == p
        assert str(p) in handle(page, f"p{k}").get_attribute("aria-valuetext")


@only_in_full
def test_the_sentence_is_read_out_politely_when_the_hand_has_come_to_rest(page, site):
    visit(page, site, drawn=False)
    voice = page.locator(f'{STAGE} [aria-live="polite"]:not(:empty)').first
    until(page, lambda: voice.inner_text() == says(page))
    page.evaluate("""() => {
      window.heard = []
      const stage = document.querySelector('[data-testid="stage"]')
      for (const voice of stage.querySelectorAll('[aria-live="polite"]'))
        new MutationObserver(() => window.heard.push(voice.textContent))
          .observe(voice, {childList: true, characterData: true, subtree: true})
    }""")
    knob = handle(page, "p0")
    knob.focus()
    for _ in range(20):
        page.keyboard.down("ArrowDown")
    page.keyboard.up("ArrowDown")
    until(page, lambda: voice.inner_text() == says(page))
    assert page.evaluate("heard") == [says(page)]
    assert page.locator('[data-testid="says"]').first.get_attribute("aria-live") is None


@only_in_full
def test_a_handle_can_be_reached_and_left_with_the_tab_key(page, site):
    visit(page, site, drawn=False)
    handle(page, "p0").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.handle") == "p1"
