"""Fits of one Gaussian to a mixture by reverse KL divergence: its slopes, the best width, level places, a descent.

Q = N(mean, width^2). With t = log(width),

    KL(Q || P) = -t - E_Q[log p] + constant,

so its slopes in the mean and in t are means over Q of the slopes of log p.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.gaussian_mixtures import (
    FINEST,
    REACH,
    Mixture,
    component_log_densities,
    gaussian_weights,
    integration_nodes,
    moments,
    positive_widths,
)
from lossviz.theory.limits import allow_overflow

NEWTON_STEPS = 60
CONVERGED = 1e-9
LONGEST_STEP = 0.5  # of Newton's method, in log(width) and in widths of the mixture


class Slopes(NamedTuple):
    """First and second derivatives of the reverse KL divergence in the mean and in log(width)."""

    mean: Array
    log_width: Array
    mean_twice: Array
    log_width_twice: Array
    mixed: Array


def slopes(mixture: Mixture, mean: ArrayLike, width: ArrayLike) -> Slopes:
    """The derivatives of KL(Q || P) at a mean and a width, which broadcast with the leading axes of the mixture.

    Raises:
        ValueError: a mean that is not finite; a width that is not above 0.
    """
    mean, width = np.broadcast_arrays(checks.numbers("mean", mean), positive_widths("width", width))
    x = integration_nodes(mixture, mean, width)
    score, curvature = score_and_curvature(mixture, x)
    values = np.stack([score, score * x, curvature, curvature * x, curvature * x**2], axis=-1)
    with allow_overflow():
        averages = (gaussian_weights(x, mean, width)[..., None, :] @ values)[..., 0, :]
        score, score_x, curvature, curvature_x, curvature_xx = np.moveaxis(averages, -1, 0)
        # From moments about 0 to moments about the mean.
        pull, bend = score_x - mean * score, curvature_x - mean * curvature
        bend_twice = curvature_xx - mean * (curvature_x + bend)
    return Slopes(-score, -1 - pull, -curvature, -bend_twice - pull, -bend)


def score_and_curvature(mixture: Mixture, x: Array) -> tuple[Array, Array]:
    """The first and the second derivative of the mixture's log density at x, samples on the last axis."""
    logs = component_log_densities(mixture, x)
    largest = np.maximum.reduce(logs)
    with allow_overflow():
        shares = [np.exp(log - largest) for log in logs]
        total = sum(shares)
        score, squares = np.zeros_like(largest), np.zeros_like(largest)
        for share, (_, mean, width) in zip(shares, mixture.components, strict=True):
            precision = (1 / width**2)[..., None]
            pull = (mean[..., None] - x) * precision
            score += share / total * pull
            squares += share / total * (pull**2 - precision)
        return score, squares - score**2


def gradient(mixture: Mixture, mean: ArrayLike, width: ArrayLike) -> tuple[Array, Array]:
    """The slopes of KL(Q || P) in the mean and in the width."""
    at = slopes(mixture, mean, width)
    return at.mean, at.log_width / np.asarray(width)


def best_width(mixture: Mixture, mean: ArrayLike) -> Array:
    """The width with the least reverse KL divergence for each mean, by Newton's method from the mixture's own width.

    Where several widths are local minima it is the widest.

    Examples:
        >>> print(best_width(Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), [0, 2]).round(3))
        [1.79  0.605]
    """
    mean = checks.numbers("mean", mean)
    width: Array = np.broadcast_arrays(mean, moments(mixture)[1])[1]
    for _ in range(NEWTON_STEPS):
        at = slopes(mixture, mean, width)
        # Where the ground bends downwards, a step against the slope instead.
        step = -at.log_width / np.where(at.log_width_twice > 0.1, at.log_width_twice, 1.0)
        width = width * np.exp(np.clip(step, -LONGEST_STEP, LONGEST_STEP))
        if abs(step).max() < CONVERGED:
            break
    return width


def level_place(mixture: Mixture, mean: ArrayLike, width: ArrayLike) -> tuple[Array, Array]:
    """Mean and width near the given ones where the reverse KL divergence is level, by Newton's method.

    It may be a minimum, or a pass between two of them.

    Examples:
        >>> hills = Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
        >>> mean, width = level_place(hills, [1.1, 1.9], [1.4, 0.6])
        >>> print(mean.round(3), width.round(3))
        [1.085 1.997] [1.451 0.605]
    """
    mean, width = np.broadcast_arrays(checks.numbers("mean", mean), positive_widths("width", width))
    scale = moments(mixture)[1]
    for _ in range(NEWTON_STEPS):
        at = slopes(mixture, mean, width)
        determinant = at.mean_twice * at.log_width_twice - at.mixed**2
        across = (at.mixed * at.log_width - at.log_width_twice * at.mean) / determinant
        up = (at.mixed * at.mean - at.mean_twice * at.log_width) / determinant
        mean = mean + np.clip(across, -LONGEST_STEP * scale, LONGEST_STEP * scale)
        width = width * np.exp(np.clip(up, -LONGEST_STEP, LONGEST_STEP))
        if max(abs(across).max(), abs(up).max()) < CONVERGED:
            break
    return mean, width


def descent(mixture: Mixture, mean: float, width: float, *, rate: float, steps: int) -> Array:
    """Gradient descent on the reverse KL divergence of one mixture: mean and width before it and after each step.

        mean  <- mean  - rate * slope in the mean
        width <- width - rate * slope in the width

    Raises:
        ValueError: a width that is not above 0, at the start or after a step that is too long.

    Examples:
        >>> hills = Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
        >>> print(descent(hills, 1.2, 1.5, rate=0.2, steps=60)[[0, 1, 60]].round(3))
        [[1.2   1.5  ]
         [1.171 1.442]
         [1.997 0.605]]
    """
    number, rate = settings.integer("steps", steps), checks.positive_scalar("rate", rate)
    q = (checks.scalar("mean", mean), checks.positive_scalar("width", width))
    path, x, pulls = [q], np.zeros(2), np.zeros((2, 2))
    with allow_overflow():
        for _ in range(number):
            interruption.checkpoint()
            mean, width = q
            if not reaches(x, mean, width):
                known = np.array([mean, *x[[0, -1]]]) if x.any() else np.array([mean])
                x = integration_nodes(mixture, known, positive_widths("width", width))
                score, _ = score_and_curvature(mixture, x)
                pulls = np.stack([score, score * x], axis=-1)
            standard = (x - mean) / width
            weights = np.exp(standard * standard * -0.5)
            pull, pull_x = (weights @ pulls / weights.sum()).tolist()
            q = (mean + rate * pull, width + rate * (1 + pull_x - mean * pull) / width)
            path.append(q)
    points = np.array(path)
    positive_widths("width", points[:, 1])
    return points


def reaches(x: Array, mean: float, width: float) -> bool:
    """Whether nodes reach over a Gaussian and are fine enough for it."""
    low, high = mean - REACH * width, mean + REACH * width
    return bool(x[0] <= low < high <= x[-1] and x[1] - x[0] <= FINEST * width)
