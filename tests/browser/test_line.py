"""The line to a server that lives on: cut, and what is sent or answered lost on the way."""

import pytest

from tests.browser.conftest import serving
from tests.browser.driving import drag, says, until, visit, weights
from tests.lessons.cases import only_in_full

REST = """() => document.querySelector(
    '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]')
  && !document.querySelector('[data-testid="stage"][data-busy]')
  && document.querySelector('[data-testid="line"]')?.hidden !== false"""
DISCONNECTED = """() => !document.querySelector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')"""


class Line:
    """The websocket of a page, with a pair of scissors."""

    def __init__(self, page):
        self.page = page
        self.ends = []
        self.is_cut = self.is_deaf = self.is_mute = False
        self.commits = 0
        page.route_web_socket("**/_stcore/stream", self._routed)

    def _routed(self, here):
        if self.is_cut:
            here.close()
            return
        there = here.connect_to_server()
        self.ends += [here, there]
        here.on_message(lambda message: self._sent(there, message))
        there.on_message(lambda message: None if self.is_deaf else here.send(message))

    def _sent(self, there, message):
        if not self.is_mute:
            self.commits += b'"commit"' in message
            there.send(message)

    def cut(self):
        self.is_cut = True
        for end in self.ends:
            end.close()
        self.ends = []

    def rest(self):
        self.page.wait_for_function(REST)


@pytest.fixture
def line(visitor):
    visitor.expected = ("WebSocket", "when disconnected")
    return Line(visitor())


def opened(line, site):
    page = line.page
    page.wire.rest = line.rest  # a line that is tapped here is not seen there
    visit(page, site, drawn=False)
    return page


def pulled(page):
    """Pull the first bar, and let it go; what is said of it then."""
    drag(page, "p0", 60.0, steps=4)
    return says(page)


def test_a_deed_that_is_lost_with_the_line_is_sent_once_when_the_line_is_back_and_the_page_is_the_same(line, site):
    page = opened(line, site)
    page.evaluate("window.isTheSame = true")
    entries = page.evaluate("history.length")
    line.is_mute = True
    before = page.url
    said = pulled(page)
    line.cut()
    page.wait_for_function(DISCONNECTED)
    until(page, lambda: page.url != before)
    line.is_mute = line.is_cut = False
    line.rest()
    assert says(page) == said
    assert weights(page) == [119, 81]
    assert line.commits == 1
    assert page.evaluate("history.length") == entries + 1
    assert page.evaluate("window.isTheSame")


@only_in_full
def test_a_deed_that_arrived_but_whose_answer_was_lost_is_one_entry_too(line, site):
    page = opened(line, site)
    entries = page.evaluate("history.length")
    line.is_deaf = True
    said = pulled(page)
    until(page, lambda: line.commits == 1)
    line.cut()
    page.wait_for_function(DISCONNECTED)
    line.is_deaf = line.is_cut = False
    line.rest()
    assert says(page) == said
    assert weights(page) == [119, 81]
    assert page.evaluate("history.length") == entries + 1


@only_in_full
def test_a_deed_without_an_answer_puts_the_line_in_doubt_and_is_sent_again(line, site):
    page = opened(line, site)
    entries = page.evaluate("history.length")
    line.is_mute = True
    said = pulled(page)
    # The line stands, and nobody answers.
    page.wait_for_selector("[data-testid=line]:visible")
    line.is_mute = False
    line.rest()
    assert says(page) == said
    assert weights(page) == [119, 81]
    assert page.evaluate("history.length") == entries + 1


@only_in_full
def test_a_line_that_was_down_longer_than_the_server_remembers_goes_on_all_the_same(line):
    with serving("--server.disconnectedSessionTTL", "1") as site:
        page = opened(line, site)
        page.evaluate("window.isTheSame = true")
        line.cut()
        page.wait_for_function(DISCONNECTED)
        # The time after which the session is gone.
        page.wait_for_timeout(2_000)
        line.is_cut = False
        line.rest()
        said = pulled(page)
        line.rest()
        assert (says(page), weights(page)) == (said, [119, 81])
        assert page.evaluate("window.isTheSame")
        page.close()
