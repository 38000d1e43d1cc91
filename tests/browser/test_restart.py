"""The server is killed and started anew under open pages: the next deed works, and nothing that was made is lost."""

import re
import signal
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.browser.conftest import GONE, Server, Visitors
from tests.browser.driving import (
    STAGE,
    Wire,
    drag,
    enter,
    exact_values,
    field,
    frames,
    parameters,
    press,
    says,
    stage_of,
    travel,
    until,
    visit,
    where,
    without_drawing,
)
from tests.lessons import toy
from tests.lessons.cases import FULL, only_in_full, registry

STATES = ("untouched", "pulled", "held", "let go", "fold", "predicting")
CONNECTED = """() => document.querySelector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')"""
DISCONNECTED = """() => !document.querySelector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')"""


@dataclass(frozen=True)
class Case:
    """A lesson's page in one of the states."""

    slug: str
    state: str

    @property
    def lesson(self):
        return registry.BY_SLUG[self.slug]

    @property
    def fold(self):
        return self.lesson.folds[0].slug if self.state == "fold" else ""

    @property
    def address(self):
        return {"predict": next(iter(self.lesson.predictions))} if self.state == "predicting" else {}

    @property
    def exists(self):
        return {"fold": self.lesson.folds, "predicting": self.lesson.predictions}.get(self.state, True)

    @property
    def stage(self):
        return stage_of(self.fold or self.slug)


EVERY = {slug: [case for state in STATES if (case := Case(slug, state)).exists] for slug in registry.BY_SLUG}
FEW = [Case("binary-cross-entropy", "fold"), Case("entropy", "predicting"), Case("sgd", "held")]


@pytest.fixture(scope="module")
def own_server():
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(own_server):
    """A server that runs, whatever the test before has left."""
    if not own_server.is_running:
        own_server.start()
    return own_server


@pytest.fixture
def tolerant(visitor: Visitors):
    """Visitors whose browsers may say that the server was gone, and nothing else."""
    visitor.expected = GONE
    return visitor


def value(knob):
    """Where a handle stands: the numbers in its own words, which may be fewer while it waits for a picture."""
    return re.findall(r"−?[\d.]+", knob.get_attribute("aria-valuetext"))


def steps(knob):
    """The key that moves a handle to where there is room."""
    now, low, high = (float(knob.get_attribute(f"aria-value{which}")) for which in ("now", "min", "max"))
    return "PageUp" if now < (low + high) / 2 else "PageDown"


def pull(page, case):
    """One deed with the first handle; the value at which it was left."""
    knob = page.locator(f'{case.stage} [role="slider"]:visible').first
    knob.focus()
    before, url = value(knob), page.url
    page.keyboard.press(steps(knob))
    frames(page)
    left = value(knob)
    assert left != before, case
    knob.blur()
    until(page, lambda: page.url != url)
    return knob, left


def offers(page, case):
    return page.locator(f'{case.stage} [data-testid="predict"] button:visible').all_inner_texts()


def spoken(page, case):
    return page.locator(f'{case.stage} [data-testid="says"]').inner_text()


def check(page, case):
    page.locator(f'{case.stage} [data-testid="predict"]').get_by_role("button", name="Check", exact=True).click()
    until(page, lambda: page.locator(f'{case.stage} [data-testid="reply"]').inner_text() != "")


def opened(page, site, case):
    """Open a page and bring it into its state."""
    without_drawing(page)
    page.goto(f"{site}/{where(case.slug, case.address, case.fold)}")
    page.wait_for_selector(f"{case.stage} [role=slider]", state="attached")
    page.wire.rest()
    if case.state in ("pulled", "fold"):
        pull(page, case)
    if case.state == "predicting":
        check(page, case)
        assert "Show me" in offers(page, case)
    page.wire.rest()
    page.evaluate("window.isTheSame = true")


def take(page, case):
    """Take the first handle with the mouse, and move it, without letting go; the handle and its value."""
    knob = page.locator(f'{case.stage} [role="slider"]:visible').first
    along = 40 if (steps(knob) == "PageUp") != (knob.get_attribute("data-axis") == "y") else -40
    drag(page, knob.get_attribute("data-handle"), along, steps=4, stage=case.stage, release=False)
    return knob, value(knob)


@pytest.mark.parametrize("cases", EVERY.values() if FULL else [FEW], ids=EVERY if FULL else ["a sample"])
def test_after_a_restart_the_next_deed_works_and_nothing_is_lost(tolerant, server, cases):
    first = tolerant()
    pages = {}
    for case in cases:
        page = pages[case] = first.context.new_page()
        page.wire = Wire(page)
        opened(page, server.url, case)
    left = {case: (page.url, page.evaluate("history.length"), spoken(page, case)) for case, page in pages.items()}
    taken = {}
    for case, page in pages.items():
        if case.state == "held":
            page.bring_to_front()
            taken[case] = take(page, case)
    server.kill()
    for case, page in pages.items():
        page.wait_for_function(DISCONNECTED)
        if case.state == "let go":
            page.bring_to_front()
            taken[case] = take(page, case)
            page.mouse.up()
            # Before anybody answers the address says it.
            until(page, lambda page=page, case=case: page.url != left[case][0])
    server.start()
    for case, page in pages.items():
        url, entries, said = left[case]
        page.bring_to_front()
        page.wait_for_function(CONNECTED)
        if case.state == "predicting":
            assert "Show me" in offers(page, case), case
        if case in taken:
            knob, now = taken[case]
            page.mouse.up()
            until(page, lambda page=page, url=url: page.url != url)
            assert case.state == "let go" or knob.evaluate("one => one === document.activeElement"), case
        else:
            assert (page.url, spoken(page, case)) == (url, said), case
            knob, now = pull(page, case)
        page.wire.rest()
        assert set(now) <= set(value(knob)), case
        assert page.evaluate("history.length") == entries + 1, case
        assert page.locator("[data-testid=line]").is_hidden(), case
        if case.state == "predicting":
            check(page, case)
        if FULL:
            travel(page)
            assert (page.url, spoken(page, case) if case.state != "predicting" else said) == (url, said), case
        # It went on where it was: nothing was loaded anew.
        assert page.evaluate("window.isTheSame"), case


def away(page):
    """Wait until the page says that the server does not answer."""
    page.wait_for_selector("[data-testid=line]:visible")


@only_in_full
def test_after_a_restart_a_typed_value_and_a_file_are_taken_and_what_was_typed_before_is_still_there(tolerant, server):
    page = tolerant()
    stage = stage_of("loss")
    without_drawing(page)
    page.goto(f"{server.url}/loss")
    page.wait_for_selector(f"{stage} [role=slider]", state="attached")
    page.wire.rest()
    exact_values(page)
    # Streamlit fetches what a box is made of when the box is shown.
    page.wait_for_selector('input[type="file"]', state="attached")
    field(page, "delta").fill("2.5")
    server.kill()
    away(page)
    assert field(page, "delta").is_disabled()
    server.start()
    page.wait_for_function(CONNECTED)
    until(page, lambda: not field(page, "delta").is_disabled())
    assert field(page, "delta").input_value() == "2.5"
    enter(page, "delta", "2.5")
    assert parameters(page) == {"delta": "2.5"}
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "points.csv", "mimeType": "text/csv", "buffer": b"1,2\n3,4\n5,7\n"}
    )
    until(page, lambda: parameters(page).get("points") == "1,2;3,4;5,7")
    page.wire.rest()


@contextmanager
def going(page, server):
    """A server that takes no message any more, is killed then, and started again."""
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.kill()
    away(page)
    server.start()
    page.wait_for_selector("[data-testid=line]", state="hidden")
    page.wire.rest()


@only_in_full
def test_a_fold_that_is_toggled_and_a_value_that_is_entered_while_the_server_goes_are_kept(tolerant, server):
    page = tolerant()
    fold = page.locator(f"{stage_of('information-gain')} [role=slider]")
    visit(page, server.url, "p=1,2", drawn=False)
    page.evaluate("window.isTheSame = true")
    entries = page.evaluate("history.length")
    with going(page, server):
        page.get_by_text("Information gain: how a").click()
    assert parameters(page) == {"p": "1,2", "open": "information-gain"}
    fold.first.wait_for(state="attached")
    with going(page, server):
        page.get_by_text("Information gain: how a").click()
    assert parameters(page) == {"p": "1,2"}
    assert (fold.count(), page.locator("details[open]").count()) == (0, 0)
    assert page.evaluate("history.length") == entries + 2
    exact_values(page)
    field(page, "p").wait_for()
    with going(page, server):
        field(page, "p").fill("3,4")
        field(page, "p").press("Enter")
    assert parameters(page) == {"p": "3,4"}
    assert field(page, "p").input_value() == "3,4"
    with going(page, server):
        field(page, "p").fill("three")
        field(page, "p").press("Enter")
    until(page, lambda: page.get_by_text("The picture stays as it was").count() == 1)
    assert field(page, "p").input_value() == "three"
    assert page.evaluate("window.isTheSame")


@only_in_full
def test_a_file_that_is_chosen_while_the_server_goes_is_opened_when_it_is_back(tolerant, server):
    page = tolerant()
    without_drawing(page)
    page.goto(f"{server.url}/loss?line=1,2")
    page.wait_for_selector(f"{stage_of('loss')} [role=slider]", state="attached")
    page.wire.rest()
    exact_values(page)
    file = {"name": "points.csv", "mimeType": "text/csv", "buffer": b"1,2\n3,4\n5,7\n"}
    page.locator('input[type="file"]').first.wait_for(state="attached")
    with going(page, server):
        page.locator('input[type="file"]').first.set_input_files(file)
    until(page, lambda: parameters(page) == {"points": "1,2;3,4;5,7", "line": "1,2"})
    page.wire.rest()


@only_in_full
def test_where_a_lesson_was_left_is_known_after_a_restart_and_after_a_reload(tolerant, server):
    page = tolerant()
    without_drawing(page)
    page.goto(f"{server.url}/loss?line=3,4")
    page.wait_for_selector(f"{stage_of('loss')} [role=slider]", state="attached")
    page.wire.rest()
    server.kill()
    away(page)
    server.start()
    page.wait_for_selector("[data-testid=line]", state="hidden")
    page.wire.rest()
    page.get_by_role("link", name="All lessons", exact=True).first.click()
    left = page.get_by_text("You left it at line = 3,4.")
    left.wait_for()
    page.wire.rest()
    server.kill()
    away(page)
    server.start()
    page.wait_for_selector("[data-testid=line]", state="hidden")
    page.wire.rest()
    assert left.count() == 1
    page.reload()
    left.wait_for()
    page.wire.rest()


@only_in_full
def test_while_the_server_is_away_tables_drag_links_keep_and_nothing_empty_is_opened(tolerant, server):
    page = tolerant()
    visit(page, server.url, drawn=False)
    entries = page.evaluate("history.length")
    server.kill()
    away(page)
    before, address = says(page), page.url
    drag(page, "p0", 60.0, steps=4, release=False)
    assert says(page) != before
    page.mouse.up()
    until(page, lambda: page.url != address)
    said = says(page)
    page.locator(f"{STAGE} .lv-links a", has_text="Fair die").click()
    until(page, lambda: "1%2C1%2C1%2C1%2C1%2C1" in page.url)
    # Neither of these has anything to show: a fold, another lesson by the menu, and one by a link of the stage.
    page.get_by_text("Information gain: how a").click()
    page.get_by_role("link", name="7 Cross-entropy", exact=True).first.click(force=True)
    page.locator(f"{STAGE} .lv-onward .lv-before").click()
    assert page.locator("details[open]").count() == 0
    assert "1%2C1%2C1%2C1%2C1%2C1" in page.url
    page.evaluate("history.back()")
    until(page, lambda: "p=" in page.url and "1%2C1%2C1" not in page.url)
    server.start()
    page.wait_for_function(CONNECTED)
    # The picture is the one of the address to which the learner went back.
    until(page, lambda: says(page) == said and page.locator("[data-testid=line]").is_hidden())
    page.wire.rest()
    assert page.evaluate("history.length") == entries + 2
    page.get_by_text("Information gain: how a").click()
    page.wait_for_selector(f"{stage_of('information-gain')} [role=slider]", state="attached")
    page.wire.rest()
    assert parameters(page)["open"] == "information-gain"
    page.get_by_role("link", name="7 Cross-entropy", exact=True).first.click()
    page.wait_for_selector(f"{stage_of('cross-entropy')} [role=slider]", state="attached")
    page.wire.rest()


@pytest.fixture
def renewable(tmp_path):
    """A server that runs, and a copy of the project with another file, for it to come back with."""
    project = toy.project(tmp_path)
    renewed = project / "lossviz" / "stage" / "state" / "numbers.js"
    renewed.write_text(renewed.read_text(encoding="utf-8") + "// renewed\n", encoding="utf-8")
    server = Server()
    server.start()
    try:
        yield server, project
    finally:
        server.kill()


def loaded_anew(page):
    """Wait until the page has loaded itself and is drawn."""
    page.wait_for_function("() => !window.isTheSame && document.querySelector('[role=slider]')")
    page.wire.rest()


@only_in_full
def test_a_page_whose_server_comes_back_with_other_files_loads_itself_anew_with_what_was_set(tolerant, renewable):
    server, project = renewable
    page = tolerant()
    visit(page, server.url, drawn=False)
    page.evaluate("window.isTheSame = true")
    drag(page, "p0", 60.0, steps=4, release=False)
    said = says(page)
    server.kill()
    page.wait_for_function(DISCONNECTED)
    server.start(project)
    loaded_anew(page)
    page.mouse.up()
    assert says(page) == said
    press(page, page.locator(f'{STAGE} [data-handle="p0"]'), "PageUp")
    assert says(page) != said
    # Renewed once more within minutes, it does not load itself: it says what to do.
    page.evaluate("window.isTheSame = true")
    server.kill()
    page.wait_for_function(DISCONNECTED)
    server.start()
    page.get_by_role("link", name="Reload the page").click()
    loaded_anew(page)


@only_in_full
def test_a_page_that_loads_itself_anew_stands_where_it_was_with_what_was_typed(tolerant, renewable):
    server, project = renewable
    page = tolerant()
    visit(page, server.url, "open=information-gain", drawn=False)
    exact_values(page)
    field(page, "p").fill("1,2")
    page.evaluate("window.isTheSame = true")
    held = page.locator(f"{stage_of('information-gain')} [role=slider]:visible").last
    held.focus()
    name = held.get_attribute("data-handle")
    page.wire.rest()
    field(page, "p").fill("3,4")
    held.scroll_into_view_if_needed()
    top = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert top > 0
    server.kill()
    page.wait_for_function(DISCONNECTED)
    held.focus()
    server.start(project)
    loaded_anew(page)
    until(page, lambda: page.evaluate("document.activeElement.dataset.handle") == name)
    assert parameters(page)["p"] == "3,4"
