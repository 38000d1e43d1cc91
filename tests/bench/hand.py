"""A hand on a handle: it feels out the places along a short path, then pulls back and forth over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from tests.bench.bench import Place
from tests.bench.browser import Frame, Point, Tab
from tests.bench.table import NotTakenError

SAMPLES = 24
STRIDES = (4, 12)
ENOUGH = 6
FEW = 3
# Of a picture that the server is asked for.
ASKED_SAMPLES = 12
ASKED_STRIDES = (6, 15)
ANSWERS = 8
ROUNDS = 6
# A pull to the next place: so many pixels at a time, at most so many times.
NUDGE, NUDGES = 6, 30


@dataclass(frozen=True)
class Handle:
    """A handle on a page; `is_asking` where its picture is asked for while it is pulled."""

    place: Place
    name: str
    is_asking: bool

    @property
    def selector(self) -> str:
        return f'{self.place.stage} [data-handle="{self.name}"]'

    def __str__(self) -> str:
        return f"{self.place} {self.name}"


@dataclass(frozen=True)
class Pull:
    """What one pull showed; `work` is the main thread's processor time for one update, in milliseconds."""

    free_frames: float
    updates: float
    work: float
    times: list[float]
    messages: int
    gaps: list[float]


class SameWordsError(NotTakenError):
    """The words are the same wherever the handle is pulled to, so that no answer can be told from another."""


@dataclass(frozen=True)
class AskingPull:
    """What the pull of a handle showed whose picture is asked for; `furthest` is how far the handle strayed, in px."""

    times: list[float]
    frames: float
    furthest: float


@dataclass(frozen=True)
class Release:
    """One pull to another place: milliseconds from the release to the last answer, and bytes that crossed."""

    time: float
    received: int
    sent: int


def percentile(times: Sequence[float], percent: int) -> float:
    """The given percentile.

    Raises:
        NotTakenError: if there are fewer than two times.
    """
    if len(times) < 2:
        raise NotTakenError(f"{len(times)} times are too few")
    return median(times) if percent == 50 else quantiles(times, n=100, method="inclusive")[percent - 1]


def there_and_back(points: list[Point]) -> list[Point]:
    """A round trip that visits every point once, so that no two moves near each other ask for the same."""
    return points[::2] + points[1::2][::-1]


async def handles(tab: Tab, place: Place) -> list[Handle]:
    """All handles of a stage that can be seen."""
    found = await tab.page.locator(f"{place.handles}:visible").evaluate_all(
        "found => found.map((handle) => [handle.dataset.handle, handle.dataset.streams !== undefined])"
    )
    return [Handle(place, name, is_asking) for name, is_asking in found]


async def open_at(tab: Tab, url: str, place: Place) -> list[Handle]:
    """Open a place on the server at `url`; its handles."""
    await tab.open(f"{url}/{place.address}", place.handles, place.drawn)
    return await handles(tab, place)


async def numbers(tab: Tab, handle: Handle) -> tuple[float, float, float]:
    """Where a handle stands, and its ends."""
    knob = tab.page.locator(handle.selector)
    now, low, high = [float(await knob.get_attribute(f"aria-value{end}") or 0) for end in ("now", "min", "max")]
    return now, low, high


async def reach(tab: Tab, handle: Handle) -> tuple[Point, Point]:
    """Bring a handle into view: where it can be taken, and the way in which it has most room.

    Raises:
        NotTakenError: if it cannot be reached.
    """
    found = await tab.page.evaluate("what => bench.reach(what)", {"handle": handle.selector})
    if "covered" in found:
        raise NotTakenError(f"it cannot be reached: there is {found['covered']}")
    start = (found["at"][0], found["at"][1])
    now, low, high = await numbers(tab, handle)
    is_upwards = now < (low + high) / 2
    match await tab.page.locator(handle.selector).get_attribute("data-axis"):
        case "y":
            way = (0, -1 if is_upwards else 1)
        case "x":
            way = (1 if is_upwards else -1, 0)
        case _:
            way = (1 if is_upwards else -1, 1 if found["hasRoomBelow"] else -1)
    return start, way


async def feel(tab: Tab, what: dict[str, Any], start: Point, way: Point) -> dict[Point, str]:
    """The points along a way at which a held handle stands at different places, and what is read there."""
    felt: dict[Point, str] = {}
    for stride in STRIDES:
        felt = {}
        for step in range(1, SAMPLES + 1):
            point = (start[0] + way[0] * stride * step, start[1] + way[1] * stride * step)
            await tab.mouse("mouseMoved", point, held=True)
            _, text, _ = await tab.page.evaluate("what => bench.rested(what)", what)
            if text not in felt.values():
                felt[point] = text
        if len(felt) >= ENOUGH:
            break
    if len(felt) < FEW:
        raise NotTakenError(f"it stands at {len(felt)} different places along {SAMPLES * STRIDES[-1]} pixels")
    return felt


async def pull(tab: Tab, handle: Handle, seconds: float) -> Pull:
    """Take a handle that has tables, pull it about, and let it go.

    Raises:
        NotTakenError: if it cannot be reached or does not move.
    """
    start, way = await reach(tab, handle)
    # A handle that changes no word, such as one that turns a surface, is read by its own value.
    what = {"texts": [handle.place.says], "handle": handle.selector, "isValueRead": True}
    await tab.mouse("mouseMoved", start)
    crossed = len(tab.wire.frames)
    await tab.mouse("mousePressed", start)
    try:
        felt = await feel(tab, what, start, way)
        path = there_and_back(list(felt))
        answers = {f"{x},{y}": text for (x, y), text in felt.items()}
        await tab.page.evaluate("what => bench.begin(what)", {**what, "answers": answers})
        spent = -(await tab.metrics())["TaskDuration"]
        await tab.wander(path, seconds, held=True)
        seen = await tab.page.evaluate("bench.end()")
        spent += (await tab.metrics())["TaskDuration"]
        crossed = len(tab.wire.frames) - crossed
    finally:
        await tab.mouse("mouseReleased", start)
        await tab.wire.quiet()
    # The browser's own rate: the same pointer on the same path in the same page, holding nothing.
    await tab.page.evaluate("what => bench.begin(what)", {"texts": what["texts"]})
    await tab.wander(path, seconds / 2, held=False)
    free = await tab.page.evaluate("bench.end()")
    return Pull(
        free_frames=free["frames"] / free["seconds"],
        updates=seen["changes"] / seen["seconds"],
        work=1000 * spent / max(1, seen["changes"]),
        times=seen["times"],
        messages=crossed,
        gaps=seen["gaps"],
    )


async def pull_asking(tab: Tab, handle: Handle, seconds: float) -> AskingPull:
    """Take a handle whose picture is asked for, pull it about until enough is answered, and let it go.

    Raises:
        NotTakenError: if it cannot be reached, no words tell its places apart, or too little is answered.
    """
    start, way = await reach(tab, handle)
    what = {"texts": [handle.place.says, handle.place.formula], "handle": handle.selector, "isValueRead": False}
    await tab.mouse("mouseMoved", start)
    await tab.mouse("mousePressed", start)
    try:
        answers, rests = await feel_asking(tab, what, start, way)
        path = there_and_back([(int(x), int(y)) for x, _, y in (point.partition(",") for point in answers)])
        await tab.page.evaluate("what => bench.begin(what)", {**what, "answers": answers})
        await tab.page.evaluate("what => bench.follow(what)", {"handle": handle.selector, "rests": rests})
        for _ in range(ROUNDS):
            await tab.wander(path, seconds, held=True)
            if await tab.page.evaluate("bench.answered()") >= ANSWERS:
                break
        seen = await tab.page.evaluate("bench.end()")
        furthest = await tab.page.evaluate("bench.furthest")
    finally:
        await tab.mouse("mouseReleased", start)
        await tab.wire.quiet()
    if len(seen["times"]) < ANSWERS:
        raise NotTakenError(f"{len(seen['times'])} answers in {seen['seconds']:.0f} s are too few")
    return AskingPull(seen["times"], seen["frames"] / seen["seconds"], furthest)


async def feel_asking(
    tab: Tab, what: dict[str, Any], start: Point, way: Point
) -> tuple[dict[str, str], dict[str, Point]]:
    """Points along a way, each with the words that answer it, and with where the handle rests under it."""
    answers: dict[str, str] = {}
    rests: dict[str, Point] = {}
    for stride in ASKED_STRIDES:
        answers, rests = {}, {}
        for step in range(1, ASKED_SAMPLES + 1):
            point = (start[0] + way[0] * stride * step, start[1] + way[1] * stride * step)
            await tab.mouse("mouseMoved", point, held=True)
            await tab.settled()
            _, text, rest = await tab.page.evaluate("what => bench.rested(what)", what)
            if text not in answers.values():
                answers[f"{point[0]},{point[1]}"], rests[f"{point[0]},{point[1]}"] = text, rest
        if len(answers) >= ENOUGH:
            break
    if len(answers) < FEW:
        raise SameWordsError(f"its words differ at {len(answers)} of {ASKED_SAMPLES} places")
    return answers, rests


class Puller:
    """Pulls one handle to another place, again and again, and turns at the ends of its range."""

    def __init__(self, tab: Tab, handle: Handle) -> None:
        self.tab, self.handle = tab, handle
        self.sign = 1

    async def release(self) -> Release:
        """Take the handle where it stands, pull it to the next place and let it go; what that cost.

        Raises:
            NotTakenError: if it cannot be reached, does not move, or its release is not answered.
        """
        start, way = await reach(self.tab, self.handle)
        across = way[1] == 0 or way[0] != 0
        now, low, high = await numbers(self.tab, self.handle)
        if now >= high or now <= low:
            self.sign = -1 if now >= high else 1
        await self.tab.mouse("mouseMoved", start)
        await self.tab.mouse("mousePressed", start)
        point = start
        for step in range(1, NUDGES + 1):
            gone = self.sign * NUDGE * step
            point = (start[0] + gone, start[1]) if across else (start[0], start[1] - gone)
            await self.tab.mouse("mouseMoved", point, held=True)
            await self.tab.page.evaluate("bench.twoFrames()")
            if (await numbers(self.tab, self.handle))[0] != now:
                break
        await self.tab.settled()
        since = len(self.tab.wire.frames)
        await self.tab.mouse("mouseReleased", point)
        frames = await self.answered(since)
        before = await self.tab.page.evaluate("bench.sentAfterRelease()")
        return Release(
            time=before + 1000 * (frames[-1].time - frames[0].time),
            received=sum(frame.size for frame in frames if not frame.is_sent),
            sent=sum(frame.size for frame in frames if frame.is_sent),
        )

    async def answered(self, since: int) -> list[Frame]:
        """The messages of a release, also where its answer makes the page ask again."""
        wire, end = self.tab.wire, since
        while True:
            await wire.answer(end)
            await wire.quiet(0.15)
            crossed = wire.frames[since:]
            first = next(i for i, frame in enumerate(crossed) if frame.is_sent)
            last = max(i for i, frame in enumerate(crossed) if frame.is_last)
            if not any(frame.is_sent for frame in crossed[last:]):
                return crossed[first : last + 1]
            end = since + last + 1
