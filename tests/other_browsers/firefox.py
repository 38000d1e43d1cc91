"""Firefox, driven by WebDriver BiDi: JSON over the websocket that Firefox itself opens, no driver between."""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from websockets.sync.client import ClientConnection, connect

from tests.other_browsers import install
from tests.other_browsers.tab import Browser, BrowserError, Tab, stopping

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
ANSWER = 60


class Connection:
    """Commands and their answers; the events between them are kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.events: list[dict[str, Any]] = []
        self.count = 0

    def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout=ANSWER))
            if message["type"] == "event":
                self.events.append(message)
            elif message["id"] == self.count:
                if message["type"] == "error":
                    raise BrowserError(f"{method}: {message['error']}: {message['message']}")
                return dict(message["result"])


class FirefoxTab(Tab):
    def __init__(self, send: Connection, visitor: str) -> None:
        self.send = send
        self.context = send("browsingContext.create", type="tab", userContext=visitor)["context"]
        send("browsingContext.setViewport", context=self.context, viewport={"width": 1280, "height": 800})

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def reload(self) -> None:
        self.send("browsingContext.reload", context=self.context, wait="complete")

    def traverse(self, delta: int) -> None:
        # Where there is no such entry nothing happens, as under the button, and what is shown tells.
        with suppress(BrowserError):
            self.send("browsingContext.traverseHistory", context=self.context, delta=delta)

    def evaluate(self, expression: str) -> str:
        target = {"context": self.context}
        answer = self.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise BrowserError(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    def perform(self, sources: list[dict[str, Any]]) -> None:
        self.send("input.performActions", context=self.context, actions=sources)

    def front(self) -> None:
        self.send("browsingContext.activate", context=self.context)

    def screenshot_data(self) -> str:
        return str(self.send("browsingContext.captureScreenshot", context=self.context)["data"])

    def errors(self) -> list[str]:
        self.run("return null")
        entries = [event["params"] for event in self.send.events if event["method"] == "log.entryAdded"]
        own = [entry for entry in entries if entry["source"].get("context") == self.context]
        return [f"{entry['level']}: {entry['text']}" for entry in own if entry["level"] == "error"]


@contextmanager
def started() -> Iterator[Browser]:
    """A Firefox without a window and with an empty profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, tempfile.TemporaryFile("w+") as log:
        options = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        process = subprocess.Popen([str(install.firefox()), *options], stdout=subprocess.DEVNULL, stderr=log)
        with stopping(process), connect(f"{listening(process, log)}/session", max_size=None) as socket:
            send = Connection(socket)
            send("session.new", capabilities={})
            send("session.subscribe", events=["log.entryAdded"])

            @contextmanager
            def visitor() -> Iterator[Callable[[], Tab]]:
                own = send("browser.createUserContext")["userContext"]
                try:
                    yield lambda: FirefoxTab(send, own)
                finally:
                    send("browser.removeUserContext", userContext=own)

            yield visitor
            send("browser.close")


def listening(process: "subprocess.Popen[bytes]", log: TextIO) -> str:
    """The address of the websocket, which Firefox tells among other things."""
    end = time.monotonic() + ANSWER
    while True:
        log.seek(0)
        if told := LISTENING.search(log.read()):
            return told[1]
        if process.poll() is not None or time.monotonic() > end:
            raise BrowserError(f"Firefox did not start: {log.seek(0) or log.read()}")
        time.sleep(0.05)
