"""What an optimiser remembered at each footprint of a walk, worked out again from the slopes it met."""

import numpy as np

from lossviz.theory.checks import Array
from lossviz.theory.descent import Path
from lossviz.theory.optimizer import Optimizer


def replayed(path: Path, optimizer: Optimizer) -> tuple[Array, ...]:
    """The memories before each step of the path, one array (steps + 1, ..., coordinates) for each of `remembers`.

    The first is the empty memory at the start, the last what is remembered at the end.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> from lossviz.theory.descent import descend
        >>> ball = optimizers.momentum(0.1)
        >>> path = descend(lambda w: (w**2).sum(-1) / 2, lambda w: w, [1.0], ball, 2)
        >>> print(*replayed(path, ball)[0].ravel())
        0.0 1.0 1.8
    """
    state = optimizer.start(path.points[0])
    kept = [state.memory]
    for w, gradient in zip(path.points[:-1], path.gradients[:-1], strict=True):
        _, state = optimizer.step(w, gradient, state)
        kept.append(state.memory)
    return tuple(np.array(memory) for memory in zip(*kept, strict=True)) if state.memory else ()


def weight(beta: float, steps: int) -> Array:
    """How much a fading mean that began at 0 weighs before each step and after the last one.

        1 - beta^t, after t steps

    A mean divided by its weight is corrected for having begun at 0; before the first step it weighs nothing.

    Examples:
        >>> print(weight(0.9, 2).round(12))
        [0.   0.1  0.19]
    """
    weights: Array = 1 - beta ** np.arange(steps + 1.0)
    return weights
