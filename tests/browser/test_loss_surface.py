"""The loss around the path of a training in a browser: its dot is dragged along the path, to what is in the figure."""

from playwright.sync_api import expect

from tests.browser.driving import address_changes, handle, middle, opened, parameters

STAGE = '[data-testid="stage"][data-scene="loss-surface"]'
QUERY = "epochs=20&update=300&open=loss-surface"


def drag_to_the_left_end(page):
    """Drag the dot by far more than its figure is wide: the place that is nearest is the one farthest to the left."""
    knob = handle(page, "dot", STAGE)
    expect(knob).to_be_visible(timeout=30_000)
    knob.scroll_into_view_if_needed()
    (x, y), before = middle(knob), page.url
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y)
    page.mouse.move(x - 4_000, y)
    page.mouse.up()
    address_changes(page, before)
    return parameters(page).get("update", "0")


def test_the_dot_is_dragged_to_where_the_path_starts_or_enters_the_figure(page, site):
    opened(page, site, f"train-a-network?{QUERY}", "loss-surface")
    assert int(drag_to_the_left_end(page)) <= 15
    # A quarter as far the path enters later, and the dot goes no further than that.
    opened(page, site, f"train-a-network?{QUERY}&loss-surface.zoom=0.25", "loss-surface")
    assert 60 < int(drag_to_the_left_end(page)) < 300
    says = page.locator(f'{STAGE} [data-testid="says"]').inner_text()
    assert says.startswith(f"Epoch {int(parameters(page)['update']) // 15}: loss 0.")
