"""Descent: a walk scrubbed and played, a picture that is asked for while it is pulled, and the arithmetic behind it."""

import importlib.util
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from playwright.async_api import TimeoutError

from lossviz.live import codec
from lossviz.live.endpoint import SOURCES
from lossviz.live.message import packed
from lossviz.scene.source import meanings
from lossviz.theory import optimizers, surfaces, walks
from lossviz.theory.descent import descend
from tests.bench import walkers
from tests.bench.bench import HANDLE, Bench
from tests.bench.browser import Point, Tab, tab
from tests.bench.hand import Pull, percentile, pull, there_and_back
from tests.bench.table import Row, verdict

LONG = "gradient-descent?steps=300"
DRAWN = "[data-testid=stage] .cartesianlayer .trace"
FORMULA = "[data-testid=formula]"
SMOOTH = 0.9
THIRD = 1 / 3
STREAM_TIME = 100.0
REDRAW = 50.0
MAP_TIME = 500.0
STATE_BYTES = 50 * 1024
OFF = 3.0
STEPS, CELLS, MAP_STEPS, TRIES = 300, 60, 200, 9
ANSWERED = 0.25
STREAMS = {
    "gradient-descent, start": (LONG, "start", (7, 4)),
    "gradient-descent, rate": (LONG, "rate", (4, 0)),
    "loss, point E": ("loss", "point5", (-5, 6)),
    "training-loop, rate": ("training-loop?at=3", "pace", (5, 0)),
    "sgd, start": ("sgd", "begin", (4, 3)),
    "sgd, batch": ("sgd", "size", (6, 0)),
}


def milliseconds(deed: Callable[[], object]) -> float:
    """The median time of a deed."""
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        deed()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


def race() -> Row:
    """Three hundred steps of all seven optimisers, beside the same walks of torch.optim."""
    name = "300 steps x 7 optimisers, Rosenbrock"
    rosenbrock = surfaces.SURFACES["rosenbrock"]
    makers = [getattr(optimizers, kind) for kind in walkers.KINDS]

    def ours() -> list[np.ndarray]:
        return [
            descend(rosenbrock.loss, rosenbrock.gradient, walkers.START, make(walkers.RATE), STEPS).points[-1]
            for make in makers
        ]

    mine = milliseconds(ours)
    if importlib.util.find_spec("torch") is None:
        return Row(name, f"{mine:.0f} ms", "torch is not installed", "", "<= 0.33", verdict(False))
    theirs = milliseconds(lambda: walkers.torch_walks(STEPS))
    apart = max(np.abs(one - other).max() for one, other in zip(ours(), walkers.torch_walks(STEPS), strict=True))
    ratio = mine / theirs
    told = f"{mine:.0f} ms, ends {apart:.0e} apart"
    return Row(
        name, told, f"torch.optim {theirs:.0f} ms, one thread", f"{ratio:.2f}", "<= 0.33", verdict(ratio <= THIRD)
    )


def fate_map() -> Row:
    """The fate of 60 x 60 walks of 200 steps."""
    ravine = surfaces.SURFACES["ravine"]
    rates = np.linspace(0.0, 0.3, CELLS)[:, None]
    starts = np.stack([np.linspace(-5, 5, CELLS), np.full(CELLS, 1.5)], axis=-1)

    def deed() -> object:
        path = descend(ravine.loss, ravine.gradient, starts, optimizers.gradient_descent(rates), MAP_STEPS)
        return walks.fate(path)

    spent = milliseconds(deed)
    return Row(
        f"rate x start, {CELLS} x {CELLS} x {MAP_STEPS} steps, with its fates",
        f"{spent:.0f} ms",
        bar=f"<= {MAP_TIME:.0f} ms",
        ratio=f"{spent / MAP_TIME:.2f}",
        reached=verdict(spent <= MAP_TIME),
    )


def states() -> list[Row]:
    """What crosses for a new state: to a page that is opened, after a release, and while a handle streams."""
    rows = []
    asked: list[tuple[str, dict[str, str]]] = [(name, {}) for name in SOURCES]
    for name, texts in [*asked, ("gradient-descent", {"steps": "300"}), ("sgd", {"epochs": "40"})]:
        source = SOURCES[name]
        scene = source.scene(**meanings(source.PARAMETERS, texts)[0])
        whole = packed(scene)
        look = codec.decode(whole)[0]["look"]
        sizes = [len(packed(scene, known=look, resting=resting)) / 1024 for resting in (False, True)]
        told = ", ".join(f"{key} {text}" for key, text in texts.items())
        rows.append(
            Row(
                f"a new state on the wire: {name} {told}".rstrip(),
                f"{sizes[0]:.1f} KB after a release, {sizes[1]:.1f} held, {len(whole) / 1024:.1f} opened",
                "best rival 2,390 KB",
                f"{1024 * sizes[0] / STATE_BYTES:.2f}",
                "<= 50 KB",
                verdict(1024 * sizes[0] <= STATE_BYTES),
            )
        )
    return rows


async def scrubbed(bench: Bench) -> list[Row]:
    """The handle on time, pulled over a long walk, and the surface turned."""
    async with tab(bench.browser) as page:
        await page.open(f"{bench.servers.ours().url}/{LONG}", HANDLE, DRAWN)
        seen = await pull(page, '[data-testid=stage] [data-handle="time"]', bench.seconds)
        if seen is None:
            return [Row("a 300-step walk scrubbed", "does not answer", reached=verdict(False))]
        rows = smooth("a 300-step walk scrubbed", seen)
    async with tab(bench.browser) as page:
        await page.open(f"{bench.servers.ours().url}/{LONG}", HANDLE, DRAWN)
        return rows + smooth("its surface turned", await turned(page, bench.seconds))


async def turned(page: Tab, seconds: float) -> Pull:
    """The surface turned to and fro: only its handle tells how far, for no word changes."""
    knob = '[data-testid=stage] [data-handle="turn"]'
    box = await page.page.locator(knob).bounding_box()
    assert box is not None
    start = (round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2))
    way = [(start[0] - 12 * step, start[1]) for step in range(1, 16)]
    told = {"text": "[data-testid=says]", "handle": knob}
    crossed = len(page.wire.frames)
    await page.mouse("mouseMoved", start)
    await page.mouse("mousePressed", start)
    await page.page.evaluate("what => bench.begin(what)", told)
    spent = -(await page.metrics())["TaskDuration"]
    await page.wander(there_and_back(way), seconds, held=True)
    seen = await page.page.evaluate("bench.end()")
    spent += (await page.metrics())["TaskDuration"]
    crossed = len(page.wire.frames) - crossed
    await page.mouse("mouseReleased", way[0])
    return Pull(
        free_frames=seen["frames"] / seen["seconds"],
        updates=seen["changes"] / seen["seconds"],
        work=1000 * spent / max(1, seen["changes"]),
        times=[],
        unanswered=0,
        messages=crossed,
        gaps=seen["gaps"],
    )


def smooth(what: str, seen: Pull) -> list[Row]:
    """How often the picture followed, and how long a frame took at worst."""
    share = seen.updates / seen.free_frames
    worst = percentile(seen.gaps, 95)
    return [
        Row(
            f"updates / s, {what}",
            f"{seen.updates:.1f}, {seen.work:.0f} ms of work each, {seen.messages} messages",
            f"{seen.free_frames:.1f} frames / s",
            f"{share:.2f}",
            f">= {SMOOTH}, 0 messages",
            verdict(share >= SMOOTH and seen.messages == 0),
        ),
        Row(
            f"from one picture to the next, {what}",
            f"p95 {worst:.0f} ms",
            ratio=f"{worst / REDRAW:.2f}",
            bar=f"<= {REDRAW:.0f} ms",
            reached=verdict(worst <= REDRAW),
        ),
    ]


async def played(bench: Bench) -> Row:
    """The same walk played at ten times its speed: steps that are shown in a second, and messages."""
    async with tab(bench.browser) as page:
        await page.open(f"{bench.servers.ours().url}/{LONG}&speed=10&step=0", HANDLE, DRAWN)
        since = len(page.wire.frames)
        await page.page.evaluate("what => bench.begin(what)", {"text": "[data-testid=says]"})
        await page.page.get_by_role("button", name="Play").click()
        await page.page.wait_for_timeout(1000 * bench.seconds)
        seen = await page.page.evaluate("bench.end()")
        crossed = len(page.wire.frames) - since
    share = seen["changes"] / seen["frames"]
    return Row(
        "updates / s, a 300-step walk played ten times as fast",
        f"{seen['changes'] / seen['seconds']:.1f}, {crossed} messages",
        f"{seen['frames'] / seen['seconds']:.1f} frames / s",
        f"{share:.2f}",
        f">= {SMOOTH}, 0 messages",
        verdict(share >= SMOOTH and crossed == 0),
    )


async def streamed(bench: Bench, name: str, address: str, handle: str, stride: Point) -> list[Row]:
    """A handle whose picture is asked for: from a move to the painted numbers of its picture."""
    selector = f'[data-testid=stage] [data-handle="{handle}"]'
    async with tab(bench.browser) as page:
        await page.open(f"{bench.servers.ours().url}/{address}", HANDLE, DRAWN)
        knob = page.page.locator(selector)
        try:
            await knob.hover(trial=True, timeout=8_000)
        except TimeoutError:
            return [Row(f"input to the whole new picture, {name}", "does not answer", reached=verdict(False))]
        box = await knob.bounding_box()
        assert box is not None
        start = (round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2))
        await page.mouse("mouseMoved", start)
        await page.mouse("mousePressed", start)
        felt = await answers(page, start, stride)
        points = [tuple(map(int, point.split(","))) for point in felt]
        await page.page.evaluate("what => bench.begin(what)", {"text": FORMULA, "handle": selector, "answers": felt})
        await page.page.evaluate("what => bench.follow(what)", {"handle": selector, "at": points[-1]})
        await page.wander(there_and_back(points), bench.seconds, held=True)
        seen = await page.page.evaluate("bench.end()")
        await page.mouse("mouseReleased", points[-1])
        furthest = await page.page.evaluate("bench.furthest")
    worst = percentile(seen["times"], 95)
    return [
        Row(
            f"input to the whole new picture, {name}",
            f"{percentile(seen['times'], 50):.0f} / {worst:.0f} ms, {seen['frames'] / seen['seconds']:.0f} frames / s",
            ratio=f"{worst / STREAM_TIME:.2f}",
            bar=f"p95 <= {STREAM_TIME:.0f} ms",
            reached=verdict(worst <= STREAM_TIME),
        ),
        Row(
            f"the grip from the pointer, {name}",
            f"at most {furthest:.1f} px, its grid's steps included",
            bar=f"<= {OFF:.0f} px",
            reached=verdict(furthest <= OFF),
        ),
    ]


async def answers(page: Tab, start: Point, stride: Point) -> dict[str, str]:
    """Points along a way, each with the formula that answers it."""
    felt: dict[str, str] = {}
    for step in range(1, 13):
        point = (start[0] + stride[0] * step, start[1] + stride[1] * step)
        await page.mouse("mouseMoved", point, held=True)
        await page.page.wait_for_timeout(1000 * ANSWERED)
        text = (await page.page.locator(FORMULA).first.text_content() or "").strip()
        if text not in felt.values():
            felt[f"{point[0]},{point[1]}"] = text
    return felt


async def measure(bench: Bench) -> list[Row]:
    """Everything of lessons 1 to 4 that has a bar."""
    rows = [race(), fate_map(), *states(), *await scrubbed(bench), await played(bench)]
    for name, (address, handle, stride) in STREAMS.items():
        rows += await streamed(bench, name, address, handle, stride)
    return rows
