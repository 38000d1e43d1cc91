"""Overflow, underflow and division by zero, where infinity or 0 is the right result."""

import numpy as np


def allow_overflow() -> np.errstate:
    """A context in which log 0 is minus infinity, e^-800 is 0 and 1e200 squared is infinity, without a warning.

    Each is the right value, or the float nearest to it. Invalid operations, such as infinity minus infinity, still
    warn.
    """
    return np.errstate(divide="ignore", over="ignore", under="ignore")
