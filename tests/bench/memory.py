"""Many pulls in one page: does the memory of page and server stay?"""

from tests.bench.bench import Bench
from tests.bench.browser import Tab, tab
from tests.bench.hand import Puller, open_at
from tests.bench.table import Row, verdict

WARM = 60
FLAT = 1.1


async def heap(page: Tab) -> tuple[float, float]:
    """Megabytes of the page's scripts after a collection, and its number of nodes."""
    await page.session.send("HeapProfiler.collectGarbage")
    metrics = await page.metrics()
    return metrics["JSHeapUsedSize"] / 2**20, metrics["Nodes"]


async def measure(bench: Bench) -> list[Row]:
    """The first lesson's first handle, pulled many times over."""
    lesson, server = bench.lessons[0], bench.servers.ours()
    async with tab(bench.browser) as page:
        puller = Puller(page, (await open_at(page, server.url, lesson))[0])
        for _ in range(WARM):
            await puller.release()
        page_before, nodes_before = await heap(page)
        server_before = server.memory()
        for _ in range(bench.pulls):
            await puller.release()
        page_after, nodes_after = await heap(page)
        server_after = server.memory()
    rows = [("page, script heap", page_before, page_after, "MB"), ("page, nodes", nodes_before, nodes_after, "")]
    if server_before is not None and server_after is not None:
        rows.append(("server", server_before, server_after, "MB"))
    return [
        Row(
            f"memory after {bench.pulls} more pulls, {lesson}: {what}",
            f"{after:.1f} {unit}" if unit else f"{after:.0f}",
            f"{before:.1f} {unit} after {WARM}" if unit else f"{before:.0f}",
            f"{after / before:.2f}",
            f"flat: <= {FLAT}",
            verdict(after <= FLAT * before),
        )
        for what, before, after, unit in rows
    ]
