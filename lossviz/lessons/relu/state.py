"""The present state of the lesson, and its sums at every place of every handle."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lossviz.lessons.relu.parameters import Unit
from lossviz.lessons.relu.quantities import COARSE, PLACES, Problem, Sums
from lossviz.scene.quantities import Array
from lossviz.theory import interruption, unit_sums


def grid(half: float, places: int) -> Array:
    """Places from −half to half."""
    return np.round(np.linspace(-half, half, places), 2)


# The places of the unit in hand, those of the others where there are few, and where there are many.
KINKS, CHANGES = (grid(2, 81), grid(2, 81), grid(2, 41)), (grid(4, 161), grid(4, 81), grid(4, 33))
LINES = grid(4, 41)
FEW = 3
# From here to twice as much numbers are 2^-38 apart.
ROUNDER = 1.5 * 2.0**14


@dataclass(frozen=True)
class Span:
    """The places of one handle: of a `kind`, of one `unit` or of the line; the last row is the present state."""

    name: str
    kind: str
    places: Array
    now: float
    unit: int = -1
    size: int = 0

    @cached_property
    def values(self) -> Array:
        return np.append(self.places, self.now)


@lru_cache(maxsize=512)
def shares(activation: str, kinks: tuple[float, ...], derivative: bool) -> Array:
    """The activation at all places, or its derivative at those of a smooth curve, for each of these kinks."""
    of, column = unit_sums.of(activation), np.array(kinks)[:, None]
    found = of.derivative(COARSE - column) if derivative else of.function(PLACES - column)
    found.setflags(write=False)
    return found


def on_grid(values: Array) -> Array:
    """Values of less than 2^13, rounded in place to multiples of 2^-38.

    Sums of such numbers are exact in whatever order, so that a row is to the last digit the scene built afresh.
    """
    values += ROUNDER
    values -= ROUNDER
    return values


@dataclass(frozen=True, eq=False)
class State:
    """The state of the lesson, but for what is only shown."""

    problem: Problem
    intercept: float
    slope: float
    units: Sequence[Unit]
    probe: float
    focus: int

    @cached_property
    def spans(self) -> list[Span]:
        """The handles of the sum with their places: the unit in hand comes first, and has more of them."""
        found = []
        for i, (kink, change) in enumerate(self.units):
            size = (0 if i == self.focus else 1) if len(self.units) <= FEW else (1 if i == self.focus else 2)
            found += [
                Span(f"change{i}", "change", CHANGES[size], change, i, size),
                Span(f"kink{i}", "kink", KINKS[size], kink, i, size),
            ]
        found.sort(key=lambda span: span.unit != self.focus)
        return [
            *found,
            Span("slope", "slope", LINES, self.slope),
            Span("intercept", "intercept", LINES, self.intercept),
        ]

    def line(self, intercept: Array | float, slope: Array | float, derivative: bool) -> Array:
        """The line without units at all places, or its slope, in one row or many."""
        if derivative:
            return on_grid(slope + 0 * (intercept + COARSE))
        return on_grid(intercept + slope * PLACES)

    @cached_property
    def added(self) -> tuple[Array, Array]:
        """What each unit adds at all places, and to the derivatives; last, what the line does."""

        def rows(derivative: bool) -> Array:
            units = (on_grid(s * shares(self.problem.activation, (k,), derivative)[0]) for k, s in self.units)
            return np.stack([*units, self.line(self.intercept, self.slope, derivative)])

        return rows(False), rows(True)

    def summed(self, span: Span, *, derivative: bool = False) -> Array:
        """The sums at all places, or their derivatives: a row for each place of a handle."""
        interruption.checkpoint(len(span.values) * len(PLACES) // 2)
        rows, name, added = span.values[:, None], self.problem.activation, self.added[derivative]
        if span.kind == "change":
            moved = on_grid(rows * shares(name, (self.units[span.unit][0],), derivative))
        elif span.kind == "kink":
            kink, change = self.units[span.unit]
            there = shares(name, tuple(span.places.tolist()), derivative), shares(name, (kink,), derivative)
            moved = on_grid(change * np.concatenate(there))
        else:
            intercept, slope = (rows, self.slope) if span.kind == "intercept" else (self.intercept, rows)
            moved = self.line(intercept, slope, derivative)
        moved += added.sum(axis=0) - added[span.unit]
        return moved

    def probed(self, kinks: Array, x: Array | float) -> tuple[Array, Array]:
        """The activation and its derivative at x for each of many kinks."""
        activation = unit_sums.of(self.problem.activation)
        return activation.function(x - kinks), activation.derivative(x - kinks)

    def sums(self) -> Sums:
        """All rows of all handles, one after the other."""
        lengths = [len(span.values) for span in self.spans]
        every = sum(lengths)
        kinks, changes = (np.tile(column, (every, 1)) for column in np.array(self.units, dtype=float).T)
        line = {"intercept": np.full(every, self.intercept), "slope": np.full(every, self.slope)}
        unit = np.full(every, self.focus)
        first, second = (np.tile(row, (every, 1)) for row in self.probed(kinks[0], self.probe))
        moved = {size: self.probed(places, self.probe) for size, places in enumerate(KINKS)}
        for span, start in zip(self.spans, np.cumsum([0, *lengths]), strict=False):
            rows = slice(start, start + len(span.values))
            if span.unit < 0:
                line[span.kind][rows] = span.values
                continue
            unit[rows] = span.unit
            (kinks if span.kind == "kink" else changes)[rows, span.unit] = span.values
            if span.kind == "kink":
                places = slice(start, start + len(span.places))
                first[places, span.unit], second[places, span.unit] = moved[span.size]
        return Sums(self.problem, line["intercept"], line["slope"], kinks, changes, self.probe, (first, second), unit)
