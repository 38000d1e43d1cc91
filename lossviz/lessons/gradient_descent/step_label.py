"""Where the label of the present step stands on the map: off the path, off the arrow, inside the frame."""

import numpy as np
from numpy.typing import NDArray

from lossviz.scene.axes import Frame
from lossviz.scene.quantities import Array, flags

# The middle of a label from its point on each side, in labels across and up; the first that is free is taken.
SIDES = {
    "above": (0.0, 1.1),
    "beneath": (0.0, -1.2),
    "right": (0.75, 0.0),
    "left": (-0.75, 0.0),
    "above-right": (0.6, 0.8),
    "above-left": (-0.6, 0.8),
}
# A label as a share of the frame, and the places of the grid on which the path is looked for.
LABEL = np.array((0.13, 0.075))
CELLS = 48
SAMPLES = 64  # of each piece of the path
OUTSIDE = 1e3  # counts as so much path


def name(side: str) -> str:
    """The quantity that tells at which steps the label stands on a side."""
    return f"label_{side.replace('-', '_')}"


def quantities(points: Array, tips: Array, reference: Array, frame: Frame) -> dict[str, Array]:
    """On which side of each point inside the frame its label stands; its arrow and the way to the reference count, too.

    It stays on the side where it stood at the step before as long as that one is free.
    """
    low, high = np.transpose(frame)
    with np.errstate(all="ignore"):
        share, *ends = ((places - low) / (high - low) for places in (points, tips[: len(points)], reference))
        inside = ((share >= 0) & (share <= 1)).all(axis=-1)
        taken = path_on_grid(share)
        costs = cost(share, tuple(ends), np.array(list(SIDES.values())) * LABEL, taken)
    chosen = np.full(len(points), -1)
    side = 0
    least = costs.min(axis=-1) + 0.5
    best = costs.argmin(axis=-1)
    for k in np.flatnonzero(inside).tolist():
        if costs[k, side] > least[k]:
            side = int(best[k])
        chosen[k] = side
    return flags(**{name(one): chosen == i for i, one in enumerate(SIDES)})


def path_on_grid(share: Array) -> Array:
    """How many places of the path lie left of and below each corner of the grid."""
    along = np.linspace(0, 1, SAMPLES)[:, None, None]
    pieces = share[:-1] + along * (share[1:] - share[:-1])
    cells = np.floor(pieces[((pieces >= 0) & (pieces < 1)).all(axis=-1)] * CELLS).astype(int)
    count = np.zeros((CELLS + 1, CELLS + 1))
    count[cells[:, 0] + 1, cells[:, 1] + 1] = 1
    return count.cumsum(axis=0).cumsum(axis=1)


def cost(share: Array, ends: tuple[Array, ...], offsets: Array, taken: Array) -> Array:
    """How much of the path, and of the lines to some ends, lies under a label at each point, or outside the frame.

    For points (n, 2) and labels that lie off them by `offsets` (sides, 2): (n, sides).
    """
    middle = share[:, None] + offsets
    low, high = middle - LABEL / 2, middle + LABEL / 2
    outside = ((low < 0) | (high > 1)).any(axis=-1)
    first, last = on_grid(np.floor(low * CELLS)), on_grid(np.ceil(high * CELLS))
    x0, y0, x1, y1 = first[..., 0], first[..., 1], last[..., 0], last[..., 1]
    path = taken[x1, y1] - taken[x0, y1] - taken[x1, y0] + taken[x0, y0]
    along = np.linspace(0, 1, 24)[:, None, None]
    lines = np.concatenate([share + along * (end - share) for end in ends])[:, :, None]
    crossed = ((lines > low) & (lines < high)).all(axis=-1).sum(axis=0)
    return np.asarray(path + crossed + OUTSIDE * outside)


def on_grid(places: Array) -> NDArray[np.intp]:
    """Corners of the grid, as far as it reaches."""
    corners: NDArray[np.intp] = np.clip(np.nan_to_num(places), 0, CELLS).astype(np.intp)
    return corners
