"""Checks of arguments: numbers, probabilities, counts, logits; a bad one raises a ValueError that shows it."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.limits import allow_overflow

Array = NDArray[np.float64]

SUM_TOLERANCE = 1e-9
LARGEST_COUNT = 2**53  # beyond it, floats skip whole numbers


def format_value(value: object) -> str:
    """A value as text for an error message: every digit, but at most 90 characters."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, floatmode="unique", separator=", ").split())
    else:
        text = repr(value)
    return text if len(text) <= 90 else text[:87] + "..."


def numbers(name: str, values: ArrayLike, *, infinite: bool = False) -> Array:
    """Real numbers as a float array, at least one, none NaN, and none infinite unless `infinite` is true."""
    try:
        raw = np.asarray(values)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{name} = {format_value(values)} is no array; give numbers, in rows of one length") from None
    if raw.dtype.kind not in "biuf":
        raise ValueError(f"{name} = {format_value(values)} does not hold real numbers only; give ints or floats")
    if raw.size == 0:
        raise ValueError(f"{name} = {format_value(values)} is empty, shape {raw.shape}; give at least one number")
    if raw.dtype == np.float64:
        array = raw.copy()
    else:
        with allow_overflow():
            array = raw.astype(np.float64)
    if np.isfinite(array).all():
        return array
    if np.isnan(array).any():
        place = tuple(np.argwhere(np.isnan(array))[0].tolist())
        raise ValueError(f"{name} holds nan at {place}; put a number there or leave it out")
    if not infinite and np.isinf(array).any():
        raise ValueError(f"{name} holds {format_value(array[np.isinf(array)][0])}; give finite numbers")
    return array


def scalar(name: str, value: ArrayLike | float) -> float:
    """One finite number as a float."""
    if isinstance(value, float) and math.isfinite(value):
        return float(value)
    number = numbers(name, value)
    if number.ndim:
        raise ValueError(f"{name} = {format_value(value)} is an array; give one number")
    return float(number)


def positive_scalar(name: str, value: ArrayLike) -> float:
    """One finite number above 0."""
    number = scalar(name, value)
    if number <= 0:
        raise ValueError(f"{name} = {format_value(value)} is not above 0; give a positive number")
    return number


def logarithm_base(base: ArrayLike) -> float:
    """The base of a logarithm, a finite number above 1."""
    number = scalar("base", base)
    if number <= 1:
        raise ValueError(f"base = {format_value(base)} is not above 1; take 2 (bits), math.e (nats) or 10 (hartleys)")
    return number


def probabilities(name: str, values: ArrayLike) -> Array:
    """Probabilities, each from 0 to 1."""
    p = numbers(name, values, infinite=True)
    if p.min() < 0 or p.max() > 1:
        outside = p[(p < 0) | (p > 1)][0]
        raise ValueError(f"{name} holds {format_value(outside)}; a probability lies between 0 and 1")
    return p


def distributions(name: str, values: ArrayLike) -> Array:
    """Distributions on the last axis: probabilities that sum to 1 within 1e-9."""
    p = probabilities(name, values)
    if p.ndim == 0:
        raise ValueError(f"{name} = {format_value(values)} is one number; give a distribution, as in [0.5, 0.5]")
    totals = np.asarray(p.sum(axis=-1))
    wrong = np.abs(totals - 1) > SUM_TOLERANCE
    if wrong.any():
        row, total = p[wrong][0], totals[wrong][0]
        raise ValueError(
            f"{name} holds {format_value(row)}, whose sum is {format_value(total)}, not 1; divide by the sum"
        )
    return p


def counts(name: str, values: ArrayLike) -> Array:
    """Whole numbers from 0 to 2**53, on at least one axis."""
    n = numbers(name, values)
    wrong = (n < 0) | (n != np.floor(n)) | (n > LARGEST_COUNT)
    if wrong.any():
        raise ValueError(f"{name} holds {format_value(n[wrong][0])}; a count is a whole number from 0 to 2**53")
    if n.ndim == 0:
        raise ValueError(f"{name} = {format_value(values)} is one number; give one count per class, as in [5, 5]")
    return n


def logits(name: str, values: ArrayLike) -> Array:
    """Logits of classes on the last axis: finite, or minus infinity for a class ruled out, but not for all of a row."""
    z = numbers(name, values, infinite=True)
    if z.ndim == 0:
        raise ValueError(f"{name} = {format_value(values)} is one number; give one logit per class, as in [1, 2, 0]")
    if np.isposinf(z).any():
        raise ValueError(f"{name} holds inf; give finite logits (-inf for a class ruled out)")
    none_left = np.isneginf(z).all(axis=-1)
    if none_left.any():
        row = format_value(z[none_left][0])
        raise ValueError(f"{name} holds {row}, which rules out every class; give each row a finite logit")
    return z


def match_trailing_axes(name: str, first: Array, other_name: str, second: Array, axes: int = 1) -> None:
    """Require the last `axes` axes of two arrays to be equal and the others to broadcast."""
    shapes = f"{name} has shape {first.shape} and {other_name} has shape {second.shape}"
    if first.shape[-axes:] != second.shape[-axes:]:
        raise ValueError(f"{shapes}; they must end alike, so reshape one of them")
    try:
        np.broadcast_shapes(first.shape, second.shape)
    except ValueError:
        raise ValueError(f"{shapes}; their leading axes do not fit, so reshape one of them") from None
