"""The slowest run that the controls allow, over the real endpoint: its whole time, and how soon it ends when cancelled.

The page cancels by hanging up. The server is in a process of its own with its client, which sees there when the thread
of the run has stopped. `python -m tests.bench.slowest_run` is that process.
"""

import asyncio
import http.client
import json
import os
import sys
import threading
import time
from contextlib import closing
from statistics import median
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette

from lossviz.live import jobs, routes
from lossviz.live.jobs import Underway
from tests.bench.table import NotTakenError, Row, verdict

SLUG = "train-a-network"
ADDRESS = {
    "data": "blobs",
    "inputs": "x,y,x_squared,y_squared,xy,sin_x,sin_y",
    "hidden": "12,12,12",
    "activation": "gelu",
    "optimizer": "adam",
    "batch": "1",
    "epochs": "500",
    "held_out": "10",
    "l1": "0.001",
    "l2": "0.001",
    "compare": "rate",
}
AFTER = 1.0  # seconds until it is cancelled
TRIES = 3
CANCELLED, WHOLE = 0.5, 15.0  # seconds


def started() -> int:
    """The port of a server that has begun in this process."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes.routes()), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


def asked(port: int, seed: int) -> http.client.HTTPConnection:
    """A line on which a run is asked for; another seed is another run."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("GET", f"/{routes.PREFIX}/run/{SLUG}?{urlencode({**ADDRESS, 'seed': seed})}")
    return line


def whole(port: int) -> float:
    """Seconds until a run is there."""
    began = time.perf_counter()
    with closing(asked(port, TRIES)) as line:
        frames = line.getresponse().read()
    if not frames:
        raise NotTakenError("the run has no frames")
    return time.perf_counter() - began


def cancelled(port: int, seed: int) -> float:
    """Seconds from hanging up until the thread of the run has stopped."""
    with closing(asked(port, seed)) as line:
        answer = line.getresponse()
        answer.read1()
        time.sleep(AFTER)
        run: Underway = next(iter(jobs.underway.values()))
        if run.result.done():
            raise NotTakenError("the run was over before it was cancelled")
        answer.close()
        line.close()
        began = time.perf_counter()
        run.result.exception(timeout=60)
        return time.perf_counter() - began


async def rows() -> list[Row]:
    """Both figures, from a process of its own."""
    command = [sys.executable, "-m", __name__]
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**os.environ}
    )
    printed, errors = await child.communicate()
    if child.returncode:
        raise NotTakenError((errors.decode().strip().splitlines() or ["no word"])[-1])
    found: dict[str, float] = json.loads(printed)
    return [
        row("the slowest run that the controls allow", found["whole"], WHOLE),
        row(f"the same, cancelled after {AFTER:.0f} s, until its thread has stopped", found["cancelled"], CANCELLED),
    ]


def row(figure: str, seconds: float, most: float) -> Row:
    """A time, held against the longest that it may take."""
    return Row(figure, f"{seconds:.2f} s", "", f"{seconds / most:.2f}", f"<= {most:g} s", verdict(seconds <= most))


if __name__ == "__main__":
    served = started()
    stops = [cancelled(served, seed) for seed in range(TRIES)]
    print(json.dumps({"cancelled": median(stops), "whole": whole(served)}))
