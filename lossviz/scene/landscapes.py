"""What there is to walk on: each surface with its map, its frame, and where, how fast and how far a walk begins."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.scene.scene import Array
from lossviz.theory import point_surfaces, relief, surfaces
from lossviz.theory.relief import Heights, Relief
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
    "points_mse": "your points, a line",
    "points_bce": "your points, yes or no",
}
OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
# Their steps are about as long as the rate, however steep the ground is.
ADAPTIVE = frozenset(OPTIMIZERS[3:])
CELLS = (51, 41)
# Narrow valleys and dents need a finer grid, or their lines are jagged.
FINER = {"rosenbrock": (61, 61), "beale": (61, 61), "rastrigin": (81, 81)}
# Each of many points has a say at each place of the map; beyond so many the map is drawn more coarsely.
WORK = 8_000_000
PLACES, PLACES_2D = 200, 1000
# So fine that a start can be moved off the ridge by a hair.
BY_A_HAIR = {"saddle": 4000}
BEYOND = 1.5
# What a 32-bit number can hold, with some digits to spare.
SMALLEST, LARGEST = 1e-30, 1e38


class Kind(NamedTuple):
    """What is chosen by hand for one surface: a walk worth a look, and how its map is drawn."""

    start: Point
    rate: float
    steps: int
    factor: float = 2.0
    lines: int = relief.LINES
    tall: bool = False


KINDS = {
    "bowl": Kind((-4.0, 1.5), 0.1, 60),
    "ravine": Kind((-4.0, 1.5), 0.18, 60),
    "saddle": Kind((2.0, 0.001), 0.1, 200),
    "rosenbrock": Kind((-1.2, 1.0), 0.001, 300, factor=4.0, lines=5, tall=True),
    "himmelblau": Kind((-0.27, -0.92), 0.01, 60, tall=True),
    "beale": Kind((2.0, -1.0), 0.01, 300, factor=4.0, lines=9, tall=True),
    "rastrigin": Kind((3.6, -2.6), 0.002, 60, factor=1.5, lines=7),
    "points_mse": Kind((0.0, 1.0), 0.02, 100, lines=9),
    "points_bce": Kind((-4.0, 3.0), 0.5, 100),
}
FACTORS = {1.5: "1.5 times", 2.0: "twice", 4.0: "four times"}


FIVE, SIX = (
    Points(*(np.array(row, dtype=float) for row in rows))
    for rows in (point_surfaces.FIVE_POINTS, point_surfaces.SIX_ANSWERS)
)


class Rates(NamedTuple):
    """A track for the rate: from 0 to `high` in equal steps, and the rate a walk begins with."""

    high: float
    step: float
    first: float


@dataclass(frozen=True, eq=False)
class Landscape:
    """A surface as it is walked on and drawn; nothing in it can be changed.

    `x`, `y` are the grid, `depth` (contour lines) and `height` (3-D) flat rows of len(y) * len(x) numbers. `of` says
    the height of any loss in the same measure, `top` is the highest loss on the map. `refused` says in words why the
    learner's points are not in it.
    """

    surface: Surface
    title: str
    axes: tuple[str, str]
    start: Point
    steps: int
    rate: float
    relief: Relief
    x: Array
    y: Array
    depth: Array
    height: Array
    of: Heights
    top: float
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
    def tall(self) -> bool:
        """Whether the height in 3-D is log(1 + loss)."""
        return self.of is relief.compressed

    @property
    def lines(self) -> str:
        """How many times as high one contour line lies as the next inside."""
        return FACTORS[self.relief.factor]

    def lowest(self, near: Array) -> Array | None:
        """The lowest place nearest to a place, or None where there is none."""
        if not self.surface.minima:
            return None
        minima: Array = np.array(self.surface.minima)
        away = np.hypot(*np.transpose(minima - near))
        place: Array = minima[int(away.argmin())]
        return place

    def border(self) -> float:
        """The rate at which plain descent stops settling: at the flattest of the lowest places."""
        borders = [float(self.surface.border(place)) for place in self.surface.minima or [(0.0, 0.0)]]
        return max(borders)

    def rates(self, optimizer: str = "gradient_descent") -> Rates:
        """The track on which the rate is pulled, and the first rate, for one of the seven optimisers."""
        if optimizer in ADAPTIVE:
            (left, right), (bottom, top) = self.frame
            high = nice(min(right - left, top - bottom) / 6)
            return Rates(high, fine(high), rounded(high / 5))
        # The ravine's track stays as it is while its condition number is pulled, so that the border moves along it.
        high = 0.3 if self.name == "ravine" else nice(BEYOND * self.border())
        return Rates(high, fine(high), self.rate)

    @property
    def grid(self) -> tuple[Point, Point, Point]:
        """Where a start may be put by hand: the lowest place, the highest, and the step between two, x before y."""
        ends = []
        for low, high in self.frame:
            step = fine(high - low, BY_A_HAIR.get(self.name, PLACES_2D))
            inside = math.ceil(low / step - 1e-9) * step, math.floor(high / step + 1e-9) * step
            ends.append((*(settled(end, step) for end in inside), step))
        (left, right, across), (bottom, top, up) = ends
        return (left, bottom), (right, top), (across, up)


def geometry(values: Array) -> Array:
    """What is drawn and never read: in half the space, unless it lies too far out or too close together for that."""
    away = abs(values[np.isfinite(values)])
    largest = float(away.max(initial=0.0))
    return values.astype(np.float32) if largest == 0 or SMALLEST < largest < LARGEST else values


def rounded(value: float) -> float:
    """A number near to it with one digit: 0.0203 becomes 0.02."""
    return float(f"{value:.0e}")


def nice(value: float) -> float:
    """The next round number from a value up; 0.3 of 0.3."""
    if not (math.isfinite(value) and value > 0):
        return 1.0
    power = math.floor(math.log10(value))
    steps = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
    return next(number for digit in steps if (number := float(f"{digit}e{power}")) >= value * (1 - 1e-9))


def fine(wide: float, places: int = PLACES) -> float:
    """A round step of which so many or more fit into a width."""
    power = math.floor(math.log10(wide / places) + 1e-9)
    choices = (float(f"{digit}e{power}") for digit in (5, 2, 1))
    return next((step for step in choices if wide / step >= places * (1 - 1e-9)), float(f"1e{power}"))


def settled(value: float, step: float) -> float:
    """The multiple of a round step that is nearest to a value, without the dust of its rounding."""
    digit, power = f"{step:.0e}".split("e")
    return float(f"{round(value / step) * int(digit)}e{power}")


def unfit(samples: Points) -> str:
    """Why points are no answers, in words; nothing where they are."""
    wrong = (samples.y < 0) | (samples.y > 1)
    if not wrong.any():
        return ""
    first = given.short(float(samples.y[wrong][0]))
    return f"y = {first} is no answer: yes is 1 and no is 0. The six answers of the lesson are shown."


@lru_cache(maxsize=48)
def of(name: str, condition: float = 10.0, samples: Points | None = None) -> Landscape:
    """A surface by its name, made of the learner's points where it is made of points, ready to be drawn."""
    if name == "points_mse":
        points = samples or FIVE
        return drawn(name, surfaces.points_mse(points.x, points.y), points)
    if name == "points_bce":
        refused = unfit(samples) if samples else ""
        points = SIX if samples is None or refused else samples
        return drawn(name, surfaces.points_bce(points.x, points.y), points, refused)
    return drawn(name, surfaces.ravine(condition) if name == "ravine" else surfaces.SURFACES[name])


def drawn(name: str, surface: Surface, points: Points | None = None, refused: str = "") -> Landscape:
    """The map of a surface and the walk it begins with."""
    kind = KINDS[name]
    columns, rows = FINER.get(name, CELLS)
    if points is not None and columns * rows * len(points) > WORK:
        thin = math.sqrt(WORK / (columns * rows * len(points)))
        columns, rows = max(9, int(columns * thin)), max(9, int(rows * thin))
    x, y = (np.linspace(low, high, cells) for (low, high), cells in zip(surface.domain, (columns, rows), strict=True))
    # Row by row: thousands of points at thousands of places at once would not fit into memory.
    loss = np.stack([surface.loss(np.stack([x, np.full(len(x), place)], axis=-1)) for place in y])
    loss = np.minimum(loss, loss[np.isfinite(loss)].max(initial=0.0))
    least = lowest_loss(surface, points)
    drawing = relief.fitted(loss, least, kind.factor, kind.lines)
    of = relief.compressed if kind.tall else relief.plain
    start, rate = kind.start, kind.rate
    if points is not None and points is not FIVE and points is not SIX:
        start, rate = begun(surface, kind)
    return Landscape(
        surface,
        TITLES[name],
        ("slope w", "intercept b") if points else ("x", "y"),
        start,
        kind.steps,
        rate,
        drawing,
        x,
        y,
        geometry(drawing.lines(loss).reshape(-1)),
        geometry(of(loss).reshape(-1)),
        of,
        float(loss.max()),
        points,
        refused,
    )


def lowest_loss(surface: Surface, points: Points | None) -> float:
    """The least loss there is: 0 on the landscapes without points, and where no place has the least."""
    if points is None:
        return 0.0
    if surface.name == "points_mse" and points.upright:
        return float(surface.loss((0.0, float(points.y.mean()))))
    return min((float(surface.loss(place)) for place in surface.minima), default=0.0)


def begun(surface: Surface, kind: Kind) -> tuple[Point, float]:
    """Where and how fast a walk over the learner's own points begins: as far from the best as over the lesson's."""
    start, (across, up) = kind.start, surface.domain
    inside = across[0] < start[0] < across[1] and up[0] < start[1] < up[1]
    if not (inside and surface.name == "points_mse"):
        right, high = (0.3, 0.55) if surface.name == "points_mse" else (0.15, 0.75)
        start = (
            rounded(across[0] + right * (across[1] - across[0])),
            rounded(up[0] + high * (up[1] - up[0])),
        )
    place = surface.minima[0] if surface.minima else (0.0, 0.0)
    border = float(surface.border(place))
    return start, rounded(border / 4) if math.isfinite(border) else kind.rate
