"""How gradient descent ends on one surface, for many learning rates and many starts at once."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.scene import axes, budget, landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.quantities import Array
from lossviz.theory import convergence, interruption, optimizers
from lossviz.theory.convergence import Outcome
from lossviz.theory.descent import descend
from lossviz.theory.surface import Point

STEPS, CELLS, FEWER_CELLS = 200, 60, 30
DIGITS = (1, 2, 3, 4, 5, 6, 8, 10)
LEAST_SHARE = 0.03  # of the map, for a region that has a name on it
ELSEWHERE = 0.02  # of the frame: so far from a minimum is another place


@dataclass(frozen=True, eq=False)
class OutcomeGrid:
    """How each descent ended: arrays of shape (starts, rates)."""

    rates: Array
    starts: Array
    steps: Point  # from one learning rate to the next, from one start to the next
    outcome: Array
    ends: Array  # (starts, rates, 2)
    first: Array
    last: Array
    settling_step: Array

    def nearest(self, rate: float, start: float) -> tuple[int, int]:
        """The row and the column of the cell nearest to a learning rate and a start."""
        return int(abs(self.starts - start).argmin()), int(abs(self.rates - rate).argmin())


def operations(surface: str, cells: int) -> tuple[int, int]:
    """What a map of so many cells across and up takes for each sample, cells x steps, and what it takes beside."""
    each, beside = operations_of((cells + 1) ** 2)
    return each + landscapes.cost(surface, 1), budget.of_numbers(6_000) + beside


def operations_of(descents: int) -> tuple[int, int]:
    """What so many descents at once, judged at their end, take for each sample and beside."""
    judging = descents * (STEPS + 1) * convergence.JUDGED
    return descents * (STEPS + convergence.WINDOW + 3), STEPS * interruption.STEP + judging


def size(surface: str, samples: int) -> tuple[int, int]:
    """How many cells across and up a map has, and how many of the samples it uses: of many samples fewer cells."""
    for cells in (CELLS, FEWER_CELLS):
        each, beside = operations(surface, cells)
        most = budget.affordable(each, beside=beside)
        if samples <= most:
            break
    return cells, min(samples, most)


def cost(surface: str, samples: int) -> int:
    """Cells x steps x samples."""
    cells, used = size(surface, samples)
    each, beside = operations(surface, cells)
    return each * used + beside


def round_places(low: float, high: float, cells: int) -> tuple[Array, float]:
    """At most so many places and one in equal round steps between two, and that step."""
    step = axes.round_up((high - low) / cells, DIGITS)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.array([axes.on_grid(place * step, step) for place in range(first, last + 1)]), step


@lru_cache(maxsize=16)
def outcome_grid(landscape: Landscape) -> OutcomeGrid:
    """All descents at once, with learning rates up to half as much again as the stability limit."""
    fastest = axes.round_up(landscapes.RATE_MARGIN * landscape.stability_limit(), axes.MANY_DIGITS)
    cells, _ = size(landscape.name, landscape.surface.samples)
    (rates, rate_step), (starts, start_step) = (
        round_places(*ends, cells) for ends in ((0.0, fastest), landscape.frame[0])
    )
    rates = rates[1:]
    points = np.stack(np.broadcast_arrays(starts[:, None], landscape.start[1]), axis=-1)
    surface = landscape.surface
    rule = optimizers.gradient_descent(rates)
    path = descend(surface.loss, surface.gradient, points, rule, STEPS, last=convergence.WINDOW + 1)
    return OutcomeGrid(
        rates,
        starts,
        (rate_step, start_step),
        convergence.outcome(path),
        path.points[-1].copy(),
        path.losses[0].copy(),
        path.losses[-1].copy(),
        convergence.settling_step(path),
    )


@lru_cache(maxsize=16)
def stability_limits(landscape: Landscape) -> Array:
    """The learning rates from which on it no longer converges, one for each minimum, the largest first."""
    found = landscape.surface.stability_limit(np.array(landscape.surface.minima).reshape(-1, 2)).round(12)
    return np.sort(np.unique(found[np.isfinite(found)]))[::-1]


def deepest_cell(region: Array) -> tuple[float, float]:
    """Row and column of the cell that lies deepest in a region; NaN where the region is too small for a name."""
    if region.mean() < LEAST_SHARE:
        return math.nan, math.nan
    left = np.pad(region, 1)
    depth = np.zeros(region.shape, dtype=int)
    # A layer is peeled off as long as something is left; the map's own edge is an edge, too.
    while left.any():
        depth += left[1:-1, 1:-1]
        core = left[1:-1, 1:-1] & left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
        left = np.pad(core, 1)
    deepest = np.argwhere(depth == depth.max())
    row, column = deepest[len(deepest) // 2]
    return float(row), float(column)


def settles_elsewhere(landscape: Landscape, grid: OutcomeGrid, row: int, column: int) -> bool:
    """Whether the descent of a cell converged to a point that is no minimum."""
    end = grid.ends[row, column]
    minimum = landscape.nearest_minimum(end)
    if grid.outcome[row, column] != Outcome.FAST or minimum is None:
        return False
    extent = min(high - low for low, high in landscape.frame)
    return float(convergence.distance(end, minimum)) > ELSEWHERE * extent
