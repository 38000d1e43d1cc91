"""In Firefox and WebKit, too, an open page outlives its server."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Server
from tests.other_browsers.tab import Browser

PIXELS = 30
CONNECTED = (
    """return Boolean(document.querySelector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]'))"""
)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.kill()


def test_a_pull_while_the_server_is_away_is_kept_and_the_next_one_works(browser: Browser, server: Server) -> None:
    # What the console says of a server that is gone is of no account.
    with browser() as new_tab:
        tab = new_tab()
        first = tab.visit(f"{server.url}/entropy")
        entries = tab.entries
        tab.run("window.isTheSame = true")
        handle = tab.handles()[0]
        server.kill()
        assert tab.until(lambda: not tab.run(CONNECTED))
        tab.pull(handle, PIXELS * tab.room(handle))
        tab.release()
        assert tab.until(lambda: tab.address != first.address)
        left = tab.shown()
        assert left.says != first.says
        server.start()
        assert tab.until(lambda: bool(tab.run(CONNECTED)))
        kept = tab.rest()
        assert kept.says == left.says
        assert tab.entries == entries + 1
        moved = tab.press_arrow(handle)
        assert moved.says != kept.says
        assert tab.entries == entries + 2
        tab.traverse(-1)
        assert tab.like(kept) == kept
        assert tab.run("return window.isTheSame")
