"""Points and a loss, and what follows from them alone: the frame, the best line, the loss of any line."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lossviz.inputs import points as points_input
from lossviz.inputs.points import Points
from lossviz.scene import axes, quantities
from lossviz.scene.axes import Frame, tidy
from lossviz.scene.quantities import Array
from lossviz.theory import (
    huber,
    interruption,
    least_huber,
    least_squares,
    mean_absolute_error,
    mean_squared_error,
    point_surfaces,
    samples,
)
from lossviz.theory.surface import Surface

LOSSES = {"mse": "MSE", "mae": "MAE", "huber": "Huber"}
LARGEST = 1e152  # of slope and intercept, so that the heights of a line can be squared, or are infinite
FEW, MANY = 5, 40  # points whose terms are all written out; more than so many have no handles and no marks of their own
MOST_ABSOLUTE = 200  # points for which the best line by MAE is searched for, with each of them as a pivot
MOST_PLACES = 125  # of a handle on the line
LARGE_RESIDUAL = 0.36  # of the frame's height: the slices show the loss of such a residual
MEASURED = 2  # operations for each line and point
HEADROOM = 0.9  # of the slices' axis: a loss above it would leave the frame
MOST_DOUBLINGS = 3
CURVE_FRAMES = 8.0  # how many times as high as its axis a curve is drawn: what is cut off there bends nothing below
FRAMES = 3.0  # how many frames beyond the frame marks are still drawn


def point_losses(loss: str, delta: float, y: Array, y_hat: Array) -> Array:
    """The loss of each point by the name of the loss; same shape as `y` and `y_hat`."""
    if loss == "huber":
        losses: Array = huber.losses(y, y_hat, delta=delta)
    else:
        losses = (mean_squared_error if loss == "mse" else mean_absolute_error).losses(y, y_hat)
    return losses


@lru_cache(maxsize=64)
def best_line(points: Points, loss: str, delta: float) -> tuple[float, float] | None:
    """Slope and intercept with the smallest loss; None where many lines are as good, or where it would take long.

    None, too, where that line is steeper or further out than a line here can be.
    """
    if points.vertical or (loss == "mae" and len(points) > MOST_ABSOLUTE):
        return None
    if loss == "huber":
        found = least_huber.line(points.x, points.y, delta=delta)
    else:
        found = (least_squares.line if loss == "mse" else least_squares.least_absolute_line)(points.x, points.y)
    slope, intercept = float(found.slope), float(found.intercept)
    return (slope, intercept) if max(abs(slope), abs(intercept)) <= LARGEST else None


@lru_cache(maxsize=16)
def mse_surface(points: Points) -> Surface:
    """The MSE of every line, in constant time for each."""
    return point_surfaces.points_mse(points.x, points.y)


def decimals_for(scale: float) -> int:
    """How many decimals a number of this scale is kept with: 4 where the frame is 12 high."""
    return -math.floor(math.log10(5e-5 * scale) + 1e-9)


@dataclass(frozen=True, eq=False)
class LineProblem:
    """Points to be met by a line, and the loss by which their residuals count.

    `loss` is one of `LOSSES`, `delta` belongs to Huber's; `highlight` is the index of the highlighted point, or -1.
    """

    points: Points
    loss: str
    delta: float
    highlight: int

    @cached_property
    def frame(self) -> Frame:
        return axes.points_frame(self.points)

    @cached_property
    def width(self) -> float:
        return self.frame[0][1] - self.frame[0][0]

    @cached_property
    def height(self) -> float:
        return self.frame[1][1] - self.frame[1][0]

    @cached_property
    def text(self) -> str:
        return points_input.text(self.points)

    @property
    def few(self) -> bool:
        return len(self.points) <= FEW

    @property
    def many(self) -> bool:
        return len(self.points) > MANY

    @cached_property
    def handle_x(self) -> dict[str, float]:
        """Where the line's handles stand: at both edges, and off the middle, where points are likely to be."""
        left, right = self.frame[0]
        return {"left": left, "right": right, "middle": tidy(left + self.width * 17 / 30)}

    @cached_property
    def places(self) -> Array:
        """The heights that a handle on the line can take."""
        bottom = self.frame[1][0]
        fine = len(self.points) <= 12 and self.in_32_bits and self.loss != "huber"
        step = axes.round_up(self.height / (MOST_PLACES if fine else MOST_PLACES // 2))
        return np.array([tidy(bottom + k * step) for k in range(round(self.height / step) + 1)])

    @cached_property
    def decimals(self) -> tuple[int, int]:
        """How many decimals of slope and intercept the address keeps."""
        return decimals_for(self.height / self.width), decimals_for(self.height)

    @cached_property
    def best(self) -> tuple[float, float] | None:
        """The best line, as the address has it."""
        found = best_line(self.points, self.loss, self.delta)
        if found is None:
            return None
        decimals = max(self.decimals) + 4
        return round(found[0], decimals) + 0.0, round(found[1], decimals) + 0.0

    @cached_property
    def minimum(self) -> float:
        """The loss of the best line, or NaN where there is not one best line."""
        return float(self.mean_loss(*map(np.asarray, self.best))) if self.best else math.nan

    @cached_property
    def in_32_bits(self) -> bool:
        """Whether everything that is drawn fits into 32-bit floats."""
        sizes = (self.height, self.width, self.top, *(abs(edge) for edges in self.frame for edge in edges if edge))
        return all(quantities.SMALLEST < size < quantities.LARGEST for size in sizes)

    @cached_property
    def top(self) -> float:
        """The highest loss on the two slices: that of a large residual, or more where no line is good."""
        large = point_losses(self.loss, self.delta, np.array([0.0]), np.array([LARGE_RESIDUAL * self.height]))
        flat = float(self.mean_loss(np.array(0.0), self.points.y.mean()))
        highest = min(max(float(large[0]), 2.2 * flat), 1e300)
        step = axes.round_up(highest / 10)
        return tidy(math.ceil(highest / step - axes.ROUNDING) * step)

    def tops(self, losses: Array) -> Array:
        """The upper ends of the slices' axis for lines with these losses: where one would leave it, twice as high
        until it does not, as far as there are axes.
        """
        axes_too_low = [losses > HEADROOM * self.top * 2.0**doubled for doubled in range(MOST_DOUBLINGS)]
        return np.asarray(self.top * 2.0 ** np.sum(axes_too_low, axis=0))

    def mean_loss(self, w: Array, b: Array) -> Array:
        """The loss of each line, of the shape of `w` and `b`."""
        return self.mean_over_points(self.predict(w, b))

    def mean_over_points(self, y_hat: Array) -> Array:
        """The mean loss of predictions (..., points)."""
        interruption.checkpoint(MEASURED * y_hat.size)
        y = np.broadcast_to(self.points.y, y_hat.shape)
        return samples.mean(point_losses(self.loss, self.delta, y, y_hat))

    def predict(self, w: Array, b: Array) -> Array:
        """Predictions (..., points); an error that is no more than a rounding error is 0."""
        x, y = self.points.x, self.points.y
        product = w[..., None] * x
        y_hat = product + b[..., None]
        rounding = 4 * np.finfo(float).eps * np.maximum(np.maximum(abs(product), abs(b[..., None])), abs(y))
        return np.where(abs(y - y_hat) <= rounding, y, y_hat)

    def height_at(self, x: float, w: Array, b: Array) -> Array:
        """The heights of lines at x; those within the rounding of `w` and `b` of a handle's place are on it."""
        y = w * x + b
        last, step = len(self.places) - 1, self.places[1] - self.places[0]
        near = self.places[np.clip(np.round((y - self.places[0]) / step), 0, last).astype(int)]
        return np.where(abs(y - near) <= 0.02 * step, near, y)

    def clipped_loss(self, left_y: Array, w: Array, tops: Array) -> Array:
        """The loss of lines by their height at the left edge and their slope, no further out than marks are drawn.

        `tops` are the upper ends of the axis, one for each row of the losses, or one for all.
        """
        left = self.frame[0][0]
        if self.loss == "mse":
            losses = mse_surface(self.points).loss(np.stack(np.broadcast_arrays(w, left_y - w * left), axis=-1))
        else:
            losses = self.mean_over_points(left_y[..., None] + w[..., None] * (self.points.x - left))
        return np.minimum(losses, CURVE_FRAMES * (tops[:, None] if len(losses) > 1 else tops.max()))

    def kinks(self, along: str, others: Array, places: Array) -> Array:
        """Where the MAE has its kinks along `slope` or `intercept`: where a line meets a point; the ends too.

        `others` (lines, 1) are the heights at the left edge, or the slopes, that stay; `places` (1, any) has the ends.
        Returns (lines, points + 2), sorted.
        """
        x, y = self.points.x - self.frame[0][0], self.points.y
        with np.errstate(all="ignore"):
            met = (y - others) / x if along == "slope" else y - others * x
        ends = np.broadcast_to(places[:, [0, -1]], (len(others), 2))
        inside = np.clip(np.nan_to_num(met, nan=float(places[0, 0])), places[0, 0], places[0, -1])
        return np.sort(np.concatenate([inside, ends], axis=-1), axis=-1)

    @cached_property
    def slice_ranges(self) -> dict[str, tuple[float, float]]:
        """The slopes and the heights at the left edge that the slices show.

        Slopes are as steep as the frame's own diagonal, or steeper where points fill it.
        """
        steepest = (1.0 if self.frame == axes.DEFAULT_FRAME else 1.4) * self.height / self.width
        return {"slope": (-steepest, steepest), "intercept": self.frame[1]}


@lru_cache(maxsize=64)
def problem_of(points: Points, loss: str, delta: float, highlight: int) -> LineProblem:
    """The very same problem for equal ones, with all that was derived from it: another line changes nothing of it."""
    return LineProblem(points, loss, delta, highlight)
