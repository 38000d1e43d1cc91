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

# Width to height of the gradients' figure in pixels, so that a circle looks round; it varies with the page.
ASPECT = 1.2
# Nothing is drawn further out than so many times its frame.
FRAMES = 12.0
# The circle whose radius is the standard deviation is drawn with so many corners.
CORNERS = 24
# The numbers on the figure of the loss take this share of its width and of its height, in one of its corners.
LABEL_WIDTH, LABEL_HEIGHT = 0.75, 0.3
# Up to so many epochs have a mark each; of more every fifth has.
FEW_EPOCHS, EPOCH_STRIDE = 10, 5


@dataclass(frozen=True)
class LossAxes:
    """The axes of the loss: powers of ten from `low` to `high` upwards, 0 to `end` across.

    Its two numbers stand in a corner that no curve enters: at the right or not, at the top or not.
    """

    low: float
    high: float
    end: float
    labels_at_right: bool = True
    labels_at_top: bool = True

    @property
    def label_heights(self) -> tuple[float, float]:
        """The heights of the two numbers, the upper one first."""
        tall = self.high - self.low
        upper = self.high - tall * LABEL_HEIGHT / 4 if self.labels_at_top else self.low + tall * LABEL_HEIGHT * 3 / 4
        return upper, upper - tall * LABEL_HEIGHT / 2


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
    end = max(float(run.steps if run.by_steps else run.work[-1]), 1.0)
    room, (at_right, at_top) = free_corner(run, low, high, end)
    missing = max(0.0, LABEL_HEIGHT - room) / (1 - LABEL_HEIGHT) * (high - low)
    return LossAxes(low - (not at_top) * missing, high + at_top * missing, end, at_right, at_top)


def free_corner(run: Run, low: float, high: float, end: float) -> tuple[float, tuple[bool, bool]]:
    """How much of the height both curves leave free in the corner where it is most, and which: right, top."""
    full = run.full_steps + 1
    across = np.concatenate(
        [np.arange(len(run.work)), np.arange(full)] if run.by_steps else [run.work, run.full_work[:full]]
    )
    losses = np.concatenate([run.path.losses, run.full_path.losses[:full]])
    up = (axes.log_heights(losses, low, high) - low) / (high - low)
    sides = {True: up[across >= (1 - LABEL_WIDTH) * end], False: up[across <= LABEL_WIDTH * end]}
    found = {}
    for at_right, heights in sides.items():
        found[at_right, True] = 1 - float(heights.max(initial=0))
        found[at_right, False] = float(heights.min(initial=1))
    best = max(found, key=lambda corner: found[corner])
    return found[best], best


def log_heights(losses: Array, loss_axes: LossAxes) -> Array:
    """Losses as powers of ten: 0 at the bottom of the axis, infinity far above its top."""
    return axes.log_heights(losses, loss_axes.low, loss_axes.high + 3 * (loss_axes.high - loss_axes.low))


def stop_at_edge(tips: Array, frame: Frame) -> Array:
    """Where arrows from (0, 0) to the `tips` (..., 2) end, or leave the frame."""
    low, high = np.array(frame).T
    with np.errstate(all="ignore"):
        far = np.where(tips > high, tips / high, np.where(tips < low, tips / low, 1.0)).max(axis=-1, keepdims=True)
        return np.asarray(tips / np.maximum(far, 1.0))


def epoch_stride(epochs: int) -> int:
    """How many epochs lie between two marks."""
    return 1 if epochs <= FEW_EPOCHS else EPOCH_STRIDE
