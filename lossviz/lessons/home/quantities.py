"""A line that is fitted by gradient descent: every update, and the loss of all lines around."""

from functools import cache

import numpy as np

from lossviz.scene.quantities import Array, geometry, indices, merged, numbers
from lossviz.theory import contour_levels, optimizers, point_surfaces
from lossviz.theory.descent import Path, descend
from lossviz.theory.surface import Surface

# The five points of the first lesson with the mean of their x at 0, where slope and intercept do not depend on each
# other: the loss is a wide bowl, and the path bends once.
X, Y = (-2.0, -1.0, 0.0, 1.0, 2.0), (2.0, 1.0, 4.0, 3.0, 5.0)
START, RATE, UPDATES = (-1.2, 0.5), 0.02, 120
SLOPES, INTERCEPTS = (-1.9, 2.9), (-0.5, 5.5)
LINE_ENDS = (-3.0, 3.0)
COLUMNS, ROWS = 81, 61
LEVEL_RATIO, LEVEL_COUNT = 2.0, 9


@cache
def surface() -> Surface:
    """The mean squared error by slope and intercept."""
    return point_surfaces.points_mse(X, Y)


@cache
def path() -> Path:
    """The descent."""
    return descend(surface().loss, surface().gradient, START, optimizers.gradient_descent(RATE), UPDATES)


@cache
def quantities_of_all_updates() -> dict[str, Array]:
    """What changes from update to update, one row for each."""
    slope, intercept = path().points[:, :1], path().points[:, 1:]
    predictions = slope * np.array(X) + intercept
    targets, gaps = np.broadcast_to(Y, predictions.shape), np.full_like(predictions, np.nan)
    update = np.arange(UPDATES + 1)
    return merged(
        numbers(loss=path().losses),
        geometry(
            line=slope * np.array(LINE_ENDS) + intercept,
            residual_y=np.stack([targets, predictions, gaps], axis=-1).reshape(len(update), -1),
        ),
        indices(k=update, case=np.where(update == 0, 0, np.where(update < UPDATES, 1, 2))),
    )


@cache
def quantities_of_the_whole() -> dict[str, Array]:
    """What stays: the path, the points, and the loss of all lines."""
    slopes, intercepts = np.linspace(*SLOPES, COLUMNS), np.linspace(*INTERCEPTS, ROWS)
    loss = surface().loss(np.stack(np.meshgrid(slopes, intercepts), axis=-1))
    (best,) = surface().minima
    levels = contour_levels.fit_levels(loss, float(surface().loss(best)), LEVEL_RATIO, LEVEL_COUNT)
    start = START[0] * np.array(LINE_ENDS) + START[1]
    return merged(
        numbers(best=best, path_x=path().points[:, 0], path_y=path().points[:, 1]),
        geometry(
            grid_x=slopes,
            grid_y=intercepts,
            level=levels.level_index(loss).reshape(-1),
            x=X,
            y=Y,
            ends=LINE_ENDS,
            first_line=start,
            residual_x=np.repeat(X, 3),
        ),
    )
