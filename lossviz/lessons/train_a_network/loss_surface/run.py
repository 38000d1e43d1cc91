"""The job of the fold: the training, a plane through its end, and the loss over that plane at each extent."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.lessons.train_a_network import problem as problems
from lossviz.scene.quantities import Array
from lossviz.theory import contour_levels, interruption, loss_slices, training_run
from lossviz.theory.contour_levels import ContourLevels
from lossviz.theory.loss_slices import Plane
from lossviz.theory.training_run import Run

PLANES = ("principal", "random")
EXTENTS = (0.25, 0.5, 1.0, 2.0, 4.0)
SIDE = 41
# A row of the grid counts as so many updates where progress is told.
ROW = 20
# A path is followed until one of its parameters is larger.
FARTHEST = 1e6
# Contour levels are so many times the one below: the least of these with which they reach down to the least loss, or
# to this share of the largest.
FACTORS = (1.01, 1.02, 1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 25.0)
LEAST = 1e-12

Range = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Around:
    """The loss over one extent of the plane: its ranges, the index of the contour level over the grid, the levels."""

    ranges: tuple[Range, Range]
    grid: tuple[Array, Array]
    level: Array
    levels: ContourLevels


@dataclass(frozen=True, eq=False)
class Slice:
    """A run, a plane through the end of its path, and the loss in it.

    places (moments, 2) are the moments projected into the plane, NaN from the update `left_at` on, where the path is
    too far away. `losses` (moments,) are those of the networks, `plane_losses` those at their places in the plane, all
    with the penalty. `share` is how much of the path's variance lies in the plane, NaN for one that does not move.
    `around` has one part for each of `EXTENTS`.
    """

    run: Run
    plane: Plane
    places: Array
    losses: Array
    plane_losses: Array
    left_at: int | None
    share: float
    around: tuple[Around, ...]

    @property
    def size(self) -> int:
        """Its bytes."""
        own = self.places, self.losses, self.plane_losses, self.run.parameters, *self.run.memory
        return sum(array.nbytes for array in (*own, *(part.level for part in self.around)))


def key(*, plane: str, direction_seed: int, **values: Any) -> str:
    """All that a slice depends on, as a text."""
    directions = f"{plane} {direction_seed}" if plane == "random" else plane
    return f"{problems.of(**values).key};plane={directions}"


def slices(*, plane: str, direction_seed: int, **values: Any) -> Generator[tuple[int, int], None, Slice]:
    """Train, then compute the loss over the plane, a row at a time; yields how much is done, and of how much."""
    problem = problems.of(**values)
    rows = SIDE * len(EXTENTS)
    total = problem.updates + ROW * rows
    training = problem.training
    run = yield from interruption.relayed(training_run.slices(training), 0, total)
    count = followed(run)
    path = run.parameters[:count]
    end_of_path = path[-1]
    through = (
        loss_slices.principal_plane(path)
        if plane == "principal"
        else loss_slices.random_plane(training.network, end_of_path, direction_seed)
    )
    places = np.full((len(run.updates), 2), np.nan)
    places[:count] = through.projected(path)
    plane_losses = np.full(len(run.updates), np.nan)
    plane_losses[:count] = loss_slices.training_losses(training, through.parameters(places[:count]))
    losses = run.training_scores.loss + run.penalties
    frame = loss_slices.domain(places[:count])
    if plane == "random":
        # Where a direction is as long as the parameters themselves.
        frame = tuple((min(low, -1.0), max(high, 1.0)) for low, high in frame)  # type: ignore[assignment]
    around = []
    for number, extent in enumerate(EXTENTS):
        across, up = (np.linspace(extent * low, extent * high, SIDE) for low, high in frame)
        grid = loss_slices.loss_rows(training, through, across, up)
        losses_there = yield from interruption.relayed(grid, problem.updates + ROW * SIDE * number, total, ROW)
        around.append(drawn(across, up, losses_there))
    left_at = int(run.updates[count]) if count < len(run.updates) else None
    return Slice(run, through, places, losses, plane_losses, left_at, share(through, path), tuple(around))


def followed(run: Run) -> int:
    """How many moments, one at least, the path is followed: until it diverges or leads too far away."""
    lost = abs(run.parameters).max(axis=-1) > FARTHEST
    if run.diverged_at is not None:
        lost = lost | (run.updates >= run.diverged_at)
    return max(1, int(lost.argmax())) if lost.any() else len(lost)


def share(plane: Plane, path: Array) -> float:
    """How much of the variance of a path (moments, size) lies in a plane; NaN for a path that does not move."""
    if not np.ptp(path, axis=0).any():
        return np.nan
    away = path - path.mean(axis=0)
    away = away / abs(away).max()
    basis, _ = np.linalg.qr(plane.directions.T)
    return float(((away @ basis) ** 2).sum() / (away**2).sum())


def drawn(across: Array, up: Array, losses: Array) -> Around:
    """Losses over a grid as they are drawn, by the index of their contour level; what overflows is above the last."""
    losses = np.where(np.isnan(losses), np.inf, losses)
    finite = losses[np.isfinite(losses)]
    top = float(finite.max(initial=0.0)) or 1.0
    least = max(float(finite.min(initial=top)), LEAST * top)
    reach = contour_levels.LEVEL_COUNT - 1
    factor = next((one for one in FACTORS if one**reach >= top / least), FACTORS[-1])
    levels = contour_levels.fit_levels(losses, 0.0, factor)
    ranges = (float(across[0]), float(across[-1])), (float(up[0]), float(up[-1]))
    return Around(ranges, (across, up), np.minimum(levels.level_index(losses), levels.count), levels)
