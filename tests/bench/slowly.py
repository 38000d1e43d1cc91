"""A slow line: the same pull with the server 300 ms away."""

from tests.bench.bench import Bench, Place
from tests.bench.browser import tab
from tests.bench.hand import Pull, open_at, pull
from tests.bench.line import slow
from tests.bench.table import NotTakenError, Row, taken, verdict

ROUND_TRIP = 0.3
SMOOTH = 0.9


async def first_handle(bench: Bench, url: str, lesson: Place) -> Pull:
    """Pull the first handle of a lesson that has tables."""
    async with tab(bench.browser) as page:
        found = [handle for handle in await open_at(page, url, lesson) if not handle.is_asking]
        if not found:
            raise NotTakenError("it has no handle with tables")
        return await pull(page, found[0], bench.seconds)


async def near_and_far(bench: Bench, near: str, far: str, lesson: Place) -> list[Row]:
    """The same pull on both lines."""
    near_pull, far_pull = [await first_handle(bench, url, lesson) for url in (near, far)]
    share = far_pull.updates / near_pull.updates
    return [
        Row(
            f"updates / s with {1000 * ROUND_TRIP:.0f} ms of round trip, {lesson}",
            f"{far_pull.updates:.1f}",
            f"{near_pull.updates:.1f} on localhost",
            f"{share:.2f}",
            f">= {SMOOTH}",
            verdict(share >= SMOOTH),
        )
    ]


async def measure(bench: Bench) -> list[Row]:
    """Each lesson's first handle, near and far."""
    rows: list[Row] = []
    server = bench.servers.ours()
    async with slow(server.port, ROUND_TRIP) as far:
        for lesson in bench.lessons:
            name = f"updates / s with {1000 * ROUND_TRIP:.0f} ms of round trip, {lesson}"
            rows += await taken(name, near_and_far(bench, server.url, far, lesson))
    return rows
