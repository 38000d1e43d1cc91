"""The loss of a network over a plane through its parameters, and the path of a training in it."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.network import Network
from lossviz.theory.network_measures import score
from lossviz.theory.network_training import Training


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in parameter space: origin (size,), two directions (2, size).

    A place (a, b) in it is origin + a directions[0] + b directions[1]. `shares` (2,) is how much of the variance of a
    path each direction explains, NaN if the plane was not made from one.
    """

    origin: Array
    directions: Array
    shares: Array

    def parameters(self, places: ArrayLike) -> Array:
        """The parameters at places (..., 2) of the plane: (..., size)."""
        return np.asarray(self.origin + np.asarray(places, dtype=np.float64) @ self.directions)

    def projected(self, parameters: Array) -> Array:
        """The places (..., 2) of the plane that are nearest to parameters (..., size)."""
        return np.asarray((parameters - self.origin) @ np.linalg.pinv(self.directions))


def filter_normalised_direction(network: Network, parameters: ArrayLike, seed: int) -> Array:
    """A random direction in which every unit moves in proportion to its own size: (size,).

    Normal numbers; then the incoming weights of each unit are scaled to the norm of the unit's own incoming weights.
    So two networks that say the same, one with relu units twice as large that are then halved, have slices that look
    the same. Biases do not move.

    References:
        H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018.
    """
    here = checks.numbers("parameters", parameters)
    rng = np.random.default_rng(settings.integer("seed", seed))
    parts = []
    for weights, biases in network.layers(here):
        direction = rng.normal(size=weights.shape)
        size = np.linalg.norm(weights, axis=0) / np.linalg.norm(direction, axis=0)
        parts += [(direction * size).ravel(), np.zeros_like(biases)]
    return np.concatenate(parts)


def random_plane(network: Network, parameters: ArrayLike, seed: int) -> Plane:
    """A plane through parameters (size,), in two filter-normalised directions that differ in their seed."""
    here = checks.numbers("parameters", parameters)
    pair = [filter_normalised_direction(network, here, 2 * settings.integer("seed", seed) + k) for k in (0, 1)]
    return Plane(here, np.array(pair), np.full(2, np.nan))


def principal_plane(path: ArrayLike) -> Plane:
    """The plane through the end of a path (moments, size) in the two directions in which the path varies most.

    The directions are the first two principal components of the moments, of length 1 and at right angles, each with
    the sign with which the path ends farther along than it began. A path that does not move has arbitrary directions.

    Raises:
        ValueError: fewer than two parameters; anything but finite numbers.

    Examples:
        >>> plane = principal_plane([[0, 0, 5], [1, 0, 5], [2, 1, 5]])
        >>> print(plane.projected(np.array([[2.0, 1, 5], [2, 1, 7]])), plane.shares.sum().round(9))
        [[0. 0.]
         [0. 0.]] 1.0

    References:
        H. Li and others, Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018, section 7.
    """
    points = checks.numbers("path", path)
    if points.ndim != 2 or points.shape[1] < 2:
        raise ValueError(f"path has shape {points.shape}; give moments of two parameters or more")
    away = points - points.mean(axis=0)
    scale = abs(away).max() or 1.0
    # Of few moments in many parameters there are fewer components than directions: rows of 0 make up for them.
    filled = np.concatenate([away / scale, np.zeros((2, points.shape[1]))])
    _, lengths, components = np.linalg.svd(filled, full_matrices=False)
    directions = components[:2]
    directions = directions * np.where(directions @ (points[-1] - points[0]) < 0, -1.0, 1.0)[:, None]
    total = (lengths**2).sum()
    return Plane(points[-1], directions, lengths[:2] ** 2 / total if total else np.zeros(2))


def domain(places: ArrayLike, margin: float = 0.25) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges of both coordinates of places (n, 2), wider by a share of their length on either side.

    The shorter one is at least a tenth of the longer, so that a straight path has a plane round it.

    Examples:
        >>> domain([[0, 0], [4, 2]])
        ((-1.0, 5.0), (-0.5, 2.5))
    """
    points = checks.numbers("places", places)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = float((high - low).max()) or 1.0
    half = np.maximum(high - low, longest / 10) * (0.5 + margin)
    middle = (low + high) / 2
    (x0, y0), (x1, y1) = (middle - half).tolist(), (middle + half).tolist()
    return (x0, x1), (y0, y1)


def training_losses(training: Training, parameters: Array) -> Array:
    """The training loss with the penalty, for parameters (..., size); infinite where it overflows."""
    with np.errstate(all="ignore"):
        found = score(training.network, training.output_loss, training.x, training.targets, parameters)
        return np.asarray(found.loss + training.penalty.value(parameters))


def loss_rows(training: Training, plane: Plane, a: ArrayLike, b: ArrayLike) -> Generator[int, None, Array]:
    """The training loss, with the penalty, over a grid of a plane, row by row: (len(b), len(a)).

    Yields the number of rows done and returns the losses, infinite where they overflow. Each row takes as many forward
    passes of all training points as there are columns, and is interruptible: 41 x 41 places of a network of 8 and 8
    units on 150 points take about 0.05 s with relu, 0.2 s with gelu.
    """
    along, up = np.atleast_1d(checks.numbers("a", a)), np.atleast_1d(checks.numbers("b", b))
    losses = np.empty((len(up), len(along)))
    for row, height in enumerate(up):
        with np.errstate(all="ignore"):
            parameters = plane.parameters(np.stack([along, np.full(len(along), height)], axis=-1))
        losses[row] = training_losses(training, parameters)
        yield row + 1
    return losses


def losses_on(training: Training, plane: Plane, a: ArrayLike, b: ArrayLike) -> Array:
    """The same at one go."""
    return interruption.finished(loss_rows(training, plane, a, b))
