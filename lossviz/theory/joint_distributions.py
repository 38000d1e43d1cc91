"""Two random variables together: the distribution of each alone, and how much one tells about the other."""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.divergence import sum_of_log_ratios
from lossviz.theory.limits import allow_overflow


def joint_weights(weights: ArrayLike) -> Array:
    """A table of weights from 0 up with a sum above 0; rows and columns stand on the last two axes."""
    table = checks.numbers("weights", weights)
    if table.ndim < 2:
        raise ValueError(f"weights = {checks.format_value(table)} is no table; give rows, as in [[4, 1], [1, 4]]")
    if (table < 0).any():
        raise ValueError(f"weights holds {checks.format_value(table[table < 0][0])}; a weight is 0 or more")
    if (table.sum(axis=(-2, -1)) == 0).any():
        raise ValueError("weights holds a table of zeros only; at least one pair must be possible")
    return table


def product_of_marginals(weights: ArrayLike) -> Array:
    """The joint distribution there would be if rows and columns were independent and each as likely as now.

        q(x, y) = p(x) p(y)

    Raises:
        ValueError: a weight below 0; nothing but zeros; no table.

    Examples:
        >>> print(product_of_marginals([[3, 1], [0, 4]]))
        [[0.1875 0.3125]
         [0.1875 0.3125]]
    """
    table = joint_weights(weights)
    rows, columns = table.sum(axis=-1, keepdims=True), table.sum(axis=-2, keepdims=True)
    product: Array = rows * columns / table.sum(axis=(-2, -1), keepdims=True) ** 2
    return product


def mutual_information(weights: ArrayLike, *, base: float = 2) -> Array:
    """How much two variables tell about each other: the KL divergence of their joint distribution from independence.

        I(X; Y)  =  KL(p(x, y) || p(x) p(y))  =  H(X) + H(Y) - H(X, Y)

    `weights` (..., rows, columns) are counts or probabilities; they are divided by their sum. 0 for independent
    variables, and exactly 0 if the weights are whole numbers.

    The difference of entropies would cancel where it is small. Computed is, with the sum n of all weights, the weight m
    of a pair, r of its row and c of its column,

        I = sum over pairs of m/n log(m n / (r c)).

    Raises:
        ValueError: a weight below 0; nothing but zeros; no table; a base that is not above 1.

    Examples:
        >>> print(mutual_information([[0.4, 0.1], [0.1, 0.4]]).round(3))
        0.278
        >>> print(mutual_information([[9, 3], [3, 1]]), mutual_information([[1, 0], [0, 1]]))
        0.0 1.0

    References:
        T. M. Cover, J. A. Thomas, Elements of Information Theory, Wiley, 2nd ed. 2006, section 2.3.
    """
    base, table = checks.logarithm_base(base), joint_weights(weights)
    with allow_overflow():
        # By a power of 2, which rounds nothing, so that no product below overflows.
        table = np.ldexp(table, -np.frexp(table.sum(axis=(-2, -1), keepdims=True))[1])
        total = table.sum(axis=(-2, -1))
        pairs = table * total[..., None, None]
        # Both products are whole numbers of the same sum if the weights are, so independence gives exactly 0.
        independent = table.sum(axis=-1, keepdims=True) * table.sum(axis=-2, keepdims=True)
    flat = (*table.shape[:-2], -1)
    # Products beyond 2^53 are rounded, and what is tiny might come out negative.
    log_ratios = np.maximum(sum_of_log_ratios(pairs.reshape(flat), independent.reshape(flat), base), 0.0)
    information: Array = log_ratios / total**2
    return information
