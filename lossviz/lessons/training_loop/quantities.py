"""A hundred updates of gradient descent as quantities: every number of the run, and the slice of its first step."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.inputs.points import FIVE, Points
from lossviz.lessons.training_loop.parameters import FIRST, UPDATES, Line
from lossviz.scene import axes
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import one_step, optimizers, point_surfaces
from lossviz.theory.descent import Path, descend
from lossviz.theory.scalar_descent import descend_scalar, surface_gradient
from lossviz.theory.surface import Surface

MAX_TERMS = 5
SLICE_RATES = 81
DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@lru_cache(maxsize=32)
def loss_surface(points: Points) -> Surface:
    """The mean squared error over w and b."""
    return point_surfaces.points_mse(points.x, points.y)


def written_out(points: Points, worst: int) -> Sequence[int]:
    """The points whose terms a formula writes out: all of a few, else two and the one with the largest residual."""
    return range(len(points)) if len(points) <= MAX_TERMS else sorted({0, 1, worst})


@dataclass(frozen=True, eq=False)
class TrainingRun:
    """Gradient descent from one line at one rate.

    `stationary` tells for each place of the path whether its gradient is 0, `worst` is the point with the largest
    residual at the start.
    """

    points: Points
    start: Line
    rate: float
    path: Path
    stationary: Array
    worst: int

    @property
    def terms(self) -> Sequence[int]:
        """The points whose terms a formula writes out."""
        return written_out(self.points, self.worst)

    def line(self, update: int) -> Line:
        """The line after so many updates."""
        return Line(*map(float, self.path.points[update]))

    @property
    def is_first(self) -> bool:
        """Whether it begins at the first line of the lesson's five points."""
        return self.points is FIVE and self.start == FIRST


def train(points: Points, start: Line, rate: float) -> TrainingRun:
    """Update the line a hundred times."""
    surface = loss_surface(points)
    path = descend_scalar(surface.loss, surface_gradient(surface.partials), start, [rate] * UPDATES)
    if np.isfinite(path.points).all():
        path = Path(path.points, path.losses, surface.gradient(path.points))
    else:
        # Where plain floats overflow, the surface's own gradient goes on with wider ones.
        path = descend(surface.loss, surface.gradient, start, optimizers.gradient_descent(rate), UPDATES)
    with np.errstate(all="ignore"):
        worst = int(np.nan_to_num(abs(points.y - start.predict(points.x)), nan=np.inf).argmax())
    return TrainingRun(points, start, rate, path, one_step.is_stationary(surface, path.points), worst)


def path_quantities(run: TrainingRun) -> dict[str, Array]:
    """The numbers that words read: one for each update, and those that are the same at all of them."""
    points, path, worst = run.points, run.path, run.worst
    gradients = np.where(run.stationary[:, None], 0.0, path.gradients)
    w, b = path.points.T
    with np.errstate(all="ignore"):
        predicted = {point: w * points.x[point] + b for point in run.terms}
        of_terms = [
            {f"x{i}": points.x[point : point + 1], f"yhat{i}": yhat, f"residual{i}": points.y[point] - yhat}
            for i, (point, yhat) in enumerate(predicted.items())
        ]
    return merged(
        numbers(
            w=w,
            b=b,
            # 0 times an infinite slope is no number, but the loss of the start stays what it is: infinite.
            loss=np.where(np.isnan(path.losses), np.inf, path.losses),
            gw=gradients[:, 0],
            gb=gradients[:, 1],
            rate=run.rate,
            worst_x=points.x[worst],
            worst_y=points.y[worst],
            worst_yhat=predicted[worst],
        ),
        *(numbers(**term) for term in of_terms),
        indices(n=len(points), omitted=len(points) - len(run.terms)),
    )


def slice_quantities(run: TrainingRun) -> dict[str, Array]:
    """The loss after the first step at every rate: a parabola, its minimum, and the stability limit."""
    surface, loss, start = loss_surface(run.points), run.path.losses, np.array(run.start)
    curvature, limit = surface.curvature(start), float(surface.stability_limit(start))
    best = np.nan if run.stationary[0] else float(one_step.exact_line_search_rate(surface, start))
    high = max(axes.round_up(1.18 * limit, DIGITS), 1e-90)
    rates = np.linspace(0, high, SLICE_RATES)
    losses = one_step.loss_after_step(surface, start, rates)
    least = one_step.loss_after_step(surface, start, best) if math.isfinite(best) else np.nan
    top = float(min(1.6 * loss[0], 1e307)) if loss[0] > 0 else 1.0
    # A mark far beyond the frame would be out of reach for those who draw.
    return merged(
        geometry(rates=rates, slice_loss=np.where(losses < 3 * top, losses, np.nan)),
        numbers(
            best_rate=best,
            dot_x=min(run.rate, 2 * high),
            dot_y=min(loss[1], 2 * top),
            mark_x=[0.0, min(best, 2 * high)],
            mark_y=[min(loss[0], 2 * top), least],
            stability_limit=limit,
            limit_x=[limit, limit],
            limit_y=[0.0, top],
            top=top,
            rate_range=[-0.03 * high, high],
            loss_range=[0.0, top],
            largest_curvature=curvature[1],
            smallest_curvature=0.0 if run.points.vertical else curvature[0],
        ),
        flags(vertical=run.points.vertical, outside=bool(run.rate > high or not loss[1] <= top)),
    )


def coordinate_step(run: TrainingRun) -> dict[str, Array]:
    """The first step of coordinate descent, another method: b moves by its slope at the new w."""
    surface = loss_surface(run.points)
    w, b = one_step.coordinate_descent_step(surface.gradient, run.start, run.rate)
    with np.errstate(all="ignore"):
        return numbers(coordinate_b=b, coordinate_loss=surface.loss((w, b)))


def log10_range(run: TrainingRun) -> axes.Range:
    """The powers of ten between which the losses are drawn; they change seldom while a rate is pulled."""
    loss = run.path.losses
    known = loss[np.isfinite(loss) & (loss > 0)]
    if not known.size:
        return -1.0, 1.0
    first, highest = math.log10(known[0]), math.log10(known.max())
    surface = loss_surface(run.points)
    least = [float(surface.loss(place)) for place in surface.minima] or [float(known.min())]
    lowest = max(math.log10(least[0]), first - 5) if least[0] > 0 else first - 5
    low = math.floor(2 * (lowest - 0.1)) / 2
    span = 1.5
    while span < highest + 0.1 - low:
        span *= 2
    return low, low + span
