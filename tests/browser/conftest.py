"""One server, a browser for each kind of visitor, a fresh page for each test; a complaint in the console fails it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, WebError, sync_playwright

from tests.browser import chromium
from tests.browser.driving import Wire

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PATIENCE = 60
# What a browser and Streamlit write into the console while a server is gone.
GONE = ("net::ERR_", "WebSocket", "Client Error in reaching", "Is Streamlit still running", "when disconnected")
# A complaint about time: on a busy machine what was fetched early is used some seconds after the page has loaded.
EARLY = "preloaded using link preload but not used within a few seconds"
WIDE = {"width": 1280, "height": 800}


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


class Server:
    """The app as a learner starts it, on a port of its own; it can be killed and started again."""

    def __init__(self, *arguments: str, base: str = "") -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}{base}"
        self.arguments = arguments

    def start(self, folder: Path = ROOT) -> None:
        """Start it from the folder of the project, or of a copy, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port), *self.arguments]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        with tempfile.TemporaryFile() as log:
            self.process = subprocess.Popen(command, cwd=folder, env=quiet, stdout=log, stderr=subprocess.STDOUT)
            end = time.monotonic() + PATIENCE
            while not answers(f"{self.url}/_stcore/health"):
                if not self.is_running or time.monotonic() > end:
                    log.seek(0)
                    said = log.read().decode(errors="replace")
                    self.stop()
                    pytest.fail(f"the server did not start:\n{said}", pytrace=False)
                time.sleep(0.1)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """End it, as a host does that has other plans."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it from one moment to the next."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(*arguments: str, base: str = "", folder: Path = ROOT) -> Iterator[str]:
    """The app on a port of its own; the address it is found at."""
    server = Server(*arguments, base=base)
    server.start(folder)
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with serving() as url:
        yield url


class Chromiums:
    """A Chromium for each kind of visitor, started when first asked for.

    It keeps what it has loaded and compiled, as a learner's own does, so that a page opens in half the time.
    """

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.started: dict[str, BrowserContext] = {}
        self.folders = ExitStack()

    def __call__(self, number: int, **kind: Any) -> BrowserContext:
        name = repr((number, kind))
        if name not in self.started:
            self.started[name] = self.playwright.chromium.launch_persistent_context(
                self.folders.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)),
                executable_path=chromium.executable(),
                args=chromium.arguments(),
                viewport=WIDE,
                **kind,
            )
        return self.started[name]

    def close(self) -> None:
        for context in self.started.values():
            context.close()
        self.folders.close()


@pytest.fixture(scope="session")
def chromiums() -> Iterator[Chromiums]:
    with sync_playwright() as playwright:
        started = Chromiums(playwright)
        yield started
        started.close()


class Visitors:
    """Makes fresh visitors, each with a page of its own, and listens for complaints."""

    def __init__(self, chromiums: Chromiums) -> None:
        self.chromiums = chromiums
        self.pages: list[Page] = []
        self.listening: list[BrowserContext] = []
        self.complaints: list[str] = []
        # Words of complaints that a test brings about itself.
        self.expected: tuple[str, ...] = ()

    def __call__(self, viewport: Any = WIDE, color_scheme: Any = None, reduced_motion: Any = None, **kind: Any) -> Page:
        """A page; what is not named here is of the browser itself, as a touch screen is.

        A second visitor beside the first has a Chromium of its own: a tab behind another is not drawn.
        """
        context = self.chromiums(sum(not page.is_closed() for page in self.pages), **kind)
        if context not in self.listening:
            self.listening.append(context)
            context.on("page", self._opened)
            context.on("console", self._heard)
            context.on("weberror", self._failed)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.wire = Wire(page)  # type: ignore[attr-defined]
        return page

    def _opened(self, page: Page) -> None:
        self.pages.append(page)

    def _heard(self, message: ConsoleMessage) -> None:
        # A direct load of a page below the root makes Streamlit look for itself in two places where it is not.
        probing = "404" in message.text and "/_stcore/" in message.location["url"]
        expected = any(words in message.text for words in (*self.expected, EARLY))
        if message.type in ("error", "warning") and not probing and not expected:
            self.complaints.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def leave(self) -> None:
        for page in self.pages:
            if page.url.startswith("http") and not page.is_closed():
                page.evaluate("localStorage.clear()")
            page.close()
        for context in self.listening:
            context.remove_listener("page", self._opened)
            context.remove_listener("console", self._heard)
            context.remove_listener("weberror", self._failed)
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture
def visitor(chromiums: Chromiums) -> Iterator[Visitors]:
    visitors = Visitors(chromiums)
    yield visitors
    visitors.leave()


@pytest.fixture
def page(visitor: Visitors) -> Page:
    return visitor()


@pytest.fixture(scope="module")
def lasting(chromiums: Chromiums) -> Iterator[Visitors]:
    """Visitors who stay for all tests of a module."""
    visitors = Visitors(chromiums)
    yield visitors
    visitors.leave()
