"""Assessment of answers: values within a tolerance, the index of the reply, and the goals that are met."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.scene.quantities import Array, flags

ANY_OTHER, TOO_SMALL, TOO_LARGE = -1, -2, -3  # wrong answers that no reply is meant for
ROUNDING = 1e-9  # 0.49 is within 0.01 of 0.5, whatever its last digit says


def within(value: Array, target: float, tolerance: float) -> Array:
    """Whether each value is as near to the target as the tolerance allows, its very end included."""
    return np.asarray(abs(value - target) <= tolerance + ROUNDING)


def reply_index(
    replies: Sequence[Any], *, asked: bool | Array = True, value: ArrayLike = math.nan, target: float = math.nan
) -> Array:
    """For each row the index of the first condition in `replies` that holds, or -1; -1 where it is not `asked`.

    Where there is one right `target`, any other answer is TOO_SMALL or TOO_LARGE by its `value`.
    """
    given = np.asarray(value)
    conditions = [*replies, given < target, given > target]
    found = np.full(np.broadcast(asked, *conditions).shape, ANY_OTHER, dtype=np.int16)
    # The first condition that holds counts, so it is written last.
    for index, holds in zip((TOO_LARGE, TOO_SMALL, *reversed(range(len(replies)))), reversed(conditions), strict=True):
        np.copyto(found, index, where=holds)
    np.copyto(found, ANY_OTHER, where=np.logical_not(asked))
    return found


def unasked(shape: tuple[int, ...]) -> Array:
    """The index of the reply in rows of this shape to a question that cannot be asked there."""
    return np.full(shape, ANY_OTHER, dtype=np.int16)


def goal_flags(goals: Sequence[Any]) -> dict[str, Array]:
    """The goals as quantities, 1 where one holds."""
    return flags(**{f"goal{i}": goal for i, goal in enumerate(goals)})
