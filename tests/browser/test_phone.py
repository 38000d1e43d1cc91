"""On a phone the figure stays in view beside what sets it, and nothing is wider than the screen."""

import pytest

from lossviz.lessons import registry
from tests.browser.driving import PHONE, exact_values, frames, until
from tests.lessons.cases import only_in_full, sampled

STAGE = ".lv-stage:not(.lv-poster *)"
FIRST = f"{STAGE} .lv-first"
MAIN = '[data-testid="stMain"]'
SMALL = {**PHONE, "viewport": {"width": 360, "height": 740}}
# Whether the middle of an element is what one sees there.
IS_SEEN = """one => { const { x, y, width, height } = one.getBoundingClientRect()
  const seen = document.elementFromPoint(x + width / 2, y + height / 2)
  return Boolean(seen) && (one === seen || one.contains(seen) || seen.contains(one)) }"""

# Whether the row of figures has kept its place for a tenth of a second.
AT_REST = """row => new Promise(tell => {
  const before = row.scrollLeft
  setTimeout(() => tell(row.scrollLeft === before), 100) })"""


def opened(page, site, address):
    page.goto(f"{site}/{address}")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.wire.rest()


def scrolled_under(page, control):
    """Scroll until a control stands right under the figure, as a learner who is looking for it does."""
    page.evaluate(
        """([main, control, first]) => {
          const top = document.querySelector(first).getBoundingClientRect()
          const below = control.getBoundingClientRect().top - top.bottom
          document.querySelector(main).scrollBy(0, below - 60)
        }""",
        [MAIN, control.element_handle(), FIRST],
    )
    frames(page)


@pytest.mark.sample(every=4)
@pytest.mark.parametrize("kind", [PHONE, SMALL], ids=["390", "360"])
@pytest.mark.parametrize("slug", sampled([lesson.slug for lesson in registry.LESSONS], 3))
def test_the_figure_stays_in_view_while_its_controls_are_scrolled_to(visitor, site, slug, kind):
    page = visitor(**kind)
    opened(page, site, slug)
    height = kind["viewport"]["height"]
    for control in page.locator(f"{STAGE} .lv-hand").locator(".lv-track, .lv-choice, .lv-links a:not(.lv-reset)").all():
        if not control.is_visible():
            continue
        scrolled_under(page, control)
        figure = page.locator(FIRST).bounding_box()
        header = page.locator('[data-testid="stHeader"]').bounding_box()
        assert figure["y"] >= header["y"] + header["height"] - 1
        assert figure["height"] <= 0.46 * height
        assert page.locator(f"{FIRST} .lv-sheet").evaluate(IS_SEEN)
        assert control.evaluate(IS_SEEN), control.inner_text()
        assert control.bounding_box()["y"] >= figure["y"] + figure["height"]


@only_in_full
def test_a_tap_on_a_link_is_seen_in_the_figure(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, "entropy")
    link = page.get_by_role("link", name="Fair coin: maximum entropy")
    scrolled_under(page, link)
    bar = page.locator(f"{FIRST} .barlayer .point path").first
    before = bar.get_attribute("d")
    link.tap()
    until(page, lambda: bar.get_attribute("d") != before)
    sheet = page.locator(f"{FIRST} .lv-sheet")
    assert sheet.evaluate(IS_SEEN)
    assert sheet.bounding_box()["y"] >= 0


@only_in_full
def test_a_handle_that_the_keyboard_comes_to_stands_below_the_figure(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, "gradient-descent")
    # From the end of the page back to the tracks, which come into view from above.
    page.locator(MAIN).evaluate("main => main.scrollTo(0, main.scrollHeight)")
    knob = page.locator(f'{STAGE} [data-handle="rate"]')
    knob.focus()
    frames(page)
    assert knob.evaluate(IS_SEEN)


@pytest.mark.parametrize("slug", sampled(["", "questions", *(lesson.slug for lesson in registry.LESSONS)], 6))
def test_nothing_is_wider_than_a_small_phone(visitor, site, slug):
    page = visitor(**SMALL)
    page.goto(f"{site}/{slug}")
    if slug == "questions":
        page.wait_for_selector("text=See it")
    else:
        opened(page, site, slug)
        if slug:
            exact_values(page)
    for where in ("html", MAIN):
        wide, room = page.locator(where).evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert wide <= room, where


def swiped(page, way):
    """A swipe over the figures, by touch, at a place where no handle is."""
    box = page.locator(f"{STAGE} .lv-figures").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 10
    touch = page.context.new_cdp_session(page)
    touch.send(
        "Input.synthesizeScrollGesture", {"x": x, "y": y, "xDistance": -250 * way, "yDistance": 0, "speed": 1200}
    )


def in_view(page):
    """The names of the figures that one sees."""
    sheets = page.locator(f"{STAGE} .lv-figure")
    box = page.locator(f"{STAGE} .lv-figures").bounding_box()
    middles = [(one.get_attribute("data-figure"), one.bounding_box()) for one in sheets.all()]
    return [name for name, one in middles if box["x"] <= one["x"] + one["width"] / 2 <= box["x"] + box["width"]]


def come_to_rest(page):
    """Wait until a figure has slid into its place: a gesture during the slide would be lost to it."""
    until(page, lambda: page.locator(f"{STAGE} .lv-figures").evaluate(AT_REST))


@only_in_full
def test_the_other_figures_are_a_swipe_or_a_tap_away(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, "entropy")
    assert in_view(page) == ["bars"]
    pages = page.locator(f"{STAGE} .lv-page")
    assert [one.get_attribute("aria-current") for one in pages.all()] == ["true", None, None, None]
    swiped(page, 1)
    until(page, lambda: in_view(page) == ["areas"] and pages.nth(1).get_attribute("aria-current") == "true")
    come_to_rest(page)
    pages.nth(3).tap()
    until(page, lambda: in_view(page) == ["stack"])
    come_to_rest(page)
    swiped(page, -1)
    until(page, lambda: in_view(page) == ["curve"])


@only_in_full
def test_what_is_out_of_view_follows_as_what_is_in_view(visitor, site):
    page = visitor(**PHONE)
    opened(page, site, "entropy")
    dot = page.locator(f'{STAGE} [data-figure="curve"] .scatterlayer .point').last
    before = dot.get_attribute("transform")
    page.locator(f'{STAGE} [data-handle="p0"]').press("PageDown")
    until(page, lambda: dot.get_attribute("transform") != before)
    # A handle that the keyboard comes to comes into view.
    page.goto(f"{site}/gradient-descent")
    page.wait_for_selector(f"{STAGE} .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.locator(f'{STAGE} [data-figure="surface"] [data-handle="azimuth"]').focus()
    until(page, lambda: in_view(page) == ["surface"])
