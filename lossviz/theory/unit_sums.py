"""Sums of units, the smallest networks: one input, one hidden layer, one output.

    f(x) = intercept + slope x + sum of changes[i] activation(x - kinks[i])

With relu, f is piecewise linear: at each kink its slope changes by that unit's slope change.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import activations, checks, interruption, settings
from lossviz.theory.checks import Array

FARTHEST = 1e100  # what a parameter may grow to in a descent


class Activation(NamedTuple):
    """An activation function with its derivative; `piecewise` is one made of straight pieces.

    `both` gives function and derivative at once, where that saves work.
    """

    function: Callable[[ArrayLike], Array]
    derivative: Callable[[ArrayLike], Array]
    piecewise: bool
    both: Callable[[ArrayLike], tuple[Array, Array]] | None = None

    @property
    def operations(self) -> int:
        """What the function and its derivative take at one place (`interruption`)."""
        return 1 if self.piecewise else 6

    def with_derivative(self, x: ArrayLike) -> tuple[Array, Array]:
        """The function and its derivative at x."""
        return self.both(x) if self.both else (self.function(x), self.derivative(x))


def identity(x: ArrayLike) -> Array:
    """No activation at all: the number itself. Sums and layers of it stay linear."""
    return checks.numbers("x", x) + 0.0


def identity_derivative(x: ArrayLike) -> Array:
    """The derivative of identity: 1 everywhere."""
    return np.ones_like(checks.numbers("x", x))


ACTIVATIONS = {
    "relu": Activation(activations.relu, activations.relu_derivative, True),
    "leaky_relu": Activation(activations.leaky_relu, activations.leaky_relu_derivative, True),
    "gelu": Activation(activations.gelu, activations.gelu_derivative, False, activations.gelu_with_derivative),
    "sigmoid": Activation(activations.sigmoid, activations.sigmoid_derivative, False),
    "tanh": Activation(activations.tanh, activations.tanh_derivative, False),
    "identity": Activation(identity, identity_derivative, True),
}


def of(activation: str) -> Activation:
    """The activation of a name.

    Raises:
        ValueError: if there is none of that name.
    """
    if activation not in ACTIVATIONS:
        raise ValueError(f"there is no activation {activation!r}; there is {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[activation]


def value(
    x: ArrayLike,
    intercept: ArrayLike,
    slope: ArrayLike,
    kinks: Sequence[ArrayLike],
    changes: Sequence[ArrayLike],
    *,
    activation: str = "relu",
) -> Array:
    """The sum of units at x. One entry of `kinks` and of `changes` for each unit, each broadcast against x.

    Raises:
        ValueError: kinks and changes of different numbers; anything but finite numbers; an unknown activation.

    Examples:
        >>> print(value([-2, -0.5, 0, 1], 0, -1, [0], [2]))  # |x|
        [2.  0.5 0.  1. ]
    """
    same_count(kinks, changes)
    at, shape = checks.numbers("x", x), of(activation).function
    total = checks.numbers("intercept", intercept) + checks.numbers("slope", slope) * at
    for kink, change in zip(kinks, changes, strict=True):
        total = total + checks.numbers("changes", change) * shape(at - checks.numbers("kinks", kink))
    return total + 0.0


def derivative(
    x: ArrayLike,
    slope: ArrayLike,
    kinks: Sequence[ArrayLike],
    changes: Sequence[ArrayLike],
    *,
    activation: str = "relu",
) -> Array:
    """The slope of the sum at x. At a kink there is none; as in common software it is then the one on the left.

    Examples:
        >>> print(derivative([-1, 0, 1], -1, [0], [2]))
        [-1. -1.  1.]
    """
    same_count(kinks, changes)
    at, shape = checks.numbers("x", x), of(activation).derivative
    total = checks.numbers("slope", slope) + 0 * at
    for kink, change in zip(kinks, changes, strict=True):
        total = total + checks.numbers("changes", change) * shape(at - checks.numbers("kinks", kink))
    return total + 0.0


def same_count(kinks: Sequence[ArrayLike], changes: Sequence[ArrayLike]) -> None:
    """Refuse kinks and slope changes of different numbers."""
    if len(kinks) != len(changes):
        raise ValueError(f"{len(kinks)} kinks and {len(changes)} slope changes; give one of each for every unit")


def running_slopes(slope: float, kinks: ArrayLike, changes: ArrayLike) -> Array:
    """The slopes of a sum of relu units from left to right: a running sum of the slope changes, by their kinks.

    Examples:
        >>> print(running_slopes(0, [0, -1, 1], [-2, 1, 1]))  # a hat
        [ 0.  1. -1.  0.]
    """
    places, steps = checks.numbers("kinks", kinks), checks.numbers("changes", changes)
    same_count(np.atleast_1d(places).tolist(), np.atleast_1d(steps).tolist())
    in_order = np.atleast_1d(steps)[np.argsort(np.atleast_1d(places), kind="stable")]
    return np.asarray(np.cumsum([checks.scalar("slope", slope), *in_order]))


def best_fit(x: ArrayLike, y: ArrayLike, kinks: Sequence[float], *, activation: str = "relu") -> Array:
    """Intercept, slope and slope changes of the sum with these kinks that has the least mean squared error.

    The sum is linear in all of them, so they solve a least-squares problem; where many are as good, the shortest.

    Examples:
        >>> print(best_fit([-2, -1, 0, 1, 2], [2, 1, 0, 1, 2], [0]).round(9) + 0)
        [ 0. -1.  2.]
    """
    at, targets, shape = checks.numbers("x", x), checks.numbers("y", y), of(activation).function
    columns = np.stack([np.ones_like(at), at, *(shape(at - kink) for kink in kinks)])
    # A few products of columns, not the columns themselves: many times as fast, and these are well enough apart.
    return np.asarray(np.linalg.lstsq(columns @ columns.T, columns @ targets)[0])


def equal_pieces(f: Callable[[Array], Array], low: float, high: float, pieces: int) -> tuple[Array, Array]:
    """The polyline that meets f at the ends of so many equal pieces, as a sum of relu units.

    Returns:
        The kinks, one fewer than pieces, and intercept, slope and slope changes in one array.

    Examples:
        >>> kinks, (intercept, slope, *changes) = equal_pieces(lambda x: x**2, -2, 2, 4)
        >>> print(kinks, intercept, slope, changes == [2, 2, 2])
        [-1.  0.  1.] -2.0 -3.0 True
    """
    count = settings.integer("pieces", pieces)
    if count < 1:
        raise ValueError(f"pieces = {pieces}; give a whole number from 1 up")
    ends = np.linspace(low, high, count + 1)
    heights = np.asarray(f(ends), dtype=np.float64)
    slopes = np.diff(heights) / np.diff(ends)
    return ends[1:-1], np.array([heights[0] - slopes[0] * ends[0], slopes[0], *np.diff(slopes)])


def mean_squared_error_gradient(
    x: Array, y: Array, parameters: Array, *, activation: str = "relu"
) -> tuple[Array, Array]:
    """The mean squared error of sums of units on points, and its gradient, for `descent.together`.

    `parameters` (..., 2 + 2n) are intercept, slope, the kinks of n units and then their slope changes; so is the
    gradient. A unit whose flat side holds every point has gradient 0 in both of its numbers: it is dead.

    Examples:
        >>> loss, gradient = mean_squared_error_gradient(np.array([-1.0, 1.0]), np.array([1.0, 1.0]),
        ...                                              np.array([0, -1, 0.0, 1.0]))
        >>> print(loss, gradient)
        0.5 [-1. -1.  1. -1.]
    """
    shape, units = of(activation), (parameters.shape[-1] - 2) // 2
    # Where a descent has left the numbers the loss is infinite; activations refuse what is not finite.
    if not (abs(parameters) < FARTHEST).all():
        return np.full(parameters.shape[:-1], np.inf), np.full(parameters.shape, np.nan)
    interruption.checkpoint(shape.operations * units * len(x))
    line, kinks, changes = parameters[..., :2], parameters[..., 2 : 2 + units], parameters[..., None, 2 + units :]
    heights, slopes = shape.with_derivative(x - kinks[..., None])
    errors = line[..., :1] + line[..., 1:] * x - y + (changes @ heights)[..., 0, :]
    by_height = (2 / len(x)) * errors
    by_change = (heights @ by_height[..., None])[..., 0]
    by_kink = -(slopes @ by_height[..., None])[..., 0] * changes[..., 0, :]
    by_line = np.stack([by_height.sum(axis=-1), by_height @ x], axis=-1)
    return np.asarray((errors**2).mean(axis=-1)), np.concatenate([by_line, by_kink, by_change], axis=-1)


def initial_parameters(units: int, seed: int | None = None) -> Array:
    """Parameters of so many units on -2 to 2 before any training, in the order of `mean_squared_error_gradient`.

    Intercept and slope are 0. Without a seed the kinks lie evenly and the slope changes are 0; with one the kinks are
    uniform and the slope changes normal with variance 2 / units, after K. He and others, Delving Deep into Rectifiers,
    ICCV 2015.

    Examples:
        >>> print(initial_parameters(3))
        [ 0.  0. -1.  0.  1.  0.  0.  0.]
    """
    count = settings.integer("units", units, minimum=1)
    kinks, changes = np.linspace(-2, 2, count + 2)[1:-1], np.zeros(count)
    if seed is not None:
        random = np.random.default_rng(settings.integer("seed", seed))
        kinks, changes = random.uniform(-2, 2, count), random.normal(0, np.sqrt(2 / count), count)
    return np.concatenate([np.zeros(2), kinks, changes])
