"""Two walks from one start, one under cross-entropy and one under squared error, and all that is known of them."""

from functools import cache, lru_cache

import numpy as np

from lossviz.lessons.binary_cross_entropy.two_losses.words import DOWN, ON, RESTS, STALLS, START, SWINGS
from lossviz.scene.assessment import met
from lossviz.scene.landscapes import geometry
from lossviz.scene.scene import Array, Table
from lossviz.theory import activations, answer_walks, plane_walks, relief, walks
from lossviz.theory.descent import Path
from lossviz.theory.point_surfaces import SIX_ANSWERS
from lossviz.theory.surface import Point
from lossviz.theory.surfaces import SURFACES, points_squares

Both = tuple[Path, Path]

UPDATES = 1_000
# Where time can be put by hand: early updates one by one, later ones further and further apart.
STRETCHES = ((0, 20, 1), (20, 40, 2), (40, 100, 5), (100, 200, 10), (200, 400, 20), (400, UPDATES + 1, 50))
TRACK = np.concatenate([np.arange(*stretch) for stretch in STRETCHES])
# What is drawn of them: an odd number of updates to the next shows both walls of a walk that swings.
DRAWN = np.concatenate([np.arange(200), np.arange(200, UPDATES + 1, 5)])
FRAME = ((-6.0, 4.0), (-6.0, 6.0))
CELLS = (46, 37)
# Powers of ten: the axis of the losses, the rail of its handle, and where the names stand.
UP, RAIL, NAMED = (-1.12, 1.05), -1.0, (0.9, 0.66)
SPAN, ALONG = (-3.5, 3.5), 33
# How many frames away what has left is still drawn.
REACH = 20.0
# So near to the best is down; losing so little of what there is to lose is a stall, while the other clearly loses.
NEAR, HARDLY, CLEARLY = 0.01, 0.02, 0.1
SOON, LOW, HIGH = 20, 0.48, 0.66

LANDS = (SURFACES["points_bce"], points_squares())
BEST = np.array([land.minima[0] for land in LANDS])
LEAST = np.array([land.loss(best) for land, best in zip(LANDS, BEST, strict=True)])


@lru_cache(maxsize=32)
def walked(start: Point, rate: float) -> Both:
    """Both walks, and one update more, which is only spoken of."""
    cross, square = (
        plane_walks.descend(
            land.loss,
            answer_walks.over_answers(*SIX_ANSWERS, squared=land.name == "points_squares"),
            start,
            [rate] * (UPDATES + 1),
        )
        for land in LANDS
    )
    return cross, square


def table(both: Both, rate: float, after: int) -> Table:
    """Time, from the start to a thousand updates."""
    at = np.append(TRACK, after)
    points = np.stack([path.points for path in both], axis=1)
    place, (w, b) = where(at), np.moveaxis(points[at], -1, 0)
    (left, right), (bottom, top) = FRAME
    with np.errstate(all="ignore"):
        said = activations.sigmoid(np.nan_to_num(w[..., None] * np.linspace(*SPAN, ALONG) + b[..., None]))
    rows = {
        "k": at.astype(np.uint16),
        "upto": (np.searchsorted(DRAWN, at, side="right") - 1).astype(np.uint16),
        "place": place,
        "now_x": geometry(np.stack([place, place], axis=-1)),
        "w": w,
        "next": points[at + 1, :, 0],
        "loss": np.stack([path.losses[at] for path in both], axis=-1),
        "slope": np.stack([path.gradients[at, 0] for path in both], axis=-1),
        "right": answer_walks.right(*SIX_ANSWERS, points[at]).astype(np.uint8),
        "inside": ((w >= left) & (w <= right) & (b >= bottom) & (b <= top)).astype(np.uint8),
        "case": cases(both, rate, at),
        "said0": geometry(said[:, 0]),
        "said1": geometry(said[:, 1]),
    }
    for axis in range(2):
        rows[f"dot_{'wb'[axis]}"] = reached(points[at, :, axis], axis)
    rows["dot_power"] = heights(rows["loss"])
    hover = {f"hover_{name}{i}": rows[f"dot_{name}"][:-1, i] for i in range(2) for name in "wb"}
    return Table(np.arange(float(len(TRACK))), float(place[-1]), rows, {"after": "k"}, hover)


def cases(both: Both, rate: float, at: Array) -> Array:
    """Which sentence holds at each of these updates."""
    losses = np.stack([path.losses for path in both], axis=-1)
    with np.errstate(all="ignore"):
        lost = (losses[0] - losses[at]) / (losses[0] - LEAST)
    near = losses[at] < LEAST + NEAR
    swings = walks.swings(both[0].gradients)[at]
    return np.select(
        [
            np.full(len(at), rate == 0),
            at == 0,
            near.all(axis=-1),
            swings & ~near[:, 0],
            (abs(lost[:, 1]) <= HARDLY) & (lost[:, 0] >= CLEARLY),
        ],
        [RESTS, START, DOWN, SWINGS, STALLS],
        default=ON,
    ).astype(np.uint8)


def whole(both: Both) -> dict[str, Array]:
    """What is the same at every update: both walks from end to end, and what they reached."""
    cross, square = (path.losses[: UPDATES + 1] for path in both)
    near = [walks.steps_until(losses, least + NEAR) for losses, least in zip((cross, square), LEAST, strict=True)]
    ways = {
        f"{'wb'[axis]}{i}": reached(path.points[DRAWN, axis], axis) for i, path in enumerate(both) for axis in range(2)
    }
    powers = heights(cross), heights(square)
    return {
        **ways,
        "power0": powers[0][DRAWN],
        "power1": powers[1][DRAWN],
        "until": np.array(near, dtype=np.int16),
        **met([(cross[: SOON + 1] <= LOW).any(), square[UPDATES] > HIGH]),
    }


def where(updates: Array) -> Array:
    """Where updates stand on the axis of time, on which the places of the track are equally far apart."""
    return np.interp(updates, TRACK, np.arange(len(TRACK)))


def reached(values: Array, axis: int) -> Array:
    """Places on one axis of the maps, as far out as they are drawn."""
    low, high = FRAME[axis]
    far = REACH * (high - low)
    return geometry(np.clip(values, low - far, high + far))


def heights(losses: Array) -> Array:
    """Losses as powers of ten; what is above the axis stands a little above it."""
    return geometry(np.clip(relief.powers(losses), UP[0], UP[1] + 1))


@cache
def grounds() -> dict[str, Array]:
    """Both landscapes, and all else that no handle changes."""
    w, b = (np.linspace(*span, cells) for span, cells in zip(FRAME, CELLS, strict=True))
    places = np.stack(np.meshgrid(w, b), axis=-1)
    x, y = (np.array(row, dtype=float) for row in SIX_ANSWERS)
    return {
        "grid_w": geometry(w),
        "grid_b": geometry(b),
        **{f"height{i}": geometry(land.loss(places).reshape(-1)) for i, land in enumerate(LANDS)},
        **{f"best_power{i}": np.repeat(height, 2) for i, height in enumerate(heights(LEAST))},
        "best_w": BEST[:, 0],
        "best_b": BEST[:, 1],
        "best": LEAST,
        "where": geometry(where(DRAWN)),
        "each_place": np.arange(len(TRACK), dtype=np.uint8),
        "ends": np.array([0.0, len(TRACK) - 1.0]),
        "last": np.array(len(TRACK) - 1.0),
        "now_y": np.array(UP),
        "rail": np.array(RAIL),
        "named": np.array(NAMED),
        "shrinks": np.array(1, dtype=np.uint8),
        "x": x,
        "y": y,
        "along": geometry(np.linspace(*SPAN, ALONG)),
        "along_ends": np.array(SPAN),
        "half": np.array([0.5, 0.5]),
    }
