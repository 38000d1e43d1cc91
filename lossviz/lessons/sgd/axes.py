"""How the walk over batches is drawn: which part of the plane, which powers of ten, and what lies outside of them."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.inputs.points import Points
from lossviz.lessons.sgd import runs as walked
from lossviz.lessons.sgd.runs import Run
from lossviz.scene import landscapes
from lossviz.scene.scene import Array
from lossviz.theory import directions, mini_batches, relief, samples

Span = tuple[float, float]
Frame = tuple[Span, Span]
# Across to up, in pixels, as nearly as a figure keeps it: a ring is then round.
SHAPE = 1.65
# Beyond this many frames nobody sees where a walk is.
BEYOND = 12.0
# More epochs than these do not have a mark each.
FEW_EPOCHS, MARK = 10, 5


@dataclass(frozen=True)
class Scale:
    """The axes of the loss: powers of ten from `low` to `high`, and `end` of what counts across."""

    low: float
    high: float
    end: float


def snug(low: float, high: float) -> Span:
    """A range that begins and ends on round numbers, just outside of two others."""
    wide = (high - low) or 1.0
    step = landscapes.fine(wide, 10)
    return math.floor((low - 0.06 * wide) / step) * step, math.ceil((high + 0.06 * wide) / step) * step


@lru_cache(maxsize=64)
def gradient_frame(points: Points, begin: tuple[float, float]) -> Frame:
    """Axes that hold every point's own gradient at the start and at the best line, as wide as a screen's figure.

    They stay while batch and rate are pulled, so that a cloud can be seen to shrink.
    """
    surface = landscapes.of("points_mse", samples=points).surface
    best = surface.minima[0] if surface.minima else begin
    both = mini_batches.line_gradients(points.x, points.y, [begin, best])
    with np.errstate(all="ignore"):
        ring = directions.ring(samples.mean(np.swapaxes(both, -1, -2)), walked.spreads(both, 1)[:, 0])
    seen = np.concatenate([part.reshape(-1, 2) for part in (both, ring, np.zeros((1, 2)))])
    if not np.isfinite(seen).all():
        return (-1.0, 1.0), (-1.0, 1.0)
    across, up = (snug(float(part.min()), float(part.max())) for part in seen.T)
    wide, tall = across[1] - across[0], up[1] - up[0]
    if wide < SHAPE * tall:
        more = (SHAPE * tall - wide) / 2
        return (across[0] - more, across[1] + more), up
    more = (wide / SHAPE - tall) / 2
    return across, (up[0] - more, up[1] + more)


def shown_full(run: Run, by_steps: bool) -> int:
    """How many steps the full batch is shown: as many, or as much work."""
    return run.steps if by_steps else int(run.work[-1]) // run.n


def scale(run: Run, by_steps: bool) -> Scale:
    """Powers of ten that hold both walks, where they do not run away too far."""
    both = np.concatenate([run.path.losses, run.full.losses[: shown_full(run, by_steps) + 1]])
    powers = relief.powers(both[np.isfinite(both)])
    powers = powers[np.isfinite(powers)]
    first = float(powers[0]) if powers.size else 0.0
    top = min(float(powers.max(initial=first)), first + 8)
    bottom = max(float(powers.min(initial=first)), top - 12)
    low, high = math.floor(4 * bottom - 0.3) / 4, math.ceil(4 * top + 0.3) / 4
    end = float(run.steps if by_steps else run.work[-1])
    return Scale(low, high, max(end, 1.0))


def inside(places: Array, frame: Frame) -> Array:
    """Places to be drawn: those far out are drawn nearer, in the direction in which they lie."""
    low, high = np.array(frame).T
    middle, half = (low + high) / 2, (high - low) / 2
    with np.errstate(all="ignore"):
        away = (places - middle) / half
        far = abs(away).max(axis=-1, keepdims=True) / BEYOND
        drawn = middle + half * np.where(far > 1, away / far, away)
    return np.where(np.isfinite(drawn), drawn, np.nan)


def heights(losses: Array, on: Scale) -> Array:
    """Losses as powers of ten, as far as they can be drawn; 0 stands at the bottom, infinity far above."""
    return np.clip(np.nan_to_num(relief.powers(losses), nan=np.inf), on.low, on.high + 3 * (on.high - on.low))


def apart(heights: Array, others: Array, on: Scale) -> Array:
    """Where the words beside `heights` stand, so that those beside `others` leave room for them."""
    room = 0.11 * (on.high - on.low)
    below = others - room
    beside = np.where((heights > others) | (below < on.low), others + room, below)
    return np.where(abs(heights - others) < room, beside, heights)


def marked(epochs: int) -> int:
    """Every epoch has its mark, or every fifth where there are many."""
    return 1 if epochs <= FEW_EPOCHS else MARK


def whole(numbers: Array) -> Array:
    """Whole numbers in as little space as they need."""
    return numbers.astype(np.uint16 if numbers.max(initial=0) < 2**16 else np.int32)


def reach(low: float, high: float) -> tuple[float, float]:
    """So far a line is followed out of its frame."""
    wide = BEYOND * (high - low)
    return low - wide, high + wide
