"""The menu and the sentence use the width of the page: the present lesson is named, and a line is not broken early."""

import pytest

from tests.browser.driving import opened, until

HOW = "node => getComputedStyle(node, '::before').content"
PRESENT = '.rc-overflow-item:not([aria-hidden="true"]) [data-testid="stTopNavLink"][aria-current]'
LINES = """(node) => {
  const text = document.createRange()
  text.selectNodeContents(node)
  return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size
}"""


@pytest.mark.sample(every=2)
@pytest.mark.parametrize(("width", "name"), [(1280, "10 Train a network"), (1024, "10")])
@pytest.mark.parametrize("slug", ["train-a-network", "loss"], ids=["hidden", "shown"])
def test_the_menu_names_the_present_lesson_also_where_it_has_no_room_for_it(visitor, site, width, name, slug):
    named = f'"{name} · "' if slug == "train-a-network" else "none"
    page = visitor(viewport={"width": width, "height": 800})
    opened(page, site, slug, slug)
    more = page.get_by_test_id("stTopNavSection")
    until(page, lambda: more.locator("p").evaluate(HOW) == named)
    until(page, lambda: page.locator(PRESENT).count() == (named == "none"))
    box = more.bounding_box()
    assert box["x"] + box["width"] <= width


def test_a_sentence_of_more_than_a_hundred_letters_has_one_line_on_a_wide_page(visitor, site):
    page = visitor(viewport={"width": 1280, "height": 800})
    says = page.locator(f"{opened(page, site, 'gradient-descent?surface=himmelblau', 'gradient-descent')} .lv-says")
    assert len(says.inner_text()) > 120
    assert says.evaluate(LINES) == 1
