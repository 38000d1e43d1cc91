"""Served from a path of its own, and when a part does not arrive."""

import pytest

from lossviz.live.stage_files import STYLE_ID
from tests.browser.conftest import serving
from tests.browser.driving import STAGE, address_changes, drag, probabilities, says, shown_entropy, until, values, visit
from tests.lessons.cases import only_in_full


def test_under_a_path_of_its_own_the_page_and_the_files_of_its_stage_are_found(page):
    with serving("--server.baseUrlPath", "sub/path", base="/sub/path") as site:
        arrived = []
        page.on("response", lambda answer: arrived.append((answer.url, answer.headers.get("content-type", ""))))
        visit(page, site)
        own = {
            url.split("/lossviz/")[1].partition("/")[2].split("?")[0]: kind
            for url, kind in arrived
            if "/lossviz/" in url
        }
        assert {"stage.js", "plotly-cartesian.min.js", "state/codec.js"} <= set(own)
        # Its style stands in the index page.
        assert page.locator(f"style#{STYLE_ID}").count() == 1
        assert all("javascript" in kind for name, kind in own.items() if name.endswith(".js"))
        assert all(url.startswith(site) for url, _ in arrived if "/lossviz/" in url)
        address = page.url
        drag(page, "p0", 60.0, steps=6)
        address_changes(page, address)
        assert page.url.startswith(f"{site}/entropy")
        assert values(page) == pytest.approx(probabilities(page), abs=1e-9)
        links = page.locator(f"{STAGE} .lv-links a").evaluate_all("all => all.map((one) => one.href)")
        assert links
        assert all(link.startswith(f"{site}/") for link in links)
        page.close()


def test_without_the_drawing_library_handles_sentence_and_formula_still_work_and_the_stage_says_so(visitor, site):
    page = visitor()
    page.route("**/plotly-cartesian.min.js*", lambda route: route.abort())
    page.goto(f"{site}/entropy")
    page.wait_for_selector(f"{STAGE} [role=slider]")
    page.wire.rest()
    note = page.locator(f'{STAGE} [role="status"]:visible').filter(has_text="drawing")
    until(page, lambda: note.count() == 1)
    before, address = says(page), page.url
    drag(page, "p0", 60.0, steps=6, release=False)
    held = says(page)
    assert held != before
    page.mouse.up()
    address_changes(page, address)
    assert says(page) == held
    assert str(shown_entropy(page)) in held
    assert note.count() == 1
    # The browser itself reports the file that did not come; nothing else may.
    assert all("plotly-cartesian.min.js" in complaint for complaint in visitor.complaints)
    assert visitor.complaints
    visitor.complaints.clear()


def test_the_app_and_nothing_but_the_app_is_asked_for_anything(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, site)
    foreign = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert foreign == []


@only_in_full
def test_a_link_to_a_page_that_is_not_there_shows_the_first_one_and_says_so(visitor, site):
    visitor.expected = ("does not seem to exist",)
    page = visitor()
    page.goto(f"{site}/entropie")
    page.wait_for_selector("[data-testid=stage] [role=slider]")
    page.wire.rest()
    assert page.locator("[data-testid=stAlert]").all_inner_texts() == [
        "There is no page entropie here. This is the first one."
    ]
    assert page.locator('[role="dialog"]').count() == 0
    page.get_by_role("link", name="6 Entropy", exact=True).first.click()
    page.wait_for_selector(f"{STAGE} [role=slider]")
    page.wire.rest()
    page.go_back()
    page.wait_for_selector('[data-testid="stage"][data-scene="home"] [role=slider]')
    page.wire.rest()
    assert page.locator("[data-testid=stAlert]").count() == 0
