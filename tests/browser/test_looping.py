"""The loop of learning, phase by phase, and mini-batches that fall the same way for the same seed."""

import re

from tests.browser.driving import Finger, address_changes, drag, handle, middle, numbers, parameters, travel, until
from tests.lessons.cases import only_in_full

LOOP = '[data-testid="stage"][data-scene="training-loop"]'
BATCHES = '[data-testid="stage"][data-scene="sgd"]'
# The active phase: the name nearest to the largest mark of the cycle.
ACTIVE = """(cycle) => {
  const middle = (node) => {
    const { left, top, width, height } = node.getBoundingClientRect()
    return [left + width / 2, top + height / 2, width]
  }
  const larger = (one, other) => (other[2] > one[2] ? other : one)
  const [x, y] = [...cycle.querySelectorAll(".point")].map(middle).reduce(larger)
  const far = (label) => Math.hypot(middle(label)[0] - x, middle(label)[1] - y)
  const nearer = (one, other) => (far(other) < far(one) ? other : one)
  return [...cycle.querySelectorAll(".lv-middle")].reduce(nearer).textContent.replace(/\\s+/g, " ")
}"""


def opened(page, site, slug, query=""):
    page.goto(f"{site}/{slug}{'?' if query else ''}{query}")
    page.wait_for_selector(f'[data-scene="{slug}"] .main-svg', state="attached")
    page.wire.rest()


def says(page):
    return page.locator('[data-testid="says"]').inner_text()


def formula(page):
    return page.locator('[data-testid="formula"]').inner_text().replace("\u00a0", " ")


def button(page, name):
    return page.get_by_role("group", name="play").get_by_role("button", name=name, exact=True)


def active(page):
    return page.locator(f'{LOOP} [data-figure="cycle"]').evaluate(ACTIVE)


def time(page, stage):
    return int(float(handle(page, "time", stage).get_attribute("aria-valuenow")))


def test_one_update_is_stepped_through_its_four_phases(page, site):
    opened(page, site, "training-loop")
    steps = (
        ("predict", "Predict: at x = 5 the line predicts 1.00; the true value is 5.", "0 × 5 + 1 = 1.00"),
        ("compute loss", "Compute the loss: it is 6.00.", "(1² + 0² + 3² + 2² + 4²) / 5 = 6.00"),
        ("compute gradient", "Gradient: ∂L/∂w = −15.2, ∂L/∂b = −4.00.", "= −15.2"),
        ("update", "Update: w goes from 0 to 0.304, b from 1 to 1.08.", "= 0 − 0.02 × (−15.2) = 0.304"),
        ("predict", "Predict: at x = 5 the line predicts 2.60; the true value is 5.", "0.304 × 5 + 1.08 = 2.60"),
    )
    for at, (phase, sentence, number) in enumerate(steps):
        if at:
            address = page.url
            button(page, "One step forward").click()
            address_changes(page, address)
        assert time(page, LOOP) == at
        assert says(page).startswith(sentence)
        assert number in formula(page)
        until(page, lambda phase=phase: active(page) == phase)
    assert parameters(page)["step"] == "4"
    address = page.url
    button(page, "One step back").click()
    address_changes(page, address)
    until(page, lambda: active(page) == "update")


@only_in_full
def test_learning_plays_pauses_and_is_there_after_a_reload(page, site):
    opened(page, site, "training-loop", "speed=10")
    passed = page.wire.count
    button(page, "Play").click()
    until(page, lambda: time(page, LOOP) > 6)
    assert page.wire.count == passed
    address = page.url
    button(page, "Pause").click()
    address_changes(page, address)
    at, said = int(parameters(page)["step"]), says(page)
    assert time(page, LOOP) == at > 6
    page.reload()
    page.wait_for_selector(f"{LOOP} .main-svg", state="attached")
    page.wire.rest()
    assert (time(page, LOOP), says(page)) == (at, said)
    travel(page)
    assert "step" not in parameters(page)
    assert says(page).startswith("Predict: at x = 5 the line predicts 1.00")


def test_the_step_is_scrubbed_without_asking_and_the_rate_changes_the_whole_path(page, site):
    opened(page, site, "training-loop")
    passed, asked = page.wire.count, []
    page.on("request", lambda request: asked.append(request.url))
    seen = drag(page, "time", 200, stage=LOOP, release=False)
    assert len(seen) > 3
    assert (page.wire.count, asked) == (passed, [])
    address = page.url
    page.mouse.up()
    address_changes(page, address)
    at = time(page, LOOP)
    assert at > 20
    before, address = says(page), page.url
    handle(page, "rate", LOOP).focus()
    page.keyboard.press("End")
    address_changes(page, address)
    assert parameters(page)["rate"] == "0.1"
    assert time(page, LOOP) == at
    assert says(page) != before


@only_in_full
def test_a_finger_turns_the_line_that_learning_begins_with(visitor, site):
    page = visitor(has_touch=True, viewport={"width": 390, "height": 844})
    opened(page, site, "training-loop")
    finger, address = Finger(page), page.url
    finger.drag(handle(page, "right", LOOP), 0, -40)
    finger.lift()
    address_changes(page, address)
    w, b = map(float, parameters(page)["start"].split(","))
    assert w > 0
    assert b == 1


@only_in_full
def test_the_batch_is_dragged_and_the_standard_deviation_falls_by_its_formula(page, site):
    opened(page, site, "sgd")
    assert "16.8/√1 × √(39/39) = 16.8" in formula(page)
    address = page.url
    handle(page, "batch", BATCHES).focus()
    for _ in range(3):
        address = page.url
        page.keyboard.press("ArrowRight")
        address_changes(page, address)
    assert parameters(page)["batch"] == "4"
    until(page, lambda: says(page).endswith("Standard deviation 8.06."))
    assert "16.8/√4 × √(36/39) = 8.06" in formula(page)
    address = page.url
    drag(page, "batch", 1000, stage=BATCHES)
    address_changes(page, address)
    until(page, lambda: says(page).endswith("the full gradient: standard deviation 0."))


def test_a_new_seed_is_in_the_address_and_replays_exactly(page, site):
    opened(page, site, "sgd", "step=12")
    first, address = (says(page), formula(page)), page.url
    page.get_by_role("link", name="New seed").click()
    address_changes(page, address)
    assert parameters(page)["seed"] == "1"
    until(page, lambda: says(page) != first[0])
    replayed = []
    for step in range(12, 15):
        assert time(page, BATCHES) == step
        replayed.append((says(page), formula(page)))
        address = page.url
        button(page, "One step forward").click()
        address_changes(page, address)
    page.reload()
    page.wait_for_selector(f"{BATCHES} .main-svg", state="attached")
    page.wire.rest()
    for step in range(14, 11, -1):
        address = page.url
        button(page, "One step back").click()
        address_changes(page, address)
        assert (says(page), formula(page)) == replayed[step - 12]
    assert numbers(re.search(r"loss (\S+) after", says(page))[1])[0] > 0.675


@only_in_full
def test_the_start_of_the_path_stays_under_the_pointer(page, site):
    opened(page, site, "sgd")
    before, address = formula(page), page.url
    x, y = middle(handle(page, "start", BATCHES))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 50, y + 40, steps=8)
    left, top = middle(handle(page, "start", BATCHES))
    assert abs(left - x - 50) <= 3
    assert abs(top - y - 40) <= 3
    until(page, lambda: formula(page) != before)
    page.mouse.up()
    address_changes(page, address)
    w, b = map(float, parameters(page)["start"].split(","))
    assert w > 0
    assert b < 1


@only_in_full
def test_while_the_loss_is_hidden_the_player_is_disabled(page, site):
    opened(page, site, "training-loop", "predict=1")
    until(page, lambda: button(page, "One step forward").is_disabled())
    assert button(page, "Play").is_disabled()
    page.get_by_role("button", name="Skip", exact=True).click()
    until(page, lambda: button(page, "One step forward").is_enabled())
    page.wire.rest()
    address = page.url
    button(page, "One step forward").click()
    address_changes(page, address)
    assert "step" in parameters(page)
