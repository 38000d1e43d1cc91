"""Surprise and its averages: what an outcome tells, in bits, nats or hartleys."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.divergence import sum_about_the_middle, sum_of_log_ratios
from lossviz.theory.limits import limits_are_meant
from lossviz.theory.logarithms import logarithm


def surprise(p: ArrayLike, *, base: float = 2) -> Array:
    """How surprised you are when something of probability p happens: one bit for each halving of p.

        surprise(p) = log(1/p)

    From 0 for what is certain to infinity for what never happens. The unit is the base:
    2 gives bits, e gives nats, 10 gives hartleys.

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
    with limits_are_meant():
        # -log p, since 1/p overflows for the smallest floats; + 0.0 turns -0.0 into 0.0.
        return -logarithm(p, base) + 0.0


def average_surprise(p: Array, q: Array, base: float) -> Array:
    """Surprise at what q says, weighted by how often p lets it happen; what never happens weighs nothing."""
    with limits_are_meant():
        heights = np.where(p > 0, -logarithm(q, base), 0.0)
        average: Array = (p * heights).sum(axis=-1) + 0.0
    return average


def entropy(p: ArrayLike, *, base: float = 2) -> Array:
    """The average surprise of outcomes that come with probabilities p: how hard they are to guess.

        H(P) = sum of p log(1/p),  where 0 log(1/0) counts as 0

    Outcomes stand on the last axis. From 0 (one is certain) to log K (all K equally likely).

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
    return average_surprise(p, p, base)


def perplexity(p: ArrayLike) -> Array:
    """The number of sides of a fair die that is as hard to guess; the same in every unit.

        perplexity(P) = 2^H(P), with H in bits

    Examples:
        >>> print(perplexity([0.125] * 8))
        8.0
    """
    return np.exp2(entropy(p))


def cross_entropy(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The average surprise of someone who believes q while p is true.

        H(P, Q) = sum of p log(1/q)  =  H(P) + KL(P || Q)

    Infinite where q calls impossible what p lets happen. Outcomes stand on the last axis;
    leading axes broadcast.

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
    checks.same_ending("p", p, "q", q)
    return average_surprise(p, q, base)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """The extra cost of believing q while p is true: cross-entropy minus entropy.

        KL(P || Q) = sum of p log(p/q)

    0 only where q equals p, infinite where q = 0 < p. No distance: KL(Q || P) is another
    number. It is not computed as the difference of two entropies, which would keep no digit
    of a small one.

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
    checks.same_ending("p", p, "q", q)
    # Gibbs' inequality: never below 0. Rows that sum to 1 only within rounding would get there.
    return np.maximum(sum_of_log_ratios(p, q, base), 0.0)


def jensen_shannon_divergence(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Array:
    """How far p and q each are from their middle, on average; the same in both directions.

        JS(P, Q) = KL(P || M)/2 + KL(Q || M)/2,  with M = (P + Q)/2

    From 0 (equal) to 1 bit (nothing in common); never infinite.

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
    checks.same_ending("p", p, "q", q)
    return sum_about_the_middle(p, q, base)
