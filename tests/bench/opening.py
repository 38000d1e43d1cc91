"""The first page: when something is seen, when it can be used, what crossed for it, and what moved on the way.

For a visitor who has never been here, and a server that is warm.
"""

import base64
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, CDPSession

from lossviz.lessons import registry
from lossviz.live.stage_files import PREFIX
from tests.bench.bench import Bench, Place
from tests.bench.table import Row, compared, verdict

SEEN, USABLE = 0.6, 0.9
LIGHT = 0.5  # of the whole page, and of the bare one
LIGHT_WIRE = 0.6  # megabytes
MEGABYTE = 1e6
WIRE, OURS = 3.9, 0.75  # megabytes
SHIFT = 0.02
QUIET = 700  # milliseconds for which a page is watched after it can be used: what moves late moves, too
# Looked for in every frame; the time is counted from the start of the navigation. Every shift counts, also after input.
WATCH = """
((wanted) => {
  const opening = (window.opening = { shift: 0, usable: 0 })
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) opening.shift += value
  }).observe({ type: "layout-shift", buffered: true })
  const look = () => {
    if (wanted.every((each) => document.querySelector(each))) opening.usable = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})
"""
READ = """() => ({
  seen: performance.getEntriesByName("first-contentful-paint")[0].startTime, ...window.opening,
})"""


@dataclass(frozen=True)
class Opening:
    """One opening of a page: milliseconds until something is seen and until it can be used, bytes, and shift."""

    seen: float
    usable: float
    shift: float
    wire: int
    ours: int


class Counter:
    """The bytes that cross for a page; `ours` are those of the page itself and of what lossviz serves beside it."""

    def __init__(self) -> None:
        self.wire = self.ours = 0
        self.own: set[str] = set()

    async def listen(self, session: CDPSession) -> None:
        """Begin to listen."""
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.webSocketFrameReceived", self._told)
        await session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        path = urlsplit(event["request"]["url"]).path
        if event.get("type") == "Document" or f"/{PREFIX}/" in path:
            self.own.add(event["requestId"])

    def _came(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self.wire += size
        self.ours += size if event["requestId"] in self.own else 0

    def _told(self, event: dict[str, Any]) -> None:
        told = event["response"]["payloadData"]
        size = len(base64.b64decode(told)) if event["response"]["opcode"] == 2 else len(told.encode())
        self.wire += size
        self.ours += size


async def opened(browser: Browser, url: str, wanted: list[str]) -> Opening:
    """Open an address until everything wanted stands on the page, and a moment longer."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    counter = Counter()
    await counter.listen(await context.new_cdp_session(page))
    await page.add_init_script(f"{WATCH}({wanted!r})")
    await page.goto(url)
    await page.wait_for_function("() => window.opening.usable", timeout=60_000)
    await page.wait_for_timeout(QUIET)
    times = await page.evaluate(READ)
    await context.close()
    return Opening(**times, wire=counter.wire, ours=counter.ours)


def middle(openings: list[Opening], figure: str) -> float:
    """The median of a figure."""
    return median(getattr(one, figure) for one in openings)


def rows_of_light(lesson: Place, light: list[Opening], ours: list[Opening], bare: list[Opening]) -> list[Row]:
    """What was measured of the light page of a lesson, beside the whole page and the bare one."""
    usable, wire, most = middle(light, "usable"), middle(light, "wire") / MEGABYTE, LIGHT_WIRE
    return [
        compared(
            f"light page seen, beside the bare page, {lesson}", middle(light, "seen"), middle(bare, "seen"), "ms", SEEN
        ),
        compared(f"light page usable, beside the whole page, {lesson}", usable, middle(ours, "usable"), "ms", LIGHT),
        compared(f"light page usable, beside the bare page, {lesson}", usable, middle(bare, "usable"), "ms", LIGHT),
        Row(f"light page on the wire, {lesson}", f"{wire:.3f} MB", "", "", f"<= {most} MB", verdict(wire <= most)),
        Row(
            f"layout shift of the light page, {lesson}",
            f"{middle(light, 'shift'):.4f}",
            "",
            "",
            f"<= {SHIFT}",
            verdict(middle(light, "shift") <= SHIFT),
        ),
    ]


def rows_of(lesson: Place, ours: list[Opening], bare: list[Opening]) -> list[Row]:
    """What was measured of a lesson, beside the bare page of the same run."""

    def held(name: str, amount: float, unit: str, baseline: float, most: float, digits: int) -> Row:
        mine, theirs = (f"{number:.{digits}f} {unit}".strip() for number in (amount, baseline))
        return Row(f"{name}, {lesson}", mine, theirs, "", f"<= {most}", verdict(amount <= most))

    return [
        compared(f"first contentful paint, {lesson}", middle(ours, "seen"), middle(bare, "seen"), "ms", SEEN),
        compared(f"first page usable, {lesson}", middle(ours, "usable"), middle(bare, "usable"), "ms", USABLE),
        held("on the wire", middle(ours, "wire") / MEGABYTE, "MB", middle(bare, "wire") / MEGABYTE, WIRE, 2),
        held("of which ours", middle(ours, "ours") / MEGABYTE, "MB", middle(bare, "ours") / MEGABYTE, OURS, 2),
        held("layout shift while opening", middle(ours, "shift"), "", middle(bare, "shift"), SHIFT, 4),
    ]


async def measure(bench: Bench) -> list[Row]:
    """The bare page and each lesson by turns, after one round that does not count."""
    bare, ours = bench.servers.tuned("number").url, bench.servers.ours().url
    theirs: list[Opening] = []
    openings: dict[Place, list[Opening]] = {lesson: [] for lesson in bench.lessons}
    light: dict[Place, list[Opening]] = {lesson: [] for lesson in bench.lessons if lesson.lesson in registry.LESSONS}
    for _ in range(bench.tries + 1):
        theirs.append(
            await opened(bench.browser, bare, ["[data-testid=stNumberInput]", ".stPlotlyChart .cartesianlayer .trace"])
        )
        for lesson, found in openings.items():
            url = f"{ours}/{lesson.address}"
            found.append(await opened(bench.browser, url, [lesson.handles, lesson.drawn]))
        for lesson, found in light.items():
            url = f"{ours}/{PREFIX}/view/{lesson.address}"
            found.append(await opened(bench.browser, url, [lesson.handles, lesson.drawn]))
    rows = [row for lesson, found in openings.items() for row in rows_of(lesson, found[1:], theirs[1:])]
    for lesson, found in light.items():
        rows += rows_of_light(lesson, found[1:], openings[lesson][1:], theirs[1:])
    return rows
