"""A page opens: its still is there at once, nothing moves, and the page itself takes its place without a jump."""

import pytest

from lossviz.lessons import registry
from tests.browser.driving import PHONE, until
from tests.lessons.cases import only_in_full, sampled

SLUGS = ["", *(lesson.slug for lesson in registry.LESSONS)]
STATES = [
    *("entropy?p=5,4,3,2&unit=nats", "gradient-descent?predict=1", "sgd?goal=G1&rate=0.05", "loss?loss=huber"),
    *("relu?units=0,2", "cross-entropy-loss?logits=1,2,3,4", "training-loop?predict=2"),
    *("train-a-network?data=blobs&hidden=8,4", "train-a-network?predict=3"),
    *("cross-entropy?present=1", "sgd?present=1&predict=1"),
]
POSTER = "#lossviz-poster"
SHIFT = 0.02
LARGE = {"viewport": {"width": 1920, "height": 1080}}
# What both pages have, by what finds it in either.
PARTS = (
    *("h1", ".lv-poster-text, [data-testid=stMainBlockContainer] [data-testid=stMarkdownContainer] p", ".lv-predict"),
    *(".lv-choice", ".lv-goal", "figcaption", ".lv-sheet", ".lv-player", ".lv-track", ".lv-actions", ".lv-says"),
    *(".lv-set-name", ".lv-choice a"),
    *(".lv-formula p", ".lv-links", ".lv-kind", ".lv-links a", ".lv-more", ".lv-handle", ".lv-label"),
    *(".lv-terms summary", ".lv-card-picture", ".lv-card-question"),
    *(
        ":is(.lv-start span, .st-key-start a)",
        ":is(.lv-lessons, .st-key-lessons) h2",
        ".lv-card, [class*=st-key-card-]",
    ),
)
# A still knows no widths of letters, so a label that makes way for something does so on the page only.
PLACES = """(covered) => Object.fromEntries(PARTS.map((part) => [part, [...document.querySelectorAll(part)]
  .filter((one) => Boolean(one.closest(".lv-poster")) === covered && one.checkVisibility())
  .filter((one) => one.textContent || one.matches(".lv-sheet"))
  .map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    return (one.dataset.side ?? "own") === "own" ? [x, y, width, height] : null
  })]))
""".replace("PARTS", repr(list(PARTS)))
# Every shift, what moved, and the title that the tab had while the poster stood.
WATCH = """
(() => {
  const watched = (window.watched = { shift: 0, moved: [], title: null })
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      watched.shift += value
      watched.moved.push(...sources.map(({ node }) => node?.className ?? String(node)))
    }
  }).observe({ type: "layout-shift", buffered: true })
  const look = () => {
    if (document.querySelector(".lv-poster")) watched.title ??= document.title
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()
"""
# Lays the poster over the page again, with the page's own fonts.
COVER = """(html) => {
  document.querySelector("#root").insertAdjacentHTML("beforebegin", html)
  const poster = document.querySelector(".lv-poster")
  poster.style.setProperty("--st-font", '"Source Sans", sans-serif')
  const serif = '"Source Serif", Georgia, serif'
  for (const one of poster.querySelectorAll("h1, h2, .lv-formula")) one.style.fontFamily = serif
}"""


def opened(page, site, address):
    """Open an address, and wait until the page itself is drawn and the poster is gone."""
    page.goto(f"{site}/{address}")
    page.wait_for_selector(".lv-stage:not(.lv-poster *) .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector(POSTER, state="detached")
    page.wire.rest()


def poster_of(page, url):
    """The poster of a page, with its picture: one that takes long is there for the next who asks."""
    asked = []

    def is_there():
        asked.append(page.request.get(url).text())
        return "<figure" in asked[-1]

    until(page, is_there)
    return asked[-1][asked[-1].index(f'<div id="{POSTER[1:]}"') : asked[-1].index('<div id="root">')]


def moved(covered, plain):
    """The parts that stand elsewhere on the poster than on the page, as far as the poster has them."""
    found = []
    for part, places in covered.items():
        theirs = plain[part][: len(places)] if part.startswith(".lv-poster-text") else plain[part]
        if len(places) != len(theirs):
            found.append((part, len(places), len(theirs)))
        for one, other in zip(places, theirs, strict=False):
            if other and max(abs(a - b) for a, b in zip(one, other, strict=True)) > 1.5:
                found.append((part, one, other))
    return found


@pytest.mark.sample(every=10)
@pytest.mark.parametrize("kind", [{}, PHONE, LARGE], ids=["wide", "phone", "large"])
@pytest.mark.parametrize("address", [*sampled(SLUGS, 4), *sampled(STATES, 2)])
def test_everything_on_the_poster_stands_where_it_stands_on_the_page(visitor, site, address, kind):
    # The home page plays itself; at rest it is the picture of its still.
    page = visitor(**kind, **({} if address else {"reduced_motion": "reduce"}))
    opened(page, site, address)
    page.evaluate(COVER, poster_of(page, f"{site}/{address}"))
    covered, plain = page.evaluate(PLACES, True), page.evaluate(PLACES, False)
    assert covered["h1"]
    assert covered[".lv-sheet"]
    assert moved(covered, plain) == []


@pytest.mark.sample(every=4)
@pytest.mark.parametrize("kind", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", sampled(SLUGS, 5))
def test_nothing_moves_while_a_page_opens_and_its_words_are_there_once(visitor, site, address, kind):
    page = visitor(**kind)
    page.add_init_script(WATCH)
    opened(page, site, address)
    watched = page.evaluate("watched")
    assert watched["shift"] <= SHIFT, watched["moved"]
    assert page.locator("h1").count() == 1
    assert watched["title"] == page.title()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_still_has_the_colours_of_the_page(visitor, site, scheme):
    page = visitor(color_scheme=scheme)
    colours = """(where) => { const { color, backgroundColor } = getComputedStyle(document.querySelector(where));
      return [color, backgroundColor] }"""
    page.goto(f"{site}/entropy", wait_until="commit")
    covered = page.wait_for_selector(POSTER, state="attached").evaluate(
        "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    )
    page.wait_for_selector(POSTER, state="detached")
    page.wire.rest()
    assert page.evaluate(colours, "[data-testid=stApp]") == covered


@only_in_full
def test_what_is_pressed_under_the_still_is_the_page_itself(page, site):
    page.route("**/plotly-cartesian.min.js*", lambda route: None)  # it never comes
    page.goto(f"{site}/entropy")
    knob = page.wait_for_selector('.lv-stage:not(.lv-poster *) [data-handle="p0"]', state="attached")
    assert page.locator(POSTER).count() == 1
    box = knob.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    assert page.locator(POSTER).count() == 0
    page.mouse.move(box["x"] + 22, box["y"] + 80)
    assert float(knob.get_attribute("aria-valuenow")) < 0.9
    page.mouse.up()


@only_in_full
def test_the_still_goes_when_the_drawing_library_does_not_come(visitor, site):
    page = visitor()
    visitor.expected = ("net::ERR_FAILED",)
    page.route("**/plotly-cartesian.min.js*", lambda route: route.abort())
    page.goto(f"{site}/entropy")
    page.wait_for_selector(POSTER, state="detached")
    assert "did not load" in page.locator(".lv-note").inner_text()


def test_the_still_ends_by_itself_where_nothing_follows(visitor, site):
    page = visitor()
    visitor.expected = ("net::ERR_FAILED",)
    page.route("**/static/js/index*", lambda route: route.abort())
    page.goto(f"{site}/entropy")
    shown = """() => [document.querySelector(".lv-poster"), document.querySelector("#root")].map((one) => {
      const [animation] = one.getAnimations()
      const { delay } = animation.effect.getTiming()
      const before = [getComputedStyle(one).visibility, getComputedStyle(one).opacity]
      animation.finish()
      return [delay, before, [getComputedStyle(one).visibility, getComputedStyle(one).opacity]]
    })"""
    cover, behind = page.evaluate(shown)
    assert cover == [10_000, ["visible", "1"], ["hidden", "1"]]
    assert behind == [10_000, ["visible", "0"], ["visible", "1"]]
