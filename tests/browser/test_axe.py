"""What axe-core finds wrong for who reads a page otherwise than by eye and mouse: nothing, on every page."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from lossviz.lessons import registry
from tests.browser.driving import PHONE, address_changes, drag, exact_values, lit, stage_of, until
from tests.lessons.cases import FULL, sampled

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
# In an ordinary run every lesson as it opens, one with its folds, one with a question, and the light page of one.
SAMPLE = [
    *(lesson.slug for lesson in registry.LESSONS),
    next(one for one in reversed(PAGES) if "open=" in one),
    next(one for one in PAGES if "predict=" in one),
    PAGES[-1],
]


def violations(page):
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, STREAMLITS)


def pulled(page):
    """Pull the first handle of the page by hand: it follows, and the address says where it is left."""
    knob, url = page.locator('[data-testid="stage"] [role="slider"]:visible').first, page.url
    name, scene = knob.evaluate("one => [one.dataset.handle, one.closest('[data-scene]').dataset.scene]")
    now, low, high = (float(knob.get_attribute(f"aria-value{which}")) for which in ("now", "min", "max"))
    # Towards the end that is farther away.
    along = 40 if (now < (low + high) / 2) != (knob.get_attribute("data-axis") == "y") else -40
    drag(page, name, along, steps=8, stage=stage_of(scene), release=False)
    assert float(knob.get_attribute("aria-valuenow")) != now, name
    page.mouse.up()
    address_changes(page, url)


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
@pytest.mark.parametrize("address", PAGES if FULL else SAMPLE)
def test_axe_finds_nothing_wrong_with_a_page(visitor, site, address, scheme):
    page = visitor(color_scheme=scheme)
    opened(page, site, address)
    if address in registry.BY_SLUG:
        pulled(page)
    assert violations(page) == []


@pytest.mark.parametrize("address", sampled(["entropy", *PAGES], 56))
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
