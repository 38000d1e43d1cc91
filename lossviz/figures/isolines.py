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


def enclosed(x: Any, y: Any, z: Any, low: float, finest: int = FINEST) -> tuple[Any, Any, Any]:
    """A grid thinned to `finest` places a side, in a ring of heights at `low`: every line on it is closed.

    Between the grid and that ring lies one with the heights of the grid's edge, so that lines close outside the grid.
    """
    rows, columns = thinned(len(y), finest), thinned(len(x), finest)
    x, y = (np.pad(places, 2, mode="reflect", reflect_type="odd") for places in (x[columns], y[rows]))
    inside = np.pad(np.nan_to_num(z[np.ix_(rows, columns)], nan=low), 1, mode="edge")
    return x, y, np.pad(inside, 1, constant_values=low)


def loops(pieces: Any) -> list[list[tuple[float, float]]]:
    """The closed lines that pieces, of shape (n, 2, 2), make up; ends that differ by less than 0.1 meet."""
    ends = [tuple(map(tuple, piece)) for piece in np.round(np.asarray(pieces, dtype=float), 1).tolist()]
    beside: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for one, other in ends:
        if one != other:
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    found = []
    for start, ahead in beside.items():
        while ahead:
            loop, here = [], start
            while beside[here]:
                loop.append(here)
                there = beside[here].pop()
                beside[there].remove(here)
                here = there
            found.append(loop)
    return found


def thinned(count: int, finest: int) -> Any:
    """Places of a grid, evenly spread and both ends among them: at most `finest`."""
    return np.unique(np.linspace(0, count - 1, min(count, finest)).round().astype(int))
