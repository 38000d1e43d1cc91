"""One server and one browser for all tests, a fresh visitor for each; a word in the console fails a test."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser import chromium
from tests.browser.driving import Wire

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PATIENCE = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    # Playwright keeps an event loop going in this process: what needs one of its own comes before it.
    items.sort(key=lambda item: HERE in item.path.parents)


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def serving(*arguments: str, base: str = "") -> Iterator[str]:
    """The app as a learner starts it, on a port of its own; the address it is found at."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *arguments]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    url = f"http://localhost:{port}{base}"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=ROOT, env=quiet, stdout=log, stderr=subprocess.STDOUT)
        try:
            end = time.monotonic() + PATIENCE
            while not answers(f"{url}/_stcore/health"):
                if server.poll() is not None or time.monotonic() > end:
                    log.seek(0)
                    pytest.fail(f"the server did not start:\n{log.read().decode(errors='replace')}", pytrace=False)
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.arguments())
        yield started
        started.close()


class Visitors:
    """Makes fresh visitors, each in a browser context of its own, and listens for complaints."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[Any] = []
        self.complaints: list[str] = []

    def __call__(self, **how: Any) -> Page:
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **how})
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(f"page error: {error.error}"))
        page = context.new_page()
        page.wire = Wire(page)  # type: ignore[attr-defined]
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A direct load of a page below the root makes Streamlit look for itself in two places where it is not.
        probing = "404" in message.text and "/_stcore/" in message.location["url"]
        if message.type in ("error", "warning") and not probing:
            self.complaints.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitors]:
    visitors = Visitors(browser)
    yield visitors
    visitors.leave()


@pytest.fixture
def page(visitor: Visitors) -> Page:
    return visitor()


@pytest.fixture(scope="module")
def lasting(browser: Browser) -> Iterator[Visitors]:
    """Visitors who stay for all tests of a module."""
    visitors = Visitors(browser)
    yield visitors
    visitors.leave()
