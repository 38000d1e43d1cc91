"""One run of a small page's script: tuned as lossviz is, and as Streamlit comes."""

from statistics import median

from tests.bench.bench import Bench
from tests.bench.browser import tab
from tests.bench.servers import Server
from tests.bench.table import Row

RUNS = 50


async def times(bench: Bench, server: Server) -> list[float]:
    """Milliseconds from a click's message to the last message of its answer."""
    spent = []
    async with tab(bench.browser) as page:
        await page.open(server.url, ".stPlotlyChart .cartesianlayer .trace")
        button = page.page.locator(".st-key-again button")
        await button.focus()
        for _ in range(RUNS):
            since = len(page.wire.frames)
            await page.page.keyboard.press("Enter")
            crossed = await page.wire.answer(since)
            spent.append(1000 * (crossed[-1].time - crossed[0].time))
            await page.wire.quiet(0.05)
    return spent


async def measure(bench: Bench) -> list[Row]:
    """The same file on three servers."""
    tuned = median(await times(bench, bench.servers.tuned("rerun")))
    rows = []
    for name, extra in (("streamlit run as it comes", False), ("its own configuration, performance extra", True)):
        theirs = median(await times(bench, bench.servers.untuned("rerun", extra=extra)))
        rows.append(
            Row(
                f"one rerun, tuned, against {name}",
                f"{tuned:.0f} ms",
                f"{theirs:.0f} ms",
                f"{tuned / theirs:.2f}",
                "reported",
            )
        )
    return rows
