"""The worst state of each lesson and fold: processor, bytes of the answer to a question, memory above idle.

A process of its own for each place, so that nothing is known yet of what it is asked; the median of several.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from statistics import median

from lossviz.inputs import session_store
from lossviz.inputs.session_store import SessionStore
from lossviz.live import message
from tests.bench.bench import Bench, Place
from tests.bench.table import NotTakenError, Row, taken, verdict
from tests.lessons import cases

SECONDS, BYTES, MEGABYTES = 1.0, 150 * 1024, 100.0
REPEATS = 3


def resident(which: str) -> float:
    """Megabytes of memory that this process holds (VmRSS), or has held at most (VmHWM); 0 where it cannot be read."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 2**10 for line in lines if line.startswith(which)), 0.0)


def alone(slug: str, fold: str) -> list[tuple[float, int, float]]:
    """Seconds, bytes and megabytes of each of the worst states of a place, in this process."""
    place, session = cases.Place(slug, fold), SessionStore()
    session_store.use(session)  # which keeps points that are too many for an address
    place.lesson.first_scene(fold)
    if (peak := Path("/proc/self/clear_refs")).exists():
        peak.write_text("5")  # the peak begins anew: to load everything takes more than to hold it
    idle, found = resident("VmRSS"), []
    for address in place.worst_addresses:
        began = time.process_time()
        packed = message.answer(place.lesson, fold, address, place.lesson.read(address), current_row_only=True)
        found.append((time.process_time() - began, len(packed), resident("VmHWM") - idle))
    return found


async def process(place: Place) -> list[tuple[float, int, float]]:
    """The same in a process of its own."""
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", __name__, place.slug, place.fold]
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=one_thread
    )
    printed, errors = await child.communicate()
    if child.returncode:
        raise NotTakenError(errors.decode().strip().splitlines()[-1])
    found: list[tuple[float, int, float]] = json.loads(printed)
    return found


async def worst(place: Place) -> list[Row]:
    """The row of one place."""
    runs = [await process(place) for _ in range(REPEATS)]
    seconds = max(median(times) for times in zip(*([state[0] for state in run] for run in runs), strict=True))
    size = max(state[1] for state in runs[0])
    memory = median(max(state[2] for state in run) for run in runs)
    return [
        Row(
            f"the worst question: {place}",
            f"processor {seconds:.2f} s",
            f"{size / 1024:.0f} KB, {memory:.0f} MB above idle",
            f"{max(seconds / SECONDS, size / BYTES, memory / MEGABYTES):.2f}",
            f"<= {SECONDS:.0f} s, {BYTES / 1024:.0f} KB, {MEGABYTES:.0f} MB",
            verdict(seconds <= SECONDS and size <= BYTES and memory <= MEGABYTES),
        )
    ]


async def measure(bench: Bench) -> list[Row]:
    """Every lesson and every fold."""
    rows: list[Row] = []
    for place in bench.places:
        rows += await taken(f"the worst question: {place}", worst(place))
    return rows


if __name__ == "__main__":
    print(json.dumps(alone(*sys.argv[1:])))
