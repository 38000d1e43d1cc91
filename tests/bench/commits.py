"""What a released handle costs: the scene, its message, and the run that brings it."""

import dataclasses
import importlib
import inspect
import time
from collections.abc import Callable
from statistics import median

from lossviz.lessons import CURRICULUM
from lossviz.live.message import packed
from lossviz.scene.scene import Scene
from tests.bench.bench import DRAWN, HANDLE, Bench
from tests.bench.browser import tab
from tests.bench.table import Row, verdict

WEIGHTS = {2: (9, 1), 4: (457, 31, 212, 300), 8: (301, 7, 112, 55, 219, 93, 13, 200)}
BEYOND = {name: tuple(reversed(weights)) for name, weights in WEIGHTS.items()}
DISTRIBUTIONS = {"weights": WEIGHTS, "p": WEIGHTS, "q": BEYOND}
SERVER_TIME = 10.0
HANDLE_BYTES = 32 * 1024
SCENE_BYTES = {2: 150 * 1024, 4: 150 * 1024, 8: 450 * 1024}
REPEATS = 60
RUNS = 20


def scenes(slug: str) -> dict[int, Callable[[], Scene]]:
    """How to make a lesson's scene for each number of outcomes; 0 is a scene that has none."""
    try:
        scene = importlib.import_module(f"lossviz.lessons.{slug.replace('-', '_')}.scene").scene
    except (ImportError, AttributeError):
        return {}
    taken = [name for name in inspect.signature(scene).parameters if name in DISTRIBUTIONS]
    if not taken:
        return {0: scene}
    return {k: lambda k=k: scene(**{name: DISTRIBUTIONS[name][k] for name in taken}) for k in WEIGHTS}


def milliseconds(scene: Callable[[], Scene]) -> tuple[float, float]:
    """Making and packing a scene, the median of many: time, and the part of it on the processor."""
    times, worked = [], []
    for _ in range(REPEATS):
        began, idle = time.perf_counter(), time.thread_time()
        packed(scene())
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.thread_time() - idle))
    return median(times), median(worked)


def body(message: bytes) -> int:
    """Bytes of a message after its header."""
    return len(message) - 4 - int.from_bytes(message[:4], "little")


def alone(scene: Scene, table: str) -> int:
    """Bytes of one table, sent by itself."""
    return body(packed(dataclasses.replace(scene, tables={table: scene.tables[table]}, shared={})))


def packing(slug: str, outcomes: int, make: Callable[[], Scene]) -> list[Row]:
    """Server time and bytes of one scene."""
    of = f"{slug}, {outcomes} outcomes" if outcomes else slug
    (spent, worked), scene = milliseconds(make), make()
    message = packed(scene)
    largest = max(scene.tables, key=lambda table: alone(scene, table))
    table, most = body(message) / len(scene.tables), SCENE_BYTES.get(outcomes, SCENE_BYTES[4])
    return [
        Row(
            f"commit, scene and packing: {of}",
            f"{spent:.1f} ms",
            f"processor {worked:.1f} ms",
            ratio=f"{spent / SERVER_TIME:.2f}",
            bar=f"<= {SERVER_TIME:.0f} ms",
            reached=verdict(spent <= SERVER_TIME),
        ),
        Row(
            f"bytes of its message: {of}",
            f"{len(message) / 1024:.0f} KB",
            f"header {(len(message) - body(message)) / 1024:.0f} KB",
            f"{len(message) / most:.2f}",
            f"<= {most // 1024} KB",
            verdict(len(message) <= most),
        ),
        Row(
            f"bytes of a table in it, on average: {of}",
            f"{table / 1024:.1f} KB",
            f"largest by itself: {largest}, {alone(scene, largest) / 1024:.1f} KB",
            ratio=f"{table / HANDLE_BYTES:.2f}",
            bar=f"<= {HANDLE_BYTES // 1024} KB",
            reached=verdict(table <= HANDLE_BYTES),
        ),
    ]


async def answered(bench: Bench, address: str) -> Row:
    """A commit by key: from the message sent to the end of the answer, and the server's processor time for it."""
    server = bench.servers.ours()
    times, sizes = [], []
    async with tab(bench.browser) as page:
        await page.open(f"{server.url}/{address}", HANDLE, DRAWN)
        await page.page.locator(HANDLE).first.focus()
        busy = server.busy()
        for run in range(RUNS):
            since = len(page.wire.frames)
            await page.page.keyboard.press("ArrowDown" if run % 4 < 2 else "ArrowUp")
            heard = await page.wire.finished(since)
            times.append(1000 * (heard[-1].time - heard[0].time))
            sizes.append(sum(frame.size for frame in heard if not frame.sent))
            await page.wire.quiet(0.05)
        spent = server.busy()
    work = "" if busy is None or spent is None else f"processor {1000 * (spent - busy) / RUNS:.0f} ms"
    return Row(
        f"commit, sent to last answer: {address}", f"{median(times):.0f} ms", f"{work}, {median(sizes) / 1024:.0f} KB"
    )


async def measure(bench: Bench) -> list[Row]:
    """Each ready lesson's scene in this process, then through the browser."""
    rows = []
    for lesson in (lesson.slug for lesson in CURRICULUM if lesson.ready):
        for outcomes, make in scenes(lesson).items():
            rows += packing(lesson, outcomes, make)
    for address in (*bench.lessons(), f"entropy?p={','.join(map(str, WEIGHTS[8]))}"):
        rows.append(await answered(bench, address))
    return rows
