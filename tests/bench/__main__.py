"""`python -m tests.bench`: how fast lossviz is, beside what Streamlit does by itself, in one run."""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

from playwright.async_api import async_playwright

from tests.bench import commits, descents, drags, load, memory, messages, network, opening, reruns, slowly, worst
from tests.bench.bench import Bench
from tests.bench.servers import Servers
from tests.bench.table import Row, not_taken, printed, taken
from tests.browser import chromium

MEASURES = {
    "drags": drags.measure,
    "messages": messages.measure,
    "commits": commits.measure,
    "descents": descents.measure,
    "network": network.measure,
    "reruns": reruns.measure,
    "opening": opening.measure,
    "slowly": slowly.measure,
    "memory": memory.measure,
    "load": load.measure,
    "worst": worst.measure,
}


def asked() -> argparse.Namespace:
    """What to measure, and how long."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=MEASURES, help="one measurement instead of all")
    parser.add_argument("--seconds", type=float, default=1.2, help="length of a pull (default %(default)s)")
    parser.add_argument("--pulls", type=int, default=200, help="commits in the memory test (default %(default)s)")
    parser.add_argument("--tries", type=int, default=5, help="openings of a page (default %(default)s)")
    parser.add_argument("--against", type=Path, help="another checkout, whose commits are measured by turns with ours")
    parser.add_argument("--address", action="append", default=[], help="a state, such as 'entropy?p=1,1,1'; '' is home")
    return parser.parse_args()


async def measured(options: argparse.Namespace, executable: str) -> list[Row]:
    """The rows of every measurement that was asked for."""
    rows: list[Row] = []
    servers = Servers()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable, args=chromium.arguments())
            bench = Bench(
                browser,
                servers,
                options.seconds,
                options.pulls,
                options.tries,
                tuple(options.address),
                options.against and options.against.resolve(),
            )
            for name in [options.only] if options.only else MEASURES:
                began = time.monotonic()
                rows += await taken(name, MEASURES[name](bench))
                print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            await browser.close()
    finally:
        servers.stop()
    return rows


def main() -> None:
    """Measure and print. A missed bar is a line in the table, not a failure; a figure that says nothing is one."""
    options = asked()
    executable = chromium.executable()
    if executable is None:
        sys.exit("No Chromium was found: run tests/browser/chromium.py, or name one in CHROMIUM.")
    rows = asyncio.run(measured(options, executable))
    print(printed(rows))
    if hasattr(os, "getloadavg"):
        # Ratios hold on a busy machine better than times do, but not at any load.
        print(f"\n{os.cpu_count()} processors, of which {os.getloadavg()[1]:.1f} were busy in the last five minutes.")
    if missing := not_taken(rows):
        sys.exit("\nNot taken:\n" + "\n".join(f"- {figure}" for figure in missing))


main()
