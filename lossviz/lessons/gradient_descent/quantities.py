"""One walk over one landscape, and every number that is shown of it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.inputs.points import Points
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape, geometry
from lossviz.scene.scene import Array
from lossviz.theory import activations, bearings, descent, directions, memories, optimizers, relief, walks
from lossviz.theory.descent import Path
from lossviz.theory.optimizer import Optimizer
from lossviz.theory.surface import Point
from lossviz.theory.walks import Course, Happened

MAKE = {name: getattr(optimizers, name) for name in landscapes.OPTIMIZERS}
# Where the loss bends alike everywhere, theory has the last word.
EVEN = frozenset(("bowl", "ravine", "points_mse"))
EXPECTED = {
    Course.RESTS: Happened.GLIDING,
    Course.GLIDES: Happened.GLIDING,
    Course.LANDS: Happened.GLIDING,
    Course.SWINGS: Happened.SWINGING,
    Course.BORDER: Happened.SWINGING,
    Course.DIVERGES: Happened.DIVERGED,
}
# Why theory and footprints disagree, in the order of `descent_words.WHY`.
ASTRAY, EARLY, ARRIVED, MORE, LESS, AGREED = range(6)
# How far beyond the frame a walk is drawn, in frames.
REACH = 20.0
# So close, in frames, that the ground bends alike.
NEAR = 0.01
# So close to 0, in frames, that a place is written as 0.
DUST = 1e-12
SOON = 1e-3
CURVE = 24
AHEAD, LEVEL = 0.13, 1e-5
# Where the words of a step can stand beside its dot, and how they are anchored there.
SEATS = {"over": "above", "east": "right", "west": "left"}


@dataclass(frozen=True, eq=False)
class Walk:
    """A walk of `steps` steps and one more, which is only spoken of; `place` is where its theory is asked."""

    land: Landscape
    start: Point
    rate: float
    steps: int
    optimizer: Optimizer
    path: Path
    memory: tuple[Array, ...]
    place: Array
    ends: bool
    curvature: Array
    border: float
    course: Course
    happened: Happened
    why: int

    @property
    def plain(self) -> bool:
        """Whether it is plain gradient descent, for which the border holds."""
        return self.optimizer.name == "gradient_descent"

    @property
    def shown(self) -> Path:
        """The walk without the step that is only spoken of."""
        here = slice(self.steps + 1)
        return Path(self.path.points[here], self.path.losses[here], self.path.gradients[here])


@lru_cache(maxsize=32)
def walked(land: Landscape, start: Point, rate: float, steps: int, optimizer: str) -> Walk:
    """The walk, what was remembered on it, and both its names."""
    rule = MAKE[optimizer](rate)
    path = descent.descend(land.surface.loss, land.surface.gradient, start, rule, steps + 1)
    first, last = path.points[0], path.points[steps]
    ends = bool(np.isfinite(last).all() and np.hypot(*(last - first)) < np.inf)
    lowest = land.lowest(last if ends else first)
    place = lowest if lowest is not None else last if ends else first
    curvature = land.surface.curvature(place)
    course = Course(int(walks.course(rate, curvature[-1])))
    shown = Path(path.points[: steps + 1], path.losses[: steps + 1], path.gradients[: steps + 1])
    happened = Happened(int(walks.happened(shown)[-1]))
    return Walk(
        land,
        start,
        rate,
        steps,
        rule,
        path,
        memories.replayed(path, rule),
        place,
        ends,
        curvature,
        float(land.surface.border(place)),
        course,
        happened,
        reason(land, shown, place, course, happened),
    )


def reason(land: Landscape, path: Path, place: Array, course: Course, happened: Happened) -> int:
    """Why what theory expects and what happened differ, where they do."""
    expected = EXPECTED[course]
    if happened == expected:
        return AGREED
    if land.name in EVEN and bearings.steep_share(land.surface.hessian(place), path.points[0] - place) < 1e-9:
        return ASTRAY
    if expected == Happened.DIVERGED and (land.name in EVEN or close(land, path.points[-1], place)):
        return EARLY
    if bearings.level(path.gradients)[-1]:
        return ARRIVED
    return MORE if happened > expected else LESS


def close(land: Landscape, place: Array, other: Array) -> bool:
    """Whether one place is so near to another that the ground between them bends alike."""
    size = [high - low for low, high in land.frame]
    return bool(np.isfinite(place).all() and (abs(place - other) < NEAR * np.array(size)).all())


def numbers(walk: Walk) -> dict[str, Array]:
    """What is read: places, slopes, losses, and what the optimiser remembered before each step."""
    path, lowest = walk.path, walk.land.lowest(walk.place) is not None
    with np.errstate(all="ignore"):
        way = walk.place - path.points[: walk.steps + 1]
        apart = directions.angle(-path.gradients[: walk.steps + 1], way)
    # Where the ground is as good as level there is no arrow that could point astray.
    bearing = np.isfinite(apart) & ~bearings.level(path.gradients, LEVEL)[: walk.steps + 1] & lowest
    until = walks.steps_until(walk.shown.losses, walk.land.relief.least + SOON)
    half = walks.steps_until(walk.shown.losses, 0.125)
    quantities = {
        "wx": path.points[:, 0],
        "wy": path.points[:, 1],
        "gx": path.gradients[:, 0],
        "gy": path.gradients[:, 1],
        "loss": path.losses,
        "apart": np.where(lowest, apart, np.nan),
        "bearing": bearing.astype(np.uint8),
        "until": np.array(max(until, 0), dtype=np.int16),
        "soon": np.array(until >= 0, dtype=np.uint8),
        "half": np.array(max(half, 0), dtype=np.int16),
        "halved": np.array(half >= 0, dtype=np.uint8),
        "least": np.array(walk.land.relief.least),
    }
    for name, memory in zip("mv", walk.memory, strict=False):
        quantities |= {f"{name}x": memory[:, 0], f"{name}y": memory[:, 1]}
    betas = walk.optimizer.hyperparameters.get("betas")
    if isinstance(betas, tuple):
        for name, beta in zip("mv", map(float, betas), strict=True):
            quantities[f"c{name}"] = memories.weight(beta, walk.steps + 1)
    return quantities


def theory(walk: Walk) -> dict[str, Array]:
    """What the curvature tells of the walk."""
    minima = np.array(walk.land.surface.minima).reshape(-1, 2)
    return {
        "rate": np.array(walk.rate),
        "start": np.array(walk.start),
        # A lowest place that was found by steps lies off 0 by the dust of its last one.
        "place": np.where(abs(walk.place) < DUST * np.ptp(walk.land.frame, axis=1), 0.0, walk.place),
        "bend": walk.curvature,
        "border": np.array(walk.border),
        "bordered": np.array(np.isfinite(walk.border), dtype=np.uint8),
        "rl": bearings.product(walk.rate, walk.curvature[-1]),
        "kept": bearings.kept(walk.rate, walk.curvature),
        "ratio": bearings.condition(walk.curvature),
        "differ": np.array(walk.why != AGREED, dtype=np.uint8),
        "min_x": geometry(minima[:, 0]),
        "min_y": geometry(minima[:, 1]),
        "bends": walk.land.surface.curvature(minima)[:, -1] if len(minima) else np.zeros(0),
        "borders": walk.land.surface.border(minima) if len(minima) else np.zeros(0),
    }


def drawn(walk: Walk) -> dict[str, Array]:
    """What is drawn: the walk on the map, on the surface and over its steps, no further out than can be drawn."""
    land, path = walk.land, walk.shown
    (left, right), (bottom, top) = land.frame
    x, y = path.points[:, 0], path.points[:, 1]
    inside = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    low, high = powers(land)
    size = np.array([right - left, top - bottom])
    with np.errstate(all="ignore"):
        # As long on a steep wall as on a level floor, and none where there is hardly a slope.
        tips = path.points + AHEAD * bearings.downhill(path.gradients, size)
        tips[bearings.level(path.gradients, LEVEL)] = np.nan
        height = np.where(inside, np.minimum(land.of(path.losses), float(land.height.max())), np.nan)
        power = np.clip(relief.powers(path.losses, land.relief.least), low, high)
    soon = float(relief.powers(np.array(SOON)))
    return {
        "px": geometry(reached(x, left, right)),
        "py": geometry(reached(y, bottom, top)),
        "pz": geometry(height),
        "tip_x": geometry(reached(tips[:, 0], left, right)),
        "tip_y": geometry(reached(tips[:, 1], bottom, top)),
        "ly": power.astype(np.float32),
        "at": np.arange(walk.steps + 1, dtype=np.int16),
        "steps": np.array([0, walk.steps], dtype=np.int16),
        "goal_y": np.full(2, soon if low < soon < high else np.nan, dtype=np.float32),
        **seats(path.points, tips, land.frame),
    }


def seats(points: Array, tips: Array, frame: tuple[Point, Point]) -> dict[str, Array]:
    """Where the words of each step inside the frame stand: off its arrow, and no further out than the frame.

    Above the dot where the arrow does not climb; else beside it, on the side the arrow does not lead to.
    """
    low, high = np.transpose(frame)
    with np.errstate(all="ignore"):
        (across, up), (run, rise) = ((points - low) / (high - low)).T, ((tips - points) / (high - low)).T
        inside = (across >= 0) & (across <= 1) & (up >= 0) & (up <= 1)
        beside = (rise > 0.3 * abs(run)) | (up > 0.82) | (abs(across - 0.5) > 0.36)
        west = (across > 0.65) | ((across > 0.35) & (run > 0.3 * rise))
    found = {"over": inside & ~beside, "east": inside & beside & ~west, "west": inside & beside & west}
    return {name: here.astype(np.uint8) for name, here in found.items()}


def reached(values: Array, low: float, high: float) -> Array:
    """Places as far out as they are drawn."""
    far = REACH * (high - low)
    return np.clip(values, low - far, high + far)


def powers(land: Landscape) -> tuple[int, int]:
    """The lowest and the highest power of ten on the axis of the loss."""
    tallest = relief.powers(np.array(land.top), land.relief.least)
    high = int(np.ceil(tallest)) + 3 if np.isfinite(tallest) else 1
    return -10 if -4 < high <= 12 else high - 14, high


def model(walk: Walk, frame: tuple[Point, Point]) -> dict[str, Array]:
    """What the model says of all points at each footprint, along the frame: a line, or a forecast."""
    (left, right), (bottom, top) = frame
    w, b = walk.shown.points[:, :1], walk.shown.points[:, 1:]
    line = walk.land.name == "points_mse"
    count = 2 if line else min(CURVE, max(9, 5000 // (walk.steps + 2)))
    x = np.linspace(left, right, count)
    with np.errstate(all="ignore"):
        said = w * x + b
        said = (
            reached(said, bottom, top)
            if line
            else activations.sigmoid(np.nan_to_num(said, posinf=1e300, neginf=-1e300))
        )
    return {
        "line_x": geometry(x),
        "line": geometry(said),
        "edge_x": np.full(len(said), right),
        "edge": geometry(said[:, -1]),
    }


def samples(land: Landscape) -> Points:
    """The points that make the surface."""
    assert land.points is not None
    return land.points
