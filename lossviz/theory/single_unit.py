"""One unit activation(w x + b) on a few points: its mean squared error, its gradient descent, and its death."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, descent, optimizers, unit_sums
from lossviz.theory.checks import Array

FARTHEST = 1e150  # what w and b may grow to in a descent


class UnitRun(NamedTuple):
    """A descent, or many at once: weight, bias, loss and number of active points after each update, the start first.

    `gradients` (updates + 1, ..., 2) are those in w and b. An active point is one with w x + b > 0: only through those
    does a gradient reach a relu.
    """

    w: Array
    b: Array
    losses: Array
    active: Array
    gradients: Array


def two_rows(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Points as two rows of one length.

    Raises:
        ValueError: if they are none.
    """
    at, targets = checks.numbers("x", x), checks.numbers("y", y)
    if at.shape != targets.shape or at.ndim != 1:
        raise ValueError(f"x has shape {at.shape} and y {targets.shape}; give two rows of one length")
    return at, targets


def loss_and_gradient(
    x: ArrayLike, y: ArrayLike, *, activation: str = "relu"
) -> Callable[[Array], tuple[Array, Array]]:
    """The mean squared error of activation(w x + b) on points as a function of (w, b), and its gradient.

        loss = (1/n) sum of (activation(z) - y)^2,   z = w x + b
        gradient = (2/n) sum of (activation(z) - y) activation'(z) (x, 1)

    (..., 2) in; (...) and (..., 2) out. Beyond 1e150, where a descent has diverged, the loss is infinite.

    Examples:
        >>> loss, gradient = loss_and_gradient([0.5, 1, 1.5, 2], [0.1, 0.2, 0.3, 0.4])(np.array([1.0, -3.0]))
        >>> print(loss.round(9), gradient)  # no point has z > 0: the unit is dead
        0.075 [0. 0.]
    """
    (at, targets), shape = two_rows(x, y), unit_sums.of(activation)

    def both(points: Array) -> tuple[Array, Array]:
        inside = np.clip(np.nan_to_num(points), -FARTHEST, FARTHEST)
        z = inside[..., :1] * at + inside[..., 1:]
        errors = shape.function(z) - targets
        by_z = 2 * errors * shape.derivative(z)
        gradient = np.stack([(by_z * at).mean(axis=-1), by_z.mean(axis=-1)], axis=-1) + 0.0
        return np.where((abs(points) <= FARTHEST).all(axis=-1), (errors**2).mean(axis=-1), np.inf) + 0.0, gradient

    return both


def train(
    x: ArrayLike, y: ArrayLike, start: ArrayLike, rate: ArrayLike, updates: int, *, activation: str = "relu"
) -> UnitRun:
    """Gradient descent on the mean squared error of activation(w x + b) from (w, b), for each rate.

        w <- w - rate * dL/dw,   b <- b - rate * dL/db

    Arrays of the result have the updates on their first axis, then those of `rate`.

    Examples:
        >>> run = train([0.5, 1, 1.5, 2], [0.1, 0.2, 0.3, 0.4], (1, 0), 0.3, 1)
        >>> print(run.w.round(9), run.b.round(9), run.losses.round(4), run.active)
        [1.  0.1] [ 0.  -0.6] [1.2   0.075] [4 0]
    """
    loss, gradient = descent.together(loss_and_gradient(x, y, activation=activation))
    path = descent.descend(loss, gradient, start, optimizers.gradient_descent(rate), updates)
    w, b = path.points[..., 0], path.points[..., 1]
    with np.errstate(all="ignore"):
        active = (w[..., None] * two_rows(x, y)[0] + b[..., None] > 0).sum(axis=-1)
    return UnitRun(w, b, path.losses, active, path.gradients)
