"""A few points at a time: which ones, how far their gradient is from the true one, and the walk they make."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks, descent, settings
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path
from lossviz.theory.optimizer import Optimizer

Indices = NDArray[np.intp]


def sizes(n: int, batch: int) -> tuple[int, int]:
    """How many points there are and how many of them a batch holds."""
    n = settings.whole("n", n, least=1)
    batch = settings.whole("batch", batch, least=1)
    if batch > n:
        raise ValueError(f"batch = {batch} is more than the {n} points there are; give 1 to {n}")
    return n, batch


def updates_per_epoch(n: int, batch: int) -> int:
    """How many batches it takes to use every point once; the last of them may be short.

    Examples:
        >>> updates_per_epoch(40, 16)
        3
    """
    n, batch = sizes(n, batch)
    return -(-n // batch)


def epochs(n: int, batch: int, *, seed: int, epochs: int) -> Iterator[Indices]:
    """The points of each update, as indices: all n shuffled anew each epoch and cut into batches.

    Within an epoch no point comes twice and none is left out, so the last batch holds what is
    left, and nothing leaks into the next epoch. One generator, `default_rng(seed)`, one
    `permutation(n)` per epoch: the same seed is the same walk.

    Raises:
        ValueError: numbers that are not whole; a batch of no points or of more than there are.

    Examples:
        >>> [len(batch) for batch in epochs(40, 16, seed=0, epochs=2)]
        [16, 16, 8, 16, 16, 8]
    """
    n, batch = sizes(n, batch)
    times, rng = settings.whole("epochs", epochs), np.random.default_rng(settings.whole("seed", seed))

    def batches() -> Iterator[Indices]:
        for _ in range(times):
            order = rng.permutation(n)
            for first in range(0, n, batch):
                yield order[first : first + batch]

    return batches()


def line_gradients(x: ArrayLike, y: ArrayLike, w: ArrayLike) -> Array:
    """The slopes of each point's own squared miss, for the line w = (slope, intercept).

        -2 (y - w x - b) (x, 1)

    Shape (..., n, 2) for w of shape (..., 2). Their mean is the gradient of the mean squared error.

    Examples:
        >>> print(line_gradients([1, 2], [2, 1], [0, 1]))
        [[-2. -2.]
         [ 0.  0.]]
    """
    across, up, line = np.asarray(x, float), np.asarray(y, float), np.asarray(w, float)
    with np.errstate(all="ignore"):
        twice = -2 * (up - line[..., :1] * across - line[..., 1:])
        return np.stack([twice * across, twice], axis=-1) + 0.0


def gradient_spread(gradients: ArrayLike, batch: ArrayLike) -> Array:
    """The typical distance of a batch's gradient from the true one, exact for draws without putting back.

        S / sqrt(B) * sqrt((n - B) / (n - 1)),  S^2 the mean of |gradient of one point - true gradient|^2

    `gradients` (..., n, coordinates) has one row per point; `batch` may be an array of sizes.

    Examples:
        >>> print(gradient_spread([[1, 0], [-1, 0], [1, 0], [-1, 0]], [1, 2, 4]).round(3))
        [1.    0.577 0.   ]

    References:
        W. G. Cochran, Sampling Techniques, Wiley, 3rd ed. 1977.
    """
    rows = checks.numbers("gradients", gradients)
    if rows.ndim < 2:
        raise ValueError(f"gradients has shape {rows.shape}; give one row per point")
    n, size = rows.shape[-2], checks.counts("batch", np.atleast_1d(batch)).reshape(np.shape(batch))
    settings.refuse("batch", size, (size < 1) | (size > n), f"no number of points out of {n}")
    with np.errstate(over="ignore", under="ignore"):
        away = rows - rows.mean(axis=-2, keepdims=True)
        single: Array = np.sqrt((away**2).sum(axis=-1).mean(axis=-1))
        spread: Array = single * np.sqrt((n - size) / (size * max(n - 1, 1)))
    return spread


def plain_spread(single: ArrayLike, batch: ArrayLike) -> Array:
    """What the spread would be if each point were put back before the next is drawn: S / sqrt(B)."""
    return np.asarray(np.asarray(single) / np.sqrt(np.asarray(batch)))


def drawn(n: int, batch: int, *, seed: int, draws: int = 200) -> Indices:
    """So many random batches, each drawn without putting back, as indices of points: (draws, batch).

    For batches of one there is nothing to draw: they are all the points, one after the other.
    """
    n, batch = sizes(n, batch)
    if batch == 1:
        return np.arange(n)[:, None]
    rng, times = np.random.default_rng(settings.whole("seed", seed)), settings.whole("draws", draws)
    return np.array([rng.permutation(n)[:batch] for _ in range(times)], dtype=np.intp).reshape(times, batch)


def cloud(gradients: ArrayLike, batch: int, *, seed: int, draws: int = 200) -> Array:
    """The gradients of so many random batches, as `drawn`: (draws, coordinates), for a batch of one all the points'."""
    rows = checks.numbers("gradients", gradients)
    means: Array = rows[drawn(len(rows), batch, seed=seed, draws=draws)].mean(axis=1)
    return means


def descend(
    loss: Callable[[Array], ArrayLike],
    gradient: Callable[[Array, Indices], ArrayLike],
    start: ArrayLike,
    optimizer: Optimizer,
    batches: Iterable[Indices],
) -> Path:
    """A walk of one step per batch: `gradient(w, indices)` is the mean slope over these points alone.

    The losses are those of all points. The path has a gradient for each step, and so one fewer
    than it has points: at the last one no batch was looked at.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> def slope(w, i):
        ...     return line_gradients([1, 2], [2, 1], w)[i].mean(0)
        >>> path = descend(lambda w: 0.0, slope, [0, 1], optimizers.gradient_descent(0.25), [[0], [0, 1]])
        >>> print(path.points.tolist())
        [[0.0, 1.0], [0.5, 1.5], [-0.25, 1.125]]
    """
    looks = (lambda w, batch=batch: gradient(w, batch) for batch in batches)
    return descent.kept(*descent.footprints(loss, looks, start, optimizer))
