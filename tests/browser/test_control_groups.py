"""Controls in groups: each has a caption, and a weight is set beside the figure that shows its effect."""

import pytest

from tests.browser.driving import PHONE, handle, opened, parameters, press, until

SLUG = "train-a-network"
CAPTIONS = ["Point and weight", "Data", "Network", "Training"]
BOXES = """(root) => [...root.querySelectorAll("span, .lv-positions, select")]
  .filter((one) => one.parentElement === root || one.matches("select, .lv-positions"))
  .map((one) => { const range = document.createRange(); range.selectNodeContents(one)
    const { left, right, top, bottom } = (one.matches("span") ? range : one).getBoundingClientRect()
    return [left, right, top, bottom] })"""


def box(locator):
    found = locator.bounding_box()
    return found["x"], found["y"], found["width"], found["height"]


def test_each_group_is_one_for_a_screen_reader_and_time_has_a_row_of_its_own(page, site):
    stage = page.locator(opened(page, site, f"{SLUG}?hidden=8,4", SLUG))
    for caption in CAPTIONS:
        assert stage.get_by_role("group", name=caption, exact=True).is_visible()
    tops = [box(stage.get_by_role("group", name=caption, exact=True))[1] for caption in CAPTIONS]
    assert tops == sorted(tops)
    units = stage.get_by_role("group", name="Network", exact=True).get_by_role("slider")
    names = units.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert names == ["units per layer", "units of layer 1", "units of layer 2"]
    tracks = box(stage.locator(".lv-tracks"))
    assert box(stage.locator('[data-track="time"]'))[2] == pytest.approx(tracks[2], abs=1)
    # The buttons that move time are in one row above it.
    ends = [y + height for _, y, _, height in map(box, (stage.locator(".lv-play"), stage.get_by_text("Next epoch")))]
    assert max(ends) <= box(stage.locator('[data-track="time"]'))[1]


def test_a_weight_and_its_effect_are_seen_together(page, site):
    stage = page.locator(opened(page, site, SLUG, SLUG))
    figure, value = box(stage.locator('[data-figure="boundary"]')), box(stage.locator('[data-track="value"]'))
    assert box(stage.locator('[data-track="weight"]'))[1] == value[1]
    # Both fit between Streamlit's header and the end of a window of 800 pixels.
    assert value[1] + value[3] - figure[1] < 800 - 60


def test_the_units_of_one_layer_are_set_by_themselves(page, site):
    stage = opened(page, site, f"{SLUG}?hidden=3,2&epochs=1", SLUG)
    press(page, handle(page, "units2", stage), "ArrowRight", "ArrowRight")
    until(page, lambda: parameters(page).get("hidden") == "3,4")
    # Another layer comes and goes with its track.
    page.locator(f'{stage} [data-choice="Hidden layers"]').get_by_text("1", exact=True).click()
    until(page, lambda: handle(page, "units2", stage).count() == 0)
    assert parameters(page)["hidden"] == "3"


def test_the_schedule_and_what_is_held_out_are_set_on_the_page(page, site):
    stage = opened(page, site, f"{SLUG}?epochs=1", SLUG)
    schedule = page.locator(stage).get_by_label("Learning-rate schedule")
    schedule.focus()
    schedule.select_option("cosine")
    until(page, lambda: parameters(page).get("schedule") == "cosine")
    page.wire.rest()
    # The list keeps the focus, so that a keyboard goes on from it.
    assert page.evaluate("document.activeElement.localName") == "select"
    press(page, handle(page, "held_out", stage), "Home")
    until(page, lambda: parameters(page).get("held_out") == "10")
    press(page, handle(page, "held_out", stage), "End")
    until(page, lambda: parameters(page).get("held_out") == "50")


def test_the_name_of_a_switch_keeps_off_its_positions_on_a_phone(visitor, site):
    page = visitor(**PHONE)
    stage = page.locator(opened(page, site, f"{SLUG}?data=blobs", SLUG))
    for switch in stage.locator(".lv-choice").all():
        name, positions = switch.evaluate(BOXES)[:2]
        assert name[1] + 4 <= positions[0]
    # The fourth class has its colour and its symbol.
    last = stage.locator('[data-choice="Add points of class"] a').last.locator("i")
    assert last.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(47, 122, 77)"
    assert box(last)[2] > 5


def test_tracks_are_long_enough_to_pull_where_letters_are_large(visitor, site):
    page = visitor(viewport={"width": 1024, "height": 768})
    stage = page.locator(opened(page, site, f"{SLUG}?present=1&hidden=8,8", SLUG))
    end = sum(box(stage.locator(".lv-tracks"))[::2])
    lines = stage.locator(".lv-set .lv-track-line").all()
    assert len(lines) > 6
    assert min(box(line)[2] for line in lines) > 200
    assert max(sum(box(one)[::2]) for one in stage.locator(".lv-set :is(select, .lv-positions)").all()) <= end


TRAINING = """(run) => {
  run.classList.remove("lv-idle", "lv-stopped")
  run.querySelector("[role=status]").textContent = "Training: 100 %"
  run.querySelector("button").textContent = "Cancel"
}"""


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("kind", [{}, PHONE], ids=["wide", "phone"])
def test_nothing_moves_when_a_training_begins(visitor, site, kind):
    page = visitor(**kind)
    stage = page.locator(opened(page, site, SLUG, SLUG))
    run, time = stage.locator(".lv-run"), stage.locator('[data-track="time"]')
    before = box(time)
    run.evaluate(TRAINING)
    assert run.get_by_text("Training: 100 %").is_visible()
    assert box(time) == before
    assert sum(box(run.locator("button"))[::2]) <= sum(box(stage.locator(".lv-tracks"))[::2])
