"""Surprise, entropy, cross-entropy and divergences, in bits, nats or hartleys."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.divergence import jensen_shannon_sum, sum_of_log_ratios
from lossviz.theory.limits import allow_overflow
from lossviz.theory.logarithms import logarithm


def surprise(p: ArrayLike, *, base: float = 2) -> Array:
    """The information content of an outcome of probability p: one bit for each halving of p.

        surprise(p) = log(1/p)

    From 0 for p = 1 to infinity for p = 0. The base sets the unit: 2 gives bits, e nats, 10 hartleys.

    Raises:
        ValueError: a p outside 0 to 1 or NaN; a base that is not above 1.

    Examples:
        >>> print(surprise(1 / 8))
        3.0
        >>> print(surprise([1, 0.5, 0]))
        [ 0.  1. inf]
    """
    base = checks.logarithm_base(base)
    p = checks.probabilities("p", p)
    with allow_overflow():
        # -log p, as 1/p overflows for the smallest floats; + 0.0 turns -0.0 into 0.0.
        return -logarithm(p, base) + 0.0


def weighted_surprises(p: Array, q: Array, base: float) -> Array:
    """p log(1/q) for each outcome, 0 where p is 0; nothing is checked."""
    with allow_overflow():
        return p * np.where(p > 0, -logarithm(q, base), 0.0) + 0.0


def cross_entropy_terms(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The terms p log(1/q) of the cross-entropy, one for each outcome; p and q broadcast.

    Their sum over the last axis is `cross_entropy(p, q)`, and `entropy(p)` if q = p. Where p = 0 a term is 0,
    whatever q is.

    Raises:
        ValueError: a row that is no distribution; different numbers of outcomes.

    Examples:
        >>> print(cross_entropy_terms([0.5, 0.5, 0], [0.25, 0.5, 0.25]))
        [1.  0.5 0. ]
    """
    base = checks.logarithm_base(base)
    p, q = checks.distributions("p", p), checks.distributions("q", q)
    checks.match_trailing_axes("p", p, "q", q)
    return weighted_surprises(p, q, base)


def entropy(p: ArrayLike, *, base: float = 2) -> Array:
    """The mean surprise of outcomes with probabilities p: how hard they are to predict.

        H(P) = sum of p log(1/p),  where 0 log(1/0) counts as 0

    Outcomes stand on the last axis. From 0 (one is certain) to log K (K equally likely outcomes).

    Raises:
        ValueError: a row that is no distribution; a base that is not above 1.

    Examples:
        >>> print(entropy([0.5, 0.25, 0.125, 0.125]))
        1.75
        >>> print(entropy([[1, 0], [0.5, 0.5]]))
        [0. 1.]

    References:
        C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948.
    """
    base = checks.logarithm_base(base)
    p = checks.distributions("p", p)
    mean: Array = weighted_surprises(p, p, base).sum(axis=-1)
    return mean


def perplexity(p: ArrayLike) -> Array:
    """The number of equally likely outcomes with the same entropy.

        perplexity(P) = 2^H(P), with H in bits

    Outcomes stand on the last axis. From 1 to the number of outcomes.

    Raises:
        ValueError: a row that is no distribution.

    Examples:
        >>> print(perplexity([0.125] * 8))
        8.0
    """
    return np.exp2(entropy(p))


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The mean surprise, under a model q, of outcomes that follow p.

        H(P, Q) = sum of p log(1/q)  =  H(P) + KL(P || Q)

    Infinite where q = 0 < p. Outcomes stand on the last axis; leading axes broadcast.

    Raises:
        ValueError: a row that is no distribution; different numbers of outcomes.

    Examples:
        >>> print(cross_entropy([0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125]))
        2.375
        >>> print(cross_entropy([0.5, 0.5], [1, 0]))
        inf

    References:
        T. M. Cover, J. A. Thomas, Elements of Information Theory, Wiley, 2nd ed. 2006, chapter 2.
    """
    base = checks.logarithm_base(base)
    p, q = checks.distributions("p", p), checks.distributions("q", q)
    checks.match_trailing_axes("p", p, "q", q)
    mean: Array = weighted_surprises(p, q, base).sum(axis=-1)
    return mean


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The Kullback-Leibler divergence, or relative entropy: cross-entropy minus entropy.

        KL(P || Q) = sum of p log(p/q)

    0 only where q equals p, infinite where q = 0 < p. Not symmetric, so no distance. It is not computed as the
    difference of two entropies, which would cancel where q is close to p.

    Raises:
        ValueError: a row that is no distribution; different numbers of outcomes.

    Examples:
        >>> P, Q = [0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125]
        >>> print(kl_divergence(P, Q), kl_divergence(Q, P))
        0.625 0.5

    References:
        S. Kullback, R. A. Leibler, On Information and Sufficiency, Annals of Mathematical
        Statistics 22, 1951.
    """
    base = checks.logarithm_base(base)
    p, q = checks.distributions("p", p), checks.distributions("q", q)
    checks.match_trailing_axes("p", p, "q", q)
    # Never below 0, by Gibbs' inequality; rows that sum to 1 only within rounding could give less.
    return np.maximum(sum_of_log_ratios(p, q, base), 0.0)


def jensen_shannon_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The mean Kullback-Leibler divergence of p and q from their mean; symmetric.

        JS(P, Q) = KL(P || M)/2 + KL(Q || M)/2,  with M = (P + Q)/2

    From 0 (equal) to 1 bit (no outcome in common); never infinite.

    Raises:
        ValueError: a row that is no distribution; different numbers of outcomes.

    Examples:
        >>> print(jensen_shannon_divergence([1, 0], [0, 1]))
        1.0

    References:
        J. Lin, Divergence Measures Based on the Shannon Entropy, IEEE Transactions on
        Information Theory 37, 1991.
    """
    base = checks.logarithm_base(base)
    p, q = checks.distributions("p", p), checks.distributions("q", q)
    checks.match_trailing_axes("p", p, "q", q)
    return jensen_shannon_sum(p, q, base)


class Comparison(NamedTuple):
    """How two distributions p and q differ, in both directions.

    `terms` are those of the cross-entropy of p and q, one for each outcome; `kl_divergence` is KL(P || Q), and what is
    `swapped` has p and q in each other's place.
    """

    terms: Array
    cross_entropy: Array
    kl_divergence: Array
    swapped_cross_entropy: Array
    swapped_kl_divergence: Array
    jensen_shannon_divergence: Array


def compare(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Comparison:
    """All that the functions above say of two distributions, whose arguments are checked once.

    Raises:
        ValueError: a row that is no distribution; different numbers of outcomes.

    Examples:
        >>> found = compare([0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125])
        >>> print(found.cross_entropy, found.kl_divergence, found.swapped_kl_divergence)
        2.375 0.625 0.5
    """
    base = checks.logarithm_base(base)
    p, q = checks.distributions("p", p), checks.distributions("q", q)
    checks.match_trailing_axes("p", p, "q", q)
    terms = weighted_surprises(p, q, base)
    return Comparison(
        terms,
        terms.sum(axis=-1),
        np.maximum(sum_of_log_ratios(p, q, base), 0.0),
        weighted_surprises(q, p, base).sum(axis=-1),
        np.maximum(sum_of_log_ratios(q, p, base), 0.0),
        jensen_shannon_sum(p, q, base),
    )
