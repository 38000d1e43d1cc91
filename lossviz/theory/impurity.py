"""How mixed a group is, and what a question that splits it is worth."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.divergence import sum_of_log_ratios
from lossviz.theory.limits import limits_are_meant


def gini(p: ArrayLike) -> Array:
    """The chance that two draws from p differ.

        gini(P) = sum of p (1 - p)

    Classes stand on the last axis. From 0 (pure) to 1 - 1/K (all K equally likely).

    Raises:
        ValueError: a row that is no distribution.

    Examples:
        >>> print(gini([0.5, 0.5]), gini([1, 0]))
        0.5 0.0

    References:
        L. Breiman, J. Friedman, R. Olshen, C. Stone, Classification and Regression Trees, Wadsworth 1984.
    """
    p = checks.distributions("p", p)
    with limits_are_meant():
        # Not 1 - sum of p^2: for a nearly pure group that would keep no digits.
        chance: Array = (p * (1 - p)).sum(axis=-1)
    return chance


def information_gain(parent_counts: ArrayLike, children_counts: ArrayLike, *, base: float = 2) -> Array:
    """How much less uncertain the class is once you know into which child an example fell.

        gain = H(parent) - average of H(child), each child weighted by its size

    `parent_counts` (..., classes) and `children_counts` (..., children, classes) count
    examples; the children together are the parent. An empty child weighs nothing.

    The two entropies may agree to many digits, so their difference is not what is computed,
    but what it equals: with n examples, of which c in the child, k of the class and m of both,

        gain = sum over children and classes of m/n log(m n / (c k)).

    Raises:
        ValueError: a count that is no whole number from 0 up; children that do not add up to
            their parent; a parent without examples.

    Examples:
        >>> print(information_gain([5, 5], [[5, 0], [0, 5]]))
        1.0
        >>> print(information_gain([5, 5], [[3, 3], [2, 2]]))
        0.0

    References:
        J. R. Quinlan, Induction of Decision Trees, Machine Learning 1, 1986.
    """
    base = checks.logarithm_base(base)
    parent = checks.counts("parent_counts", parent_counts)
    children = checks.counts("children_counts", children_counts)
    if children.ndim < 2:
        raise ValueError(f"children_counts = {checks.shown(children)} is one row; give one row per child")
    together = children.sum(axis=-2)
    checks.same_ending("parent_counts", parent, "the sum of children_counts", together)
    parent, together = np.broadcast_arrays(parent, together)
    wrong = (parent != together).any(axis=-1)
    if wrong.any():
        sums, whole = checks.shown(together[wrong][0]), checks.shown(parent[wrong][0])
        raise ValueError(f"the children sum to {sums}, the parent is {whole}; count each example once")
    n = parent.sum(axis=-1)[..., None, None]
    if (n == 0).any():
        raise ValueError(f"parent_counts = {checks.shown(parent)} holds an empty group; give it an example")

    # Both products are whole numbers with the same total, so a split that tells nothing gains exactly 0.
    sizes = children.sum(axis=-1, keepdims=True)
    pairs, if_unrelated = np.broadcast_arrays(children * n, sizes * parent[..., None, :])
    flat = (*pairs.shape[:-2], -1)
    total = sum_of_log_ratios(pairs.reshape(flat), if_unrelated.reshape(flat), base)
    # Products beyond 2^53 are rounded, and a gain of next to nothing might come out a shade below 0.
    gain: Array = np.maximum(total, 0.0) / n[..., 0, 0] ** 2
    return gain
