"""Every quantity of many sums of units at once: the sum, its slopes, its errors, and which sentence holds."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from lossviz.figures import unit_sum
from lossviz.lessons.relu import questions, words
from lossviz.lessons.relu.parameters import NODES, Curve, target_heights
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import mean_squared_error, unit_sums

# Where errors are measured; data points are every 100th of them, a smooth sum is drawn through every 16th.
PLACES = np.round(np.linspace(-2, 2, 401), 2)
DATA, COARSE = PLACES[::100], PLACES[::16]
# Where the strip's edge along the curve turns: at the corners of a curve that is straight in between.
EDGES = {"abs": DATA[::2], "hat": DATA, "own": NODES}
EDGE = np.linspace(-2, 2, 33)
# The ends of the chart.
BOTTOM, TOP = unit_sum.FRAME
# What is left by rounding counts as 0: heights are rounded to 2^-38.
ROUNDING = 1e-10
# A level is labelled where it is so wide, and where so far from the last label, across or up.
LABEL_WIDTH, LABEL_APART, LABEL_ABOVE = 0.5, 1.0, 1.6


@dataclass(frozen=True, eq=False)
class Problem:
    """A curve that is to be fitted, by units of one activation."""

    target: str
    curve: Curve
    activation: str

    @cached_property
    def heights(self) -> Array:
        """The curve at the places where errors are measured."""
        return target_heights(self.target, self.curve, PLACES)

    @property
    def edge(self) -> tuple[Array, Array]:
        """The edge of the strip along the curve, x and y."""
        x = EDGES.get(self.target, EDGE)
        return x, target_heights(self.target, self.curve, x)

    @property
    def piecewise(self) -> bool:
        """Whether the activation is made of straight pieces."""
        return unit_sums.of(self.activation).piecewise

    @cached_property
    def outer_slopes(self) -> tuple[float, float]:
        """The slope of the activation on its left and on its right; 0 where it is not made of straight pieces."""
        if not self.piecewise:
            return 0.0, 0.0
        left, right = unit_sums.of(self.activation).derivative([-1.0, 1.0])
        return float(left), float(right)


@dataclass(frozen=True, eq=False)
class Sums:
    """Many sums of units, a row each. `kinks`, `changes` and `probed` have a column for each unit.

    `unit` is the one in hand. `probed` are the activation and its derivative at the probe, one for each unit.
    """

    problem: Problem
    intercept: Array
    slope: Array
    kinks: Array
    changes: Array
    probe: Array | float
    probed: tuple[Array, Array]
    unit: Array

    def in_hand(self, columns: Array) -> Array:
        """Of each row the column of the unit in hand."""
        return np.asarray(columns[np.arange(len(columns)), self.unit])

    def probe_value(self, derivative: bool) -> Array:
        """The sums at the probe, or their derivatives, added up in the order of the units as in `unit_sums`."""
        total = self.slope + 0.0 if derivative else self.intercept + self.slope * self.probe
        for change, share in zip(self.changes.T, self.probed[derivative].T, strict=True):
            total = total + change * share
        return rounded(total)


def rounded(values: Array) -> Array:
    """Numbers without the rounding error of binary fractions."""
    return np.asarray(np.round(values, 12) + 0.0)


def measured(heights: Array, problem: Problem) -> dict[str, Array]:
    """Of sums at all places: the errors, where what is only rounding is 0, and the heights that are needed later.

    The heights themselves become the residuals: large arrays that are kept would cost more time than all the rest.
    """
    kept = {"data": heights[:, ::100].copy(), "coarse": heights[:, ::16].copy()}
    residuals = np.subtract(heights, problem.heights, out=heights)
    largest = np.maximum(residuals.max(axis=-1), -residuals.min(axis=-1))
    exact = largest <= ROUNDING
    mse = np.where(exact, 0.0, mean_squared_error.of_residuals(residuals))
    return kept | {"mse": mse, "largest": np.where(exact, 0.0, largest)}


def one_sided(sums: Sums) -> tuple[Array, Array]:
    """The slopes of the sum just left and just right of the kink in hand, where units have kinks."""
    low, high = sums.problem.outer_slopes
    here = sums.in_hand(sums.kinks)[:, None]
    left = sums.slope + (sums.changes * np.where(sums.kinks < here, high, low)).sum(axis=-1)
    right = sums.slope + (sums.changes * np.where(sums.kinks <= here, high, low)).sum(axis=-1)
    return rounded(left), rounded(right)


class Corners(NamedTuple):
    """Sums of straight pieces: where they bend from left to right, both ends of the chart included, and their slopes.

    `kink_y` are the heights at the kinks, in the order of the units; slope i + 1 is slope i plus jump i.
    """

    x: Array
    y: Array
    levels: Array
    jumps: Array
    kink_y: Array


def corners(problem: Problem, start: Array, slope: Array, kinks: Array, changes: Array) -> Corners:
    """The corners of sums whose height at −2 is known as `start`."""
    low, high = problem.outer_slopes
    order = np.argsort(kinks, axis=-1, kind="stable")
    jumps = (high - low) * np.take_along_axis(changes, order, axis=-1)
    first = slope + low * changes.sum(axis=-1)
    levels = rounded(np.cumsum(np.concatenate([first[:, None], jumps], axis=-1), axis=-1))
    ends = np.full((len(kinks), 1), 2.0)
    x = np.concatenate([-ends, np.clip(np.take_along_axis(kinks, order, axis=-1), -2, 2), ends], axis=-1)
    y = np.cumsum(np.concatenate([start[:, None], levels * np.diff(x)], axis=-1), axis=-1)
    kink_y = np.empty_like(kinks)
    np.put_along_axis(kink_y, order, y[:, 1:-1], axis=-1)
    return Corners(x, y, levels, rounded(jumps), kink_y)


def pieces(sums: Sums, start: Array) -> dict[str, Array]:
    """A sum of straight pieces, by its height at −2: its corners, its slopes and their running sum."""
    x, y, levels, jumps, kink_y = corners(sums.problem, start, sums.slope, sums.kinks, sums.changes)
    gap = np.full(levels.shape, np.nan)
    named = {"level": levels, "level_x": labelled(x, levels), "jump": jumps} if jumps.shape[1] <= words.FEW else {}
    return named | {
        "sum_x": x,
        "sum_y": y,
        "slope_x": np.stack([x[:, :-1], x[:, 1:], gap], axis=-1).reshape(len(x), -1),
        "slope_y": np.stack([levels, levels, gap], axis=-1).reshape(len(x), -1),
        "kink_y": kink_y,
    }


def labelled(x: Array, levels: Array) -> Array:
    """Where the levels between corners are labelled; NaN where there is no room for it."""
    middles, widths = (x[:, :-1] + x[:, 1:]) / 2, np.diff(x)
    found = np.full(middles.shape, np.nan)
    last_x, last_y = np.full((2, len(middles)), -np.inf)
    for i in range(middles.shape[1]):
        apart = (middles[:, i] - last_x >= LABEL_APART) | (abs(levels[:, i] - last_y) >= LABEL_ABOVE)
        fits = (widths[:, i] >= LABEL_WIDTH) & apart
        found[:, i] = np.where(fits, middles[:, i], np.nan)
        last_x, last_y = np.where(fits, middles[:, i], last_x), np.where(fits, levels[:, i], last_y)
    return found


def on_curve(kinks: Array, y: Array) -> Array:
    """The heights of smooth sums at their kinks, on the lines between the places that are drawn."""
    exact = np.clip((kinks + 2) / (COARSE[1] + 2), 0, len(COARSE) - 1)
    before = np.minimum(exact.astype(int), len(COARSE) - 2)
    left, right = (np.take_along_axis(y, before + i, axis=-1) for i in range(2))
    return np.asarray(left + (right - left) * (exact - before))


def smooth(sums: Sums, y: Array, slopes: Array) -> dict[str, Array]:
    """A smooth sum: the curve and its slopes through every 16th place, and the kinks' places on it."""
    x = np.broadcast_to(COARSE, y.shape)
    return {"sum_x": x, "sum_y": y, "slope_x": x, "slope_y": slopes, "kink_y": on_curve(sums.kinks, y)}


def gradients(sums: Sums, data: Array) -> dict[str, Array]:
    """The mean squared error on the five data points, and its gradient in kink and slope change of the unit in hand."""
    shape = unit_sums.of(sums.problem.activation)
    kinks, index = np.unique(sums.in_hand(sums.kinks), return_inverse=True)
    away = DATA - kinks[:, None]
    y = sums.problem.heights[::100]
    of_height, loss = mean_squared_error.gradient(y, data), mean_squared_error.of_residuals(data - y)
    by_kink = -(of_height * shape.derivative(away)[index]).sum(axis=-1) * sums.in_hand(sums.changes)
    by_change = (of_height * shape.function(away)[index]).sum(axis=-1)
    return numbers(by_kink=rounded(by_kink), by_change=rounded(by_change), data_loss=rounded(loss))


def all_quantities(sums: Sums, found: dict[str, Array], slopes: Array | None) -> dict[str, Array]:
    """Every quantity of many sums, of which `measured` is found already; `slopes` are those of smooth ones."""
    drawn = pieces(sums, found["coarse"][:, 0]) if slopes is None else smooth(sums, found["coarse"], slopes)
    read = {name: drawn.pop(name) for name in ("level", "jump") if name in drawn}
    left, right = one_sided(sums)
    probe_slope, end = sums.probe_value(True), found["coarse"][:, -1]
    bent = (left != right) & (abs(sums.in_hand(sums.kinks)) <= 2)
    return merged(
        numbers(
            mse=found["mse"],
            largest=found["largest"],
            intercept=sums.intercept,
            slope=sums.slope,
            k=sums.kinks,
            s=sums.changes,
            units=np.stack([sums.kinks, sums.changes], axis=-1).reshape(len(sums.kinks), -1),
            left=left,
            right=right,
            total_slope=rounded(sums.slope + sums.changes.sum(axis=-1)),
            sum_end=rounded(end),
            probe_height=sums.probe_value(False),
            probe_slope=probe_slope,
            **read,
        ),
        gradients(sums, found["data"]),
        geometry(**drawn, gap_y=np.where(bent[:, None], np.stack([left, right], axis=-1), np.nan)),
        flags(above=end > TOP, below=end < BOTTOM, probe_falls=probe_slope < 0),
        flags(negative=sums.changes < 0, **({"falls": read["level"] < 0} if "level" in read else {})),
        indices(bends=bends(sums)),
        sentences(sums, found["largest"] == 0, left == right),
        questions.assessed(sums, found),
    )


def bends(sums: Sums) -> Array:
    """How many bends each sum has on the chart: kinks at one place are one, or none where their changes cancel."""
    together = sums.kinks[:, :, None] == sums.kinks[:, None, :]
    total = np.where(together, sums.changes[:, None, :], 0.0).sum(axis=-1)
    # Of units at one place the first one counts.
    is_first = ~np.tril(together, -1).any(axis=-1)
    return np.asarray((is_first & (abs(total) > ROUNDING) & (abs(sums.kinks) < 2)).sum(axis=-1))


def sentences(sums: Sums, exact: Array, level: Array) -> dict[str, Array]:
    """Whether the probe is where a sum bends, and which sentence holds.

    Of a sum that is `exact` or is not, and whose slope is the same on both sides of the kink in hand (`level`) or not.
    """
    low, high = sums.problem.outer_slopes
    probe = np.broadcast_to(sums.probe, len(sums.kinks))[:, None]
    # The slope changes of kinks at one place may add up to 0.
    there = np.where(sums.kinks == probe, sums.changes, 0.0).sum(axis=-1) * (high - low)
    bent = abs(there) > ROUNDING
    kink, change = sums.in_hand(sums.kinks), sums.in_hand(sums.changes)
    case = words.case(sums.problem.activation, kink, change, bent=bent, exact=exact, level=level)
    return flags(probe_at_kink=bent) | indices(case=case)
