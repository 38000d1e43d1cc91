"""Seven test functions of optimisation. All have the minimum 0, so that their losses suit a logarithmic axis."""

import numpy as np

from lossviz.theory import checks
from lossviz.theory.checks import Array
from lossviz.theory.surface import Surface


def ravine(condition: float = 10.0) -> Surface:
    """A quadratic with the condition number `condition`: curvature 1 in x and `condition` in y.

    Raises:
        ValueError: a condition that is not above 0.
    """
    kappa = checks.positive_scalar("condition", condition)
    return Surface(
        name="ravine",
        formula=f"½(x² + {kappa:g}y²)",
        value=lambda x, y: 0.5 * (x * x + kappa * y * y),
        partials=lambda x, y: (x, kappa * y),
        second_partials=lambda x, y: (1.0, 0.0, kappa),
        domain=((-5.0, 5.0), (-3.0, 3.0)),
        minima=[(0.0, 0.0)],
    )


def bowl() -> Surface:
    """A quadratic with curvature 1 in every direction: the gradient points straight away from the minimum."""
    return Surface(
        name="bowl",
        formula="½(x² + y²)",
        value=lambda x, y: 0.5 * (x * x + y * y),
        partials=lambda x, y: (x, y),
        second_partials=lambda x, y: (1.0, 0.0, 1.0),
        domain=((-5.0, 5.0), (-3.0, 3.0)),
        minima=[(0.0, 0.0)],
    )


def saddle() -> Surface:
    """Two minima and a saddle point between them, at (0, 0), where the gradient is 0, too."""
    return Surface(
        name="saddle",
        formula="½x² + ¼(y² − 1)²",
        value=lambda x, y: 0.5 * x * x + 0.25 * np.square(y * y - 1),
        partials=lambda x, y: (x, y * (y * y - 1)),
        second_partials=lambda x, y: (1.0, 0.0, 3 * y * y - 1),
        domain=((-2.5, 2.5), (-2.0, 2.0)),
        minima=[(0.0, -1.0), (0.0, 1.0)],
    )


def rosenbrock() -> Surface:
    """A curved valley with a nearly flat floor: easy to reach, slow to follow to the minimum.

    H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function,
    The Computer Journal 3, 1960.
    """

    def partials(x: Array, y: Array) -> tuple[Array, Array]:
        above_floor = y - x * x
        return -2 * (1 - x) - 400 * x * above_floor, 200 * above_floor

    return Surface(
        name="rosenbrock",
        formula="(1 − x)² + 100(y − x²)²",
        value=lambda x, y: np.square(1 - x) + 100 * np.square(y - x * x),
        partials=partials,
        second_partials=lambda x, y: (1200 * x * x - 400 * y + 2, -400 * x, 200.0),
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        minima=[(1.0, 1.0)],
    )


def himmelblau() -> Surface:
    """Four minima of equal loss: which one is reached depends on the start.

    D. M. Himmelblau, Applied Nonlinear Programming, McGraw-Hill 1972.
    """

    def partials(x: Array, y: Array) -> tuple[Array, Array]:
        p, q = x * x + y - 11, x + y * y - 7
        return 4 * x * p + 2 * q, 2 * p + 4 * y * q

    return Surface(
        name="himmelblau",
        formula="(x² + y − 11)² + (x + y² − 7)²",
        value=lambda x, y: np.square(x * x + y - 11) + np.square(x + y * y - 7),
        partials=partials,
        second_partials=lambda x, y: (12 * x * x + 4 * y - 42, 4 * (x + y), 12 * y * y + 4 * x - 26),
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        minima=[
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.7793102533777469, -3.2831859912861694),
            (3.5844283403304917, -1.8481265269644034),
        ],
    )


def beale() -> Surface:
    """Nearly flat in the middle, with a loss of about 180,000 at the corners: no rate suits both.

    E. M. L. Beale, On an iterative method for finding a local minimum of a function of more than
    one variable, Statistical Techniques Research Group, Princeton 1958.
    """

    def residuals(x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 1.5 - x + x * y, 2.25 - x + x * (y * y), 2.625 - x + x * (y * y * y)

    def value(x: Array, y: Array) -> Array:
        a, b, c = residuals(x, y)
        return a * a + b * b + c * c

    def partials(x: Array, y: Array) -> tuple[Array, Array]:
        (a, b, c), square = residuals(x, y), y * y
        dx = 2 * (a * (y - 1) + b * (square - 1) + c * (square * y - 1))
        return dx, 2 * x * (a + 2 * b * y + 3 * c * square)

    def second_partials(x: Array, y: Array) -> tuple[Array, Array, Array]:
        (a, b, c), square = residuals(x, y), y * y
        p, q, r = y - 1, square - 1, square * y - 1
        xy = 2 * (a + 2 * b * y + 3 * c * square + x * (p + 2 * q * y + 3 * r * square))
        yy = 2 * x * (2 * b + 6 * c * y + x * (1 + 4 * square + 9 * square * square))
        return 2 * (p * p + q * q + r * r), xy, yy

    return Surface(
        name="beale",
        formula="(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
        value=value,
        partials=partials,
        second_partials=second_partials,
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        minima=[(3.0, 0.5)],
    )


def rastrigin() -> Surface:
    """A quadratic with a local minimum near every pair of whole numbers; the global one is at (0, 0).

    L. A. Rastrigin, Systems of Extremal Control, Nauka 1974 (in Russian).
    """

    def phase(x: Array) -> Array:
        return x - np.rint(x)  # without whole periods: of 2 pi x, x large, no digit of the angle would be left

    def ripple(x: Array) -> Array:
        # (1 - cos 2 pi x) / 2, without cancellation near 0
        return np.square(np.sin(np.pi * phase(x)))

    return Surface(
        name="rastrigin",
        formula="20 + x² − 10 cos 2πx + y² − 10 cos 2πy",
        value=lambda x, y: x * x + y * y + 20 * (ripple(x) + ripple(y)),
        partials=lambda x, y: tuple(2 * z + 20 * np.pi * np.sin(2 * np.pi * phase(z)) for z in (x, y)),
        second_partials=lambda x, y: (
            2 + 40 * np.pi**2 * np.cos(2 * np.pi * phase(x)),
            0.0,
            2 + 40 * np.pi**2 * np.cos(2 * np.pi * phase(y)),
        ),
        domain=((-5.12, 5.12), (-5.12, 5.12)),
        minima=[(0.0, 0.0)],
    )
