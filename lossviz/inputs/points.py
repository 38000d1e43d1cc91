"""The learner's own points: read from what a spreadsheet or a hand gives, and written short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossviz.inputs import numbers

Array: TypeAlias = NDArray[Any]

MOST = 10_000
DRAWN = 1_500
NAMED = 26
ROW = re.compile(r"[;\r\n]+")


@dataclass(frozen=True, eq=False)
class Points:
    """Points of a plane: `x` and `y` are read-only arrays of equal length."""

    x: Array
    y: Array

    def __post_init__(self) -> None:
        for row in (self.x, self.y):
            row.setflags(write=False)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def vertical(self) -> bool:
        """Whether all points share one x, so that many lines are equally good."""
        return bool((self.x == self.x[0]).all())


FIVE = Points(np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 5]))


def cells(line: str) -> list[str]:
    """The cells of a row, separated by a tab, a comma or a space. Beside a tab a comma is a decimal point."""
    if "\t" in line:
        return [cell.strip().replace(",", ".") for cell in line.strip().split("\t")]
    found = line.split(",") if "," in line else line.split()
    return [cell.strip().strip('"') for cell in found]


def rows(text: str) -> list[str]:
    """The rows of a table. One semicolon inside every line separates columns, as where a comma is the decimal point."""
    whole = [line for line in text.splitlines() if line.strip()]
    if len(whole) > 1 and all(line.strip().strip(";").count(";") == line.count(";") == 1 for line in whole):
        return [line.replace(";", "\t") for line in whole]
    return [line for line in ROW.split(text) if line.strip()]


def parse(text: str) -> Points:
    """Read points such as `1,2; 2,1`, rows of a spreadsheet, or CSV; a first row of titles is passed over.

    Raises:
        ValueError: a row that is not two numbers; no points or more than 10,000; a number beyond 1e150.
    """
    lines = rows(text)
    if len(lines) > MOST + 1:
        raise ValueError(f"{len(lines):,} points; there is room for {MOST:,}")
    read: list[tuple[float, float]] = []
    for count, line in enumerate(lines, start=1):
        found = cells(line)
        if count == 1 and len(lines) > 1 and not any(map(numbers.is_number, found)):
            continue
        if len(found) != 2:
            has = f"{len(found)} number{'s' if len(found) > 1 else ''}"
            raise ValueError(f"row {count}, “{line.strip()[:24]}”, has {has}; give x and y, such as 1, 2")
        x, y = (numbers.parse(cell, f"in row {count}") for cell in found)
        read.append((x, y))
    return of_places(read)


def of_places(places: Sequence[tuple[float, float]]) -> Points:
    """The points that stand at some places.

    Raises:
        ValueError: if there is none, or more than 10,000.
    """
    if not places:
        raise ValueError("there is no point in it; give x and y of each, such as 1, 2; 2, 1")
    if len(places) > MOST:
        raise ValueError(f"{len(places):,} points; there is room for {MOST:,}")
    across, up = np.array(places, dtype=float).T
    return Points(across.copy(), up.copy())


def place(text: str) -> tuple[float, float]:
    """Read one place such as `1, 2`.

    Raises:
        ValueError: if it is not two numbers.
    """
    found = cells(text)
    if len(found) != 2:
        raise ValueError(f"{numbers.shown(text)} is no point; give x and y, such as 1, 2")
    return numbers.parse(found[0]), numbers.parse(found[1])


def same(points: Points, others: Points) -> bool:
    """Whether the numbers of both are the same, in the same order."""
    return np.array_equal(points.x, others.x) and np.array_equal(points.y, others.y)


def text(points: Points) -> str:
    """Points as a hand writes them, in one line."""
    pairs = zip(points.x.tolist(), points.y.tolist(), strict=True)
    return ";".join(f"{numbers.write(x)},{numbers.write(y)}" for x, y in pairs)


def name(index: int) -> str:
    """A, B, C … and from the 27th on by number."""
    return chr(ord("A") + index) if index < NAMED else str(index + 1)


def names(points: Points) -> tuple[str, ...]:
    """The names of all points, as the words of a scene."""
    return tuple(map(name, range(len(points))))


def thinned(points: Points, most: int = DRAWN) -> Points:
    """All points, or `most` of them evenly spaced in their order; so many are drawn."""
    if len(points) <= most:
        return points
    chosen = np.linspace(0, len(points) - 1, most).astype(int)
    return Points(points.x[chosen].copy(), points.y[chosen].copy())
