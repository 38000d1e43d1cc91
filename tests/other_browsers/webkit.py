"""WebKit, driven by WebDriver: JSON over HTTP to WebKitGTK's driver, on a screen without a monitor."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tests.browser.conftest import free_port
from tests.other_browsers import install
from tests.other_browsers.tab import Browser, BrowserError, Tab, stopping

ANSWER = 60
START = 30
ATTEMPTS = 3
# What Streamlit says in WebKit when a page is left: its socket is closed under it.
LEAVING = "WebSocket onerror"
WINDOW = {"x": 0, "y": 0, "width": 1280, "height": 838}
# The driver does not tell what the console says, so the page keeps what is said from the first script on.
LISTEN = """if (!window.heard) {
  window.heard = []
  const error = console.error
  console.error = (...said) => { window.heard.push(said.join(" ")); error(...said) }
  addEventListener("error", (event) => window.heard.push(event.message))
  addEventListener("unhandledrejection", (event) => window.heard.push(String(event.reason)))
}"""


class Session:
    """One session of the driver: a browser with a fresh storage."""

    def __init__(self, url: str, minibrowser: str) -> None:
        options = {"binary": minibrowser, "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.url, self.patience = f"{url}/session", START
        self.url += "/" + self("POST", "", capabilities=capabilities)["sessionId"]
        self("POST", "/window/rect", **WINDOW)
        self.current = self("GET", "/window")
        self.patience = ANSWER

    def __call__(self, verb: str, path: str, **parameters: Any) -> Any:
        body = json.dumps(parameters).encode() if verb == "POST" else None
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"}, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise BrowserError(f"{path}: {error.read().decode(errors='replace')}") from None


class WebKitTab(Tab):
    def __init__(self, session: Session, window: str) -> None:
        self.session = session
        self.window = window
        self.heard: list[str] = []

    def _send(self, verb: str, path: str, **parameters: Any) -> Any:
        if self.session.current != self.window:
            self.session("POST", "/window", handle=self.window)
            self.session.current = self.window
        return self.session(verb, path, **parameters)

    def front(self) -> None:
        self._send("GET", "/window")

    def open(self, address: str) -> None:
        self._send("POST", "/url", url=address)

    def reload(self) -> None:
        self._send("POST", "/refresh")

    def traverse(self, delta: int) -> None:
        self._send("POST", "/back" if delta < 0 else "/forward")

    def evaluate(self, expression: str) -> str:
        answers = "value => ({value, heard: heard.splice(0)}), error => ({failed: String(error), heard: []})"
        script = f"{LISTEN}; {expression}.then({answers}).then(arguments[0])"
        answer = self._send("POST", "/execute/async", script=script, args=[])
        self.heard += answer["heard"]
        if "failed" in answer:
            raise BrowserError(answer["failed"])
        return str(answer["value"])

    def perform(self, sources: list[dict[str, Any]]) -> None:
        self._send("POST", "/actions", actions=sources)

    def screenshot_data(self) -> str:
        return str(self._send("GET", "/screenshot"))

    def errors(self) -> list[str]:
        self.run("return null")
        return [error for error in self.heard if LEAVING not in error]


@contextmanager
def started() -> Iterator[Browser]:
    """WebKitGTK's small browser on a screen of its own; each visitor gets a driver and a browser of its own."""
    found = install.webkit()
    assert found is not None
    driver, minibrowser, screen = found
    size = "{width}x{height}x24".format(**WINDOW)
    command = [screen, "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
    display = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    with stopping(display):
        assert display.stdout is not None
        with display.stdout as told:
            environment = {**os.environ, "DISPLAY": f":{told.readline().decode().strip()}"}

        @contextmanager
        def visitor() -> Iterator[Callable[[], Tab]]:
            process, session = begun(driver, minibrowser, environment)
            windows = [session.current]

            def tab() -> Tab:
                window = windows.pop() if windows else session("POST", "/window/new", type="window")["handle"]
                return WebKitTab(session, window)

            try:
                yield tab
            finally:
                kill(process)

        yield visitor


def begun(driver: str, minibrowser: str, environment: dict[str, str]) -> "tuple[subprocess.Popen[bytes], Session]":
    """Start a driver and through it a browser; once in some hundred times the browser does not come up."""
    failure: Exception | None = None
    for _ in range(ATTEMPTS):
        port = free_port()
        command, quiet = [driver, f"--port={port}"], subprocess.DEVNULL
        process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            ready(f"http://127.0.0.1:{port}")
            return process, Session(f"http://127.0.0.1:{port}", minibrowser)
        except (OSError, BrowserError) as error:
            failure = error
            kill(process)
    raise BrowserError("WebKit did not start") from failure


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a driver and the browser that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ready(url: str) -> None:
    """Wait until the driver answers."""
    end = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(f"{url}/status", timeout=2):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
