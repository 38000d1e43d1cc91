"""Mixtures of Gaussians: density, entropy, and the KL divergence to and from a single Gaussian, in nats.

There is no closed form for the mean of a mixture's log density over a Gaussian, so it is integrated: by the trapezoid
rule, whose error falls exponentially with the spacing of its nodes for functions as smooth as these. With the spacing
here it stays below 1e-6 nats while components stand at most eight of their widths apart.
"""

import math
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, interruption
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow

SPACING = 1 / 6  # of the nodes, in widths of the narrowest component
FINEST = 1 / 3  # and at most this, in widths of the narrowest Gaussian that is integrated over
REACH = 7.5  # widths of a Gaussian to both sides; beyond lies 6e-14 of it
MOST_NODES = 100_000
INTEGRATED = 4  # operations for each node


@dataclass(frozen=True, eq=False)
class Mixture:
    """Gaussians in the proportions `weights`, by their means and their widths (standard deviations).

    Components stand on the last axis. Leading axes hold mixtures of their own, and broadcast.

    Raises:
        ValueError: weights that are no distribution; a mean that is not finite; a width that is not above 0.
    """

    weights: ArrayLike
    means: ArrayLike
    widths: ArrayLike

    def __post_init__(self) -> None:
        parts = {
            "weights": checks.distributions("weights", self.weights),
            "means": checks.numbers("means", self.means),
            "widths": positive_widths("widths", self.widths),
        }
        for name, part in zip(parts, np.broadcast_arrays(*parts.values()), strict=True):
            object.__setattr__(self, name, part)

    @property
    def components(self) -> list[tuple[Array, Array, Array]]:
        """Weight, mean and width of each component."""
        parts = np.asarray(self.weights), np.asarray(self.means), np.asarray(self.widths)
        return [(parts[0][..., k], parts[1][..., k], parts[2][..., k]) for k in range(parts[0].shape[-1])]


def positive_widths(name: str, values: ArrayLike) -> Array:
    """Finite numbers above 0."""
    widths = checks.numbers(name, values)
    if (widths <= 0).any():
        raise ValueError(f"{name} holds {checks.format_value(widths[widths <= 0][0])}; a width is above 0")
    return widths


def component_log_densities(mixture: Mixture, x: Array) -> list[Array]:
    """The logarithm of each component's weighted density at x, samples on the last axis."""
    with allow_overflow():
        return [
            (np.log(weight) - np.log(width) - math.log(2 * math.pi) / 2)[..., None]
            - ((x - mean[..., None]) / width[..., None]) ** 2 / 2
            for weight, mean, width in mixture.components
        ]


def log_density(mixture: Mixture, x: ArrayLike) -> Array:
    """The logarithm of the density of a mixture at x, samples on the last axis.

    Right far out, too, where the density itself is 0 in floating point.

    Raises:
        ValueError: an x that is not finite; one number without an axis for samples.

    Examples:
        >>> hills = Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
        >>> print(log_density(hills, [0, 2, 10]).round(3))
        [ -5.964  -1.101 -89.99 ]
    """
    x = checks.numbers("x", x)
    if x.ndim == 0:
        raise ValueError(f"x = {checks.format_value(x)} is one number; give samples, as in [0, 2]")
    with allow_overflow():
        return reduce(np.logaddexp, component_log_densities(mixture, x))


def integration_nodes(mixture: Mixture, mean: Array, width: Array) -> Array:
    """Equally spaced places that reach over all of the Gaussians, fine enough for them and for the mixture.

    Raises:
        ValueError: Gaussians so far apart, or so much wider than a component, that these would be too many.
    """
    low, high = float((mean - REACH * width).min()), float((mean + REACH * width).max())
    narrowest = float(np.min(mixture.widths))
    spacing = min(SPACING * narrowest, FINEST * float(width.min()))
    if high - low > MOST_NODES * spacing:
        raise ValueError(
            f"mean or width reaches from {low:g} to {high:g}, too far to integrate over beside a width of "
            f"{checks.format_value(min(narrowest, float(width.min())))}; give numbers of one size"
        )
    return np.linspace(low, high, math.ceil((high - low) / spacing) + 1)


def gaussian_weights(x: Array, mean: Array, width: Array) -> Array:
    """What each of the nodes x weighs in a mean over N(mean, width^2); nodes on the last axis."""
    weights: Array = x - mean[..., None]
    interruption.checkpoint(INTEGRATED * weights.size)
    with allow_overflow():
        weights /= width[..., None]
        weights *= weights
        weights *= -0.5
        np.exp(weights, out=weights)
        weights *= ((x[1] - x[0]) / (math.sqrt(2 * math.pi) * width))[..., None]
    return weights


def mean_log_density(mixture: Mixture, mean: ArrayLike, width: ArrayLike, *, nodes: Array | None = None) -> Array:
    """The mean over N(mean, width^2) of the mixture's log density: minus a cross-entropy.

    `mean` and `width` broadcast with the leading axes of the mixture. `nodes` are the places to integrate over, equally
    spaced; without them as many are taken as are needed. With the same nodes a number does not depend, in its last
    digit, on what else is computed at once.

    Raises:
        ValueError: a mean that is not finite; a width that is not above 0; numbers of very different size.
    """
    mean, width = np.broadcast_arrays(checks.numbers("mean", mean), positive_widths("width", width))
    x = integration_nodes(mixture, mean, width) if nodes is None else nodes
    weights, logs = gaussian_weights(x, mean, width), log_density(mixture, x)
    with allow_overflow():
        averaged: Array = (weights * logs).sum(axis=-1)
    return averaged


def entropy(mixture: Mixture, *, nodes: Array | None = None) -> Array:
    """The differential entropy of a mixture, in nats; it may be negative.

    Examples:
        >>> print(entropy(Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6])).round(4))
        1.6
    """
    surprise: Array = -np.add.reduce(
        [weight * mean_log_density(mixture, mean, width, nodes=nodes) for weight, mean, width in mixture.components]
    )
    return surprise


def gaussian_entropy(width: ArrayLike) -> Array:
    """The differential entropy of a Gaussian, in nats: log(width) + log(2 pi e)/2."""
    mean_surprise: Array = np.log(positive_widths("width", width)) + (1 + math.log(2 * math.pi)) / 2
    return mean_surprise


def moments(mixture: Mixture) -> tuple[Array, Array]:
    """Mean and width (standard deviation) of a whole mixture.

    The Gaussian with these two has the least forward KL divergence of all.

    Examples:
        >>> mean, width = moments(Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6]))
        >>> print(mean, width.round(3))
        0.0 2.088
    """
    weights, means, widths = np.asarray(mixture.weights), np.asarray(mixture.means), np.asarray(mixture.widths)
    with allow_overflow():
        mean = (weights * means).sum(axis=-1)
        return mean, np.sqrt((weights * (widths**2 + (means - mean[..., None]) ** 2)).sum(axis=-1))


def cross_entropy(mixture: Mixture, mean: ArrayLike, width: ArrayLike) -> Array:
    """The cross-entropy of a mixture P and the Gaussian Q = N(mean, width^2), in nats; exact.

        H(P, Q) = log(width) + log(2 pi)/2 + E_P[(x - mean)^2] / (2 width^2)

    Raises:
        ValueError: a mean that is not finite; a width that is not above 0.
    """
    mean, width = checks.numbers("mean", mean), positive_widths("width", width)
    own_mean, own_width = moments(mixture)
    with allow_overflow():
        squares = (own_width**2 + (own_mean - mean) ** 2) / width**2
    surprise: Array = np.log(width) + math.log(2 * math.pi) / 2 + squares / 2
    return surprise


def forward_kl(mixture: Mixture, mean: ArrayLike, width: ArrayLike, *, nodes: Array | None = None) -> Array:
    """KL(P || Q) of a mixture P from the Gaussian Q = N(mean, width^2), in nats.

        KL(P || Q) = H(P, Q) - H(P)

    An average over P: Q pays for every place where P is and Q is not, so the best Q covers all of P.

    Raises:
        ValueError: a mean that is not finite; a width that is not above 0.

    Examples:
        >>> print(forward_kl(Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), [0, 1.997], [2.088, 0.605]).round(3))
        [ 0.555 10.22 ]

    References:
        C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 10.1.2.
    """
    # Never below 0, by Gibbs' inequality; a difference of two rounded numbers could be.
    return np.maximum(cross_entropy(mixture, mean, width) - entropy(mixture, nodes=nodes), 0.0)


def reverse_kl(mixture: Mixture, mean: ArrayLike, width: ArrayLike, *, nodes: Array | None = None) -> Array:
    """KL(Q || P) of the Gaussian Q = N(mean, width^2) from a mixture P, in nats.

        KL(Q || P) = H(Q, P) - H(Q) = -E_Q[log p] - H(Q)

    An average over Q: Q pays for every place where Q is and P is not, so the best Q sits on one component.

    Raises:
        ValueError: a mean that is not finite; a width that is not above 0; numbers of very different size.

    Examples:
        >>> print(reverse_kl(Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6]), [0, 1.997], [2.088, 0.605]).round(3))
        [1.273 0.692]

    References:
        T. Minka, Divergence Measures and Message Passing, Microsoft Research, MSR-TR-2005-173, 2005.
    """
    return np.maximum(-mean_log_density(mixture, mean, width, nodes=nodes) - gaussian_entropy(width), 0.0)
