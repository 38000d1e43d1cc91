"""The internal state of an optimiser along a path, recomputed from the path's gradients."""

import numpy as np

from lossviz.theory import interruption
from lossviz.theory.checks import Array
from lossviz.theory.descent import Path
from lossviz.theory.optimizer import Optimizer


def optimizer_states(path: Path, optimizer: Optimizer) -> tuple[Array, ...]:
    """The accumulators before each step of a path, one array (steps + 1, ..., coordinates) for each of `memory_names`.

    The first entry is the initial state, the last the state after the final step.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> from lossviz.theory.descent import descend
        >>> momentum = optimizers.momentum(0.1)
        >>> path = descend(lambda w: (w**2).sum(-1) / 2, lambda w: w, [1.0], momentum, 2)
        >>> print(*optimizer_states(path, momentum)[0].ravel())
        0.0 1.0 1.8
    """
    state = optimizer.start(path.points[0])
    memories = [state.memory]
    for w, gradient in zip(path.points[:-1], path.gradients[:-1], strict=True):
        interruption.checkpoint()
        _, state = optimizer.step(w, gradient, state)
        memories.append(state.memory)
    return tuple(np.array(memory) for memory in zip(*memories, strict=True)) if state.memory else ()


def bias_correction(beta: float, steps: int) -> Array:
    """The divisor that corrects an exponential moving average for its start at 0, after 0 to `steps` updates.

        1 - beta^t, after t updates

    Shape (steps + 1,); the first entry is 0, as before the first update there is nothing to correct.

    Examples:
        >>> print(bias_correction(0.9, 2).round(12))
        [0.   0.1  0.19]
    """
    divisors: Array = 1 - beta ** np.arange(steps + 1.0)
    return divisors
