"""The quantities of a descent in which the units fit the curve: the sum, its loss and the update at every step."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.lessons.relu import quantities
from lossviz.lessons.relu.descent import words
from lossviz.lessons.relu.parameters import FARTHEST_KINK, LARGEST_CHANGE
from lossviz.lessons.relu.quantities import COARSE, PLACES, Problem
from lossviz.scene import axes, descent_parameters
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import contour_levels, convergence, descent, mean_squared_error, optimizers, unit_sums
from lossviz.theory.descent import Path

# Powers of ten drawn at most below the first loss and above it.
DECADES_BELOW, DECADES_ABOVE = 8, 2
LOWER = 0.99  # a share of the reference that is not only rounding
FARTHEST = 1e6  # what is drawn of numbers that diverge


@dataclass(frozen=True, eq=False)
class Run:
    """A descent of so many units; `reference` is the least loss that the kinks of the start allow."""

    problem: Problem
    units: int
    rate: float
    path: Path
    reference: float

    @property
    def steps(self) -> int:
        return len(self.path.losses) - 1

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten between which the loss is drawn."""
        powers = contour_levels.log10_excess(np.append(self.path.losses, self.reference))
        finite = powers[np.isfinite(powers)]
        if not finite.size:
            return -1, 0
        first = powers[0] if np.isfinite(powers[0]) else finite[0]
        top = int(np.ceil(min(finite.max(), first + DECADES_ABOVE)))
        return int(np.floor(max(min(finite.min(), top - 1), first - DECADES_BELOW))), top


@lru_cache(maxsize=32)
def run(
    target: str, curve: tuple[float, ...], activation: str, units: int, rate: float, steps: int, seed: int | None
) -> Run:
    """The descent from evenly spaced kinks, or with a seed from random ones."""
    problem = Problem(target, curve, activation)
    y, start = problem.heights, unit_sums.initial_parameters(units, seed)

    def both(parameters: Array) -> tuple[Array, Array]:
        return unit_sums.mean_squared_error_gradient(PLACES, y, parameters, activation=activation)

    path = descent.descend(*descent.together(both), start, optimizers.gradient_descent(rate), steps)
    kinks = start[2 : 2 + units].tolist()
    intercept, slope, *changes = unit_sums.best_fit(PLACES, y, kinks, activation=activation)
    fitted = unit_sums.value(PLACES, intercept, slope, kinks, changes, activation=activation)
    return Run(problem, units, rate, path, float(mean_squared_error.loss(y, fitted)))


def drawn_sums(problem: Problem, points: Array) -> dict[str, Array]:
    """The sums at some steps and their kinks, as far as they are drawn."""
    n = (points.shape[1] - 2) // 2
    near = np.clip(np.nan_to_num(points), -FARTHEST, FARTHEST)
    intercept, slope, kinks, changes = near[:, 0], near[:, 1], near[:, 2 : 2 + n], near[:, 2 + n :]
    columns = kinks.T[..., None], changes.T[..., None]
    x = np.array([-2.0]) if problem.piecewise else COARSE
    y = unit_sums.value(x, intercept[:, None], slope[:, None], *map(list, columns), activation=problem.activation)
    if not problem.piecewise:
        drawn = {"sum_x": np.broadcast_to(COARSE, y.shape), "sum_y": y, "kink_y": quantities.on_curve(kinks, y)}
    else:
        found = quantities.corners(problem, y[:, 0], slope, kinks, changes)
        drawn = {"sum_x": found.x, "sum_y": found.y, "kink_y": found.kink_y}
    # A kink beyond the ends of the chart is not marked, and of numbers that have left all bounds nothing is drawn.
    held = np.isfinite(points).all(axis=-1, keepdims=True)
    drawn = {name: np.where(held, values, np.nan) for name, values in drawn.items()}
    return geometry(**drawn, kink_x=np.where(held & (abs(kinks) <= 2), kinks, np.nan))


def table_rows(found: Run, at: Array) -> dict[str, Array]:
    """The quantities at some steps; the update shown is that of the first unit."""
    path, n = found.path, found.units
    losses, points = path.losses[at], path.points[at]
    own = [2, 2 + n]
    with np.errstate(all="ignore"):
        after = points[:, own] - found.rate * path.gradients[at][:, own]
        dead = (points[:, 2 : 2 + n] >= PLACES[-1]).sum(axis=-1) * (found.problem.activation == "relu")
        share = losses / path.losses[0]
    case = np.select(
        [
            np.full(len(at), found.rate == 0),
            at == 0,
            convergence.ends_diverged(path.losses)[at],
            dead > 0,
            losses > path.losses[0],
            losses < LOWER * found.reference,
        ],
        [words.ZERO_RATE, words.START, words.DIVERGED, words.DEAD, words.RISEN, words.BELOW],
        words.STEP,
    )
    return merged(
        numbers(
            loss=losses,
            share=share,
            own=points[:, own],
            own_gradient=path.gradients[at][:, own],
            own_next=after,
            log_loss=axes.log_heights(losses, *found.decades),
        ),
        indices(step=at, dead=dead, case=case),
        flags(written=np.isfinite(after).all(axis=-1)),
        drawn_sums(found.problem, points),
    )


def constants(found: Run, seed: int | None) -> dict[str, Array]:
    """What is the same at every step: the loss curve, and what is said of the descent."""
    low, high = found.decades
    steps = np.arange(found.steps + 1)
    return merged(
        geometry(
            log_losses=axes.log_heights(found.path.losses, low, high + 1.0),
            step_range=[-0.05 * found.steps, float(found.steps)],
            reference_y=np.full(2, axes.log_heights(np.array(found.reference), low, high)),
        ),
        numbers(rate=found.rate, reference=found.reference, last_step=found.steps, first=found.path.losses[0]),
        indices(
            each_step=steps,
            n=found.units,
            parameters=2 + 2 * found.units,
            steps=found.steps,
            stride=descent_parameters.table_stride(found.steps),
            begun=int(seed is not None),
        ),
    )


def final_units(found: Run, step: int) -> dict[str, float | list[tuple[float, float]]] | None:
    """The units at a step in a few digits; nothing where the lesson has no room for them."""
    intercept, slope, *rest = np.round(found.path.points[step], 4) + 0.0
    kinks, changes = np.array(rest[: found.units]), np.array(rest[found.units :])
    largest = abs(np.array([intercept, slope, *changes])).max()
    if not (largest <= LARGEST_CHANGE and abs(kinks).max() <= FARTHEST_KINK):
        return None
    units = list(zip(kinks.tolist(), changes.tolist(), strict=True))
    return {"intercept": float(intercept), "slope": float(slope), "units": units}
