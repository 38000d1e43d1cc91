"""The two ends of the scale of floating-point numbers, and why they are met in silence."""

import numpy as np


def limits_are_meant() -> np.errstate:
    """Let log 0 be minus infinity, e^-800 be 0 and 1e200 squared be infinity, without a warning.

    Each of these is the right answer, or the float nearest to it. What stays loud is
    *invalid*: infinity minus infinity, 0 times infinity. That is never meant.
    """
    return np.errstate(divide="ignore", over="ignore", under="ignore")
