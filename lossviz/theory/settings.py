"""The checks of what a learner sets: a number of steps, a rate, a share; what does not fit is refused and shown."""

import operator

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks
from lossviz.theory.checks import Array

# One number for all walkers, or an array with one number for each.
Setting = float | Array


def whole(name: str, value: object, *, least: int = 0) -> int:
    """A whole number that is not below `least`; True is no number of steps, and neither is 3.0."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None or isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} = {checks.shown(value)} is no whole number; give an int from {least} up")
    if number < least:
        raise ValueError(f"{name} = {number} is below {least}; give an int from {least} up")
    return number


def one_or_many(name: str, values: ArrayLike) -> Setting:
    """Finite numbers: a float when there is one, else a copy that nobody can write to."""
    array = checks.numbers(name, values)
    if array.ndim == 0:
        return float(array)
    array.setflags(write=False)
    return array


def refuse(name: str, setting: Setting, wrong: object, rule: str) -> None:
    """Show the first value that breaks the rule, if there is one."""
    if np.any(np.asarray(wrong)):
        value = np.asarray(setting)[np.asarray(wrong)].ravel()[0]
        raise ValueError(f"{name} = {checks.shown(value)} is {rule}")


def at_least_zero(name: str, values: ArrayLike) -> Setting:
    """Finite numbers, none below 0."""
    setting = one_or_many(name, values)
    refuse(name, setting, setting < 0, "below 0; give 0 or more")
    return setting


def above_zero(name: str, values: ArrayLike) -> Setting:
    """Finite numbers, all above 0."""
    setting = one_or_many(name, values)
    refuse(name, setting, setting <= 0, "not above 0; give a positive number")
    return setting


def share(name: str, values: ArrayLike) -> Setting:
    """What is kept of the past at each step: from 0, nothing, to just below 1, nearly all."""
    setting = at_least_zero(name, values)
    refuse(name, setting, setting >= 1, "not below 1; give a share from 0 up to, but not, 1")
    return setting


def column(setting: Setting) -> Setting:
    """Many settings, one for each walker, with an axis more: all coordinates of a walker share one."""
    return setting if isinstance(setting, float) else setting[..., None]
