"""The server is killed and started anew while pages are open: the next deed works, and nothing that was made is lost."""

import re
import shutil
from dataclasses import dataclass

import pytest

from tests.browser.conftest import Server, Visitors
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
from tests.lessons.cases import FULL, registry

STATES = ("untouched", "pulled", "held", "let go", "fold", "predicting")
# What a browser and Streamlit write into the console while a server is gone.
GONE = ("net::ERR_", "WebSocket", "Client Error in reaching", "Is Streamlit still running")
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
FEW = [
    *(Case("gradient-descent", "untouched"), Case("binary-cross-entropy", "fold"), Case("entropy", "predicting")),
    *(Case("cross-entropy", "let go"), Case("sgd", "held")),
]


@pytest.fixture(scope="module")
def server():
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def tolerant(visitor: Visitors):
    """Visitors whose browsers may say that the server was gone, and nothing else."""
    yield visitor
    visitor.complaints[:] = [one for one in visitor.complaints if not any(word in one for word in GONE)]


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
        assert value(knob) == now, case
        assert page.evaluate("history.length") == entries + 1, case
        assert page.locator("[data-testid=line]").is_hidden(), case
        if case.state == "predicting":
            check(page, case)
        travel(page)
        assert (page.url, spoken(page, case) if case.state != "predicting" else said) == (url, said), case
        # It went on where it was: nothing was loaded anew.
        assert page.evaluate("window.isTheSame"), case
