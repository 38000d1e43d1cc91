"""What axe-core finds wrong for who reads a page otherwise than by eye and mouse: nothing, on every page."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from lossviz.lessons import registry
from tests.browser.driving import PHONE, exact_values, lit, until
from tests.lessons.cases import sampled

# Rules that elements of Streamlit break, which nothing here can mend: the rule, and the part of the page it is about.
STREAMLITS = {
    # Where a file is dropped is named, and is said to be nothing.
    "presentation-role-conflict": '[data-testid="stFileUploaderDropzone"]'
}
RUN = """async (streamlits) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] })
  return violations.flatMap(({ id, nodes }) => nodes
    .filter(({ target }) => !(id in streamlits && document.querySelector(target.join(" ")).matches(streamlits[id])))
    .map(({ html, failureSummary }) => `${id}: ${html}\\n${failureSummary}`))
}"""
DRAWN = ".lv-stage:not(.lv-poster *) .main-svg"
FOLDED = [lesson for lesson in registry.LESSONS if lesson.folds]
PAGES = [
    *("", "questions"),
    *(lesson.slug for lesson in registry.LESSONS),
    *(f"{lesson.slug}?open={','.join(fold.slug for fold in lesson.folds)}" for lesson in FOLDED),
    *(f"{lesson.slug}?predict=1" for lesson in registry.LESSONS if lesson.predictions),
    *(f"lossviz/view/{lesson.slug}" for lesson in registry.LESSONS),
    *(f"lossviz/view/{lesson.slug}?predict=1" for lesson in registry.LESSONS if lesson.predictions),
]
# So few in an ordinary run that each of the three kinds of page is among them.
EVERY = 18


def violations(page):
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, STREAMLITS)


def opened(page, site, address):
    """Open an address with everything on its page that opens."""
    page.goto(f"{site}/{address}")
    if address.startswith("lossviz/view/"):
        lit(page)
        for details in page.locator("main details:visible > summary").all():
            details.click()
        lit(page)
        return
    if address == "questions":
        page.wait_for_selector("text=See it")
        page.wire.rest()
        return
    page.wait_for_selector(DRAWN, state="attached", timeout=30_000)
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.wire.rest()
    stages = 1 + address.partition("open=")[2].count(",") + ("open=" in address)
    until(page, lambda: page.locator(".lv-stage").count() == stages)
    if address:
        exact_values(page)
        page.wait_for_selector("[data-testid=stExpanderDetails] input")
    for details in page.locator(".lv-details:visible summary").all():
        details.click()


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", sampled(PAGES, EVERY))
def test_axe_finds_nothing_wrong_with_a_page(visitor, site, address, scheme):
    page = visitor(color_scheme=scheme)
    opened(page, site, address)
    assert violations(page) == []


@pytest.mark.parametrize("address", sampled(["entropy", *PAGES], 28))
def test_axe_finds_nothing_wrong_with_a_page_on_a_phone(visitor, site, address):
    page = visitor(**PHONE)
    opened(page, site, address)
    assert violations(page) == []


def test_axe_finds_what_is_wrong(page, site):
    """Its own check: a link without a name is found."""
    opened(page, site, "entropy")
    page.evaluate("""() => { const link = document.querySelector(".lv-links a")
      link.removeAttribute("title")
      link.textContent = "" }""")
    assert any(one.startswith("link-name") for one in violations(page))
