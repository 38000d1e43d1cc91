"""The runs of a race: who runs, at which rate and how that was chosen, and where each one is on every lap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lossviz.scene.landscapes import Landscape, geometry
from lossviz.scene.scene import Array
from lossviz.theory import optimizers, relief, sweeps, walks
from lossviz.theory.descent import Path, descend
from lossviz.theory.optimizer import Optimizer
from lossviz.theory.surface import Point

MOST_PLACES = 100
STRIDES = (1, 2, 3, 4, 5, 10)
WIDEST = 31  # rates in a sweep
DEPTH, ROOF = 20, 3  # decades drawn at most below the first loss, and above it
AROUND = 1.5  # how many frames away what has left is still drawn


class Runner(NamedTuple):
    """How one of the seven is called and drawn."""

    title: str
    sign: str
    symbol: str
    role: str
    dash: str


RUNNERS = {
    "gradient_descent": Runner("plain", "●", "circle", "text", "solid"),
    "momentum": Runner("momentum", "■", "square", "model", "solid"),
    "nesterov": Runner("Nesterov", "◆", "diamond", "model", "dash"),
    "adagrad": Runner("AdaGrad", "▲", "triangle-up", "cost", "solid"),
    "rmsprop": Runner("RMSprop", "▼", "triangle-down", "cost", "dash"),
    "adam": Runner("Adam", "★", "star", "truth", "solid"),
    "adamw": Runner("AdamW", "✚", "cross", "truth", "dash"),
}
NAMES = tuple(RUNNERS)


@dataclass(frozen=True, eq=False)
class Run:
    """One optimiser's way, with every setting it had."""

    optimizer: Optimizer
    path: Path

    @property
    def name(self) -> str:
        return self.optimizer.name

    @property
    def rate(self) -> float:
        return float(self.optimizer.rate_at(0))

    @property
    def settings(self) -> list[tuple[str, list[float]]]:
        """What it has besides its rate: names in words, and their numbers."""
        return [
            (name.replace("_", " "), [float(one) for one in (value if isinstance(value, tuple) else (value,))])
            for name, value in self.optimizer.hyperparameters.items()
        ]


@lru_cache(maxsize=64)
def tried(ground: Landscape) -> tuple[float, ...]:
    """The rates of the sweep, the same for all.

    From far below both the border of plain descent and a fifth of the frame, to about both.
    """
    border = ground.border()
    wide = min(high - low for low, high in ground.frame) / 5
    ends = [end for end in (border, wide) if math.isfinite(end) and end > 0] or [1.0]
    rates = sweeps.one_two_five(max(min(ends) / 500, 1e-250), 2 * max(ends))
    if len(rates) > WIDEST:
        rates = rates[np.unique(np.linspace(0, len(rates) - 1, WIDEST).astype(int))]
    return tuple(rates.tolist())


@lru_cache(maxsize=32)
def runs(
    ground: Landscape, start: Point, rate: float, names: tuple[str, ...], laps: int, *, best: bool
) -> tuple[Run, ...]:
    """All runs from one start: at one rate, or each at the one of the sweep that ended lowest."""
    surface = ground.surface
    found = []
    for name in names:
        make = getattr(optimizers, name)
        if best:
            rates = np.array(tried(ground))
            paths = descend(surface.loss, surface.gradient, start, make(rates), laps)
            chosen = int(sweeps.best(paths.losses))
            found.append(Run(make(float(rates[chosen])), sweeps.alone(paths, chosen)))
        else:
            found.append(Run(make(rate), descend(surface.loss, surface.gradient, start, make(rate), laps)))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Laps:
    """All runs on every lap, as they are drawn, and the laps of the table, where their losses are read.

    A long race has fewer places in the table than laps; but its ways are drawn whole, for of a walk that swings
    from wall to wall every other step would show one wall only.
    """

    places: Array
    now: int
    losses: Array  # (laps + 1, runners)
    powers: Array  # the same as powers of ten, within the decades
    points: Array  # (laps + 1, runners, 2), as far as they are drawn
    gone: Array  # (laps + 1, runners): who has run away
    decades: tuple[int, int]

    @property
    def rows(self) -> Array:
        """The lap of each row of the table; the last is the one that stands now."""
        return np.append(self.places, self.now).astype(int)


def stride(laps: int) -> int:
    """How many laps lie between two places of the table."""
    return next(step for step in STRIDES if laps <= step * MOST_PLACES)


def laps_of(ground: Landscape, raced: Sequence[Run], now: int) -> Laps:
    """The runs lap by lap."""
    losses = np.stack([np.where(np.isnan(run.path.losses), np.inf, run.path.losses) for run in raced], axis=-1)
    points = np.stack([run.path.points for run in raced], axis=1)
    powers = relief.powers(losses, ground.relief.least)
    low, high = decades(powers)
    return Laps(
        np.arange(0.0, len(losses), stride(len(losses) - 1)),
        now,
        losses,
        np.clip(powers, low, high),
        drawn(points, ground),
        walks.ran_away(losses),
        (low, high),
    )


def decades(powers: Array) -> tuple[int, int]:
    """The powers of ten between which losses are drawn: round the first, and no further than an eye can use."""
    finite = powers[np.isfinite(powers)]
    if not finite.size:
        return -1, 1
    first = math.ceil(float(powers[0, 0])) if np.isfinite(powers[0, 0]) else math.ceil(float(finite.max()))
    low = max(math.floor(float(finite.min())), first - DEPTH)
    # What has reached the very bottom stands on it, a decade below all others.
    low -= bool(np.isneginf(powers).any())
    high = min(math.ceil(float(finite.max())), first + ROOF)
    return low, max(high, low + 1)


def drawn(points: Array, ground: Landscape) -> Array:
    """Places as they are drawn: what has left the frame far behind stands in the direction in which it left."""
    middle = np.array([(low + high) / 2 for low, high in ground.frame])
    reach = np.array([high - low for low, high in ground.frame])
    far = np.finfo(float).max / 16
    away = (np.clip(np.nan_to_num(points, nan=far), -far, far) - middle) / np.maximum(reach, 1e-300)
    away = np.clip(away, -1e150, 1e150)
    out = abs(away).max(axis=-1, keepdims=True) / AROUND
    return geometry(middle + reach * away / np.maximum(out, 1.0))
