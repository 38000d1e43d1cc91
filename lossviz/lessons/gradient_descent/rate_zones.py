"""How descents from one start end, for every learning rate of the handle: the zones on its track."""

import zlib
from functools import lru_cache

import numpy as np

from lossviz.lessons.gradient_descent.outcome_grid import STEPS, operations_of
from lossviz.lessons.gradient_descent.runs import MAKE, Descent
from lossviz.scene.landscapes import Landscape, RateRange
from lossviz.scene.quantities import Array
from lossviz.scene.track import Zone, Zones
from lossviz.theory import convergence
from lossviz.theory.convergence import Outcome
from lossviz.theory.descent import descend
from lossviz.theory.surface import Point

KINDS = (
    Zone("fast", "truth", "solid"),
    Zone("slow", "muted", "dots"),
    Zone("oscillates", "model", "stripes"),
    Zone("diverges", "cost", "crosses"),
    Zone("saddle point", "text", "bars"),
)
SADDLE = len(Outcome)
# Of more operations no zones are computed: of hundreds of labelled points each is looked at in each step.
MOST = 8_000_000
PLACES = 401  # at most so many has the handle
NEGATIVE = 1e-6  # a curvature below this share of the largest bends down


def cost(samples: int, rates: int = PLACES) -> int:
    """The operations that the zones take; 0 where that would be too many, and there are none."""
    each, beside = operations_of(rates)
    whole = each * samples + beside
    return whole if whole <= MOST else 0


def zones(descent: Descent, rates: RateRange, optimizer: str, condition: float) -> dict[str, Zones]:
    """The zones of the learning rate; they are not known where they would take too long."""
    count = round(rates.high / rates.step) + 1
    landscape, start = descent.landscape, descent.start
    points = () if landscape.points is None else (landscape.points.x, landscape.points.y)
    key = f"{landscape.name} {condition} {zlib.crc32(b''.join(row.tobytes() for row in points))} {start} {optimizer}"

    def kind_at() -> Array:
        if not cost(landscape.surface.samples):
            return np.empty(0)
        table = kinds(landscape, start, optimizer, tuple(place * rates.step for place in range(count)))
        place = descent.rate / rates.step
        near = round(min(place, count - 1.0))
        on_table = abs(place - near) < 1e-6
        return np.append(table, table[near] if on_table else kinds(landscape, start, optimizer, (descent.rate,)))

    return {"rate": Zones(KINDS, key, kind_at)}


@lru_cache(maxsize=64)
def kinds(landscape: Landscape, start: Point, optimizer: str, rates: tuple[float, ...]) -> Array:
    """Which zone each learning rate is in: how so many steps of the optimiser from the start end, all at once."""
    surface, rule = landscape.surface, MAKE[optimizer](np.array(rates))
    starts = np.broadcast_to(start, (len(rates), 2))
    path = descend(surface.loss, surface.gradient, starts, rule, STEPS, last=convergence.WINDOW + 1)
    found = convergence.outcome(path)
    ends = path.points[-1]
    settled = (found == Outcome.FAST) & np.isfinite(ends).all(axis=-1)
    curvature = surface.curvature(np.where(settled[:, None], ends, start))
    bends_down = curvature[:, 0] < -NEGATIVE * np.abs(curvature).max(axis=-1)
    return np.where(settled & bends_down, SADDLE, found)
