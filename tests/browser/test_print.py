"""A page prints as a hand-out: title, introduction, figures, sentence, formula and the address, on light paper."""

import re

import pytest

from tests.browser.driving import PHONE, until
from tests.lessons.cases import only_in_full, sampled

STAGE = ".lv-stage:not(.lv-poster *)"
PRINTED = (
    "h1",
    '[data-testid="stMainBlockContainer"] [data-testid="stMarkdownContainer"] p',
    *(f"{STAGE} .lv-{one}" for one in ("figure", "says", "foot")),
)
PRINTED += (f"{STAGE} .lv-formula p",)
NOT_PRINTED = ("header", "tracks", "links", "actions", "predict", "onward", "handle")
# What is drawn in the figures, and of which colours, as it is while the page is printed.
AS_PRINTED = f"""addEventListener("beforeprint", () => {{
  const stage = document.querySelector("{STAGE}")
  const sheets = [...stage.querySelectorAll(".lv-sheet")]
  const drawn = (sheet) => sheet.querySelector(".main-svg") ?? sheet
  const right = Math.max(...sheets.map((sheet) => sheet.getBoundingClientRect().right))
  window.printed = {{
    address: stage.querySelector(".lv-foot").textContent,
    text: getComputedStyle(stage).color,
    widths: sheets.map((sheet) => [sheet.clientWidth, drawn(sheet).clientWidth]),
    edge: right - stage.getBoundingClientRect().left,
  }}
}})"""


def opened(page, site, address):
    page.goto(f"{site}/{address}")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.wire.rest()


def pages(document):
    """How many pages a document of the browser has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document))


@pytest.mark.parametrize(
    ("kind", "address"),
    sampled([({}, "entropy?p=5,4,1"), ({}, "sgd"), (PHONE, "loss"), ({"color_scheme": "dark"}, "gradient-descent")], 3),
)
def test_a_page_prints_on_one_sheet_in_light_colours_with_its_address(visitor, site, kind, address):
    page = visitor(**kind)
    opened(page, site, address)
    colour = f"() => getComputedStyle(document.querySelector('{STAGE}')).color"
    before = page.evaluate(colour)
    page.evaluate(AS_PRINTED)
    document = page.pdf(prefer_css_page_size=True)
    printed = page.evaluate("window.printed")
    assert printed["address"] == page.url
    assert printed["text"] == "rgb(35, 38, 43)"
    assert all(sheet == drawn for sheet, drawn in printed["widths"])
    assert printed["edge"] <= 680
    assert pages(document) == 1
    # And the page is what it was.
    until(page, lambda: page.evaluate(colour) == before)
    assert page.locator(f"{STAGE} .lv-foot").inner_text() == ""
    assert page.locator(f"{STAGE} .lv-printed").count() == 0
    assert page.locator(f"{STAGE} .lv-sheet").first.bounding_box()["width"] == pytest.approx(
        page.locator(f"{STAGE} .main-svg").first.bounding_box()["width"], abs=1
    )


@only_in_full
def test_what_can_be_done_is_not_printed_and_what_is_to_be_read_is(page, site):
    opened(page, site, "gradient-descent?open=race")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for where in PRINTED:
        assert page.locator(where).first.is_visible(), where
    for where in NOT_PRINTED:
        found = page.locator(f'.lv-{where}, [data-testid="st{where.title()}"]')
        assert found.count(), where
        assert found.locator("visible=true").count() == 0, where
    assert page.locator('[data-testid="stExpander"]').locator("visible=true").count() == 0
    assert page.locator(f"{STAGE} img.lv-printed").first.is_visible()
    assert page.locator(f"{STAGE} .lv-plot canvas").locator("visible=true").count() == 0
