"""The quantities of the comparison: every optimiser's descent, its learning rate, and the ranking at each step."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.lessons.gradient_descent.race import words
from lossviz.scene import axes, descent_parameters
from lossviz.scene.landscapes import Landscape
from lossviz.scene.quantities import Array, flags, geometry, geometry_array, indices, merged, numbers
from lossviz.theory import contour_levels, convergence, optimizers, sweeps
from lossviz.theory.descent import Path, descend, with_losses
from lossviz.theory.optimizer import Optimizer
from lossviz.theory.surface import Point, Surface

MOST_RATES = 31  # in a sweep
FEW_SAMPLES = 100
DECADES_BELOW, DECADES_ABOVE = 20, 3  # drawn at most, from the first loss
FRAMES = 3.0  # how many frames away a path that has left is still drawn
LABEL_WIDTH, LABEL_HEIGHT = 0.3, 0.07  # the room of a name on the map, in shares of the frame
LABEL_GAP = 0.085  # between two names beside the curves, in shares of the axis


@dataclass(frozen=True, eq=False)
class Run:
    """One optimiser with all its settings, and its descent."""

    optimizer: Optimizer
    path: Path

    @property
    def rate(self) -> float:
        return float(self.optimizer.rate_at(0))


@lru_cache(maxsize=64)
def sweep_rates(landscape: Landscape) -> tuple[float, ...]:
    """The learning rates of the sweep, the same for all optimisers.

    From far below both the stability limit of gradient descent and a fifth of the frame, to about both.
    """
    fifth = min(high - low for low, high in landscape.frame) / 5
    ends = [end for end in (landscape.stability_limit(), fifth) if math.isfinite(end) and end > 0] or [1.0]
    rates = sweeps.one_two_five_series(min(ends) / 500, 2 * max(ends))
    if len(rates) > MOST_RATES:
        rates = rates[np.unique(np.linspace(0, len(rates) - 1, MOST_RATES).astype(int))]
    return tuple(rates.tolist())


@lru_cache(maxsize=32)
def all_runs(
    landscape: Landscape, start: Point, rate: float, names: tuple[str, ...], steps: int, *, best: bool
) -> tuple[Run, ...]:
    """All runs from one start: with one learning rate, or each with that of the sweep that ended lowest."""
    surface = landscape.surface
    found = []
    for name in names:
        make = getattr(optimizers, name)
        if best:
            rates = np.array(sweep_rates(landscape))
            paths = descend(surface.loss, surface.gradient, start, make(rates), steps, last=1)
            chosen = int(sweeps.best_run(paths.losses))
            path = with_losses(sweeps.single_path(paths, chosen), surface.loss)
            found.append(Run(make(float(rates[chosen])), path))
        else:
            found.append(Run(make(rate), whole_path(surface, start, make(rate), steps)))
    return tuple(found)


def whole_path(surface: Surface, start: Point, rule: Optimizer, steps: int) -> Path:
    """One descent, its losses computed all at once where that is faster and, but for the last bit, the same."""
    if 1 < surface.samples <= FEW_SAMPLES:
        return descend(surface.loss, surface.gradient, start, rule, steps)
    return with_losses(descend(surface.loss, surface.gradient, start, rule, steps, last=1), surface.loss)


@dataclass(frozen=True, eq=False)
class History:
    """All runs at every step, as they are drawn, and the steps of the table, where their losses are read.

    A long comparison has fewer places in the table than steps; but its paths are drawn whole, for of a descent that
    oscillates every other step would show one side only.
    """

    places: Array  # the steps of the table
    now: int
    losses: Array  # (steps + 1, runs)
    log10_losses: Array  # the same as powers of ten, within the decades
    points: Array  # (steps + 1, runs, 2), as far as they are drawn
    diverged: Array  # (steps + 1, runs)
    decades: tuple[int, int]

    @property
    def rows(self) -> Array:
        """The step of each row of the table; the last is the one that stands now."""
        return np.append(self.places, self.now).astype(int)


def history(landscape: Landscape, runs: Sequence[Run], now: int) -> History:
    """The runs step by step."""
    losses = np.stack([np.where(np.isnan(run.path.losses), np.inf, run.path.losses) for run in runs], axis=-1)
    powers = contour_levels.log10_excess(losses, landscape.levels.minimum)
    low, high = decades(powers)
    return History(
        np.arange(0.0, len(losses), descent_parameters.table_stride(len(losses) - 1)),
        now,
        losses,
        np.clip(powers, low, high),
        clipped_points(np.stack([run.path.points for run in runs], axis=1), landscape),
        convergence.has_diverged(losses),
        (low, high),
    )


def decades(powers: Array) -> tuple[int, int]:
    """The powers of ten between which losses are drawn: at most 20 below and 3 above the first loss."""
    finite = powers[np.isfinite(powers)]
    if not finite.size:
        return -1, 1
    first = math.ceil(float(powers[0, 0])) if np.isfinite(powers[0, 0]) else math.ceil(float(finite.max()))
    low = max(math.floor(float(finite.min())), first - DECADES_BELOW)
    # A loss of 0 stands at the lower end, a decade below all others.
    low -= bool(np.isneginf(powers).any())
    high = min(math.ceil(float(finite.max())), first + DECADES_ABOVE)
    return low, max(high, low + 1)


def clipped_points(points: Array, landscape: Landscape) -> Array:
    """Points as they are drawn: what has left the frame far behind stands in the direction in which it left."""
    low, high = np.array(landscape.frame).T
    far = 1e150 * (high - low)
    finite = np.clip(np.nan_to_num(points, nan=np.inf), -far, far)
    return geometry_array(axes.clip_radially(finite, landscape.frame, FRAMES))


def table_rows(history: History, landscape: Landscape) -> dict[str, Array]:
    """For each row of the table the losses, the best and the worst run, the number that diverged, and the sentence."""
    losses, diverged = history.losses[history.rows], history.diverged[history.rows].sum(axis=-1)
    count = losses.shape[-1]
    tied = (losses == losses.min(axis=-1, keepdims=True)).sum(axis=-1)
    case = np.select(
        [
            diverged == count,
            (tied > 1) & (diverged > 0),
            diverged > 0,
            np.full(len(tied), count == 1),
            history.rows == 0,
            tied == count,
            tied > 1,
        ],
        [
            words.ALL_DIVERGED,
            words.TIE_SOME_DIVERGED,
            words.SOME_DIVERGED,
            words.ALONE,
            words.START,
            words.ALL_EQUAL,
            words.TIE,
        ],
        default=words.BEST_AND_WORST,
    )
    return merged(
        numbers(loss=losses),
        indices(
            step=history.rows,
            best=losses.argmin(axis=-1),
            worst=losses.argmax(axis=-1),
            tied=tied,
            diverged=diverged,
            case=case,
        ),
        flags(named=label_fits(history, landscape)),
    )


def label_fits(history: History, landscape: Landscape) -> Array:
    """Which marks on the map have room for their name: the one with the lowest loss goes first."""
    (left, right), (bottom, top) = landscape.frame
    place = (history.points[history.rows].astype(float) - [left, bottom]) / [right - left, top - bottom]
    order = np.argsort(history.losses[history.rows], axis=-1, kind="stable")
    fits = np.zeros(order.shape, dtype=bool)
    row = np.arange(len(order))
    for run in order.T:
        here = place[row, run]
        away = abs(place - here[:, None])
        crowded = ((away[..., 0] < LABEL_WIDTH) & (away[..., 1] < LABEL_HEIGHT) & fits).any(axis=-1)
        fits[row, run] = ((here > 0) & (here < 1)).all(axis=-1) & ~crowded
    return fits


def label_heights(powers: Array, decades: tuple[int, int]) -> Array:
    """Where the names stand at the ends of the curves: as high as these, but one below the other."""
    low, high = decades
    gap = LABEL_GAP * (high - low)
    order = np.argsort(powers, kind="stable")
    at = powers[order].astype(float)
    for i in range(1, len(at)):
        at[i] = max(at[i], at[i - 1] + gap)
    at[-1] = min(at[-1], float(high))
    for i in range(len(at) - 2, -1, -1):
        at[i] = min(at[i], at[i + 1] - gap)
    placed = np.empty_like(at)
    placed[order] = at
    return placed


def constants(landscape: Landscape, history: History, runs: Sequence[Run]) -> dict[str, Array]:
    """What is the same at every step: the map, the path of every run, and all settings."""
    count = len(runs)
    minima = np.array(landscape.surface.minima or [(np.nan, np.nan)], dtype=float)
    rates = sweep_rates(landscape)
    settings = [number for run in runs for _, values in words.settings(run.optimizer) for number in values]
    curves: dict[str, Array] = {}
    for i in range(count):
        curves |= {f"x{i}": history.points[:, i, 0].copy(), f"y{i}": history.points[:, i, 1].copy()}
        curves[f"log10_loss{i}"] = history.log10_losses[:, i]
    return merged(
        geometry(
            grid_x=landscape.x, grid_y=landscape.y, lane=np.arange(count)[::-1], left_edge=history.decades[0], **curves
        ),
        {"level": landscape.level},
        numbers(
            minimum_x=minima[:, 0],
            minimum_y=minima[:, 1],
            label_y=label_heights(history.log10_losses[-1], history.decades),
            last_step=history.places[-1],
            rates=[run.rate for run in runs],
            settings=settings or [0.0],
            lowest_rate=rates[0],
            highest_rate=rates[-1],
        ),
        indices(
            each_step=np.arange(len(history.losses)),
            table_step=history.places,
            name=[words.NAMES.index(run.optimizer.name) for run in runs],
            n=count,
            steps=len(history.losses) - 1,
            rate_count=len(rates),
        ),
    )
