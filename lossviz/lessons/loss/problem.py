"""The points of the first lesson and how their misses count: all that stays while a line is pulled."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.scene.scene import Array
from lossviz.theory import (
    huber,
    least_huber,
    least_squares,
    mean_absolute_error,
    mean_squared_error,
    point_surfaces,
    samples,
)
from lossviz.theory.surface import Surface

MEASURES = {"mse": "MSE", "mae": "MAE", "huber": "Huber"}
FEW, SINGLE = 5, 40  # so many points are written out one by one; so many have a handle and a square of their own
SEARCHED = 200  # the best line by lengths looks at every point in turn
STEPS = 125  # at most so many places of a handle on the line
FURTHEST = 1e152  # the numbers of a line; the heights it then has can still be squared, or are infinite
LARGE = 0.36  # of the frame's height: a miss whose loss the slices still show
AROUND, ALONG = 3.0, 97  # frames round the frame in which marks are drawn; places of a slice that stays
MOVING = {"mse": 15, "mae": 33, "huber": 29}  # places of a slice that changes with every place of a handle


def grain(low: float, high: float, most: int) -> float:
    """The finest round step, 1, 2 or 5 of some power of ten, that goes at most so many times into a range."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    return next(step * part for part in (1, 2, 5, 10) if (high - low) / (step * part) <= most * (1 + 1e-9))


def tidy(value: float) -> float:
    """A number without the dust of binary fractions: 0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}") + 0.0


def digits(scale: float) -> int:
    """Decimals of a number that is read on this scale: 4 where the frame is 12 high."""
    return -math.floor(math.log10(5e-5 * scale) + 1e-9)


def rounded(values: Array, decimals: int) -> Array:
    """Numbers as they stand in the address, the nearest to so many decimals."""
    nearest: Array = np.array([round(value, decimals) + 0.0 for value in values.tolist()])
    return nearest.clip(-FURTHEST, FURTHEST)


def paid(measure: str, delta: float, y: Array, y_hat: Array) -> Array:
    """What each point pays."""
    if measure == "huber":
        losses: Array = huber.losses(y, y_hat, delta=delta)
    else:
        losses = (mean_squared_error if measure == "mse" else mean_absolute_error).losses(y, y_hat)
    return losses


@lru_cache(maxsize=64)
def best_line(points: Points, measure: str, delta: float) -> tuple[float, float] | None:
    """The line with the smallest loss; nothing where many are as good, or where the search would keep one waiting."""
    if points.upright or (measure == "mae" and len(points) > SEARCHED):
        return None
    if measure == "mse":
        found = least_squares.line(points.x, points.y)
    elif measure == "mae":
        found = least_squares.least_absolute_line(points.x, points.y)
    else:
        found = least_huber.line(points.x, points.y, delta=delta)
    return float(found.slope), float(found.intercept)


@lru_cache(maxsize=16)
def bowl(points: Points) -> Surface:
    """The mean squared error of every line, at the price of one."""
    return point_surfaces.points_mse(points.x, points.y)


@dataclass(frozen=True, eq=False)
class Board:
    """The points and how their misses count: all that stays while a line is pulled."""

    points: Points
    measure: str
    delta: float
    hand: int

    @cached_property
    def frame(self) -> tuple[tuple[float, float], tuple[float, float]]:
        return given.frame(self.points)

    @cached_property
    def wide(self) -> float:
        return self.frame[0][1] - self.frame[0][0]

    @cached_property
    def tall(self) -> float:
        return self.frame[1][1] - self.frame[1][0]

    @cached_property
    def text(self) -> str:
        return given.text(self.points)

    @property
    def few(self) -> bool:
        return len(self.points) <= FEW

    @property
    def crowd(self) -> bool:
        return len(self.points) > SINGLE

    @cached_property
    def middle(self) -> float:
        """Where the handle stands that moves the whole line: off the middle, where points like to be."""
        return tidy(self.frame[0][0] + self.wide * 17 / 30)

    @cached_property
    def places(self) -> Array:
        """The heights that a handle on the line can take."""
        bottom = self.frame[1][0]
        light = len(self.points) <= 12 and self.mark is np.float32 and self.measure != "huber"
        step = grain(0, self.tall, STEPS if light else STEPS // 2)
        return np.array([tidy(bottom + k * step) for k in range(round(self.tall / step) + 1)])

    @cached_property
    def decimals(self) -> tuple[int, int]:
        """How many decimals of w and of b the address keeps."""
        return digits(self.tall / self.wide), digits(self.tall)

    @cached_property
    def best(self) -> tuple[float, float] | None:
        """The best line, as the address has it."""
        found = best_line(self.points, self.measure, self.delta)
        if found is None:
            return None
        decimals = max(self.decimals) + 4
        return round(found[0], decimals) + 0.0, round(found[1], decimals) + 0.0

    @cached_property
    def least(self) -> float:
        """The loss of the best line, or NaN where there is not one best line."""
        return self.loss(*self.best) if self.best else math.nan

    @cached_property
    def mark(self) -> type[np.float32] | type[np.float64]:
        """The numbers that marks are drawn with: small ones, unless the points lie beyond their range."""
        sizes = (self.tall, self.wide, self.top, *(abs(edge) for edges in self.frame for edge in edges if edge))
        return np.float32 if all(1e-30 < size < 1e30 for size in sizes) else np.float64

    @cached_property
    def top(self) -> float:
        """The highest loss on the two slices: that of a large miss, or more where no line is good."""
        miss = paid(self.measure, self.delta, np.array([0.0]), np.array([LARGE * self.tall]))
        level = self.loss(0.0, float(self.points.y.mean()))
        highest = min(max(float(miss[0]), 2.2 * level), 1e300)
        step = grain(0, highest, 10)
        return tidy(math.ceil(highest / step - 1e-9) * step)

    def loss(self, w: float, b: float) -> float:
        """What one line pays on average."""
        return float(self.losses(np.array([w]), np.array([b]))[0])

    def losses(self, w: Array, b: Array) -> Array:
        """What each line pays on average."""
        y_hat = self.said(w, b)
        return samples.mean(paid(self.measure, self.delta, np.broadcast_to(self.points.y, y_hat.shape), y_hat))

    def heights(self, w: Array, b: Array, x: float) -> Array:
        """How high lines are at x; on the grid where they miss it by no more than the rounding of w and b."""
        high = w * x + b
        last = len(self.places) - 1
        step = self.places[1] - self.places[0]
        near = self.places[np.clip(np.round((high - self.places[0]) / step), 0, last).astype(int)]
        return np.where(abs(high - near) <= 0.02 * step, near, high)

    def said(self, w: Array, b: Array) -> Array:
        """What lines say of every point; where they miss it by no more than a rounding they meet it."""
        x, y = self.points.x, self.points.y
        reach = w[..., None] * x
        y_hat = reach + b[..., None]
        dust = 4 * np.finfo(float).eps * np.maximum(np.maximum(abs(reach), abs(b[..., None])), abs(y))
        return np.where(abs(y - y_hat) <= dust, y, y_hat)

    def along(self, left: Array, w: Array) -> Array:
        """The loss of lines that are so high at the left edge and so steep, for drawing."""
        edge = self.frame[0][0]
        if self.measure == "mse":
            place = np.stack(np.broadcast_arrays(w, left - w * edge), axis=-1)
            losses = bowl(self.points).loss(place)
        else:
            y_hat = left[..., None] + w[..., None] * (self.points.x - edge)
            losses = samples.mean(paid(self.measure, self.delta, np.broadcast_to(self.points.y, y_hat.shape), y_hat))
        marks: Array = np.minimum(losses, AROUND * self.top).astype(self.mark)
        return marks

    def corners(self, along: str, others: Array, places: Array) -> Array:
        """Where the mean length of the misses turns: where lines of one height, or of one slope, meet a point."""
        across, up = self.points.x - self.frame[0][0], self.points.y
        with np.errstate(all="ignore"):
            met = (up - others) / across if along == "slope" else up - others * across
        ends = np.broadcast_to(places[:, [0, -1]], (len(others), 2))
        inside = np.clip(np.nan_to_num(met, nan=float(places[0, 0])), places[0, 0], places[0, -1])
        corners: Array = np.sort(np.concatenate([inside, ends], axis=-1), axis=-1)
        return corners

    def slopes(self, places: int) -> Array:
        """The slopes that a slice shows: as steep as the frame's own diagonal, or steeper where points fill it."""
        steepest = (1.0 if self.frame == given.ROOMY else 1.4) * self.tall / self.wide
        return np.linspace(-steepest, steepest, places)

    def levels(self, places: int) -> Array:
        """The heights at the left edge that a slice shows."""
        return np.linspace(*self.frame[1], places)
