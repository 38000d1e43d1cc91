"""What happens when a line is fitted a few points at a time: every number of the walk, and of the one beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from lossviz.inputs.points import Points
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Array
from lossviz.theory import mini_batches, one_step, plane_walks, samples, schedules, walks
from lossviz.theory.descent import Path
from lossviz.theory.forty_points import forty_points
from lossviz.theory.mini_batches import Indices
from lossviz.theory.point_surfaces import points_mse
from lossviz.theory.schedules import Schedule
from lossviz.theory.surface import Point

FORTY = Points(*forty_points())
# A walk is cut off here, and says so.
LONGEST = 2_000
# How far the full batch is followed to see when it is near the best.
FULL_STEPS = 400
NEAR = 1.2
LAST_EPOCHS = 10
DRAWS, FEWER_DRAWS = 200, 50
MANY = 1_000

# Settings that are fixed and printed: how a rate changes, by the number of steps there are.
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
    """One walk over batches and one over all points beside it; nothing in it can be changed.

    Arrays have one number for each place of the walk, the start first. At each place stands the batch that comes
    next, also at the last one, where nobody walks on. `work` counts gradient evaluations.
    """

    points: Points
    landscape: Landscape
    batch: int
    eta: float
    seed: int
    epochs: int
    each: int  # updates in an epoch
    batches: list[Indices]
    sizes: Array
    work: Array
    rates: Array
    path: Path
    slopes: Array
    true: Array
    full: Path
    full_work: Array

    @property
    def n(self) -> int:
        return len(self.points)

    @property
    def steps(self) -> int:
        return len(self.path.points) - 1

    @property
    def cut(self) -> bool:
        """Whether the walk ends before its epochs do."""
        return self.steps < self.each * self.epochs


@dataclass(frozen=True)
class Borders:
    """The rate beyond which a walk does not settle: for all points together, and for the strictest one alone."""

    full: float
    single: float
    strictest: int


@lru_cache(maxsize=16)
def run(
    points: Points, begin: Point, batch: int, seed: int, epochs: int, schedule: str, eta: float, by_steps: bool
) -> Run:
    """Both walks; the full batch is given as many steps, or as many gradient evaluations."""
    n, landscape = len(points), landscapes.of("points_mse", samples=points)
    surface, batch = landscape.surface, min(batch, n)
    each = mini_batches.updates_per_epoch(n, batch)
    steps = min(each * epochs, LONGEST)
    batches = list(islice(mini_batches.epochs(n, batch, seed=seed, epochs=epochs + 1), steps + 1))
    sizes = np.array([len(one) for one in batches])
    work = np.cumsum(sizes) - sizes
    slope = plane_walks.over_batches(points.x, points.y, batches)
    rate = SCHEDULES[schedule](eta, steps)
    path = plane_walks.descend(surface.loss, slope, begin, [float(rate(t)) for t in range(steps)])
    with np.errstate(all="ignore"):
        slopes = np.concatenate([path.gradients, [slope(steps, *map(float, path.points[-1]))]])
    true = surface.gradient(path.points)
    level = one_step.is_level(surface, path.points)
    true = np.where(level[:, None], 0.0, true)
    # All points at once: the same gradient, but for the order in which it was summed up.
    slopes = true if batch == n else slopes
    long = steps if by_steps else int(work[-1]) // n
    falling = SCHEDULES[schedule](eta, long)
    full_rates = [float(falling(t)) for t in range(max(long, FULL_STEPS))]
    full = plane_walks.descend(surface.loss, plane_walks.over_surface(surface.slopes), begin, full_rates)
    full_work = n * np.arange(len(full.points))
    rates = np.array([float(rate(t)) for t in range(steps + 1)])
    return Run(
        points,
        landscape,
        batch,
        eta,
        seed,
        epochs,
        each,
        batches,
        sizes,
        work,
        rates,
        path,
        slopes,
        true,
        full,
        full_work,
    )


@lru_cache(maxsize=32)
def borders(points: Points) -> Borders:
    """The rates beyond which nothing settles; the point furthest out has the strictest of its own."""
    furthest = int(abs(points.x).argmax())
    alone = points_mse(points.x[furthest : furthest + 1], points.y[furthest : furthest + 1])
    full = landscapes.of("points_mse", samples=points).surface
    return Borders(float(full.border((0.0, 0.0))), float(alone.border((0.0, 0.0))), furthest)


@lru_cache(maxsize=32)
def least(points: Points) -> float:
    """The smallest loss there is, whether one line has it or many."""
    surface = landscapes.of("points_mse", samples=points).surface
    place = surface.minima[0] if surface.minima else (0.0, float(samples.mean(points.y)))
    return float(surface.loss(place))


def near_after(path: Path, work: Array, lowest: float) -> int:
    """The gradient evaluations until a walk is within 20 % of the smallest loss, or -1."""
    found = int(walks.steps_until(path.losses, NEAR * lowest))
    return int(work[found]) if 0 <= found < len(work) else -1


def tail(run: Run) -> tuple[float, Array] | None:
    """The mean loss of the last ten epochs and the middle of their places; nothing where there are not so many."""
    last = LAST_EPOCHS * run.each
    return plane_walks.last_places(run.path, last) if run.epochs > LAST_EPOCHS and not run.cut else None


@lru_cache(maxsize=32)
def draws(n: int, batch: int, seed: int) -> Indices:
    """The batches of the cloud."""
    return mini_batches.drawn(n, batch, seed=seed, draws=DRAWS if n <= MANY else FEWER_DRAWS)


def clouds(gradients: Array, batch: int, seed: int, most: int) -> Array:
    """The gradients of random batches at each place: `gradients` (places, n, 2), at most so many of them."""
    n = gradients.shape[-2]
    # All points have one mean, however often they are drawn.
    chosen = np.arange(n)[None] if batch == n else draws(n, batch, seed)
    if len(chosen) > most:
        chosen = chosen[np.linspace(0, len(chosen) - 1, most).astype(int)]
    with np.errstate(all="ignore"):
        found: Array = samples.mean(np.swapaxes(gradients[:, chosen], -1, -2))
    return found


def spreads(gradients: Array, batch: int | list[int]) -> Array:
    """The spread at each place; not a number where gradients are no numbers any more."""
    finite = np.isfinite(gradients).all(axis=(-1, -2))
    sizes = np.atleast_1d(batch)
    found = np.full((len(gradients), len(sizes)), np.nan)
    if finite.any():
        with np.errstate(all="ignore"):
            found[finite] = np.stack([mini_batches.gradient_spread(gradients[finite], int(b)) for b in sizes], axis=-1)
    return found
