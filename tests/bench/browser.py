"""The browser under measurement: pages, the pointer, and what crosses the websocket."""

import asyncio
import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WATCH = (Path(__file__).parent / "watch.js").read_text()
MOVES_PER_SECOND = 90
Point = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """One websocket message: when, which way, how long; `finished` says that it ends a run of the script."""

    time: float
    sent: bool
    size: int
    finished: bool


class Wire:
    """Everything that crosses the websocket of a page, with the browser's own times."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.news = asyncio.Event()

    async def listen(self, session: CDPSession) -> None:
        """Begin to listen."""
        session.on("Network.webSocketFrameSent", lambda told: self._heard(told, sent=True))
        session.on("Network.webSocketFrameReceived", lambda told: self._heard(told, sent=False))
        await session.send("Network.enable")

    def _heard(self, told: dict[str, Any], *, sent: bool) -> None:
        words = told["response"]["payloadData"]
        binary = told["response"]["opcode"] == 2
        payload = base64.b64decode(words) if binary else words.encode()
        finished = not sent and binary and ForwardMsg.FromString(payload).WhichOneof("type") == "script_finished"
        self.frames.append(Frame(told["timestamp"], sent, len(payload), finished))
        self.news.set()

    async def finished(self, since: int, patience: float = 20) -> list[Frame]:
        """The messages from number `since` to the one that ends the run they asked for."""
        async with asyncio.timeout(patience):
            while True:
                heard = self.frames[since:]
                asked = next((i for i, frame in enumerate(heard) if frame.sent), None)
                if asked is not None:
                    for i, frame in enumerate(heard):
                        if i > asked and frame.finished:
                            return heard[asked : i + 1]
                self.news.clear()
                await self.news.wait()

    async def quiet(self, pause: float = 0.4) -> None:
        """Wait until nothing has crossed for a while."""
        while True:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), pause)
            except TimeoutError:
                return


class Tab:
    """A fresh page, as a new visitor has it, with its pointer and its wire."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page, self.session, self.wire = page, session, Wire()

    async def open(self, url: str, *ready: str) -> None:
        """Go to an address and wait for what makes the page ready, and for the line to be quiet."""
        await self.page.goto(url)
        for each in ready:
            await self.page.locator(each).first.wait_for(timeout=60_000, state="attached")
        await self.wire.quiet(0.8)
        await self.page.evaluate(WATCH)

    async def metrics(self) -> dict[str, float]:
        """The browser's own counters of this page; durations are processor time of its main thread."""
        told = (await self.session.send("Performance.getMetrics"))["metrics"]
        return {metric["name"]: metric["value"] for metric in told}

    async def mouse(self, kind: str, at: Point, *, held: bool = False) -> None:
        """One mouse event, answered once the page has seen it."""
        pressing = kind in ("mousePressed", "mouseReleased")
        button = {"button": "left", "clickCount": 1} if pressing else {"button": "left" if held else "none"}
        buttons = 1 if held or kind == "mousePressed" else 0
        event = {"type": kind, "x": at[0], "y": at[1], "buttons": buttons, **button}
        await self.session.send("Input.dispatchMouseEvent", event)

    async def wander(self, path: Sequence[Point], seconds: float, *, held: bool) -> None:
        """Move along a path, round and round, at a steady rate and without waiting for the page."""
        clock = asyncio.get_running_loop()
        began, moves = clock.time(), []
        while (now := clock.time()) < began + seconds:
            moves.append(asyncio.create_task(self.mouse("mouseMoved", path[len(moves) % len(path)], held=held)))
            await asyncio.sleep(began + len(moves) / MOVES_PER_SECOND - now)
        await asyncio.gather(*moves)


@asynccontextmanager
async def tab(browser: Browser) -> AsyncIterator[Tab]:
    """A tab in a context of its own, closed at the end."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    opened = Tab(page, await context.new_cdp_session(page))
    await opened.wire.listen(opened.session)
    await opened.session.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        yield opened
    finally:
        await context.close()
