"""The checks at the door: what is no probability, count or number is refused here, with its value."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossviz.theory.limits import limits_are_meant

Array = NDArray[np.float64]

SUM_TOLERANCE = 1e-9
LARGEST_COUNT = 2**53  # beyond it, floats skip whole numbers


def shown(value: object) -> str:
    """The value as it stands in an error message: every digit, but no more than one line."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, floatmode="unique", separator=", ").split())
    else:
        text = repr(value)
    return text if len(text) <= 90 else text[:87] + "..."


def numbers(name: str, values: ArrayLike, *, infinite: bool = False) -> Array:
    """Real numbers, at least one, none of them NaN; `infinite` says whether infinity is one of them."""
    try:
        raw = np.asarray(values)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{name} = {shown(values)} is no array; give numbers, in rows of one length") from None
    if raw.dtype.kind not in "biuf":
        raise ValueError(f"{name} = {shown(values)} does not hold real numbers only; give ints or floats")
    if raw.size == 0:
        raise ValueError(f"{name} = {shown(values)} is empty, shape {raw.shape}; give at least one number")
    with limits_are_meant():
        array = raw.astype(np.float64)
    if np.isnan(array).any():
        place = tuple(np.argwhere(np.isnan(array))[0].tolist())
        raise ValueError(f"{name} holds nan at {place}; put a number there or leave it out")
    if not infinite and np.isinf(array).any():
        raise ValueError(f"{name} holds {shown(array[np.isinf(array)][0])}; give finite numbers")
    return array


def one_number(name: str, value: ArrayLike) -> float:
    """One finite number, as a base or a temperature is."""
    number = numbers(name, value)
    if number.ndim:
        raise ValueError(f"{name} = {shown(value)} is an array; give one number")
    return float(number)


def positive(name: str, value: ArrayLike) -> float:
    """One finite number above 0."""
    number = one_number(name, value)
    if number <= 0:
        raise ValueError(f"{name} = {shown(value)} is not above 0; give a positive number")
    return number


def logarithm_base(base: ArrayLike) -> float:
    """A base above 1, so that rarer means more surprising."""
    number = one_number("base", base)
    if number <= 1:
        raise ValueError(f"base = {shown(base)} is not above 1; take 2 (bits), math.e (nats) or 10 (hartleys)")
    return number


def probabilities(name: str, values: ArrayLike) -> Array:
    """Probabilities, each on its own: none below 0, none above 1."""
    p = numbers(name, values, infinite=True)
    outside = (p < 0) | (p > 1)
    if outside.any():
        raise ValueError(f"{name} holds {shown(p[outside][0])}; a probability lies between 0 and 1")
    return p


def distributions(name: str, values: ArrayLike) -> Array:
    """Rows of probabilities on the last axis, each row with the sum 1."""
    p = probabilities(name, values)
    if p.ndim == 0:
        raise ValueError(f"{name} = {shown(values)} is one number; give a distribution, as in [0.5, 0.5]")
    totals = np.asarray(p.sum(axis=-1))
    wrong = np.abs(totals - 1) > SUM_TOLERANCE
    if wrong.any():
        row, total = p[wrong][0], totals[wrong][0]
        raise ValueError(f"{name} holds {shown(row)}, whose sum is {shown(total)}, not 1; divide by the sum")
    return p


def counts(name: str, values: ArrayLike) -> Array:
    """Whole numbers, none below 0, on at least one axis."""
    n = numbers(name, values)
    wrong = (n < 0) | (n != np.floor(n)) | (n > LARGEST_COUNT)
    if wrong.any():
        raise ValueError(f"{name} holds {shown(n[wrong][0])}; a count is a whole number from 0 to 2**53")
    if n.ndim == 0:
        raise ValueError(f"{name} = {shown(values)} is one number; give one count per class, as in [5, 5]")
    return n


def logits(name: str, values: ArrayLike) -> Array:
    """Scores of classes on the last axis; minus infinity rules a class out, but never all of them."""
    z = numbers(name, values, infinite=True)
    if z.ndim == 0:
        raise ValueError(f"{name} = {shown(values)} is one number; give one logit per class, as in [1, 2, 0]")
    if np.isposinf(z).any():
        raise ValueError(f"{name} holds inf; give finite logits (-inf for a class ruled out)")
    none_left = np.isneginf(z).all(axis=-1)
    if none_left.any():
        row = shown(z[none_left][0])
        raise ValueError(f"{name} holds {row}, which rules out every class; give each row a finite logit")
    return z


def same_ending(name: str, first: Array, other_name: str, second: Array, axes: int = 1) -> None:
    """Refuse two arrays whose last axes differ; earlier axes may be stretched to fit each other."""
    shapes = f"{name} has shape {first.shape} and {other_name} has shape {second.shape}"
    if first.shape[-axes:] != second.shape[-axes:]:
        raise ValueError(f"{shapes}; they must end alike, so reshape one of them")
    try:
        np.broadcast_shapes(first.shape, second.shape)
    except ValueError:
        raise ValueError(f"{shapes}; their leading axes do not fit, so reshape one of them") from None
