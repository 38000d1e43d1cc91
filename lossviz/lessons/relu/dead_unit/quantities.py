"""The quantities of the unit that dies: its function, its path on the map of the loss, and each update."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from lossviz.lessons.relu.dead_unit import words
from lossviz.scene import axes
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import contour_levels, convergence, single_unit, unit_sums
from lossviz.theory.single_unit import UnitRun
from lossviz.theory.surface import Point

ACTIVATIONS = ("relu", "leaky_relu")
X, UPDATES = np.array([0.5, 1.0, 1.5, 2.0]), 100
Y = 0.2 * X
# The frames of the map, over w and b, and of the points, over x and y.
FRAME = ((-0.8, 1.4), (-1.2, 0.8))
VIEW = ((-0.1, 2.2), (-0.75, 2.3))
LOW, HIGH = -5, 1  # powers of ten of the loss
LEVELS, RATIO = 9, 2.0
FARTHEST = 1e6  # what is drawn of numbers that diverge


@dataclass(frozen=True, eq=False)
class Run:
    """The descent of a unit from (w, b)."""

    activation: str
    start: Point
    rate: float
    path: UnitRun


@lru_cache(maxsize=32)
def run(activation: str, start: Point, rate: float) -> Run:
    """The descent, with one update more than is shown: the formula has the next one."""
    path = single_unit.train(X, Y, start, rate, UPDATES + 1, activation=activation)
    return Run(activation, start, rate, path)


def drawn_function(found: Run, at: Array) -> dict[str, Array]:
    """The unit's function at some updates, its errors, and which points are active."""
    # What diverges is drawn far outside the figure.
    w, b = (np.clip(np.nan_to_num(values[at]), -FARTHEST, FARTHEST)[:, None] for values in (found.path.w, found.path.b))
    with np.errstate(all="ignore"):
        kink = np.clip(np.nan_to_num(-b / w), *VIEW[0])
    ends = np.broadcast_to(np.array(VIEW[0]), (len(at), 2))
    line_x = np.concatenate([ends[:, :1], kink, ends[:, 1:]], axis=1)
    activation = unit_sums.of(found.activation).function
    gap = np.full((len(at), len(X)), np.nan)
    errors = np.stack([np.broadcast_to(Y, gap.shape), activation(w * X + b), gap], axis=-1).reshape(len(at), -1)
    return geometry(
        line_x=line_x,
        line_y=activation(w * line_x + b),
        first_y=activation(w[:1] * 0 + found.start[0] * line_x + found.start[1]),
        error_y=errors,
        point_active=np.where(w * X + b > 0, Y, np.nan),
    )


def table_rows(found: Run, at: Array) -> dict[str, Array]:
    """The quantities at some updates."""
    path, relu = found.path, found.activation == "relu"
    active, before = path.active[at], path.active[np.maximum(at - 1, 0)]
    case = np.select(
        [
            np.full(len(at), found.rate == 0),
            convergence.ends_diverged(path.losses)[at] & (active > 0),
            ~np.isfinite(path.losses)[at],
            (active == 0) & (not relu),
            (active == 0) & (before > 0),
            active == 0,
            at == 0,
        ],
        [words.ZERO_RATE, words.DIVERGED, words.DIVERGED, words.LEAKS, words.DIES, words.DEAD, words.START],
        words.ALIVE,
    )
    return merged(
        numbers(
            w=path.w[at],
            b=path.b[at],
            loss=path.losses[at],
            gradient=path.gradients[at],
            next=np.stack([path.w[at + 1], path.b[at + 1]], axis=-1),
            log_loss=axes.log_heights(path.losses[at], LOW, HIGH),
        ),
        indices(step=at, active=active, case=case),
        flags(goal0=(active == 0) & relu & (found.rate > 0)),
        drawn_function(found, at),
    )


@cache
def surface(activation: str) -> dict[str, Array]:
    """The map of the loss in contour levels, and the edge beyond which no point is active."""
    w, b = (np.linspace(*span, 45) for span in FRAME)
    loss = single_unit.loss_and_gradient(X, Y, activation=activation)(np.stack(np.meshgrid(w, b), axis=-1))[0]
    levels = contour_levels.fit_levels(loss, 0.0, RATIO, LEVELS)
    edge = np.array([FRAME[0][0], 0.0, FRAME[0][1]])
    return geometry(
        grid_w=w,
        grid_b=b,
        level=levels.level_index(loss).reshape(-1),
        # Active is whatever has w x + b > 0 for the largest x, or for the smallest where w is negative.
        edge_w=edge,
        edge_b=-edge * np.where(edge > 0, X.max(), X.min()),
    )


def constants(found: Run) -> dict[str, Array]:
    """What is the same at every update: the map, the whole path and the loss curve."""
    path = np.stack([found.path.w, found.path.b], axis=-1)[: UPDATES + 1]
    drawn = axes.clip_radially(np.clip(np.nan_to_num(path), -FARTHEST, FARTHEST), FRAME, 20.0)
    return merged(
        surface(found.activation),
        geometry(
            path_w=drawn[:, 0],
            path_b=drawn[:, 1],
            log_losses=axes.log_heights(found.path.losses[: UPDATES + 1], LOW, HIGH + 1.0),
            step_range=[-0.06 * UPDATES, float(UPDATES)],
            error_x=np.stack([X, X, np.full(len(X), np.nan)], axis=-1).reshape(-1),
            point_x=X,
            point_y=Y,
        ),
        numbers(start=found.start, rate=found.rate, dead_x=-0.75, dead_y=-1.08),
        indices(each_step=np.arange(UPDATES + 1), name=ACTIVATIONS.index(found.activation)),
        flags(relu=found.activation == "relu"),
    )
