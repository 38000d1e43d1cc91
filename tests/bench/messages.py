"""The message of a scene: the time it takes to make it, and its bytes."""

import dataclasses
import time
from collections.abc import Mapping
from statistics import median
from urllib.parse import parse_qsl

from lossviz.inputs.parameter import Distribution
from lossviz.live import codec, message
from lossviz.scene.scene import Table
from tests.bench.bench import Bench, Place
from tests.bench.table import Row, taken, verdict
from tests.lessons import cases

Address = Mapping[str, str]

# Weights that no pull has made rounder, by how many outcomes there are; a second distribution has them reversed.
WEIGHTS = {2: (9, 1), 4: (457, 31, 212, 300), 8: (301, 7, 112, 55, 219, 93, 13, 200)}
SERVER_TIME = 10.0
HANDLE_BYTES = 32 * 1024
SCENE_BYTES = {2: 150 * 1024, 4: 150 * 1024, 8: 450 * 1024, 10: 450 * 1024}
# A scene that is asked for while a handle is held is fetched often.
ASKED_BYTES = 50 * 1024
REPEATS = 30
LARGEST = ", largest state of its tests"


@dataclasses.dataclass(frozen=True)
class Size:
    """Bytes of a scene: to a page that is opened, after a release, and while a handle is held that asks for it."""

    opened: int
    released: int
    held: int


def addresses(place: Place) -> dict[str, tuple[int, Address]]:
    """The states to weigh: for each what it is called, its number of outcomes if it has any, and its address."""
    if place.query:
        return {str(place): (0, dict(parse_qsl(place.query)))}
    if weighed := cases.weighed(place.slug).get(place.fold):
        return {f"{place}, {k} outcomes": (k, address) for k, address in weighed.items()}
    distributions = [one.name for one in place.lesson.shown_parameters(place.fold) if isinstance(one, Distribution)]
    if distributions:
        return {f"{place}, {k} outcomes": (k, dict(zip(distributions, texts(k), strict=False))) for k in WEIGHTS}
    named = cases.states(place.slug).get(place.fold, [])
    largest = max([{}, *named], key=lambda address: size(place, address).released)
    return {str(place): (0, {}), f"{place}{LARGEST}": (0, largest)}


def texts(outcomes: int) -> list[str]:
    """Two distributions of so many outcomes, as an address says them."""
    weights = [str(weight) for weight in WEIGHTS[outcomes]]
    return [",".join(weights), ",".join(weights[::-1])]


def answer(place: Place, address: Address, **how: object) -> bytes:
    """What the server sends."""
    return message.answer(place.lesson, place.fold, address, place.lesson.read(address), **how)


def size(place: Place, address: Address) -> Size:
    """Bytes of what the server sends."""
    opened = answer(place, address)
    known = codec.decode(opened)[0]["static"]
    released, held = (answer(place, address, client_hash=known, current_row_only=is_held) for is_held in (False, True))
    return Size(len(opened), len(released), len(held))


def milliseconds(place: Place, address: Address) -> tuple[float, float]:
    """Making and packing a scene, the median of many: time, and the part of it on the processor."""
    times, worked = [], []
    for _ in range(REPEATS):
        began, idle = time.perf_counter(), time.thread_time()
        answer(place, address)
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.thread_time() - idle))
    return median(times), median(worked)


def body(packed: bytes) -> int:
    """Bytes of a message after its header."""
    return len(packed) - 4 - int.from_bytes(packed[:4], "little")


def table_size(table: Table) -> int:
    """Bytes of a table sent by itself."""
    return body(codec.encode({}, {"places": table.places, **table.rows, **table.constants}))


async def weighed(place: Place) -> list[Row]:
    """Server time and bytes of every state of a place that is weighed."""
    rows = []
    for name, (outcomes, address) in addresses(place).items():
        scene, (spent, worked), sizes = place.build(address), milliseconds(place, address), size(place, address)
        tables = {one: table_size(table) for one, table in scene.tables.items()}
        largest = max(tables, key=lambda one: tables[one])
        average = body(answer(place, address)) / len(tables)
        most = SCENE_BYTES.get(outcomes, SCENE_BYTES[4])
        rows += [
            Row(
                f"commit, scene and packing: {name}",
                f"{spent:.1f} ms",
                f"processor {worked:.1f} ms",
                f"{spent / SERVER_TIME:.2f}",
                f"<= {SERVER_TIME:.0f} ms",
                verdict(spent <= SERVER_TIME),
            ),
            Row(
                f"bytes of a scene: {name}",
                f"{kilobytes(sizes.opened)} opened",
                ratio=f"{sizes.opened / most:.2f}",
                bar=f"<= {kilobytes(most)}",
                reached=verdict(sizes.opened <= most),
            ),
            Row(
                f"bytes of a table in it, on average: {name}",
                kilobytes(average),
                f"largest by itself: {largest}, {kilobytes(tables[largest])}",
                f"{average / HANDLE_BYTES:.2f}",
                f"<= {kilobytes(HANDLE_BYTES)}",
                verdict(average <= HANDLE_BYTES),
            ),
        ]
        if scene.grids:
            is_held_to_it = not name.endswith(LARGEST)
            rows.append(
                Row(
                    f"bytes of a new state: {name}",
                    f"{kilobytes(sizes.released)} after a release, {kilobytes(sizes.held)} held",
                    "best rival 2,390 KB",
                    f"{sizes.released / ASKED_BYTES:.2f}",
                    f"<= {kilobytes(ASKED_BYTES)}" if is_held_to_it else "reported",
                    verdict(sizes.released <= ASKED_BYTES) if is_held_to_it else "",
                )
            )
    return rows


def kilobytes(count: float) -> str:
    """Bytes for a reader."""
    return f"{count / 1024:.1f} KB"


async def measure(bench: Bench) -> list[Row]:
    """Every lesson and every fold, in this process."""
    rows: list[Row] = []
    for place in bench.places:
        rows += await taken(f"the message of {place}", weighed(place))
    return rows
