"""The light page: a lesson without Streamlit, which follows the hand, keeps its address, and works where it is put."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from lossviz.lessons import registry
from tests.browser.another_site import page_of_another_site
from tests.browser.conftest import Server
from tests.browser.driving import (
    PHONE,
    Finger,
    drag,
    frames,
    handle,
    lit,
    middle,
    opened,
    parameters,
    stage_of,
    until,
    value,
    view,
    where,
)
from tests.lessons.cases import FULL, PLACES, only_in_full, sampled

LESSONS = [lesson.slug for lesson in registry.LESSONS]
WALKED = [place for place in PLACES if place.slug != "home"]
MOST = None if FULL else 2
ENTROPY = stage_of("entropy")


class Asked:
    """What a page has asked its server for."""

    def __init__(self, page):
        self.urls, self.sockets = [], []
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("websocket", lambda socket: self.sockets.append(socket.url))

    def of(self, kind):
        return [url for url in self.urls if f"/lossviz/{kind}/" in url]


def says(page, stage):
    return page.locator(f'{stage} [data-testid="says"]').inner_text()


def shown(page, stage):
    """What a stage says, in words and at its handles."""
    texts = "all => all.map((one) => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')])"
    knobs = page.locator(f'{stage} [role="slider"]').evaluate_all(texts)
    return says(page, stage), page.locator(f'{stage} [data-testid="formula"]').inner_text(), knobs


@pytest.mark.parametrize("place", sampled(WALKED, 3), ids=str)
def test_each_handle_follows_the_hand_and_its_link_shows_the_same_in_the_app(page, site, place):
    asked = Asked(page)
    view(page, site, where(place.slug, {}, place.fold))
    stage = stage_of(place.fold or place.slug)
    names = page.locator(f'{stage} [role="slider"]:visible').evaluate_all("all => all.map((one) => one.dataset.handle)")
    pulled = 0
    for name in names:
        if pulled == MOST:
            break
        knob = handle(page, name, stage)
        if knob.get_attribute("aria-disabled") or not knob.is_visible() or name == "azimuth":
            continue
        before, address = shown(page, stage), page.url
        now, low, high = (float(knob.get_attribute(f"aria-value{which}")) for which in ("now", "min", "max"))
        towards = 1 if (now < (low + high) / 2) != (knob.get_attribute("data-axis") == "y") else -1
        del asked.urls[:]
        drag(page, name, towards * 60, stage=stage, release=False)
        held = says(page, stage)
        # Of a handle that has a table nothing is asked while it is held.
        assert not [url for url in asked.of("scene") if f"/scene/{place}?" in url]
        page.mouse.up()
        frames(page)
        if shown(page, stage) == before:
            continue
        until(page, lambda address=address: page.url != address)
        lit(page)
        assert says(page, stage) == held or asked.of("row")
        pulled += 1
    assert pulled
    # The app's pages have one.
    assert not asked.sockets
    left, query = shown(page, stage), urlsplit(page.url).query
    page.reload()
    lit(page)
    assert shown(page, stage) == left
    opened(page, site, f"{place.slug}?{query}", place.fold or place.slug)
    assert shown(page, stage) == left


def test_back_and_forward_bring_back_what_was_shown_then(page, site):
    stage = view(page, site, "entropy")
    states = [(page.url, shown(page, stage))]
    for along in (60, -30):
        address = page.url
        drag(page, "p0", along)
        until(page, lambda address=address: page.url != address)
        lit(page)
        states.append((page.url, shown(page, stage)))
    for way, index in (("back", 1), ("back", 0), ("forward", 1), ("forward", 2)):
        page.evaluate(f"history.{way}()")
        until(page, lambda index=index: page.url == states[index][0])
        until(page, lambda index=index: shown(page, stage) == states[index][1])
    assert page.locator("a[data-whole]").get_attribute("href").endswith(f"/entropy?{urlsplit(page.url).query}")


def test_a_question_opens_is_answered_and_gives_back_what_was_set(page, site):
    stage = view(page, site, "entropy?p=7,3")
    fold = page.locator('details[data-fold="information-gain"]')
    fold.locator("summary").first.click()
    lit(page)
    before = says(page, stage)
    page.get_by_role("button", name="Try it").click()
    until(page, lambda: "predict" in parameters(page))
    lit(page)
    # What could change what is asked about is away as long.
    assert not fold.locator('[data-testid="stage"]').count()
    assert fold.get_by_text("A question is open above").is_visible()
    handle(page, "p0").focus()
    for _ in range(8):
        page.keyboard.press("PageDown")
    page.get_by_role("button", name="Check").click()
    until(page, lambda: page.locator('[data-testid="verdict"]').inner_text() == "Correct.")
    page.get_by_role("button", name="Done").click()
    until(page, lambda: "predict" not in parameters(page))
    lit(page)
    assert says(page, stage) == before
    assert parameters(page)["p"] == "7,3"
    assert fold.locator('[data-testid="stage"]').count() == 1


def test_a_fold_is_in_the_address_and_follows_what_it_shares_with_the_lesson(page, site):
    asked = Asked(page)
    lesson = view(page, site, "gradient-descent")
    assert not [url for url in asked.of("scene") if "gradient-descent/race" in url]
    page.locator('details[data-fold="race"] > summary').click()
    until(page, lambda: parameters(page).get("open") == "race")
    lit(page)
    race = stage_of("race")
    before = shown(page, race)
    box = page.locator(f'{lesson} [data-choice="surface"] select')
    box.select_option(index=2)
    until(page, lambda: shown(page, race) != before)
    lit(page)
    address = page.url
    page.reload()
    lit(page)
    assert page.url == address
    assert page.locator(race).count() == 1
    page.evaluate("history.go(-2)")
    until(page, lambda: page.locator(race).count() == 0)


def test_a_handle_without_a_table_asks_while_it_is_pulled(page, site):
    asked = Asked(page)
    stage = view(page, site, "gradient-descent")
    before = says(page, stage)
    drag(page, "start", 60, stage=stage, release=False)
    until(page, lambda: says(page, stage) != before)
    until(page, lambda: bool(asked.of("row")))
    assert len(asked.of("scene")) == 1
    page.mouse.up()
    until(page, lambda: "start" in parameters(page))
    lit(page)
    assert len(asked.of("scene")) == 2


def test_a_network_is_trained_and_its_run_is_under_the_finger(page, site):
    asked = Asked(page)
    stage = view(page, site, "train-a-network?epochs=2&hidden=2")
    until(page, lambda: bool(asked.of("run")))
    before = says(page, stage)
    page.wait_for_selector(f'{stage} [data-handle="time"]')
    drag(page, "time", 200, stage=stage, release=False)
    assert says(page, stage) != before
    held = says(page, stage)
    page.mouse.up()
    until(page, lambda: "update" in parameters(page))
    lit(page)
    assert says(page, stage) == held


def test_what_is_not_understood_is_said_until_something_is_set(page, site):
    view(page, site, "entropy?" + urlencode({"p": "1,x", "foo": "<b>1</b>"}))
    notes = page.locator(".lv-notes p")
    assert [text.split(" (")[0] for text in notes.all_inner_texts()] == [
        "The link says p = 1,x",
        "The link has a part that this page does not know: foo.",
    ]
    drag(page, "p0", 30)
    until(page, lambda: notes.count() == 0)
    lit(page)
    assert set(parse_qs(urlsplit(page.url).query)) == {"p"}


def test_a_finger_pulls_on_a_phone(visitor, site):
    page = visitor(**PHONE)
    stage = view(page, site, "entropy")
    knob, before = handle(page, "p0"), says(page, stage)
    first = value(knob)
    finger = Finger(page)
    finger.drag(knob, 0, 60)
    assert value(knob) < first
    finger.lift()
    until(page, lambda: "p" in parameters(page))
    assert says(page, stage) != before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_dark_where_the_visitor_wants_it_and_changes_with_that(visitor, site):
    page = visitor(color_scheme="dark")
    stage = view(page, site, "entropy")
    light = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(light) == "rgb(20, 23, 28)"
    assert page.locator(f"{stage}.lv-dark").count() == 1
    page.emulate_media(color_scheme="light")
    page.wait_for_selector(f"{stage}:not(.lv-dark)")
    assert page.evaluate(light) == "rgb(255, 254, 251)"


@pytest.mark.parametrize("slug", sampled(LESSONS, 4))
def test_nothing_moves_when_the_stage_takes_the_place_of_its_still(page, site, slug):
    moved = """() => { window.moved = 0; new PerformanceObserver((list) => {
      for (const one of list.getEntries()) window.moved += one.value
    }).observe({ type: "layout-shift", buffered: true }) }"""
    page.goto(f"{site}/lossviz/view/{slug}")
    page.evaluate(moved)
    lit(page)
    frames(page)
    assert page.evaluate("window.moved") <= 0.02


@only_in_full
@pytest.mark.parametrize("slug", LESSONS)
def test_a_presented_page_has_its_figures_and_what_sets_them_only(page, site, slug):
    stage = view(page, site, f"{slug}?present=1")
    for gone in (".lv-introduction", ".lv-page-head", f"{stage} .lv-links", f"{stage} .lv-formula"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator(f"{stage} [role=slider]").first.is_visible()


@pytest.mark.parametrize("slug", sampled(LESSONS, 5))
def test_without_scripts_there_are_a_still_picture_the_sentence_and_the_formula(chromiums, site, slug):
    context = chromiums(0, java_script_enabled=False)
    page = context.new_page()
    try:
        page.goto(f"{site}/lossviz/view/{slug}")
        assert page.locator(".lv-still .lv-says").is_visible()
        assert page.locator(".lv-still .lv-formula").is_visible()
        assert page.locator(".lv-still .lv-figure svg").first.is_visible()
        assert page.locator("noscript").inner_text().startswith("Without JavaScript this page is a still picture")
    finally:
        page.close()


def test_after_the_server_was_gone_what_was_set_is_there_and_the_page_goes_on(visitor):
    server = Server()
    server.start()
    try:
        visitor.expected = ("net::ERR_", "Failed to load resource")
        page = visitor()
        stage = view(page, server.url, "entropy")
        server.kill()
        before = page.url
        drag(page, "p0", 60)
        held = says(page, stage)
        page.get_by_text("The server does not answer just now").wait_for()
        assert page.url != before
        assert says(page, stage) == held
        server.start()
        lit(page)
        assert says(page, stage) == held
        assert not page.get_by_text("The server does not answer just now").is_visible()
        # Afterwards all is as it was.
        drag(page, "p0", -30)
        until(page, lambda: page.url != before)
        lit(page)
    finally:
        server.kill()


# ---- in a page of another site


@pytest.fixture
def course(site):
    """A page of another site, with a light page in it, which makes room for it as it is told."""
    script = """addEventListener("message", ({ data, source }) => {
      const frame = document.querySelector("iframe")
      if (source === frame.contentWindow && data.type === "lossviz:height") frame.style.height = `${data.height}px`
    })"""

    with page_of_another_site(site, 'style="width: 1000px; height: 300px"', script) as url:
        yield url


def test_it_works_in_a_page_of_another_site_and_tells_how_high_it_is(page, course):
    page.goto(f"{course}/lossviz/view/entropy")
    lesson = page.frame("lesson")
    until(page, lambda: lesson.locator(f"{ENTROPY} .main-svg").count() > 0 and not lesson.locator(".lv-still").count())
    until(page, lambda: page.locator("iframe").bounding_box()["height"] > 800)
    inside = lesson.evaluate("document.body.getBoundingClientRect().height")
    until(page, lambda: abs(page.locator("iframe").bounding_box()["height"] - inside) < 6)
    words = lesson.locator(f'{ENTROPY} [data-testid="says"]')
    before, address = words.inner_text(), lesson.url
    x, y = middle(lesson.locator(f'{ENTROPY} [data-handle="p0"]'))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=6)
    frames(page)
    held = words.inner_text()
    assert held != before
    page.mouse.up()
    until(page, lambda: lesson.url != address)
    assert words.inner_text() == held
    assert re.search(r"/lossviz/view/entropy\?p=", lesson.url)
