"""Mini-batches: which points each one holds, and how far its gradient is from that of all points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory import checks, samples, settings
from lossviz.theory.checks import Array

Indices = NDArray[np.intp]


def checked_sizes(n: int, batch: int) -> tuple[int, int]:
    """The number of points and the batch size, checked."""
    n = settings.integer("n", n, minimum=1)
    batch = settings.integer("batch", batch, minimum=1)
    if batch > n:
        raise ValueError(f"batch = {batch} is more than the {n} points there are; give 1 to {n}")
    return n, batch


def updates_per_epoch(n: int, batch: int) -> int:
    """The number of batches that use every point once; the last of them may be smaller.

    Examples:
        >>> updates_per_epoch(40, 16)
        3
    """
    n, batch = checked_sizes(n, batch)
    return -(-n // batch)


def shuffled_batches(n: int, batch: int, *, seed: int, epochs: int) -> Iterator[Indices]:
    """The indices of the points of each update: all n, shuffled anew for each epoch and cut into batches.

    Within an epoch every point occurs exactly once, so the last batch may be smaller. The order is that of one
    `permutation(n)` per epoch from `default_rng(seed)`, and so reproducible.

    Raises:
        ValueError: numbers that are not whole; a batch size that is not from 1 to n.

    Examples:
        >>> [len(batch) for batch in shuffled_batches(40, 16, seed=0, epochs=2)]
        [16, 16, 8, 16, 16, 8]
    """
    n, batch = checked_sizes(n, batch)
    times, rng = settings.integer("epochs", epochs), np.random.default_rng(settings.integer("seed", seed))

    def batches() -> Iterator[Indices]:
        for _ in range(times):
            order = rng.permutation(n)
            for first in range(0, n, batch):
                yield order[first : first + batch]

    return batches()


def per_sample_gradients(x: ArrayLike, y: ArrayLike, w: ArrayLike) -> Array:
    """The gradient of each point's own squared error, for the line w = (slope, intercept).

        -2 (y - w x - b) (x, 1)

    Shape (..., n, 2) for w of shape (..., 2). Their mean is the gradient of the mean squared error.

    Examples:
        >>> print(per_sample_gradients([1, 2], [2, 1], [0, 1]))
        [[-2. -2.]
         [ 0.  0.]]
    """
    xs, ys, line = np.asarray(x, float), np.asarray(y, float), np.asarray(w, float)
    with np.errstate(all="ignore"):
        factor = -2 * (ys - line[..., :1] * xs - line[..., 1:])
        return np.stack([factor * xs, factor], axis=-1) + 0.0


def mean_gradient(gradients: ArrayLike) -> Array:
    """The mean over the points: the gradient of their mean loss.

    Shape (..., n, coordinates) in, (..., coordinates) out; may be infinite or NaN if the input is not finite.

    Examples:
        >>> print(mean_gradient([[1.0, 0.0], [3.0, 4.0]]))
        [2. 2.]
    """
    with np.errstate(all="ignore"):
        return samples.mean(np.swapaxes(np.asarray(gradients, dtype=np.float64), -1, -2))


def gradient_standard_deviation(gradients: ArrayLike, batch: ArrayLike) -> Array:
    """The standard deviation of the gradient of a batch that is sampled without replacement.

    The root-mean-square distance from the gradient of all points:

        S / sqrt(B) * sqrt((n - B) / (n - 1)),  S^2 the mean of |gradient of one point - mean gradient|^2

    Exact for n points and batches of B. `gradients` (..., n, coordinates) has one row per point; `batch` may be an
    array of sizes.

    Raises:
        ValueError: a gradient that is not finite; a batch size that is no whole number from 1 to n.

    Examples:
        >>> print(gradient_standard_deviation([[1, 0], [-1, 0], [1, 0], [-1, 0]], [1, 2, 4]).round(3))
        [1.    0.577 0.   ]

    References:
        W. G. Cochran, Sampling Techniques, Wiley, 3rd ed. 1977.
    """
    rows = checks.numbers("gradients", gradients)
    if rows.ndim < 2:
        raise ValueError(f"gradients has shape {rows.shape}; give one row per point")
    n, size = rows.shape[-2], checks.counts("batch", np.atleast_1d(batch)).reshape(np.shape(batch))
    settings.raise_where("batch", size, (size < 1) | (size > n), f"no number of points out of {n}")
    with np.errstate(over="ignore", under="ignore"):
        away = rows - rows.mean(axis=-2, keepdims=True)
        single: Array = np.sqrt((away**2).sum(axis=-1).mean(axis=-1))
        deviation: Array = single * np.sqrt((n - size) / (size * max(n - 1, 1)))
    return deviation


def standard_deviation_with_replacement(single: ArrayLike, batch: ArrayLike) -> Array:
    """The standard deviation for batches sampled with replacement, from that of single points: S / sqrt(B)."""
    return np.asarray(np.asarray(single) / np.sqrt(np.asarray(batch)))


def sample_batches(n: int, batch: int, *, seed: int, draws: int = 200) -> Indices:
    """Random batches, each sampled without replacement, as indices of points: (draws, batch).

    For a batch size of one: every point once, in order.
    """
    n, batch = checked_sizes(n, batch)
    if batch == 1:
        return np.arange(n)[:, None]
    rng, times = np.random.default_rng(settings.integer("seed", seed)), settings.integer("draws", draws)
    return np.array([rng.permutation(n)[:batch] for _ in range(times)], dtype=np.intp).reshape(times, batch)
