"""A hand on a handle: it feels out the places along a short path, then pulls back and forth over them."""

from dataclasses import dataclass
from statistics import median, quantiles

from playwright.async_api import TimeoutError

from tests.bench.bench import SAYS
from tests.bench.browser import Point, Tab

SAMPLES = 24
STRIDES = (4, 12)
ENOUGH = 6


@dataclass(frozen=True)
class Pull:
    """What one pull showed; `work` is the main thread's processor time for one update, in milliseconds."""

    free_frames: float
    updates: float
    work: float
    times: list[float]
    unanswered: int
    messages: int
    gaps: list[float]


def percentile(times: list[float], percent: int) -> float:
    """The given percentile, or NaN of nothing."""
    if len(times) < 2:
        return float("nan")
    return median(times) if percent == 50 else quantiles(times, n=100, method="inclusive")[percent - 1]


def there_and_back(places: list[Point]) -> list[Point]:
    """A round trip that visits every place once, so that no two moves near each other ask for the same."""
    return places[::2] + places[1::2][::-1]


async def feel(tab: Tab, handle: str, start: Point) -> dict[Point, str]:
    """The points along the handle's axis at which it stands at different places, and what is said there."""
    knob = tab.page.locator(handle)
    now, low, high = [float(await knob.get_attribute(f"aria-value{end}") or 0) for end in ("now", "min", "max")]
    upwards = now < (low + high) / 2
    vertical = await knob.get_attribute("aria-orientation") == "vertical"
    way = (0, -1 if upwards else 1) if vertical else (1 if upwards else -1, 0)
    for stride in STRIDES:
        felt: dict[Point, str] = {}
        values = set()
        for step in range(1, SAMPLES + 1):
            point = (start[0] + way[0] * stride * step, start[1] + way[1] * stride * step)
            await tab.mouse("mouseMoved", point, held=True)
            value, text = await tab.page.evaluate("where => bench.rested(where)", {"text": SAYS, "handle": handle})
            if value not in values and text not in felt.values():
                values.add(value)
                felt[point] = text
        if len(felt) >= ENOUGH:
            break
    return felt


async def pull(tab: Tab, handle: str, seconds: float) -> Pull | None:
    """Take a handle, pull it about, and let it go; nothing if it does not answer."""
    knob = tab.page.locator(handle)
    try:
        # Where it stands still and nothing covers it.
        await knob.hover(trial=True, timeout=8_000)
    except TimeoutError:
        return None
    box = await knob.bounding_box()
    assert box is not None
    start = (round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2))
    await tab.mouse("mouseMoved", start)
    crossed = len(tab.wire.frames)
    await tab.mouse("mousePressed", start)
    felt = await feel(tab, handle, start)
    path = there_and_back(list(felt))
    if len(path) < 3:
        await tab.mouse("mouseReleased", start)
        return None
    answers = {f"{x},{y}": text for (x, y), text in felt.items()}
    await tab.page.evaluate("what => bench.begin(what)", {"text": SAYS, "handle": handle, "answers": answers})
    spent = -(await tab.metrics())["TaskDuration"]
    await tab.wander(path, seconds, held=True)
    seen = await tab.page.evaluate("bench.end()")
    spent += (await tab.metrics())["TaskDuration"]
    crossed = len(tab.wire.frames) - crossed
    await tab.mouse("mouseReleased", path[-1])
    await tab.wire.quiet()
    # The browser's own rate: the same pointer on the same path in the same page, holding nothing.
    await tab.page.evaluate("what => bench.begin(what)", {"text": SAYS})
    await tab.wander(path, seconds / 2, held=False)
    free = await tab.page.evaluate("bench.end()")
    return Pull(
        free_frames=free["frames"] / free["seconds"],
        updates=seen["changes"] / seen["seconds"],
        work=1000 * spent / max(1, seen["changes"]),
        times=seen["times"],
        unanswered=seen["unanswered"],
        messages=crossed,
        gaps=seen["gaps"],
    )


async def handles(tab: Tab) -> list[str]:
    """Selectors of all handles on the stage that can be seen."""
    names = await tab.page.locator("[data-testid=stage] [role=slider]:not([data-streams]):visible").evaluate_all(
        "found => found.map((handle) => handle.dataset.handle)"
    )
    return [f'[data-testid=stage] [data-handle="{name}"]' for name in names]
