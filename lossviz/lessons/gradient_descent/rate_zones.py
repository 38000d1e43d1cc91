"""How descents from one start end, for every learning rate of the handle: the zones on its track."""

import math
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
    Zone("converges fast", "truth", "solid"),
    Zone("slow", "muted", "dots"),
    Zone("still oscillates", "model", "stripes"),
    Zone("diverges", "cost", "crosses"),
    Zone("saddle point", "text", "bars"),
)
SADDLE = len(Outcome)
BY_LIMIT = (Zone("below 2/λ", "truth", "solid"), Zone("above 2/λ", "cost", "crosses"))
# Of more operations the zones are computed in wider strides: of hundreds of labelled points each is looked at in each
# step. With more points than the widest stride allows no descents are looked at.
MOST = 8_000_000
STRIDES = (1, 2, 4, 8, 16)
PLACES = 401  # at most so many has the handle
NEGATIVE = 1e-6  # a curvature below this share of the largest bends down


def operations(samples: int, stride: int, places: int = PLACES) -> int:
    """The operations of the zones where only every so-manieth place is computed."""
    each, beside = operations_of(-(-places // stride) + 1)
    return each * samples + beside


def stride_of(samples: int) -> int:
    """How many places lie from one that is computed to the next; 0 where there are too many samples for any."""
    return next((stride for stride in STRIDES if operations(samples, stride) <= MOST), 0)


def cost(samples: int) -> int:
    """The operations that the zones take; 0 where no descents are looked at."""
    stride = stride_of(samples)
    # That of the learning rate itself is computed besides.
    return operations(samples, stride) + operations(samples, 1, 1) if stride else 0


def note(descent: Descent) -> str:
    """What is to be said where there are so many points that the zones are not those of every place."""
    stride = stride_of(descent.landscape.surface.samples)
    if stride == 1:
        return ""
    if stride:
        return "With so many points the zones of the learning rate are coarser."
    if has_limit(descent):
        return "With so many points the learning rate has two zones only, below and above its stability limit 2/λ."
    return "With so many points the zones of the learning rate are not computed."


def has_limit(descent: Descent) -> bool:
    """Whether there is one learning rate above which a descent does not converge to the minimum."""
    return descent.is_plain and bool(descent.landscape.surface.minima) and math.isfinite(descent.stability_limit)


def zones(descent: Descent, rates: RateRange, optimizer: str, condition: float) -> dict[str, Zones]:
    """The zones of the learning rate; of too many samples those of the stability limit, or none where there is none.

    The kind at the learning rate itself is always its own; of many samples those between two that are computed are
    that of the nearer one.
    """
    count = round(rates.high / rates.step) + 1
    landscape, start = descent.landscape, descent.start
    points = () if landscape.points is None else (landscape.points.x, landscape.points.y)
    key = f"{landscape.name} {condition} {zlib.crc32(b''.join(row.tobytes() for row in points))} {start} {optimizer}"
    stride = stride_of(landscape.surface.samples)

    def by_limit() -> Array:
        return np.append(np.arange(count) * rates.step, descent.rate) > descent.stability_limit

    def kind_at() -> Array:
        last = math.ceil((count - 1) / stride)
        some = kinds(
            landscape, start, optimizer, tuple(min(i * stride, count - 1) * rates.step for i in range(last + 1))
        )
        table = some[np.minimum((np.arange(count) + stride // 2) // stride, last)]
        place = descent.rate / rates.step
        near = round(min(place, count - 1.0))
        on_table = stride == 1 and abs(place - near) < 1e-6
        return np.append(table, table[near] if on_table else kinds(landscape, start, optimizer, (descent.rate,)))

    if stride:
        return {"rate": Zones(KINDS, key, kind_at)}
    return {"rate": Zones(BY_LIMIT, key, by_limit if has_limit(descent) else lambda: np.empty(0))}


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
