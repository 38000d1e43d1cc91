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

from tests.bench.table import NotTakenError

WATCH = (Path(__file__).parent / "watch.js").read_text()
MOVES_PER_SECOND = 90
# What a held handle asks for without Streamlit.
QUESTION = "/lossviz/row/"
TEXT, BINARY = 1, 2
Point = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """One websocket message: when, which way, how long; `is_last` says that it ends the last run that was asked for."""

    time: float
    is_sent: bool
    size: int
    is_last: bool


class Wire:
    """What crosses between a page and the server, with the browser's own times."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.news = asyncio.Event()
        self.questions: set[str] = set()

    async def listen(self, session: CDPSession) -> None:
        """Begin to listen."""
        session.on("Network.webSocketFrameSent", lambda event: self._crossed(event, is_sent=True))
        session.on("Network.webSocketFrameReceived", lambda event: self._crossed(event, is_sent=False))
        session.on("Network.requestWillBeSent", self._asked)
        for ending in ("Network.loadingFinished", "Network.loadingFailed"):
            session.on(ending, lambda event: self.questions.discard(event["requestId"]))
        await session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        if QUESTION in event["request"]["url"]:
            self.questions.add(event["requestId"])

    def _crossed(self, event: dict[str, Any], *, is_sent: bool) -> None:
        data, opcode = event["response"]["payloadData"], event["response"]["opcode"]
        if opcode not in (TEXT, BINARY):
            return  # the line is only being kept open
        is_binary = opcode == BINARY
        payload = base64.b64decode(data) if is_binary else data.encode()
        is_last = not is_sent and is_binary and ends_run(ForwardMsg.FromString(payload))
        self.frames.append(Frame(event["timestamp"], is_sent, len(payload), is_last))
        self.news.set()

    async def answer(self, since: int, patience: float = 20) -> list[Frame]:
        """The messages from the first one sent since number `since` to the one that ends the run it asked for."""
        try:
            async with asyncio.timeout(patience):
                while True:
                    crossed = self.frames[since:]
                    sent = next((i for i, frame in enumerate(crossed) if frame.is_sent), None)
                    if sent is not None:
                        for i, frame in enumerate(crossed):
                            if i > sent and frame.is_last:
                                return crossed[sent : i + 1]
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            asked = any(frame.is_sent for frame in self.frames[since:])
            what = "no answer came" if asked else "the page sent nothing"
            raise NotTakenError(f"{what} for {patience:.0f} s") from None

    async def quiet(self, pause: float = 0.4) -> None:
        """Wait until nothing has crossed for a while."""
        while True:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), pause)
            except TimeoutError:
                return


def ends_run(message: ForwardMsg) -> bool:
    """Whether a message ends a run of the script, and no run follows by itself."""
    is_end = message.WhichOneof("type") == "script_finished"
    return is_end and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


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

    async def settled(self, patience: float = 20) -> None:
        """Wait until every question of a held handle is answered and its answer is painted."""
        end = asyncio.get_running_loop().time() + patience
        while True:
            await self.page.evaluate("bench.twoFrames()")
            if not self.wire.questions:
                await self.page.evaluate("bench.twoFrames()")
                if not self.wire.questions:
                    return
            if asyncio.get_running_loop().time() > end:
                raise NotTakenError(f"a question was not answered in {patience:.0f} s")

    async def metrics(self) -> dict[str, float]:
        """The browser's own counters of this page; durations are processor time of its main thread."""
        found = (await self.session.send("Performance.getMetrics"))["metrics"]
        return {metric["name"]: metric["value"] for metric in found}

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
