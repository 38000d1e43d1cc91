"""Sums of p log(p/q) and Jensen-Shannon sums without cancellation where p and q are nearly equal.

The terms p log(p/q) have both signs, and where q is close to p they cancel almost completely. So the terms of close
pairs are split in two,

    p log(p/q)  =  [p log(p/q) - p + q]  +  (p - q),

a bracket that is never negative, from a series, and a difference that is summed exactly.
"""

import math

import numpy as np

from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.logarithms import logarithm

NEAR_RATIO = 0.1  # of the sum: q from 0.82 p to 1.22 p; nine terms of the series then leave 1e-19


def compensated_sum(terms: Array) -> Array:
    """The sum over the last axis with compensation: each pairwise addition keeps its error (Knuth's two-sum)."""
    lost = np.zeros(terms.shape[:-1])
    while terms.shape[-1] > 1:
        if terms.shape[-1] % 2:
            terms = np.concatenate([terms, np.zeros((*terms.shape[:-1], 1))], axis=-1)
        left, right = terms[..., 0::2], terms[..., 1::2]
        both = left + right
        came_from_right = both - left
        lost = lost + ((left - (both - came_from_right)) + (right - came_from_right)).sum(axis=-1)
        terms = both
    return terms[..., 0] + lost


def kl_term(p: Array, q: Array) -> Array:
    """p log(p/q) - p + q in nats, for positive p and q within `NEAR_RATIO` of each other.

    With t = (p - q)/(p + q) the logarithm is 2 (t + t^3/3 + t^5/5 + ...), and the first
    term less p - q is exactly (p - q) t.
    """
    tilt = (p - q) / (p + q)
    square, series = tilt**2, np.zeros_like(tilt)
    for odd in range(19, 1, -2):
        series = series * square + 1 / odd
    return (p - q) * tilt + 2 * p * tilt**3 * series


def sum_of_log_ratios(p: Array, q: Array, base: float) -> Array:
    """The sum of p log(p/q) over the last axis, for non-negative weights; leading axes broadcast.

    A term with p = 0 is 0, whatever q is; q = 0 < p makes the sum infinite.
    """
    with allow_overflow():
        p, q = np.broadcast_arrays(p, q)
        near = (p > 0) & (np.abs(p - q) <= NEAR_RATIO * (p + q))
        brackets = np.zeros(p.shape)
        brackets[near] = kl_term(p[near], q[near])
        differences = compensated_sum(np.where(near, p - q, 0.0))

        far = (p > 0) & ~near
        top, bottom = np.where(far, p, 1.0), np.where(far, q, 1.0)
        ratio = top / bottom
        fits = (ratio > 1e-300) & (ratio < 1e300)  # else the division has lost digits, or everything
        logs = logarithm(ratio, base)
        if not fits.all():
            logs = np.where(fits, logs, logarithm(top, base) - logarithm(bottom, base))
        total: Array = (p * logs).sum(axis=-1) + (brackets.sum(axis=-1) + differences) / math.log(base)
    return total


def jensen_shannon_sum(p: Array, q: Array, base: float) -> Array:
    """Half the sum of p log(p/m) + q log(q/m) over the last axis, with m = (p + q)/2.

    No term is negative. m is never computed, as half of the smallest float is 0.
    With t = (p - q)/(p + q), p/m is 1 + t and q/m is 1 - t, and the two logarithms of
    a near pair add up to (p + q)/2 times 2 t artanh(t) + log(1 - t^2).
    """
    with allow_overflow():
        both = p + q
        tilt = (p - q) / np.where(both > 0, both, 1.0)
        near = np.abs(tilt) <= 0.5
        small = np.where(near, tilt, 0.0)
        near_terms = both / 4 * (2 * small * np.arctanh(small) + np.log1p(-(small**2))) / math.log(base)

        p_ratio = np.divide(2 * p, both, out=np.ones_like(both), where=~near & (p > 0))
        q_ratio = np.divide(2 * q, both, out=np.ones_like(both), where=~near & (q > 0))
        far_terms = (p * logarithm(p_ratio, base) + q * logarithm(q_ratio, base)) / 2
        total: Array = (near_terms + far_terms).sum(axis=-1)
    return total
