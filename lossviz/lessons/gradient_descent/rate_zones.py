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
# Of more operations the zones are computed in wider strides: of hundreds of labelled points each is looked at in each
# step. With more points than the widest stride allows there are no zones.
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
    """The operations that the zones take; 0 where that would be too many, and there are none."""
    stride = stride_of(samples)
    # That of the learning rate itself is computed besides.
    return operations(samples, stride) + operations(samples, 1, 1) if stride else 0


def zones(descent: Descent, rates: RateRange, optimizer: str, condition: float) -> dict[str, Zones]:
    """The zones of the learning rate; they are not known where they would take too long.

    The kind at the learning rate itself is always its own; of many samples those between two that are computed are
    that of the nearer one.
    """
    count = round(rates.high / rates.step) + 1
    landscape, start = descent.landscape, descent.start
    points = () if landscape.points is None else (landscape.points.x, landscape.points.y)
    key = f"{landscape.name} {condition} {zlib.crc32(b''.join(row.tobytes() for row in points))} {start} {optimizer}"

    def kind_at() -> Array:
        stride = stride_of(landscape.surface.samples)
        if not stride:
            return np.empty(0)
        last = -(-(count - 1) // stride)
        some = kinds(
            landscape, start, optimizer, tuple(min(i * stride, count - 1) * rates.step for i in range(last + 1))
        )
        table = some[np.minimum((np.arange(count) + stride // 2) // stride, last)]
        place = descent.rate / rates.step
        near = round(min(place, count - 1.0))
        on_table = stride == 1 and abs(place - near) < 1e-6
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
