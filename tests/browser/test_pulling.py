"""A handle under the mouse: the picture follows at once, the server hears of it once, the address keeps it."""

from types import SimpleNamespace

import pytest

import lossviz
from tests.browser.driving import (
    address_changes,
    drag,
    formula,
    frames,
    handle,
    middle,
    numbers,
    parameters,
    probabilities,
    says,
    shown_entropy,
    until,
    value,
    values,
    visit,
    without_drawing,
)
from tests.lessons.cases import only_in_full, sampled

PULLS = {"p0": 90.0, "p1": -70.0, "dot": -120.0, "outcomes": 84.0}
ROUNDED = 0.0051


def assert_consistent(page):
    """Formula and handles speak of the very state that the address holds."""
    p = probabilities(page)
    assert values(page) == pytest.approx(p, abs=1e-9)
    assert shown_entropy(page) == pytest.approx(float(lossviz.entropy(p)), rel=ROUNDED)


@pytest.fixture(scope="module", params=sampled([*PULLS], 4))
def pull(request, site, lasting):
    """One pull of each handle, watched from before the press until the page rests again, and then reloaded."""
    page, name = lasting(), request.param
    visit(page, site)
    knob, along = handle(page, name), PULLS[name]
    down = knob.get_attribute("data-axis") == "y"
    seen = SimpleNamespace(name=name, along=along, before=says(page), address=page.url, first=value(knob))
    start = middle(knob)
    passed, sent, entries = page.wire.count, len(page.wire.sent), page.evaluate("history.length")
    seen.sentences = drag(page, name, along, release=False)
    seen.crossed, seen.held_address, seen.held = page.wire.count - passed, page.url, says(page)
    seen.value, seen.spot = value(knob), middle(knob)
    seen.off = seen.spot[down] - start[down] - along
    page.mouse.up()
    frames(page)
    seen.released_spot = middle(knob)
    address_changes(page, seen.address)
    seen.messages, seen.entries = len(page.wire.sent) - sent, page.evaluate("history.length") - entries
    seen.after, seen.values, seen.formula = says(page), values(page), formula(page)
    seen.probabilities, seen.entropy = probabilities(page), shown_entropy(page)
    without_drawing(page)
    page.reload()
    page.wait_for_selector('[data-testid="says"]')
    page.wire.rest()
    seen.again = SimpleNamespace(says=says(page), values=values(page), formula=formula(page))
    page.close()
    return seen


def test_the_sentence_follows_while_the_hand_still_holds(pull):
    assert pull.held != pull.before
    assert len(pull.sentences) >= 3


def test_nothing_crosses_the_wire_between_press_and_release(pull):
    assert pull.crossed == 0
    assert pull.held_address == pull.address


def test_the_handle_stays_under_the_pointer(pull):
    step = 1 if pull.name == "outcomes" else 0.005
    assert abs(pull.off) <= abs(pull.along / (pull.value - pull.first)) * step + 0.5


def test_nothing_moves_when_the_hand_lets_go(pull):
    # But the grip, by less than half of the way between two places of a table.
    assert pull.released_spot == pytest.approx(pull.spot, abs=0.7)
    assert pull.after == pull.held


def test_a_pull_is_one_message_and_one_entry_of_the_history(pull):
    assert (pull.messages, pull.entries) == (1, 1)


def test_the_address_holds_the_state_that_is_shown(pull):
    assert pull.values == pytest.approx(pull.probabilities, abs=1e-9)
    assert pull.entropy == pytest.approx(float(lossviz.entropy(pull.probabilities)), rel=ROUNDED)


def test_a_reload_shows_the_same_sentence_and_the_same_numbers(pull):
    assert pull.again.values == pull.values
    assert pull.again.says == pull.after
    assert numbers(pull.again.formula) == numbers(pull.formula)


RECORD = """() => {
  window.recorded = []
  const look = () => {
    const text = (id) => document.querySelector(`[data-testid="${id}"]`).innerText
    window.recorded.push([text("formula"), text("says")])
    requestAnimationFrame(look)
  }
  look()
}"""


def test_a_handle_taken_right_after_another_never_shows_numbers_that_do_not_belong_together(page, site):
    visit(page, site, "p=5,3,2")
    page.evaluate(RECORD)
    address = page.url
    for name in ("p0", "p1", "p2"):
        drag(page, name, -25.0, steps=8)
    address_changes(page, address)
    until(page, lambda: sum(values(page)) == pytest.approx(1))
    page.wire.rest()
    assert_consistent(page)
    recorded = {tuple(frame) for frame in page.evaluate("recorded")}
    assert len(recorded) > 10
    for written, spoken in recorded:
        *terms, entropy = numbers(written.split("\n")[-1])
        p, surprise = terms[0::2], terms[1::2]
        assert sum(p) == pytest.approx(1, abs=1e-9), written
        assert sum(a * b for a, b in zip(p, surprise, strict=True)) == pytest.approx(entropy, abs=0.01), written
        assert entropy in numbers(spoken), (written, spoken)


@only_in_full
def test_the_last_of_three_quick_pulls_ends_where_the_hand_left_it(page, site):
    visit(page, site, "p=5,3,2", drawn=False)
    address = page.url
    drag(page, "p0", -25.0, steps=5)
    drag(page, "p2", -40.0, steps=5)
    left = middle(handle(page, "p2"))
    address_changes(page, address)
    until(page, lambda: sum(values(page)) == pytest.approx(1))
    page.wire.rest()
    assert middle(handle(page, "p2")) == pytest.approx(left, abs=1.5)
    assert_consistent(page)


def test_a_pull_back_to_the_start_and_a_press_without_a_pull_change_nothing(page, site):
    visit(page, site, "p=3,1", drawn=False)
    before, address, entries, passed = says(page), page.url, page.evaluate("history.length"), page.wire.count
    x, y = middle(handle(page, "p0"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=5)
    frames(page)
    assert says(page) != before
    page.mouse.move(x, y, steps=5)
    frames(page)
    page.mouse.up()
    page.mouse.click(x, y)
    page.wire.rest()
    assert (says(page), page.url, page.evaluate("history.length")) == (before, address, entries)
    assert page.wire.count == passed


@only_in_full
def test_pulled_beyond_its_end_a_handle_waits_at_its_end(page, site):
    visit(page, site, drawn=False)
    address = page.url
    drag(page, "p0", 500.0)
    address_changes(page, address)
    assert values(page) == [0, 1]
    assert shown_entropy(page) == 0


@only_in_full
def test_every_slider_on_the_page_answers_in_its_own_stage_while_it_is_pulled(page, site):
    visit(page, site, "p=5,3,2", drawn=False)
    stages = page.locator('[data-testid="stage"]').evaluate_all("all => all.map((one) => one.dataset.scene)")
    for scene in stages:
        stage = f'[data-testid="stage"][data-scene="{scene}"]'
        knobs = page.locator(f'{stage} [role="slider"]:visible')
        for name in knobs.evaluate_all("all => all.map((one) => one.dataset.handle)"):
            knob, address = handle(page, name, stage), page.url
            low, high, now = (float(knob.get_attribute(f"aria-value{which}")) for which in ("min", "max", "now"))
            up = 1 if now - low < high - now else -1
            along = -35.0 * up if knob.get_attribute("data-axis") == "y" else 35.0 * up
            passed = page.wire.count
            drag(page, name, along, steps=8, stage=stage, release=False)
            assert value(knob) != now, (scene, name)
            assert page.wire.count == passed, (scene, name)
            page.mouse.up()
            address_changes(page, address)
    assert parameters(page)


@only_in_full
def test_on_a_wide_rail_the_grip_follows_every_pixel_and_the_numbers_are_those_of_a_place(page, site):
    page.goto(f"{site}/binary-cross-entropy")
    stage = '[data-testid="stage"][data-scene="binary-cross-entropy"]'
    page.wait_for_selector(f"{stage} .main-svg", state="attached")
    page.wire.rest()
    knob = page.locator(f'{stage} [data-handle="yhat"]')
    x, y = middle(knob)
    page.mouse.move(x, y)
    page.mouse.down()
    strays, read = [], []
    for step in range(1, 16):
        page.mouse.move(x + step, y)
        frames(page)
        strays.append(middle(knob)[0] - x - step)
        read.append(value(knob))
    page.mouse.up()
    assert max(map(abs, strays)) < 0.6
    assert 2 < len(set(read)) < 10
    assert all(200 * one == pytest.approx(round(200 * one), abs=1e-6) for one in read)
