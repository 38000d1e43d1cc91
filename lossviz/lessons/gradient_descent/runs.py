"""One descent: its path, what the curvature predicts of it, and what was observed."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.quantities import Array
from lossviz.theory import convergence, descent, descent_diagnostics, optimizer_history, optimizers
from lossviz.theory.convergence import ObservedBehaviour, PredictedRegime
from lossviz.theory.descent import Path
from lossviz.theory.optimizer import Optimizer
from lossviz.theory.surface import Point

MAKE = {name: getattr(optimizers, name) for name in landscapes.OPTIMIZERS}
# Where the Hessian is the same everywhere, so that the prediction holds everywhere.
QUADRATIC = frozenset(("bowl", "ravine", "points_mse"))
# So close, as a share of the domain, the Hessian is taken to be the same.
NEIGHBOURHOOD = 0.01
ORTHOGONAL = 1e-9


class Reason(IntEnum):
    """Why the prediction and the observation differ."""

    STEEP_DIRECTION_UNUSED = 0
    TOO_FEW_STEPS = 1
    STATIONARY = 2
    LARGER_CURVATURE = 3
    SMALLER_CURVATURE = 4
    NO_DIFFERENCE = 5


@dataclass(frozen=True, eq=False)
class Descent:
    """A descent of so many `steps`, and its theory at a reference point.

    `path` has steps + 1 points, `extended_path` one more: the formula shows the update after the last. `memory` is the
    optimiser's state before each step. The `reference` is the minimum nearest to the end of the path, or where there is
    none that end itself; where the end is not finite, the start takes its place.
    """

    landscape: Landscape
    start: Point
    rate: float
    steps: int
    optimizer: Optimizer
    path: Path
    extended_path: Path
    memory: tuple[Array, ...]
    reference: Array
    end_is_finite: bool
    curvature: Array
    stability_limit: float
    predicted: PredictedRegime
    observed: ObservedBehaviour
    reason: Reason

    @property
    def is_plain(self) -> bool:
        """Whether it is plain gradient descent, for which the stability limit holds."""
        return self.optimizer.name == "gradient_descent"


@lru_cache(maxsize=32)
def run(landscape: Landscape, start: Point, rate: float, steps: int, optimizer: str) -> Descent:
    """Descend from a start with one of the optimisers."""
    surface, rule = landscape.surface, MAKE[optimizer](rate)
    extended = descent.descend(surface.loss, surface.gradient, start, rule, steps + 1)
    path = Path(extended.points[: steps + 1], extended.losses[: steps + 1], extended.gradients[: steps + 1])
    first, last = path.points[0], path.points[-1]
    end_is_finite = bool(np.isfinite(last).all() and np.hypot(*(last - first)) < np.inf)
    near = last if end_is_finite else first
    minimum = landscape.nearest_minimum(near)
    reference = near if minimum is None else minimum
    curvature = surface.curvature(reference)
    predicted = PredictedRegime(int(convergence.predicted_regime(rate, curvature[-1])))
    observed = ObservedBehaviour(int(convergence.observed_behaviour(path)[-1]))
    return Descent(
        landscape,
        start,
        rate,
        steps,
        rule,
        path,
        extended,
        optimizer_history.optimizer_states(extended, rule),
        reference,
        end_is_finite,
        curvature,
        float(surface.stability_limit(reference)),
        predicted,
        observed,
        reason(landscape, path, reference, convergence.EXPECTED_BEHAVIOUR[predicted], observed),
    )


def reason(
    landscape: Landscape, path: Path, reference: Array, expected: ObservedBehaviour, observed: ObservedBehaviour
) -> Reason:
    """Why what was expected and what was observed differ, if they do."""
    if observed == expected:
        return Reason.NO_DIFFERENCE
    quadratic, hessian = landscape.name in QUADRATIC, landscape.surface.hessian(reference)
    start = path.points[0] - reference
    if quadratic and descent_diagnostics.leading_eigenvector_cosine(hessian, start) < ORTHOGONAL:
        return Reason.STEEP_DIRECTION_UNUSED
    if expected == ObservedBehaviour.DIVERGES and (quadratic or is_near(landscape, path.points[-1], reference)):
        return Reason.TOO_FEW_STEPS
    if descent_diagnostics.nearly_stationary(path.gradients)[-1]:
        return Reason.STATIONARY
    return Reason.LARGER_CURVATURE if observed > expected else Reason.SMALLER_CURVATURE


def is_near(landscape: Landscape, point: Array, other: Array) -> bool:
    """Whether a point is so near to another that the curvature between them is the same."""
    size = np.ptp(landscape.frame, axis=1)
    return bool(np.isfinite(point).all() and (abs(point - other) < NEIGHBOURHOOD * size).all())
