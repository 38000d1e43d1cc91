"""Stochastic gradient descent on a line through points, and full-batch gradient descent to compare it with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from lossviz.inputs.points import Points
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.quantities import Array
from lossviz.theory import convergence, interruption, mini_batches, one_step, point_surfaces, scalar_descent, schedules
from lossviz.theory.datasets import noisy_line
from lossviz.theory.descent import Path
from lossviz.theory.mini_batches import Indices
from lossviz.theory.schedules import Schedule
from lossviz.theory.surface import Point

FORTY = Points(*noisy_line())
# A path ends here at the latest, and says so.
MAX_STEPS = 2_000
# How many steps of the full batch are made to see when it comes near the smallest loss.
FULL_STEPS = 400
NEAR = 1.2
LAST_EPOCHS = 10
DRAWS, FEWER_DRAWS = 200, 50
MANY = 1_000

# The schedules by name, each a function of the initial learning rate and the number of steps.
SCHEDULES: dict[str, Callable[[float, int], Schedule]] = {
    "constant": lambda rate, steps: schedules.constant(rate),
    "step": lambda rate, steps: schedules.step(rate, every=200, gamma=0.5),
    "exponential": lambda rate, steps: schedules.exponential(rate, gamma=0.998),
    "cosine": lambda rate, steps: schedules.cosine(rate, steps=max(steps, 1)),
    "warm-up": lambda rate, steps: schedules.warm_up(rate, steps=20),
    "inverse": lambda rate, steps: schedules.inverse(rate, tau=200),
}


@dataclass(frozen=True, eq=False)
class Run:
    """A path of mini-batch descent, and the path of the full batch from the same start; nothing in it can be changed.

    Arrays and `batches` have a row for each point of the path, the start first: the gradients there, and the batch
    of the next step. The last point has a batch, too, whose step is not made. `work` and `full_work` count the
    gradient evaluations so far. The full batch is compared at equal steps if `by_steps`, else at equal work.
    """

    points: Points
    landscape: Landscape
    batch: int
    rate: float
    seed: int
    epochs: int
    by_steps: bool
    updates_per_epoch: int
    batches: list[Indices]
    batch_sizes: Array
    work: Array
    rates: Array
    path: Path
    batch_gradients: Array
    true_gradients: Array
    full_path: Path
    full_work: Array

    @property
    def n(self) -> int:
        """The number of points."""
        return len(self.points)

    @property
    def steps(self) -> int:
        """The number of updates."""
        return len(self.path.points) - 1

    @property
    def full_steps(self) -> int:
        """The number of full-batch steps that are compared: as many steps, or as many as the work pays for."""
        return self.steps if self.by_steps else int(self.work[-1]) // self.n

    @property
    def truncated(self) -> bool:
        """Whether the path ends before its epochs do."""
        return self.steps < self.updates_per_epoch * self.epochs


class StabilityLimits(NamedTuple):
    """The learning rates above which it diverges: with all points together, and with the one that allows least."""

    full: float
    single: float


@lru_cache(maxsize=16)
def run(
    points: Points, start: Point, batch: int, seed: int, epochs: int, schedule: str, rate: float, by_steps: bool
) -> Run:
    """Both paths from one start; a batch of more points than there are holds all of them."""
    n, landscape = len(points), landscapes.of("points_mse", samples=points)
    surface, batch = landscape.surface, min(batch, n)
    updates_per_epoch = mini_batches.updates_per_epoch(n, batch)
    steps = min(updates_per_epoch * epochs, MAX_STEPS)
    batches = list(islice(mini_batches.shuffled_batches(n, batch, seed=seed, epochs=epochs + 1), steps + 1))
    sizes = np.array([len(one) for one in batches])
    work = np.cumsum(sizes) - sizes
    gradient = scalar_descent.batch_gradient(points.x, points.y, batches)
    rate_at = SCHEDULES[schedule](rate, steps)
    rates = [float(rate_at(t)) for t in range(steps + 1)]
    path = scalar_descent.descend_scalar(surface.loss, gradient, start, rates[:-1])
    with np.errstate(all="ignore"):
        batch_gradients = np.concatenate([path.gradients, [gradient(steps, *map(float, path.points[-1]))]])
    stationary = one_step.is_stationary(surface, path.points)
    true_gradients = np.where(stationary[:, None], 0.0, surface.gradient(path.points))
    full_steps = steps if by_steps else int(work[-1]) // n
    full_rate_at = SCHEDULES[schedule](rate, full_steps)
    full_path = scalar_descent.descend_scalar(
        surface.loss,
        scalar_descent.surface_gradient(surface.partials),
        start,
        [float(full_rate_at(t)) for t in range(max(full_steps, FULL_STEPS))],
    )
    return Run(
        points=points,
        landscape=landscape,
        batch=batch,
        rate=rate,
        seed=seed,
        epochs=epochs,
        by_steps=by_steps,
        updates_per_epoch=updates_per_epoch,
        batches=batches,
        batch_sizes=sizes,
        work=work,
        rates=np.array(rates),
        path=path,
        # All points at once: the same gradient, but for the order in which it was summed up.
        batch_gradients=true_gradients if batch == n else batch_gradients,
        true_gradients=true_gradients,
        full_path=full_path,
        full_work=n * np.arange(len(full_path.points)),
    )


@lru_cache(maxsize=32)
def stability_limits(points: Points) -> StabilityLimits:
    """The stability limits of the points; the point with the largest |x| allows least."""
    furthest = int(abs(points.x).argmax())
    single = point_surfaces.points_mse(points.x[furthest : furthest + 1], points.y[furthest : furthest + 1])
    full = landscapes.of("points_mse", samples=points).surface
    return StabilityLimits(*(float(surface.stability_limit((0.0, 0.0))) for surface in (full, single)))


@lru_cache(maxsize=32)
def minimum_loss(points: Points) -> float:
    """The smallest loss that a line can have, whether one line has it or many."""
    return point_surfaces.minimum_loss(landscapes.of("points_mse", samples=points).surface, points.y)


def evaluations_until_near(path: Path, work: Array, minimum: float) -> int:
    """The gradient evaluations until the loss is within 20 % of the smallest one, or -1."""
    found = int(convergence.first_step_below(path.losses, NEAR * minimum))
    return int(work[found]) if 0 <= found < len(work) else -1


def tail_average(run: Run) -> tuple[float, Array] | None:
    """The mean loss over the last ten epochs and the mean of their points; None for a run that is too short."""
    last = LAST_EPOCHS * run.updates_per_epoch
    averaged = run.epochs > LAST_EPOCHS and not run.truncated
    return scalar_descent.tail_average(run.path, last) if averaged else None


@lru_cache(maxsize=32)
def cloud_batches(n: int, batch: int, seed: int) -> Indices:
    """The random batches whose gradients make the cloud, as indices: (draws, batch)."""
    return mini_batches.sample_batches(n, batch, seed=seed, draws=DRAWS if n <= MANY else FEWER_DRAWS)


def cloud_gradients(gradients: Array, batch: int, seed: int, most: int) -> Array:
    """The gradients of random batches, at most so many: (rows, draws, 2) for `gradients` (rows, n, 2)."""
    n = gradients.shape[-2]
    # Batches that hold all points have one mean.
    chosen = np.arange(n)[None] if batch == n else cloud_batches(n, batch, seed)
    if len(chosen) > most:
        chosen = chosen[np.linspace(0, len(chosen) - 1, most).astype(int)]
    clouds = []
    # Row by row: all of them at once may be a hundred megabytes.
    for row in gradients:
        interruption.checkpoint(chosen.size)
        clouds.append(mini_batches.mean_gradient(row[chosen]))
    return np.stack(clouds)


def standard_deviations(gradients: Array, batch_sizes: list[int]) -> Array:
    """The one for each batch size, (rows, sizes), of `gradients` (rows, n, 2); NaN where those are not finite."""
    finite = np.isfinite(gradients).all(axis=(-1, -2))
    found = np.full((len(gradients), len(batch_sizes)), np.nan)
    if finite.any():
        with np.errstate(all="ignore"):
            sizes = np.array(batch_sizes)[:, None]
            found[finite] = mini_batches.gradient_standard_deviation(gradients[finite], sizes).T
    return found
