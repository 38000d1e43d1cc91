"""Lines of equal height on a grid of heights."""

from collections.abc import Iterable
from typing import Any

import numpy as np

# So many places a side are enough for a still: between two of them a line is straight.
FINEST = 49


def isolines(x: Any, y: Any, z: Any, heights: Iterable[float], *, finest: int = FINEST) -> Any:
    """Straight pieces, rows (x0, y0, x1, y1), of the lines on which `z`, rows along `y`, has each of the heights.

    Each cell of the grid is cut into two triangles, in each of which a line is straight.
    """
    rows, columns = thinned(len(y), finest), thinned(len(x), finest)
    x, y, z = x[columns], y[rows], z[np.ix_(rows, columns)]
    across, up = np.meshgrid(x, y)
    points = np.stack([across, up, z], axis=-1)
    a, b, c, d = points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]
    triangles = np.stack([np.stack([a, b, c], axis=2), np.stack([a, c, d], axis=2)]).reshape(-1, 3, 3)
    triangles = triangles[~np.isnan(triangles).any(axis=(1, 2))]
    found = [np.empty((0, 4))]
    for height in heights:
        above = triangles[:, :, 2] > height
        cut = triangles[above.any(axis=1) & ~above.all(axis=1)]
        # The corner that lies alone on its side goes first: the line crosses the two edges from it.
        above = cut[:, :, 2] > height
        alone = np.where(above.sum(axis=1) == 1, above.argmax(axis=1), (~above).argmax(axis=1))
        order = (alone[:, None] + np.arange(3)) % 3
        cut = np.take_along_axis(cut, order[:, :, None], axis=1)
        tip, others = cut[:, :1], cut[:, 1:]
        share = (height - tip[:, :, 2]) / (others[:, :, 2] - tip[:, :, 2])
        ends = tip[:, :, :2] + share[:, :, None] * (others[:, :, :2] - tip[:, :, :2])
        found.append(ends.reshape(-1, 4))
    return np.concatenate(found)


def thinned(count: int, finest: int) -> Any:
    """Places of a grid, evenly spread and both ends among them: at most `finest`."""
    return np.unique(np.linspace(0, count - 1, min(count, finest)).round().astype(int))
