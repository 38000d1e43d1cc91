"""A network that is trained: its run comes by itself and follows a hand; weights and folds are set by hand."""

from playwright.sync_api import expect

from tests.browser.driving import frames, middle, opened, until
from tests.lessons.cases import only_in_full

PLACE = "train-a-network"
STATE = "train-a-network?update=75"
STAGE = f'[data-testid="stage"][data-scene="{PLACE}"]'


def trained(page, site, where=STATE):
    """Open a state and wait until its run is there."""
    opened(page, site, where, PLACE)
    page.wait_for_selector(f"{STAGE} .lv-run.lv-idle", state="attached")
    page.wire.rest()


def said(page):
    return page.locator(f"{STAGE} [data-testid=says]").inner_text()


def knob(page, name):
    return page.locator(f'{STAGE} [data-handle="{name}"]')


def test_a_trained_state_is_shown_and_every_moment_is_pulled_without_the_network(page, site):
    trained(page, site)
    # The numbers of the recipe: five epochs of fifteen updates.
    assert said(page) == "Epoch 5: training loss 0.470, 87.3 % right; held out 0.478, 92.0 % right."
    canvas = page.locator(f'{STAGE} [data-figure="boundary"] canvas').first
    before = canvas.evaluate("one => one.toDataURL()")
    asked = page.wire.count
    knob(page, "time").focus()
    page.keyboard.down("End")
    until(page, lambda: said(page).startswith("Epoch 60: training loss 0.0411, 100 % right"))
    frames(page)
    assert canvas.evaluate("one => one.toDataURL()") != before
    assert page.wire.count == asked
    page.keyboard.up("End")
    until(page, lambda: "update=900" in page.url)


def test_a_weight_that_is_pointed_at_is_named_and_one_that_is_clicked_is_set_by_hand(page, site):
    trained(page, site)
    # 2-4-1: the edges from x leave at the upper input; a click on the first quarter of the lowest of them.
    box = page.locator(f'{STAGE} [data-figure="network"] .lv-sheet').bounding_box()
    at = box["x"] + 0.25 * box["width"], box["y"] + 0.5 * box["height"]
    page.mouse.move(*at)
    until(page, lambda: said(page).startswith("Weight "))
    name = said(page).split(":")[0].removeprefix("Weight ")
    page.mouse.click(*at)
    until(page, lambda: "weight=" in page.url)
    page.wire.rest()
    page.mouse.move(5, 5)
    value = knob(page, "value")
    expect(value).to_have_attribute("aria-label", f"Weight {name}".replace("Weight", "weight"))
    value.press("PageUp")
    until(page, lambda: said(page).startswith(f"By hand: weight {name} is"))
    until(page, lambda: "value=" in page.url)


@only_in_full
def test_a_step_that_is_pressed_while_time_runs_stops_it_where_it_is(page, site):
    trained(page, site, PLACE)
    page.locator(f"{STAGE} .lv-play").click()
    until(page, lambda: not said(page).startswith("Before training"))
    page.locator(f"{STAGE} .lv-actions").get_by_text("Next epoch").click()
    expect(page.locator(f"{STAGE} .lv-play")).to_have_text("Play")
    until(page, lambda: "update=" in page.url)
    page.wire.rest()
    update = int(page.url.split("update=")[1].split("&")[0])
    # Where it was stopped, and not at the end of the epoch in which it began.
    assert said(page).startswith(f"Epoch {update // 15}:")
    assert knob(page, "time").get_attribute("aria-valuetext").startswith(f"{update} of")


def test_a_fold_is_pulled_in_the_plane_under_the_finger(page, site):
    trained(page, site, f"{STATE}&weight=2")
    fold = knob(page, "fold")
    x, y = middle(fold)
    page.mouse.move(x, y)
    page.mouse.down()
    for part in range(1, 9):
        page.mouse.move(x + 8 * part, y - 4 * part)
        page.wait_for_timeout(30)
    until(page, lambda: said(page).startswith("By hand: weight x → unit 2 is"))
    page.mouse.up()
    until(page, lambda: "fold=" in page.url)
    page.wire.rest()
    after = middle(fold)
    assert abs(after[0] - x - 64) < 4
    assert abs(after[1] - y + 32) < 4
