"""Assessment of answers: values within a tolerance, the index of the reply, and the goals that are met."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossviz.scene.quantities import Array, flags

ROUNDING = 1e-9  # 0.49 is within 0.01 of 0.5, whatever its last digit says


def within(value: Array, target: float, tolerance: float) -> Array:
    """Whether each value is as near to the target as the tolerance allows, its very end included."""
    return np.asarray(abs(value - target) <= tolerance + ROUNDING)


def reply_index(replies: Sequence[Any], *, asked: bool | Array = True) -> Array:
    """For each row the index of the first condition in `replies` that holds, or -1; -1 where it is not `asked`."""
    held = [np.asarray(reply) & asked for reply in replies]
    return np.select(held, range(len(held)), -1).astype(np.int16)


def goal_flags(goals: Sequence[Any]) -> dict[str, Array]:
    """The goals as quantities, 1 where one holds."""
    return flags(**{f"goal{i}": goal for i, goal in enumerate(goals)})
