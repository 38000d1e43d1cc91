"""Descent: a path of 300 steps scrubbed, turned, pulled and played, and the arithmetic behind it."""

import importlib.util
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from lossviz.theory import convergence, optimizers, surfaces
from lossviz.theory.descent import descend
from tests.bench import torch_descents
from tests.bench.bench import Bench, Place
from tests.bench.browser import tab
from tests.bench.drags import pulled, smooth
from tests.bench.hand import Handle, Pull, open_at, percentile
from tests.bench.messages import weighed
from tests.bench.table import NotTakenError, Row, taken, verdict

STEPS, CELLS, MAP_STEPS, TRIES = 300, 60, 200, 9
LONG = Place("gradient-descent", query=f"steps={STEPS}")
FROM_THE_START = Place("gradient-descent", query=f"steps={STEPS}&speed=10&step=0")
MANY_EPOCHS = Place("sgd", query="epochs=40")
SMOOTH = 0.9
THIRD = 1 / 3
REDRAW = 50.0
MAP_TIME = 500.0


def milliseconds(deed: Callable[[], object]) -> float:
    """The median time of a deed."""
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        deed()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


async def race() -> list[Row]:
    """Three hundred steps of all seven optimisers, beside the same descents of torch.optim."""
    name = f"{STEPS} steps x 7 optimisers, Rosenbrock"
    rosenbrock = surfaces.SURFACES["rosenbrock"]
    makers = [getattr(optimizers, optimizer) for optimizer in torch_descents.OPTIMIZERS]

    def ours() -> list[np.ndarray]:
        return [
            descend(
                rosenbrock.loss, rosenbrock.gradient, torch_descents.START, make(torch_descents.RATE), STEPS
            ).points[-1]
            for make in makers
        ]

    if importlib.util.find_spec("torch") is None:
        raise NotTakenError("torch is not installed")
    mine = milliseconds(ours)
    theirs = milliseconds(lambda: torch_descents.ends(STEPS))
    apart = max(np.abs(one - other).max() for one, other in zip(ours(), torch_descents.ends(STEPS), strict=True))
    ratio = mine / theirs
    return [
        Row(
            name,
            f"{mine:.0f} ms, ends {apart:.0e} apart",
            f"torch.optim {theirs:.0f} ms, one thread",
            f"{ratio:.2f}",
            "<= 0.33",
            verdict(ratio <= THIRD),
        )
    ]


async def convergence_map() -> list[Row]:
    """The outcome of 60 x 60 descents of 200 steps."""
    ravine = surfaces.SURFACES["ravine"]
    rates = np.linspace(0.0, 0.3, CELLS)[:, None]
    starts = np.stack([np.linspace(-5, 5, CELLS), np.full(CELLS, 1.5)], axis=-1)

    def deed() -> object:
        path = descend(ravine.loss, ravine.gradient, starts, optimizers.gradient_descent(rates), MAP_STEPS)
        return convergence.outcome(path)

    spent = milliseconds(deed)
    return [
        Row(
            f"rate x start, {CELLS} x {CELLS} x {MAP_STEPS} steps, with its outcomes",
            f"{spent:.0f} ms",
            bar=f"<= {MAP_TIME:.0f} ms",
            ratio=f"{spent / MAP_TIME:.2f}",
            reached=verdict(spent <= MAP_TIME),
        )
    ]


def long_path(handle: Handle, seen: Pull) -> list[Row]:
    """How often a long path followed, how long a picture took at worst."""
    worst = percentile(seen.gaps, 95)
    return [
        smooth(str(handle), seen),
        Row(
            f"from one picture to the next, {handle}",
            f"p95 {worst:.0f} ms",
            ratio=f"{worst / REDRAW:.2f}",
            bar=f"<= {REDRAW:.0f} ms",
            reached=verdict(worst <= REDRAW),
        ),
    ]


async def played(bench: Bench) -> list[Row]:
    """The same path played at ten times its speed: steps that are shown in a second, and messages."""
    place = FROM_THE_START
    async with tab(bench.browser) as page:
        await open_at(page, bench.servers.ours().url, place)
        since = len(page.wire.frames)
        play = page.page.locator(place.stage).get_by_role("button", name="Play", exact=True)
        await play.scroll_into_view_if_needed()
        await page.page.evaluate("what => bench.begin(what)", {"texts": [place.says]})
        await play.click()
        await page.page.wait_for_timeout(1000 * bench.seconds)
        seen = await page.page.evaluate("bench.end()")
        crossed = len(page.wire.frames) - since
    share = seen["changes"] / seen["frames"]
    return [
        Row(
            f"updates / s, {place}, played ten times as fast",
            f"{seen['changes'] / seen['seconds']:.1f}, {crossed} messages",
            f"{seen['frames'] / seen['seconds']:.1f} frames / s",
            f"{share:.2f}",
            f">= {SMOOTH}, 0 messages",
            verdict(share >= SMOOTH and crossed == 0),
        )
    ]


async def measure(bench: Bench) -> list[Row]:
    """What a long path costs, and the arithmetic of many."""
    return [
        *await taken(f"{STEPS} steps x 7 optimisers", race()),
        *await taken("rate x start", convergence_map()),
        *await taken(f"the message of {LONG}", weighed(LONG)),
        *await taken(f"the message of {MANY_EPOCHS}", weighed(MANY_EPOCHS)),
        *await taken(f"the handles of {LONG}", pulled(bench, LONG, long_path)),
        *await taken(f"updates / s, {LONG}, played", played(bench)),
    ]
