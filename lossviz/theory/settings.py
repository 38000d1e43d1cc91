"""Checks of hyperparameters and counts; a value that does not fit raises a ValueError that shows it."""

import operator

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array

# One number for all runs, or an array with one number for each.
Setting = float | Array


def integer(name: str, value: object, *, minimum: int = 0) -> int:
    """An integer not below `minimum`. Booleans and floats such as 3.0 are refused."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} = {checks.format_value(value)} is no whole number; give an int from {minimum} up")
    if number < minimum:
        raise ValueError(f"{name} = {number} is below {minimum}; give an int from {minimum} up")
    return number


def scalar_or_array(name: str, values: ArrayLike) -> Setting:
    """Finite numbers: a float if there is one, else a read-only copy of the array."""
    array = checks.numbers(name, values)
    if array.ndim == 0:
        return float(array)
    array.setflags(write=False)
    return array


def raise_where(name: str, setting: Setting, wrong: object, rule: str) -> None:
    """Raise a ValueError that shows the first value where `wrong` is true, if there is one."""
    if np.any(np.asarray(wrong)):
        value = np.asarray(setting)[np.asarray(wrong)].ravel()[0]
        raise ValueError(f"{name} = {checks.format_value(value)} is {rule}")


def non_negative(name: str, values: ArrayLike) -> Setting:
    """Finite numbers, none below 0."""
    setting = scalar_or_array(name, values)
    raise_where(name, setting, setting < 0, "below 0; give 0 or more")
    return setting


def positive(name: str, values: ArrayLike) -> Setting:
    """Finite numbers, all above 0."""
    setting = scalar_or_array(name, values)
    raise_where(name, setting, setting <= 0, "not above 0; give a positive number")
    return setting


def fraction(name: str, values: ArrayLike) -> Setting:
    """Finite numbers from 0 up to, but not including, 1, as a momentum or a decay rate is."""
    setting = non_negative(name, values)
    raise_where(name, setting, setting >= 1, "not below 1; give a share from 0 up to, but not, 1")
    return setting


def add_coordinate_axis(setting: Setting) -> Setting:
    """An array of settings, one for each run, with a trailing axis, so that it broadcasts over coordinates."""
    return setting if isinstance(setting, float) else setting[..., None]
