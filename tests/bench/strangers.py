"""`python -m tests.bench.strangers questions|pages|trainings URL SECONDS`: those who send the heaviest there is."""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.bench.visitor import Visitor

STRANGERS = 20
TRAINING = 5
# A training of about a second and a half on a quiet machine; a seed of its own makes it another one.
NETWORK = {"hidden": "8,8", "data": "spirals", "epochs": "200", "batch": "2"}
BETWEEN = 0.2  # seconds after one that was refused
HEAVIEST = {
    "surface": "points_bce",
    "points": ";".join(f"{random.Random(i).gauss(0, 3):.2f},{random.Random(-i).gauss(0, 3):.2f}" for i in range(400)),
    "race.steps": "1000",
    "race.rates": "best",
}


def client(number: int) -> dict[str, str]:
    """Each comes from an address of its own, as behind a proxy on this machine."""
    return {"X-Forwarded-For": f"10.0.0.{number}"}


def starts(number: int) -> Iterator[str]:
    """Starts of the descents: never the same twice, so that nothing is computed already."""
    return (f"{number},{turn / 100}" for turn in range(1, 10**9))


def asked(url: str, number: int, start: str) -> int:
    """The status of one question."""
    where = f"{url}/lossviz/row/gradient-descent/race?{urlencode({**HEAVIEST, 'start': start})}"
    try:
        with urlopen(Request(where, headers=client(number)), timeout=60) as answer:
            answer.read()
            return answer.status
    except HTTPError as refused:
        return refused.code


async def questions(url: str, number: int, end: float, seen: Counter) -> None:
    """Ask, as while a handle is pulled."""
    for start in starts(number):
        if time.monotonic() > end:
            return
        status = await asyncio.to_thread(asked, url, number, start)
        seen[status] += 1
        if status != 200:
            await asyncio.sleep(BETWEEN)


def trained(url: str, seed: int) -> int:
    """The status of one training, whose frames are read to the end."""
    where = f"{url}/lossviz/run/train-a-network?{urlencode({**NETWORK, 'seed': seed})}"
    try:
        with urlopen(Request(where, headers=client(seed % TRAINING + 1)), timeout=120) as answer:
            answer.read()
            return answer.status
    except HTTPError as refused:
        return refused.code


async def trainings(url: str, number: int, end: float, seen: Counter) -> None:
    """Train one network after the other."""
    for turn in range(10**6):
        if number > TRAINING or time.monotonic() > end:
            return
        status = await asyncio.to_thread(trained, url, turn * TRAINING + number)
        seen[status] += 1
        if status != 200:
            await asyncio.sleep(BETWEEN)


async def pages(url: str, number: int, end: float, seen: Counter) -> None:
    """Open the page and let go of a handle, again and again."""
    async with Visitor(url, client(number)) as page:
        await page.open("gradient-descent", {**HEAVIEST, "open": "race"})
        for start in starts(number):
            if time.monotonic() > end:
                return
            await page.commit("gradient-descent/race", {"start": start})
            seen["commits"] += 1


async def main(kind: str, url: str, seconds: float) -> None:
    """All of them at once; at the end they hang up, whatever they wait for."""
    seen: Counter = Counter()
    stranger = {"questions": questions, "pages": pages, "trainings": trainings}[kind]
    end = time.monotonic() + seconds
    tasks = [asyncio.create_task(stranger(url, number, end, seen)) for number in range(1, STRANGERS + 1)]
    await asyncio.wait(tasks, timeout=seconds)
    print(dict(seen), [repr(task.exception()) for task in tasks if task.done() and task.exception()], flush=True)
    # At once, and not when the threads are done.
    sys.exit(0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
