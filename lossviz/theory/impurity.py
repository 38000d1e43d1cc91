"""Impurity of groups of labelled examples, and the information gain of a split."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, information, joint_distributions
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow


def gini(p: ArrayLike) -> Array:
    """The Gini impurity: the probability that two independent draws from p differ.

        gini(P) = sum of p (1 - p)

    Classes stand on the last axis. From 0 (a single class) to 1 - 1/K (K equally likely classes).

    Raises:
        ValueError: a row that is no distribution.

    Examples:
        >>> print(gini([0.5, 0.5]), gini([1, 0]))
        0.5 0.0

    References:
        L. Breiman, J. Friedman, R. Olshen, C. Stone, Classification and Regression Trees, Wadsworth 1984.
    """
    p = checks.distributions("p", p)
    with allow_overflow():
        # Not 1 - sum of p^2, which cancels where one p is near 1.
        chance: Array = (p * (1 - p)).sum(axis=-1)
    return chance


def group_entropy(counts: ArrayLike, *, base: float = 2) -> Array:
    """The entropy of the class of an example drawn from a group, from the counts of its classes.

    `counts` (..., classes) in, (...) out; NaN for a group without examples. The unit is that of the base.

    Raises:
        ValueError: a count that is no whole number from 0 up; a base that is not above 1.

    Examples:
        >>> print(group_entropy([[5, 5], [4, 0], [0, 0]]))
        [ 1.  0. nan]
    """
    n = checks.counts("counts", counts)
    total = n.sum(axis=-1, keepdims=True)
    p = np.where(total > 0, n, 1) / np.where(total > 0, total, n.shape[-1])
    return np.where(total[..., 0] > 0, information.entropy(p, base=base), np.nan)


def information_gain(parent_counts: ArrayLike, children_counts: ArrayLike, *, base: float = 2) -> Array:
    """The mutual information of class and child: by how much a split reduces the entropy of the class.

        gain = H(parent) - average of H(child), each child weighted by its size

    `parent_counts` (..., classes) and `children_counts` (..., children, classes) count
    examples; the children sum to the parent. An empty child has the weight 0. From 0 to the entropy of the parent.

    Raises:
        ValueError: a count that is no whole number from 0 up; children that do not add up to
            their parent; a parent without examples; a base that is not above 1.

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
        raise ValueError(f"children_counts = {checks.format_value(children)} is one row; give one row per child")
    together = children.sum(axis=-2)
    checks.match_trailing_axes("parent_counts", parent, "the sum of children_counts", together)
    parent, together = np.broadcast_arrays(parent, together)
    wrong = (parent != together).any(axis=-1)
    if wrong.any():
        sums, whole = checks.format_value(together[wrong][0]), checks.format_value(parent[wrong][0])
        raise ValueError(f"the children sum to {sums}, the parent is {whole}; count each example once")
    if (parent.sum(axis=-1) == 0).any():
        raise ValueError(f"parent_counts = {checks.format_value(parent)} holds an empty group; give it an example")
    pairs = np.broadcast_to(children, (*parent.shape[:-1], *children.shape[-2:]))
    return joint_distributions.mutual_information(pairs, base=base)
