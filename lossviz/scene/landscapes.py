"""The loss surfaces of a descent: each with a grid to draw it on, and a default start, rate and number of steps."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lossviz.inputs import numbers
from lossviz.inputs.points import FIVE, Points
from lossviz.scene import axes, budget
from lossviz.scene.quantities import Array, geometry_array
from lossviz.theory import contour_levels, point_surfaces, surfaces
from lossviz.theory.contour_levels import ContourLevels, HeightTransform
from lossviz.theory.surface import Point, Surface

NAMES = tuple(surfaces.SURFACES)
TITLES = {
    "bowl": "bowl",
    "ravine": "ravine",
    "saddle": "saddle",
    "rosenbrock": "Rosenbrock",
    "himmelblau": "Himmelblau",
    "beale": "Beale",
    "rastrigin": "Rastrigin",
    "points_mse": "your points: linear regression",
    "points_bce": "your points: logistic regression",
}
OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
# Their steps are about as long as the rate, however steep the surface is.
ADAPTIVE = frozenset(OPTIMIZERS[3:])
GRID_SIZE = (51, 41)
# Narrow valleys and small minima need a finer grid, or their contour lines are jagged.
FINER_GRIDS = {"rosenbrock": (61, 61), "beale": (61, 61), "rastrigin": (81, 81)}
# Every point is evaluated at every place of the grid; beyond so many evaluations the grid is coarser.
MAX_EVALUATIONS = 8_000_000
RATE_PLACES, START_PLACES = 200, 1000
# So many that a start can be moved off the ridge of the saddle by very little.
MORE_START_PLACES = {"saddle": 4000}
# The range of rates ends at so many times the stability limit.
RATE_MARGIN = 1.5


class Preset(NamedTuple):
    """The defaults of one surface: start, rate and number of steps of a descent, and its contour levels.

    Each level is `level_ratio` times the one before; with `log_height` the height in 3-D is log(1 + loss).
    """

    start: Point
    rate: float
    steps: int
    level_ratio: float = 2.0
    level_count: int = contour_levels.LEVEL_COUNT
    log_height: bool = False


PRESETS = {
    "bowl": Preset((-4.0, 1.5), 0.1, 60),
    "ravine": Preset((-4.0, 1.5), 0.18, 60),
    "saddle": Preset((2.0, 0.001), 0.1, 200),
    "rosenbrock": Preset((-1.2, 1.0), 0.001, 300, level_ratio=4.0, level_count=5, log_height=True),
    "himmelblau": Preset((-0.27, -0.92), 0.01, 60, log_height=True),
    "beale": Preset((2.0, -1.0), 0.01, 300, level_ratio=4.0, level_count=9, log_height=True),
    "rastrigin": Preset((3.6, -2.6), 0.002, 60, level_ratio=1.5, level_count=7),
    "points_mse": Preset((0.0, 1.0), 0.02, 100, level_count=9),
    "points_bce": Preset((-4.0, 3.0), 0.5, 100),
}
RATIO_WORDS = {1.5: "1.5 times", 2.0: "twice", 4.0: "four times"}


SIX = Points(*(np.array(row, dtype=float) for row in point_surfaces.SIX_LABELLED_POINTS))


def rate_step(high: float) -> float:
    """The step between two rates of a range from 0 to `high`."""
    return axes.round_down(high / RATE_PLACES)


class RateRange(NamedTuple):
    """The rates that can be set by hand: from 0 to `high` in equal steps, and the `default`."""

    high: float
    step: float
    default: float


@dataclass(frozen=True, eq=False)
class Landscape:
    """A surface with everything that is needed to draw it, and the defaults of a descent on it; immutable.

    `x`, `y` are the axes of the grid; `level` (the index of the contour level) and `height` (in 3-D) are flat arrays of
    len(y) * len(x) numbers, row by row. `to_height` maps a loss to its height, `max_loss` is the largest loss on the
    grid. `points` are the data of a surface that is made of data; `refused` says why the learner's own are not used.
    """

    surface: Surface
    title: str
    axes: tuple[str, str]
    start: Point
    steps: int
    rate: float
    levels: ContourLevels
    x: Array
    y: Array
    level: Array
    height: Array
    to_height: HeightTransform
    max_loss: float
    points: Points | None = None
    refused: str = ""

    @property
    def name(self) -> str:
        return self.surface.name

    @property
    def frame(self) -> tuple[Point, Point]:
        """The part of the plane that is drawn: x from and to, y from and to."""
        return self.surface.domain

    @property
    def log_height(self) -> bool:
        """Whether the height in 3-D is log(1 + loss)."""
        return self.to_height is contour_levels.log1p_height

    @property
    def level_ratio(self) -> str:
        """How many times the loss of one contour line is that of the next inside, in words."""
        return RATIO_WORDS[self.levels.factor]

    def nearest_minimum(self, point: Array) -> Array | None:
        """The minimum nearest to a point, or None where there is none."""
        if not self.surface.minima:
            return None
        minima: Array = np.array(self.surface.minima)
        nearest: Array = minima[int(np.hypot(*np.transpose(minima - point)).argmin())]
        return nearest

    def stability_limit(self) -> float:
        """The rate at which plain gradient descent stops converging: at the flattest of the minima."""
        limits = [float(self.surface.stability_limit(place)) for place in self.surface.minima or [(0.0, 0.0)]]
        return max(limits)

    def rate_range(self, optimizer: str = "gradient_descent") -> RateRange:
        """The rates that can be set by hand for one of the seven optimisers, and the default."""
        if optimizer in ADAPTIVE:
            (left, right), (bottom, top) = self.frame
            high = axes.round_up(min(right - left, top - bottom) / 6, axes.MANY_DIGITS)
            return RateRange(high, rate_step(high), axes.one_digit(high / 5))
        # The ravine's range stays while its condition number is changed, so that the stability limit moves along it.
        high = 0.3 if self.name == "ravine" else axes.round_up(RATE_MARGIN * self.stability_limit(), axes.MANY_DIGITS)
        return RateRange(high, rate_step(high), self.rate)

    @property
    def grid(self) -> tuple[Point, Point, Point]:
        """The grid of starts that can be set by hand: its low corner, its high corner, and its steps, x before y."""
        ends = []
        for low, high in self.frame:
            step = axes.round_down((high - low) / MORE_START_PLACES.get(self.name, START_PLACES))
            inside = math.ceil(low / step - 1e-9) * step, math.floor(high / step + 1e-9) * step
            ends.append((*(axes.on_grid(end, step) for end in inside), step))
        (left, right, across), (bottom, top, up) = ends
        return (left, bottom), (right, top), (across, up)


def label_error(samples: Points) -> str:
    """Why points are no labelled samples, in words; empty where they are: y is a label from 0 to 1."""
    wrong = (samples.y < 0) | (samples.y > 1)
    if not wrong.any():
        return ""
    first = numbers.write(float(samples.y[wrong][0]))
    return f"y = {first} is no label: labels are 0 or 1. The six labelled points of the lesson are shown."


def sample_count(name: str, samples: Points | None) -> int:
    """How many samples the loss of a landscape looks at, wherever it is computed."""
    if name != "points_bce":
        return 1
    return len(SIX) if samples is None or label_error(samples) else len(samples)


def cost(name: str, samples: int) -> int:
    """The operations that building a landscape takes at most, whose loss looks at so many samples."""
    columns, rows = FINER_GRIDS.get(name, GRID_SIZE)
    return min(columns * rows * samples, MAX_EVALUATIONS) + searched(name) * samples


def searched(name: str) -> int:
    """How often a landscape that is built looks at each sample beside its grid."""
    return 20 + (point_surfaces.MOST_EVALUATIONS if name == "points_bce" else 0)


def of_fewer(name: str, condition: float, samples: Points | None, most: int) -> Landscape:
    """The same as `of`, but made of at most so many of the samples where its loss looks at each of them."""
    if samples is not None and sample_count(name, samples) > most:
        samples = budget.fewer(samples, most)
    return of(name, condition, samples)


def of(name: str, condition: float = 10.0, samples: Points | None = None) -> Landscape:
    """The landscape of a name. Only the ravine has a condition number; only some surfaces are made of `samples`."""
    return cached(name, condition if name == "ravine" else 0.0, samples if name.startswith("points") else None)


@lru_cache(maxsize=48)
def cached(name: str, condition: float, samples: Points | None) -> Landscape:
    """The same, made once."""
    if name == "points_mse":
        points = samples or FIVE
        return build(name, surfaces.points_mse(points.x, points.y), points)
    if name == "points_bce":
        refused = label_error(samples) if samples else ""
        points = SIX if samples is None or refused else samples
        return build(name, surfaces.points_bce(points.x, points.y), points, refused)
    return build(name, surfaces.ravine(condition) if name == "ravine" else surfaces.SURFACES[name])


def build(name: str, surface: Surface, points: Points | None = None, refused: str = "") -> Landscape:
    """The landscape of a surface: its loss on a grid, its contour levels, and its default start and rate."""
    preset = PRESETS[name]
    columns, rows = FINER_GRIDS.get(name, GRID_SIZE)
    if points is not None and columns * rows * len(points) > MAX_EVALUATIONS:
        coarser = math.sqrt(MAX_EVALUATIONS / (columns * rows * len(points)))
        columns, rows = max(9, int(columns * coarser)), max(9, int(rows * coarser))
    x, y = (np.linspace(low, high, cells) for (low, high), cells in zip(surface.domain, (columns, rows), strict=True))
    # Row by row: thousands of points at thousands of places at once would not fit into memory.
    loss = np.stack([surface.loss(np.stack([x, np.full(len(x), place)], axis=-1)) for place in y])
    loss = np.minimum(loss, loss[np.isfinite(loss)].max(initial=0.0))
    levels = contour_levels.fit_levels(loss, minimum_loss(surface, points), preset.level_ratio, preset.level_count)
    to_height = contour_levels.log1p_height if preset.log_height else contour_levels.identity_height
    own = points is not None and points is not FIVE and points is not SIX
    start, rate = start_and_rate(surface, preset) if own else (preset.start, preset.rate)
    return Landscape(
        surface,
        TITLES[name],
        ("slope w", "intercept b") if points else ("x", "y"),
        start,
        preset.steps,
        rate,
        levels,
        x,
        y,
        geometry_array(levels.level_index(loss).reshape(-1)),
        geometry_array(to_height(loss).reshape(-1)),
        to_height,
        float(loss.max()),
        points,
        refused,
    )


def minimum_loss(surface: Surface, points: Points | None) -> float:
    """The infimum of the loss: 0 on the landscapes without points, and where it is nowhere attained."""
    if points is None:
        return 0.0
    if surface.name == "points_mse":
        return point_surfaces.minimum_loss(surface, points.y)
    return min((float(surface.loss(place)) for place in surface.minima), default=0.0)


def start_and_rate(surface: Surface, preset: Preset) -> tuple[Point, float]:
    """A start for the learner's own points, as far from the minimum as the lesson's, and a quarter of the limit."""
    start, (across, up) = preset.start, surface.domain
    inside = across[0] < start[0] < across[1] and up[0] < start[1] < up[1]
    if not (inside and surface.name == "points_mse"):
        right, high = (0.3, 0.55) if surface.name == "points_mse" else (0.15, 0.75)
        start = (
            axes.one_digit(across[0] + right * (across[1] - across[0])),
            axes.one_digit(up[0] + high * (up[1] - up[0])),
        )
    place = surface.minima[0] if surface.minima else (0.0, 0.0)
    limit = float(surface.stability_limit(place))
    return start, axes.one_digit(limit / 4) if math.isfinite(limit) else preset.rate
