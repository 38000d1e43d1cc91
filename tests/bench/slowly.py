"""A slow line: the same pull with the server 300 ms away."""

from tests.bench.bench import DRAWN, HANDLE, Bench
from tests.bench.browser import tab
from tests.bench.hand import Pull, handles, pull
from tests.bench.line import slow
from tests.bench.table import Row, verdict

ROUND_TRIP = 0.3
SMOOTH = 0.9


async def first_handle(bench: Bench, url: str) -> Pull | None:
    """Pull the first handle of the page at an address."""
    async with tab(bench.browser) as page:
        await page.open(url, HANDLE, DRAWN)
        return await pull(page, (await handles(page))[0], bench.seconds)


async def measure(bench: Bench) -> list[Row]:
    """Each lesson's first handle, near and far."""
    rows = []
    server = bench.servers.ours()
    async with slow(server.port, ROUND_TRIP) as far:
        for lesson in bench.lessons():
            near_pull = await first_handle(bench, f"{server.url}/{lesson}")
            far_pull = await first_handle(bench, f"{far}/{lesson}")
            if near_pull is None or far_pull is None:
                continue
            share = far_pull.updates / near_pull.updates
            rows.append(
                Row(
                    f"updates / s with {1000 * ROUND_TRIP:.0f} ms of round trip, {lesson}",
                    f"{far_pull.updates:.1f}",
                    f"{near_pull.updates:.1f} on localhost",
                    f"{share:.2f}",
                    f">= {SMOOTH}",
                    verdict(share >= SMOOTH),
                )
            )
    return rows
