"""A walk downhill, with every footprint kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, settings
from lossviz.theory.checks import Array
from lossviz.theory.optimizer import Optimizer


@dataclass(frozen=True, eq=False)
class Path:
    """The footprints of a walk, or of many walks at once: nothing in it can be changed.

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
) -> Path:
    """Walk so many steps from the start, each against the slope as the optimiser has it.

    `loss` and `gradient` are handed a place, coordinates on the last axis. The start may have
    leading axes (many walkers) and so may the optimiser's settings (many rates): they broadcast,
    and all walk at once. All coordinates move together, by the slopes at the same old place.

    A walk that runs away ends in infinity. There it stays, and pays infinitely much: beyond
    infinity there are no numbers to walk on.

    Raises:
        ValueError: a start that holds no finite numbers; steps that are no whole number; a loss
            or a gradient of the wrong shape.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> path = descend(lambda w: (w**2).sum(-1), lambda w: 2 * w, [3, 4], optimizers.gradient_descent(0.25), 2)
        >>> print(path.points.tolist(), path.losses)
        [[3.0, 4.0], [1.5, 2.0], [0.75, 1.0]] [25.      6.25    1.5625]
    """
    same = repeat(gradient, settings.whole("steps", steps))
    points, losses, slopes = footprints(loss, same, start, optimizer)
    with np.errstate(all="ignore"):
        slopes.append(of_shape("gradient", gradient(points[-1]), points[-1].shape))
    return kept(points, losses, slopes)


def footprints(
    loss: Callable[[Array], ArrayLike],
    gradients: Iterable[Callable[[Array], ArrayLike]],
    start: ArrayLike,
    optimizer: Optimizer,
) -> tuple[list[Array], list[Array], list[Array]]:
    """Every place and loss of the walk that takes one step by each gradient in turn, and the slopes it followed."""
    w = first_places(start, optimizer)
    state = optimizer.start(w)
    with np.errstate(all="ignore"):
        points, losses, slopes = [w], [of_shape("loss", loss(w), w.shape[:-1])], []
        for gradient in gradients:
            slope = of_shape("gradient", gradient(w), w.shape)
            w, state = optimizer.step(w, slope, state)
            points.append(w)
            losses.append(of_shape("loss", loss(w), w.shape[:-1]))
            slopes.append(slope)
    return points, losses, slopes


def first_places(start: ArrayLike, optimizer: Optimizer) -> Array:
    """One place for each walker: the start, repeated for each setting of the optimiser."""
    w = checks.numbers("start", start)
    if w.ndim == 0:
        raise ValueError(f"start = {checks.shown(start)} is one number; give a point, as in [-4, 1.5]")
    try:
        shape = np.broadcast_shapes(w.shape, (*optimizer.walkers, 1))
    except ValueError:
        shapes = f"start has shape {w.shape} and the settings of {optimizer.name} have {optimizer.walkers}"
        raise ValueError(f"{shapes}; all axes of the start but its last must fit them") from None
    return np.broadcast_to(w, shape).copy()


def of_shape(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    """What the function returned, if it has the shape that fits the place it was handed."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != shape:
        raise ValueError(f"{name} returned shape {array.shape}, not {shape}; coordinates stand on the last axis")
    return array


def kept(places: list[Array], heights: list[Array], slopes: list[Array]) -> Path:
    """The footprints as a path, in which a walker that has run away stays where that was first seen."""
    points, losses = np.array(places), np.array(heights)
    gradients = np.reshape(slopes, (len(slopes), *points.shape[1:]))
    there = np.isfinite(points).all(axis=-1)
    if not there.all():
        seen = np.arange(len(points)).reshape(-1, *(1,) * (there.ndim - 1))
        seen = np.minimum(seen, np.where(there.all(axis=0), len(points), there.argmin(axis=0)))
        points = np.take_along_axis(points, seen[..., None], axis=0)
        losses = np.take_along_axis(losses, seen, axis=0)
        gradients = np.take_along_axis(gradients, np.minimum(seen[: len(slopes), ..., None], len(slopes) - 1), axis=0)
        # A formula may make of such a point infinity minus infinity; its loss is infinite all the same.
        ran_away = np.isinf(points).any(axis=-1) & ~np.isnan(points).any(axis=-1)
        losses[ran_away & np.isnan(losses)] = np.inf
    return Path(points, losses, gradients)
