"""What a released handle costs in a real browser: from the release to the last answer, and what crosses for it."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from statistics import median

from tests.bench.bench import Bench, Place
from tests.bench.browser import tab
from tests.bench.hand import Handle, Puller, open_at, percentile
from tests.bench.servers import Server
from tests.bench.table import NotTakenError, Row, taken, verdict

RELEASES = 20
NO_SLOWER = 1.1


class Side:
    """A handle on a page of one server, and what its releases cost."""

    def __init__(self, server: Server, puller: Puller) -> None:
        self.server, self.puller = server, puller
        self.times: list[float] = []
        self.received: list[int] = []
        self.sent: list[int] = []
        self.work: list[float] = []

    async def release(self) -> None:
        """Once more."""
        before = self.server.busy()
        cost = await self.puller.release()
        after = self.server.busy()
        self.times.append(cost.time)
        self.received.append(cost.received)
        self.sent.append(cost.sent)
        if before is not None and after is not None:
            self.work.append(1000 * (after - before))

    def __str__(self) -> str:
        work = f", processor {sum(self.work) / len(self.work):.0f} ms" if self.work else ""
        crossed = f"{median(self.received) / 1024:.1f} KB answered, {median(self.sent) / 1024:.1f} KB sent"
        return f"{percentile(self.times, 50):.0f} / {percentile(self.times, 90):.0f} ms{work}, {crossed}"


def first(handles: Sequence[Handle], *, is_asking: bool) -> Handle | None:
    """The first handle that has tables, or whose picture is asked for."""
    return next((handle for handle in handles if handle.is_asking == is_asking), None)


async def released(
    bench: Bench, where: Sequence[tuple[Server, Place]], *, is_asking: bool, count: int = RELEASES
) -> list[Side]:
    """The first handle of a kind, pulled to another place so many times; on several servers by turns.

    Nothing where the first of them has no such handle.
    """
    async with AsyncExitStack() as open_tabs:
        sides: list[Side] = []
        for server, place in where:
            page = await open_tabs.enter_async_context(tab(bench.browser))
            handle = first(await open_at(page, server.url, place), is_asking=is_asking)
            if handle is None and not sides:
                return []
            if handle is None:
                raise NotTakenError(f"there is no such handle at {server.url}/{place.address}")
            sides.append(Side(server, Puller(page, handle)))
        for number in range(count):
            for side in sides if number % 2 else reversed(sides):
                await side.release()
    return sides


async def commits(bench: Bench, place: Place) -> list[Row]:
    """The two kinds of handles of a place."""
    servers = [bench.servers.ours(), *([bench.servers.ours(bench.against)] if bench.against else [])]
    rows = []
    for is_asking in (False, True):
        sides = await released(bench, [(server, place) for server in servers], is_asking=is_asking)
        if sides:
            rows.append(row(sides))
    if not rows:
        raise NotTakenError("it has no handle")
    return rows


def row(sides: Sequence[Side]) -> Row:
    """Median and 90th percentile of a release, beside those of the other checkout."""
    ours, *others = sides
    name = f"commit, release to last answer, p50 / p90: {ours.puller.handle}"
    if not others:
        return Row(name, str(ours))
    ratio = median(ours.times) / median(others[0].times)
    return Row(name, str(ours), str(others[0]), f"{ratio:.2f}", f"<= {NO_SLOWER}", verdict(ratio <= NO_SLOWER))


async def measure(bench: Bench) -> list[Row]:
    """Every lesson and every fold."""
    rows: list[Row] = []
    for place in bench.places:
        rows += await taken(f"commit, release to last answer: {place}", commits(bench, place))
    return rows
