"""Iterative minimisation that keeps every iterate."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.optimizer import Optimizer


@dataclass(frozen=True, eq=False)
class Path:
    """The iterates of one run of an optimiser, or of many runs at once, read-only.

    points (steps + 1, ..., coordinates), the start first; losses (steps + 1, ...) and gradients
    (steps + 1, ..., coordinates) at these points.
    """

    points: Array
    losses: Array
    gradients: Array

    def __post_init__(self) -> None:
        for array in (self.points, self.losses, self.gradients):
            array.setflags(write=False)


def descend(
    loss: Callable[[Array], ArrayLike],
    gradient: Callable[[Array], ArrayLike],
    start: ArrayLike,
    optimizer: Optimizer,
    steps: int,
    *,
    last: int | None = None,
) -> Path:
    """Minimise a loss by so many steps of an optimiser, from a start, and return all iterates.

    `loss` and `gradient` are called with points of shape (..., coordinates). Leading axes of the start (many
    starting points) and of the optimiser's hyperparameters (many rates) broadcast: all runs are computed at once.
    All coordinates are updated simultaneously.

    With `last` only the losses of the start and of the last so many points are computed; the others are NaN.

    A run that diverges ends with an infinite loss: from the first point that is not finite on, point and gradient
    are repeated.

    Raises:
        ValueError: a start that is not finite; steps that are no whole number from 0 up; a loss
            or a gradient of the wrong shape.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> path = descend(lambda w: (w**2).sum(-1), lambda w: 2 * w, [3, 4], optimizers.gradient_descent(0.25), 2)
        >>> print(path.points.tolist(), path.losses)
        [[3.0, 4.0], [1.5, 2.0], [0.75, 1.0]] [25.      6.25    1.5625]
    """
    number, w = settings.integer("steps", steps), initial_points(start, optimizer)
    state, points, losses, gradients = optimizer.start(w), [w], [], []
    with np.errstate(all="ignore"):
        for step in range(number):
            interruption.checkpoint()
            is_wanted = last is None or step == 0 or step > number - last
            losses.append(checked_shape("loss", loss(w) if is_wanted else np.full(w.shape[:-1], np.nan), w.shape[:-1]))
            gradients.append(checked_shape("gradient", gradient(w), w.shape))
            w, state = optimizer.step(w, gradients[-1], state)
            points.append(w)
        losses.append(checked_shape("loss", loss(w), w.shape[:-1]))
        gradients.append(checked_shape("gradient", gradient(w), w.shape))
    return frozen_path(points, losses, gradients)


def together(both: Callable[[Array], tuple[Array, Array]]) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """A loss and its gradient from a function that returns both, so that each point is computed once.

    For `descend`, which asks for the loss and then for the gradient at the very same array.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> loss, gradient = together(lambda w: ((w**2).sum(-1), 2 * w))
        >>> print(descend(loss, gradient, [3, 4], optimizers.gradient_descent(0.25), 1).losses)
        [25.    6.25]
    """
    latest: list[tuple[Array, tuple[Array, Array]]] = []

    def at(w: Array) -> tuple[Array, Array]:
        if not latest or latest[0][0] is not w:
            latest[:] = [(w, both(w))]
        return latest[0][1]

    return lambda w: at(w)[0], lambda w: at(w)[1]


def initial_points(start: ArrayLike, optimizer: Optimizer) -> Array:
    """The start, broadcast to the batch shape of the optimiser's hyperparameters: (..., coordinates)."""
    w = checks.numbers("start", start)
    if w.ndim == 0:
        raise ValueError(f"start = {checks.format_value(start)} is one number; give a point, as in [-4, 1.5]")
    try:
        shape = np.broadcast_shapes(w.shape, (*optimizer.batch_shape, 1))
    except ValueError:
        shapes = f"start has shape {w.shape} and the settings of {optimizer.name} have {optimizer.batch_shape}"
        raise ValueError(f"{shapes}; all axes of the start but its last must fit them") from None
    return np.broadcast_to(w, shape).copy()


def checked_shape(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    """The values that a function returned, as an array; any other shape is refused."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != shape:
        raise ValueError(f"{name} returned shape {array.shape}, not {shape}; coordinates stand on the last axis")
    return array


def frozen_path(points: list[Array], losses: list[Array], gradients: list[Array]) -> Path:
    """The iterates as a `Path` in which a run that has diverged stays at its first point that is not finite.

    There may be one gradient fewer than points.
    """
    places, heights = np.array(points), np.array(losses)
    slopes = np.reshape(gradients, (len(gradients), *places.shape[1:]))
    finite = np.isfinite(places).all(axis=-1)
    if not finite.all():
        index = np.arange(len(places)).reshape(-1, *(1,) * (finite.ndim - 1))
        index = np.minimum(index, np.where(finite.all(axis=0), len(places), finite.argmin(axis=0)))
        places = np.take_along_axis(places, index[..., None], axis=0)
        heights = np.take_along_axis(heights, index, axis=0)
        slopes = np.take_along_axis(slopes, np.minimum(index[: len(slopes), ..., None], len(slopes) - 1), axis=0)
    return Path(places, losses_at(places, heights), slopes)


def losses_at(points: Array, losses: Array) -> Array:
    """The losses of points, infinite where a point is.

    There a formula may give infinity minus infinity; the loss is infinite all the same.
    """
    infinite = np.isinf(points).any(axis=-1) & ~np.isnan(points).any(axis=-1)
    return np.where(infinite & np.isnan(losses), np.inf, losses)


def with_losses(path: Path, loss: Callable[[Array], ArrayLike]) -> Path:
    """A path of which `descend` computed the last losses only, with all of them."""
    with np.errstate(all="ignore"):
        return Path(
            path.points, losses_at(path.points, np.asarray(loss(path.points), dtype=np.float64)), path.gradients
        )
