"""The drawer that shares a state: what it gives is what another visitor sees."""

import re

import pytest

from tests.browser.driving import STAGE, drag, lit, opened, parameters, says, until, view, visit
from tests.lessons.cases import only_in_full

READ = "navigator.clipboard.readText()"


def drawer(page):
    found = page.locator('[data-testid="share"]')
    found.locator("summary").click()
    return found


@pytest.fixture
def copying(visitor, site):
    """A page that may read what it has copied."""
    page = visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    yield page
    page.context.clear_permissions()


def test_the_links_show_another_visitor_the_same_on_both_pages(copying, visitor, site):
    page = copying
    visit(page, site)
    drag(page, "p0", 60)
    until(page, lambda: "p" in parameters(page))
    page.wire.rest()
    share, said = drawer(page), says(page)
    copied = {}
    for name in ("Copy link", "Copy light link", "Copy HTML"):
        share.get_by_role("button", name=name).click()
        share.get_by_text("copied.").wait_for()
        copied[name] = page.evaluate(READ)
    assert copied["Copy link"] == page.url
    page.close()
    other = visitor()
    opened(other, site, copied["Copy link"].removeprefix(f"{site}/"), "entropy")
    assert says(other) == said
    other.goto(copied["Copy light link"])
    lit(other)
    assert says(other) == said
    source, height = re.fullmatch(r'<iframe src="([^"]+)".* height="(\d+)".*></iframe>', copied["Copy HTML"]).groups()
    assert source.replace("&amp;", "&") == copied["Copy light link"]
    # The whole of it is seen, with little to spare.
    needed = other.evaluate("document.body.getBoundingClientRect().height")
    assert needed - 30 <= int(height) <= needed + 300


def test_what_is_shared_follows_the_state_and_the_code_is_of_its_light_page(page, site):
    view(page, site, "entropy")
    share = drawer(page)
    box = share.get_by_label("Link to the light page")
    assert box.input_value() == f"{site}/lossviz/view/entropy"
    image = share.locator("img")
    until(page, lambda: image.evaluate("one => one.complete && one.naturalWidth > 0"))
    drag(page, "p0", 60)
    until(page, lambda: "p" in parameters(page))
    lit(page)
    until(page, lambda: box.input_value() == page.url)
    assert image.get_attribute("alt") == f"QR code of {page.url}"
    until(page, lambda: image.evaluate("one => one.complete && one.naturalWidth > 0"))
    assert share.locator("figcaption").inner_text() == page.url


@only_in_full
def test_where_nothing_can_be_copied_the_text_is_selected_and_it_is_said_how(page, site):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    view(page, site, "loss")
    share = drawer(page)
    share.get_by_role("button", name="Copy light link").click()
    share.get_by_text("Press Ctrl+C").wait_for()
    assert page.evaluate("document.getSelection().toString() || document.activeElement.value") == page.url


def test_a_fold_and_the_first_page_have_no_drawer_of_their_own(page, site):
    opened(page, site, "", "home")
    assert not page.locator('[data-testid="share"]').first.is_visible()
    view(page, site, "entropy?open=information-gain")
    assert page.locator('[data-testid="share"]:visible').count() == 1
    assert page.locator(f'{STAGE} [data-testid="share"]').is_visible()
