"""Many visitors at once, strangers who mean no good, and what they leave behind in the server's memory."""

import asyncio
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlencode

from lossviz.lessons import registry
from tests.bench.bench import Bench
from tests.bench.hand import percentile
from tests.bench.servers import Server
from tests.bench.strangers import HEAVIEST
from tests.bench.table import Row, compared, taken, verdict
from tests.bench.visitor import Visitor
from tests.lessons.cases import committed

CLASSES = {50: 0.100, 100: 0.250}  # visitors, and the bar for the 95th percentile of their commits in seconds
BETWEEN = 2.0  # seconds between two commits of a visitor
LENGTH = 20.0  # seconds
PROCESSOR = 14.0  # milliseconds of a commit
IDLE, AFTER = 8.0, 10.0
BETWEEN_PULLS = 0.05
SLOWED = 3.0
SESSIONS, PASTES, PASTED = 300, 12, 25 * 2**20
LEFT = 1.2


def pulls(slug: str, seed: int) -> Iterator[dict[str, str]]:
    """What hands would commit that pull the handles of a lesson's first state to chance places."""
    chance = random.Random(seed)
    tables = list(registry.BY_SLUG[slug].first_scene().tables.values())
    while True:
        table = chance.choice(tables)
        yield committed(table, chance.randrange(len(table.places)))


async def learner(page: Visitor, slug: str, seed: int, end: float, times: list[float]) -> None:
    """Commits, so many seconds apart, beginning at a moment of its own."""
    await asyncio.sleep(random.Random(seed).uniform(0, BETWEEN))
    for state in pulls(slug, seed):
        if time.monotonic() > end:
            return
        times.append(await page.commit(slug, state))
        await asyncio.sleep(random.uniform(0.5, 1.5) * BETWEEN)


async def visitors(bench: Bench, count: int) -> list[Row]:
    """So many pages, all lessons among them, on one core."""
    server, times = bench.servers.ours(), []
    slugs = [lesson.slug for lesson in registry.LESSONS]
    async with AsyncExitStack() as pages:
        opened = []
        for number in range(count):
            page = await pages.enter_async_context(Visitor(server.url))
            await page.open(slugs[number % len(slugs)])
            opened.append((page, slugs[number % len(slugs)]))
        with server.on_one_core():
            before, end = server.busy(), time.monotonic() + LENGTH
            await asyncio.gather(*(learner(page, slug, i, end, times) for i, (page, slug) in enumerate(opened)))
            after = server.busy()
    p95, bar = percentile(times, 95), CLASSES[count]
    rows = [
        Row(
            f"{count} visitors, {BETWEEN:.0f} s between commits, one core, p50 / p95",
            f"{1000 * percentile(times, 50):.0f} / {1000 * p95:.0f} ms of {len(times)}",
            ratio=f"{p95 / bar:.2f}",
            bar=f"<= {1000 * bar:.0f} ms",
            reached=verdict(p95 <= bar),
        )
    ]
    if before is not None and after is not None:
        worked = 1000 * (after - before) / len(times)
        rows.append(
            Row(
                f"{count} visitors, processor of a commit in all",
                f"{worked:.1f} ms",
                ratio=f"{worked / PROCESSOR:.2f}",
                bar=f"<= {PROCESSOR:.0f} ms",
                reached=verdict(worked <= PROCESSOR),
            )
        )
    return rows


LIGHT_VISITORS, LIGHT_P95 = 100, 0.060


async def light_visitors(bench: Bench) -> list[Row]:
    """So many light pages, all lessons among them, on one core: each release is a question for a whole scene."""
    server, times = bench.servers.ours(), []
    slugs = [lesson.slug for lesson in registry.LESSONS]

    def ask(line: HTTPConnection, slug: str, state: dict[str, str]) -> float:
        began = time.perf_counter()
        line.request("GET", f"/lossviz/scene/{slug}?{urlencode(state)}", headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"a release was answered with {answer.status}")
        return time.perf_counter() - began

    async def learner_on_it(number: int, end: float) -> None:
        slug, line = slugs[number % len(slugs)], HTTPConnection("127.0.0.1", server.port, timeout=60)
        await asyncio.sleep(random.Random(number).uniform(0, BETWEEN))
        for state in pulls(slug, number):
            if time.monotonic() > end:
                return
            times.append(await asyncio.to_thread(ask, line, slug, state))
            await asyncio.sleep(random.uniform(0.5, 1.5) * BETWEEN)

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LIGHT_VISITORS))
    with server.on_one_core():
        before, end = server.busy(), time.monotonic() + LENGTH
        await asyncio.gather(*(learner_on_it(number, end) for number in range(LIGHT_VISITORS)))
        after = server.busy()
    p95 = percentile(times, 95)
    worked = (
        "" if before is None or after is None else f", {1000 * (after - before) / len(times):.1f} ms of processor each"
    )
    return [
        Row(
            f"{LIGHT_VISITORS} visitors of light pages, {BETWEEN:.0f} s between releases, one core, p50 / p95",
            f"{1000 * percentile(times, 50):.0f} / {1000 * p95:.0f} ms of {len(times)}{worked}",
            ratio=f"{p95 / LIGHT_P95:.2f}",
            bar=f"<= {1000 * LIGHT_P95:.0f} ms",
            reached=verdict(p95 <= LIGHT_P95),
        )
    ]


# ---- strangers

CROWDS = {
    "questions": "20 strangers with the heaviest questions",
    "pages": "20 strangers with the heaviest pages",
    "trainings": "5 who train networks",
}


async def asking(server: Server, seconds: float) -> list[float]:
    """A visitor who pulls a handle that asks: the times of quick questions."""
    connection, times = HTTPConnection("127.0.0.1", server.port, timeout=60), []

    def ask() -> float:
        query = urlencode({"p": f"{random.randint(1, 9999)},{random.randint(1, 9999)}"})
        began = time.perf_counter()
        connection.request("GET", f"/lossviz/row/entropy?{query}", headers={"X-Forwarded-For": "10.1.0.1"})
        connection.getresponse().read()
        return time.perf_counter() - began

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        times.append(await asyncio.to_thread(ask))
        await asyncio.sleep(BETWEEN_PULLS)
    return times


async def committing(server: Server, seconds: float) -> list[float]:
    """A visitor who lets go of handles: the times of commits."""
    times, end = [], time.monotonic() + seconds
    async with Visitor(server.url, {"X-Forwarded-For": "10.1.0.2"}) as page:
        await page.open("entropy")
        for state in pulls("entropy", 1):
            if time.monotonic() > end:
                return times
            times.append(await page.commit("entropy", state))
            await asyncio.sleep(BETWEEN_PULLS)
    return times


@asynccontextmanager
async def strangers(server: Server, kind: str, seconds: float) -> AsyncIterator[None]:
    """So many strangers for so long, in a process of their own."""
    command = [sys.executable, "-m", "tests.bench.strangers", kind, server.url, str(seconds)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        await asyncio.sleep(2)  # until they are all there
        yield
        said, _ = await process.communicate()
        print(f"strangers, {kind}: {said.decode().strip()}", file=sys.stderr, flush=True)
    finally:
        if process.returncode is None:
            process.kill()


async def beside(bench: Bench, kind: str) -> list[Row]:
    """What others wait while strangers send the heaviest there is, and after they hung up."""
    server, rows = bench.servers.ours(), []
    measures: dict[str, Callable[[Server, float], Awaitable[list[float]]]] = {"question": asking, "commit": committing}
    for what, measured in measures.items():
        idle = percentile(await measured(server, IDLE), 95)
        async with strangers(server, kind, IDLE + 4):
            during = percentile(await measured(server, IDLE), 95)
        after = percentile(await measured(server, AFTER), 95)
        for when, p95 in (("beside", during), (f"{AFTER:.0f} s after", after)):
            rows.append(
                compared(f"another visitor's {what}, p95, {when} {CROWDS[kind]}", 1000 * p95, 1000 * idle, "ms", SLOWED)
            )
    return rows


# ---- memory


async def pasted(server: Server) -> None:
    """Texts of 25 MB in the box for points, as no browser of ours would send them."""
    for _ in range(PASTES):
        try:
            async with Visitor(server.url) as page:
                await page.open("loss")
                await page.commit("loss", {"points": "1,2;2,1" + " " * PASTED})
        except Exception as refused:
            print(f"a paste: {type(refused).__name__}", file=sys.stderr)


async def come_and_gone(server: Server) -> None:
    """Sessions on the heaviest page, all at once, all closed."""
    async with AsyncExitStack() as pages:
        for number in range(SESSIONS):
            page = await pages.enter_async_context(Visitor(server.url))
            await page.open("gradient-descent", {**HEAVIEST, "race.rates": "same", "start": f"1,{number / 100}"})


async def memory(bench: Bench) -> list[Row]:
    """What is left of them."""
    server, rows = bench.servers.ours(), []
    for name, does in ((f"{PASTES} pastes of 25 MB", pasted), (f"{SESSIONS} sessions", come_and_gone)):
        await does(server)  # once before, since caches are filled by the first
        before = server.memory()
        await does(server)
        after = server.memory()
        if before is None or after is None:
            continue
        rows.append(compared(f"server's memory after {name} have gone", after, before, "MB", LEFT))
    return rows


async def measure(bench: Bench) -> list[Row]:
    """All of it, on one server."""
    rows: list[Row] = []
    for count in CLASSES:
        rows += await taken(f"{count} visitors", visitors(bench, count))
    rows += await taken("visitors of light pages", light_visitors(bench))
    for kind in CROWDS:
        rows += await taken(f"strangers with {kind}", beside(bench, kind))
    rows += await taken("memory", memory(bench))
    if hasattr(os, "sched_setaffinity"):
        return rows
    return [*rows, Row("visitors on one core", "on all of them: this system does not bind a process to a core")]
