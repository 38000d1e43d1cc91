"""While a handle is pulled: updates a second, time to the painted words, messages on the line."""

from collections.abc import Callable
from dataclasses import replace

from tests.bench.bench import Bench, Place
from tests.bench.browser import Tab, tab
from tests.bench.hand import AskingPull, Handle, Pull, SameWordsError, open_at, percentile, pull, pull_asking
from tests.bench.servers import Server
from tests.bench.table import NotTakenError, Row, taken, verdict

SMOOTH = 0.9
FRAMES = 2
QUARTER = 0.25
ASKED_TIME = 100.0
OFF = 3.0


async def slider(bench: Bench) -> float:
    """Changes of the plot in a second while st.slider is dragged."""
    async with tab(bench.browser) as page:
        await page.open(bench.servers.tuned("slider").url, ".stPlotlyChart .cartesianlayer .trace")
        value = page.page.locator("[data-testid=stSliderThumbValue]")
        box, before = await value.locator("..").bounding_box(), await value.text_content()
        assert box is not None
        x, y = round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)
        await page.mouse("mouseMoved", (x, y))
        await page.mouse("mousePressed", (x, y))
        await page.page.evaluate("what => bench.beginChanges(what)", {"inside": ".stPlotlyChart"})
        await page.wander([(x + step, y) for step in (*range(3, 90, 6), *range(84, 3, -6))], bench.seconds, held=True)
        seen = await page.page.evaluate("bench.end()")
        if await value.text_content() == before:
            raise NotTakenError("st.slider did not follow the pointer")
        await page.mouse("mouseReleased", (x, y))
    return float(seen["changes"] / seen["seconds"])


async def rival(bench: Bench, server: Server) -> tuple[float, list[float]]:
    """Updates a second, and milliseconds to the changed text, of st.plotly_chart fed with every move."""
    async with tab(bench.browser) as page:
        await page.open(server.url, ".stPlotlyChart .cartesianlayer .trace")
        box = await page.page.locator(".st-key-pad_here .pad").bounding_box()
        assert box is not None
        y = round(box["y"] + box["height"] / 2)
        left, right = round(box["x"]) + 8, round(box["x"] + box["width"]) - 8
        # No point twice: an answer then belongs to one move only.
        path = [(x, y) for x in range(left, right, max(1, int((right - left) / (100 * bench.seconds))))]
        answers = {f"{x},{y}": f"moved to {x}" for x, _ in path}
        await page.mouse("mouseMoved", (left, y))
        await page.mouse("mousePressed", (left, y))
        await page.page.evaluate("what => bench.begin(what)", {"texts": [".st-key-said"], "answers": answers})
        await page.wander(path, bench.seconds, held=True)
        await page.wire.quiet()
        seen = await page.page.evaluate("bench.end()")
        await page.mouse("mouseReleased", path[-1])
    return seen["changes"] / bench.seconds, seen["times"]


def smooth(name: str, seen: Pull, baseline: str = "") -> Row:
    """How often the picture followed."""
    share = seen.updates / seen.free_frames
    return Row(
        f"updates / s, {name}",
        f"{seen.updates:.1f}, {seen.work:.0f} ms of work each, p95 {percentile(seen.times, 95):.0f} ms, "
        f"{seen.messages} messages",
        f"{seen.free_frames:.1f} frames / s{baseline}",
        f"{share:.2f}",
        f">= {SMOOTH}, 0 messages",
        verdict(share >= SMOOTH and seen.messages == 0),
    )


async def asking_pull(bench: Bench, handle: Handle) -> AskingPull:
    """A pull at a handle's place, or at the first state to which its links lead where the words tell it apart.

    In some states a handle changes numbers that only a later step shows.
    """
    for place in (handle.place, *handle.place.linked):
        async with tab(bench.browser) as page:
            await open_at(page, bench.servers.ours().url, place)
            try:
                return await pull_asking(page, replace(handle, place=place), bench.seconds)
            except SameWordsError:
                continue
    raise SameWordsError("its words are the same at every place, here and at every link")


async def asking(bench: Bench, handle: Handle) -> list[Row]:
    """A handle whose picture is asked for: from a move to the painted words of its picture."""
    seen = await asking_pull(bench, handle)
    worst = percentile(seen.times, 95)
    return [
        Row(
            f"input to the whole new picture, {handle}",
            f"{percentile(seen.times, 50):.0f} / {worst:.0f} ms, {seen.frames:.0f} frames / s",
            ratio=f"{worst / ASKED_TIME:.2f}",
            bar=f"p95 <= {ASKED_TIME:.0f} ms",
            reached=verdict(worst <= ASKED_TIME),
        ),
        Row(
            f"the grip from its place under the pointer, {handle}",
            f"at most {seen.furthest:.1f} px",
            bar=f"<= {OFF:.0f} px",
            reached=verdict(seen.furthest <= OFF),
        ),
    ]


async def pulled(bench: Bench, place: Place, rows_of: Callable[[Handle, Pull], list[Row]]) -> list[Row]:
    """Every handle of a place that can be seen; `rows_of` reports one that has tables."""

    async def tabled(page: Tab, handle: Handle) -> list[Row]:
        return rows_of(handle, await pull(page, handle, bench.seconds))

    rows: list[Row] = []
    async with tab(bench.browser) as page:
        found = await open_at(page, bench.servers.ours().url, place)
        if not found:
            raise NotTakenError("it has no handle")
        for handle in found:
            if not handle.is_asking:
                rows += await taken(f"updates / s, {handle}", tabled(page, handle))
    for handle in found:
        if handle.is_asking:
            rows += await taken(f"input to the whole new picture, {handle}", asking(bench, handle))
    return rows


async def measure(bench: Bench) -> list[Row]:
    """Every handle of every lesson and fold, and the rivals."""
    seen: list[Pull] = []
    still = await slider(bench)

    def rows_of(handle: Handle, one: Pull) -> list[Row]:
        seen.append(one)
        return [smooth(str(handle), one, f"; st.slider {still:.0f}")]

    rows: list[Row] = []
    for place in bench.places:
        rows += await taken(f"the handles of {place}", pulled(bench, place, rows_of))
    rows += await taken("input to painted words", lag(bench, seen))
    return [*rows, silent(sum(one.messages for one in seen))]


async def lag(bench: Bench, seen: list[Pull]) -> list[Row]:
    """Time to the painted words, in frames and beside the rival."""
    times = [time for one in seen for time in one.times]
    ours = [percentile(times, 50), percentile(times, 95)]
    frames = sum(one.free_frames for one in seen) / len(seen)
    in_frames = ours[1] * frames / 1000
    rows = [
        Row(
            "input to painted words, p50 / p95",
            f"{ours[0]:.1f} / {ours[1]:.1f} ms",
            f"a frame: {1000 / frames:.1f} ms",
            f"{in_frames:.2f} frames",
            f"<= {FRAMES} frames",
            verdict(in_frames <= FRAMES),
        )
    ]
    rivals = {"tuned": bench.servers.tuned("streamed"), "as it comes": bench.servers.untuned("streamed", extra=False)}
    for name, server in rivals.items():
        updates, waits = await rival(bench, server)
        theirs = [percentile(waits, 50), percentile(waits, 95)]
        share = ours[1] / theirs[1]
        rows.append(
            Row(
                f"the same, against st.plotly_chart fed with every move, {name}",
                f"p95 {ours[1]:.1f} ms",
                f"{theirs[0]:.0f} / {theirs[1]:.0f} ms, {updates:.0f} updates / s",
                f"{share:.2f}",
                f"<= {QUARTER}",
                verdict(share <= QUARTER),
            )
        )
    return rows


def silent(crossed: int) -> Row:
    """Messages on the line while a handle that has tables was held."""
    return Row("websocket messages between press and release", str(crossed), "", "", "0", verdict(crossed == 0))
