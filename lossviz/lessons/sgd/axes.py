"""The axes of the lesson's figures, and where what lies outside of them is drawn."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.inputs.points import Points
from lossviz.lessons.sgd import runs
from lossviz.lessons.sgd.runs import Run
from lossviz.scene import axes, landscapes
from lossviz.scene.axes import Frame
from lossviz.scene.quantities import Array
from lossviz.theory import contour_levels, directions, mini_batches
from lossviz.theory.surface import Point

# Width to height of the gradients' figure in pixels, so that a circle looks round.
ASPECT = 1.65
# Nothing is drawn further out than so many times its frame.
FRAMES = 12.0
# The circle whose radius is the standard deviation is drawn with so many corners.
CORNERS = 24
# Up to so many epochs have a mark each; of more every fifth has.
FEW_EPOCHS, EPOCH_STRIDE = 10, 5


@dataclass(frozen=True)
class LossAxes:
    """The axes of the loss: powers of ten from `low` to `high` upwards, 0 to `end` across."""

    low: float
    high: float
    end: float


@lru_cache(maxsize=64)
def gradient_frame(points: Points, start: Point) -> Frame:
    """Axes that hold every point's own gradient and their standard deviation, at the start and at the minimum.

    They do not depend on batch and rate: a cloud is seen to shrink while the batch is pulled.
    """
    surface = landscapes.of("points_mse", samples=points).surface
    minimum = surface.minima[0] if surface.minima else start
    gradients = mini_batches.per_sample_gradients(points.x, points.y, [start, minimum])
    with np.errstate(all="ignore"):
        deviation = runs.standard_deviations(gradients, [1])[:, 0]
        circles = directions.circle(mini_batches.mean_gradient(gradients), deviation)
    inside = np.concatenate([part.reshape(-1, 2) for part in (gradients, circles, np.zeros((1, 2)))])
    if not np.isfinite(inside).all():
        return (-1.0, 1.0), (-1.0, 1.0)
    ends = [(float(part.min()), float(part.max())) for part in inside.T]
    (left, right), (bottom, top) = (axes.enclosing(low, high, room=0.06) for low, high in ends)
    width, height = right - left, top - bottom
    if width < ASPECT * height:
        more = (ASPECT * height - width) / 2
        return (left - more, right + more), (bottom, top)
    more = (width / ASPECT - height) / 2
    return (left, right), (bottom - more, top + more)


def loss_axes(run: Run) -> LossAxes:
    """Axes that hold both paths, as long as these do not diverge too far."""
    losses = np.concatenate([run.path.losses, run.full_path.losses[: run.full_steps + 1]])
    powers = contour_levels.log10_excess(losses[np.isfinite(losses)])
    powers = powers[np.isfinite(powers)]
    first = float(powers[0]) if powers.size else 0.0
    top = min(float(powers.max(initial=first)), first + 8)
    bottom = max(float(powers.min(initial=first)), top - 12)
    low, high = math.floor(4 * bottom - 0.3) / 4, math.ceil(4 * top + 0.3) / 4
    end = float(run.steps if run.by_steps else run.work[-1])
    return LossAxes(low, high, max(end, 1.0))


def log_heights(losses: Array, loss_axes: LossAxes) -> Array:
    """Losses as powers of ten: 0 at the bottom of the axis, infinity far above its top."""
    return axes.log_heights(losses, loss_axes.low, loss_axes.high + 3 * (loss_axes.high - loss_axes.low))


def label_heights(heights: Array, others: Array, loss_axes: LossAxes) -> Array:
    """Where labels at `heights` go, so that they do not cover those at `others`."""
    room = 0.11 * (loss_axes.high - loss_axes.low)
    below = others - room
    moved = np.where((heights > others) | (below < loss_axes.low), others + room, below)
    return np.where(abs(heights - others) < room, moved, heights)


def epoch_stride(epochs: int) -> int:
    """How many epochs lie between two marks."""
    return 1 if epochs <= FEW_EPOCHS else EPOCH_STRIDE
