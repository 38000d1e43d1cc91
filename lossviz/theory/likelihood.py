"""The likelihood of a model: how probable it makes what was observed. Its logarithm is a cross-entropy."""

from numpy.typing import ArrayLike

from lossviz.theory import checks, information
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def observed_counts(counts: ArrayLike) -> Array:
    """Counts of outcomes on the last axis, at least one in each row."""
    n = checks.counts("counts", counts)
    empty = n.sum(axis=-1) == 0
    if empty.any():
        raise ValueError(f"counts holds {checks.format_value(n[empty][0])}, no observation at all; give at least one")
    return n


def observed_shares(counts: ArrayLike) -> Array:
    """The empirical distribution: each count divided by their sum.

    Examples:
        >>> print(observed_shares([7, 3]))
        [0.7 0.3]
    """
    n = observed_counts(counts)
    shares: Array = n / n.sum(axis=-1, keepdims=True)
    return shares


def likelihood(counts: ArrayLike, q: ArrayLike) -> Array:
    """The probability that independent draws from q give these observations, in one given order.

        L(q) = product of q^n

    `counts` has the number n of each outcome on the last axis, q their probabilities. q^0 is 1, for q = 0, too.

    Raises:
        ValueError: a count that is no whole number from 0 up; no observation; a q that is no distribution.

    Examples:
        >>> print(likelihood([7, 3], [0.5, 0.5]), likelihood([7, 3], [0.7, 0.3]).round(5))
        0.0009765625 0.00222
    """
    n, q = observed_counts(counts), checks.distributions("q", q)
    checks.match_trailing_axes("counts", n, "q", q)
    with allow_overflow():
        product: Array = (q**n).prod(axis=-1)
    return product


def mean_negative_log_likelihood(counts: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The negative log-likelihood for each observation, which is the cross-entropy of the observed shares and q.

        -log L(q) / n  =  H(P, q),  P the observed shares

    So the q of maximum likelihood is the one of least cross-entropy: the observed shares themselves. Infinite where q
    rules out what was observed.

    Raises:
        ValueError: a count that is no whole number from 0 up; no observation; a q that is no distribution.

    Examples:
        >>> import math
        >>> print(mean_negative_log_likelihood([7, 3], [[0.5, 0.5], [0.7, 0.3]], base=math.e).round(3))
        [0.693 0.611]

    References:
        R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics, Philosophical Transactions of the Royal
        Society of London A 222, 1922.
    """
    return information.cross_entropy(observed_shares(counts), q, base=base)
