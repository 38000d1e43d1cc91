"""While a handle is pulled: updates a second, time to the painted sentence, messages on the line."""

from tests.bench.bench import DRAWN, HANDLE, Bench
from tests.bench.browser import tab
from tests.bench.hand import Pull, handles, percentile, pull
from tests.bench.servers import Server
from tests.bench.table import Row, verdict

SMOOTH = 0.9
FRAMES = 2
QUARTER = 0.25


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
            raise RuntimeError("st.slider did not follow the pointer")
        await page.mouse("mouseReleased", (x, y))
    return float(seen["changes"] / seen["seconds"])


async def streamed(bench: Bench, server: Server) -> tuple[float, list[float]]:
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
        await page.page.evaluate("what => bench.begin(what)", {"text": ".st-key-said", "answers": answers})
        await page.wander(path, bench.seconds, held=True)
        await page.wire.quiet()
        seen = await page.page.evaluate("bench.end()")
        await page.mouse("mouseReleased", path[-1])
    return seen["changes"] / bench.seconds, seen["times"]


def smooth(name: str, seen: Pull, still: float) -> Row:
    """The row of one handle."""
    share = seen.updates / seen.free_frames
    return Row(
        f"updates / s, {name}",
        f"{seen.updates:.1f}, {seen.work:.0f} ms of work each, p95 {percentile(seen.times, 95):.0f} ms",
        f"{seen.free_frames:.1f} frames / s; st.slider {still:.0f}",
        f"{share:.2f}",
        f">= {SMOOTH}",
        verdict(share >= SMOOTH),
    )


async def measure(bench: Bench) -> list[Row]:
    """Every handle of every lesson, and the rivals."""
    rows, times, free, crossed = [], [], [], 0
    still = await slider(bench)
    for lesson in bench.lessons():
        async with tab(bench.browser) as page:
            await page.open(f"{bench.servers.ours().url}/{lesson}", HANDLE, DRAWN)
            for handle in await handles(page):
                name = f"{lesson} {handle.split(chr(34))[1]}"
                seen = await pull(page, handle, bench.seconds)
                if seen is None:
                    rows.append(Row(f"updates / s, {name}", "does not answer", "", "", f">= {SMOOTH}", verdict(False)))
                    continue
                rows.append(smooth(name, seen, still))
                times += seen.times
                free.append(seen.free_frames)
                crossed += seen.messages
    return rows + await lag(bench, times, sum(free) / max(1, len(free))) + [silent(crossed)]


async def lag(bench: Bench, times: list[float], frames: float) -> list[Row]:
    """Time to the painted sentence, in frames and beside the rival."""
    rows = []
    ours = [percentile(times, 50), percentile(times, 95)]
    in_frames = ours[1] * frames / 1000
    rows.append(
        Row(
            "input to painted sentence, p50 / p95",
            f"{ours[0]:.1f} / {ours[1]:.1f} ms",
            f"a frame: {1000 / frames:.1f} ms",
            f"{in_frames:.2f} frames",
            f"<= {FRAMES} frames",
            verdict(in_frames <= FRAMES),
        )
    )
    rivals = {
        "tuned": bench.servers.tuned("streamed"),
        "as it comes": bench.servers.untuned("streamed", extra=False),
    }
    for name, server in rivals.items():
        updates, waits = await streamed(bench, server)
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
    """Messages on the line while something was held."""
    return Row("websocket messages between press and release", str(crossed), "", "", "0", verdict(crossed == 0))
