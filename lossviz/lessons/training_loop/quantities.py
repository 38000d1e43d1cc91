"""A hundred rounds of the training loop, as quantities: every number of the walk, and where it is drawn."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array
from lossviz.theory import one_step, optimizers, point_surfaces
from lossviz.theory.descent import Path, descend
from lossviz.theory.surface import Surface

UPDATES = 100
PHASES = ("predict", "measure", "slope", "adjust")
ROUND = len(PHASES)
LAST = ROUND * UPDATES
TERMS = 5
MISSES = 12
SLICE = 81
LADDER = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Line(NamedTuple):
    """A line ŷ = w · x + b."""

    w: float
    b: float

    def at(self, x: Array | float) -> Array:
        """What the line says at x."""
        with np.errstate(all="ignore"):
            return np.asarray(self.w * np.asarray(x) + self.b)


FIRST = Line(0.0, 1.0)


@lru_cache(maxsize=32)
def ground(data: Points) -> Surface:
    """The loss of every line through the neighbourhood of these points."""
    return point_surfaces.points_mse(data.x, data.y)


def is_five(data: Points) -> bool:
    """Whether these are the points that the lesson begins with."""
    five = given.parse(given.FIVE)
    return len(data) == len(five) and bool((data.x == five.x).all() and (data.y == five.y).all())


def rounded_up(number: float) -> float:
    """The next round number above."""
    ten = 10.0 ** math.floor(math.log10(number))
    return float(f"{next(step for step in LADDER if step * ten >= number) * ten:.3g}")


def shown(data: Points, far: int) -> list[int]:
    """The points whose terms a formula writes out: all of a few, else two and the one that began furthest off."""
    return list(range(len(data))) if len(data) <= TERMS else sorted({0, 1, far})


@dataclass(frozen=True, eq=False)
class Walk:
    """The loop from one start at one rate: the path, which of its places are level, and the point spoken of."""

    data: Points
    start: Line
    rate: float
    path: Path
    level: Array
    said: int

    @property
    def terms(self) -> list[int]:
        return shown(self.data, self.said)

    def line(self, update: int) -> Line:
        return Line(*map(float, self.path.points[update]))


def walk(data: Points, start: Line, rate: float) -> Walk:
    """Go round the loop a hundred times."""
    surface = ground(data)
    path = descend(surface.loss, surface.gradient, start, optimizers.gradient_descent(rate), UPDATES)
    with np.errstate(all="ignore"):
        said = int(np.nan_to_num(abs(data.y - start.at(data.x)), nan=np.inf).argmax())
    return Walk(data, start, rate, path, one_step.is_level(surface, path.points), said)


def numbers(walked: Walk) -> dict[str, Array]:
    """What the words read: one number for each update, and those that are the same at all of them."""
    data, path, said = walked.data, walked.path, walked.said
    slopes = np.where(walked.level[:, None], 0.0, path.gradients)
    w, b = path.points[:, 0], path.points[:, 1]
    quantities = {
        "w": w,
        "b": b,
        # 0 times an infinite slope is no number, but the loss of the start stays what it is: infinite.
        "loss": np.where(np.isnan(path.losses), np.inf, path.losses),
        "gw": slopes[:, 0],
        "gb": slopes[:, 1],
        "n": np.array(len(data), dtype=np.int32),
        "more": np.array(len(data) - len(walked.terms), dtype=np.int32),
        "rate": np.array(walked.rate),
        "said_x": data.x[said : said + 1],
        "said_y": data.y[said : said + 1],
    }
    with np.errstate(all="ignore"):
        for term, point in enumerate(walked.terms):
            quantities[f"x{term}"] = data.x[point : point + 1]
            quantities[f"yhat{term}"] = w * data.x[point] + b
            quantities[f"miss{term}"] = data.y[point] - quantities[f"yhat{term}"]
        quantities["said_yhat"] = quantities[f"yhat{walked.terms.index(said)}"]
    return quantities


def sliced(walked: Walk) -> dict[str, Array]:
    """The first step at every rate: a parabola, its bottom, and the border beyond which a walk runs apart."""
    surface, loss, start = ground(walked.data), walked.path.losses, np.array(walked.start)
    curvature, border = surface.curvature(start), float(surface.border(start))
    best = one_step.best_rate(surface, start) if not walked.level[0] else np.array(np.nan)
    high = max(rounded_up(1.18 * border), 1e-90)
    rates = np.linspace(0, high, SLICE)
    with np.errstate(all="ignore"):
        slope = np.where(walked.level[0], 0.0, walked.path.gradients[0])
        heights = surface.loss(start - rates[:, None] * slope)
        bottom = surface.loss(start - best * slope) if np.isfinite(best) else np.array(np.nan)
    top = float(min(1.6 * loss[0], 1e307)) if loss[0] > 0 else 1.0
    return {
        "rates": coarse(rates),
        "heights": coarse(np.where(heights < 3 * top, heights, np.nan)),
        "best_rate": best,
        "bottom": bottom,
        # A dot far beyond the frame would be out of reach for those who draw.
        "dot_x": np.array(min(walked.rate, 2 * high)),
        "dot_y": np.array(min(loss[1], 2 * top)),
        "mark_x": np.array([0.0, min(best, 2 * high)]),
        "mark_y": np.array([min(loss[0], 2 * top), bottom]),
        "border": np.array(border),
        "border_x": np.array([border, border]),
        "border_y": np.array([0.0, top]),
        "top": np.array(top),
        "rate_range": np.array([-0.03 * high, high]),
        "loss_range": np.array([0.0, top]),
        "steep": curvature[1],
        "gentle": np.where(walked.data.upright, 0.0, curvature[0]),
        "upright": np.array(walked.data.upright, dtype=np.uint8),
    }


def coarse(values: Array) -> Array:
    """Numbers that are drawn only, in half the room if they are neither huge nor tiny."""
    size = np.nanmax(abs(values), initial=0.0)
    return values.astype(np.float32) if 1e-30 < size < 1e30 else values


def turns(walked: Walk) -> dict[str, Array]:
    """The first step of another method, in which b already moves by its slope at the new w."""
    surface = ground(walked.data)
    w, b = one_step.one_at_a_time(surface.gradient, walked.start, walked.rate)
    with np.errstate(all="ignore"):
        return {"turn_w": w, "turn_b": b, "turn_loss": surface.loss((w, b))}


def powers(walked: Walk) -> tuple[float, float]:
    """The powers of ten between which the losses of a walk are drawn; they change seldom while a rate is pulled."""
    loss = walked.path.losses
    known = loss[np.isfinite(loss) & (loss > 0)]
    if not known.size:
        return -1.0, 1.0
    first, highest = math.log10(known[0]), math.log10(known.max())
    least = [float(ground(walked.data).loss(place)) for place in ground(walked.data).minima] or [float(known.min())]
    lowest = max(math.log10(least[0]), first - 5) if least[0] > 0 else first - 5
    low = math.floor(2 * (lowest - 0.1)) / 2
    span = 1.5
    while span < highest + 0.1 - low:
        span *= 2
    return low, low + span


def heights(loss: Array, span: tuple[float, float]) -> Array:
    """Losses as powers of ten: 0 stands on the floor, what is beyond the frame above its edge."""
    with np.errstate(all="ignore"):
        return np.asarray(np.clip(np.nan_to_num(np.log10(loss), nan=np.inf), span[0], span[1] + 0.2))


def judged_by(walked: Walk) -> dict[str, Array]:
    """How this walk answers the second and the third question, and which goals it meets."""
    loss, (w, b) = walked.path.losses, walked.start
    asked = is_five(walked.data)
    over = judged.within(np.array(walked.rate), 0.0845, 0.001)
    still = judged.within(np.array(w), 0.8, 0.03) & judged.within(np.array(b), 0.6, 0.1)
    falls = (loss[1:] < loss[:-1]).all()
    return {
        "code1": judged.answered([over], asked=asked and walked.start == FIRST),
        "code2": judged.answered([still], asked=asked),
    } | judged.met((loss[1] <= 0.80, loss[1] > loss[0], loss[-1] <= 0.7205, falls & (loss[-1] > 1)))


def guessed(walked: Walk, ghost: Array) -> Array:
    """How guesses of the next w answer the first question."""
    asked = is_five(walked.data) and walked.start == FIRST and walked.rate == 0.05
    return judged.answered([judged.within(ghost, 0.76, 0.02), judged.within(ghost, -0.76, 0.02)], asked=asked)


def misfit(walked: Walk, w: Array, b: float) -> Array:
    """The loss of lines with these slopes, all of one height at 0."""
    return ground(walked.data).loss(np.stack([w, np.full_like(w, b)], axis=-1))
