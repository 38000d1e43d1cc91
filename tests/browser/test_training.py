"""A network that is trained: its run comes by itself and follows a hand; weights and folds are set by hand."""

from playwright.sync_api import expect

from tests.browser.driving import frames, middle, opened, parameters, until
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
    assert said(page) == "Epoch 5: training loss 0.470, accuracy 87.3 %; held-out loss 0.478, accuracy 92.0 %."
    canvas = page.locator(f'{STAGE} [data-figure="boundary"] canvas').first
    before = canvas.evaluate("one => one.toDataURL()")
    asked = page.wire.count
    knob(page, "time").focus()
    page.keyboard.down("End")
    until(page, lambda: said(page).startswith("Epoch 60: training loss 0.0411, accuracy 100 %"))
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
    until(page, lambda: "by_hand=75" in page.url)


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
    until(page, lambda: "by_hand=75" in page.url)
    page.wire.rest()
    after = middle(fold)
    assert abs(after[0] - x - 64) < 4
    assert abs(after[1] - y + 32) < 4


def by_hand(page):
    return parameters(page).get("by_hand", "").split(",")


def outlined(page):
    """How many edges of the diagram have a dashed outline, and whether the caption explains it."""
    figure = page.locator(f'{STAGE} [data-figure="network"]')
    dashed = figure.locator(".js-line").evaluate_all(
        """lines => lines.filter((one) => one.style.strokeDasharray.includes(","))
        .reduce((sum, one) => sum + (one.getAttribute("d").match(/M[^M]{40,}/g) ?? []).length, 0)"""
    )
    return dashed, "dashed: by hand" in figure.inner_text()


def press(page, text):
    before = page.url
    page.locator(f"{STAGE} .lv-actions").get_by_role("link", name=text, exact=True).click()
    until(page, lambda: page.url != before)
    page.wire.rest()


def test_several_weights_are_set_by_hand_stay_with_their_update_and_training_goes_on_from_them(page, site):
    trained(page, site, f"{STATE}&weight=14")
    assert outlined(page) == (0, False)
    knob(page, "value").press("PageUp")
    until(page, lambda: len(by_hand(page)) == 1 and "by_hand" in parameters(page))
    page.wire.rest()
    knob(page, "weight").press("Home")
    until(page, lambda: "weight=1&" in f"{page.url}&")
    page.wire.rest()
    knob(page, "value").press("PageDown")
    until(page, lambda: len(by_hand(page)) == 2)
    page.wire.rest()
    assert [one.rpartition(":")[0] for one in by_hand(page)] == ["75:14", "75:1"]
    assert "one of 2 weights." in said(page)
    assert outlined(page) == (2, True)
    shown, kept = said(page), parameters(page)["by_hand"]
    # Time moves on: there the network is as trained, and the way back says where they are.
    asked = page.wire.count
    knob(page, "time").focus()
    page.keyboard.down("End")
    until(page, lambda: said(page).startswith("Epoch 60: training loss 0.0411"))
    assert (outlined(page), page.wire.count) == ((0, False), asked)
    page.keyboard.up("End")
    until(page, lambda: parameters(page).get("update") == "900")
    page.wire.rest()
    assert parameters(page)["by_hand"] == kept
    press(page, "By hand at update 75")
    assert said(page) == shown
    press(page, "Train on from here")
    page.wait_for_selector(f"{STAGE} .lv-run.lv-idle", state="attached")
    assert (parameters(page)["edits"], "by_hand" in parameters(page)) == (kept, False)
    until(page, lambda: said(page).startswith("Epoch 5: training loss"))
    knob(page, "time").press("End")
    until(page, lambda: parameters(page).get("update") == "900")
    assert not said(page).startswith("Epoch 60: training loss 0.0411")
    press(page, "Train without edits")
    until(page, lambda: said(page).startswith("Epoch 60: training loss 0.0411"))


def test_the_loss_at_a_point_stands_on_a_plate_of_the_page(page, site):
    trained(page, site, f"{STATE}&point=7")
    label = page.locator("[data-figure=boundary] .lv-label")
    assert label.text_content()
    # How much of the field is seen through the plate.
    alpha = label.evaluate("(node) => +getComputedStyle(node).backgroundColor.match(/([\\d.]+)\\)$/)[1]")
    assert 0.8 < alpha <= 1
