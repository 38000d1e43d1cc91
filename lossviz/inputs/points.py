"""The learner's own points: read from what a spreadsheet or a hand gives, and written short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, TypeVar

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
    """Points of a plane: `x` and `y` are read-only arrays of equal length.

    A subclass has more columns: their `TITLES`, how many points it holds at most, and the `EXAMPLE` of one.
    """

    x: Array
    y: Array

    TITLES: ClassVar[tuple[str, ...]] = ("x", "y")
    LIMIT: ClassVar[int] = MOST
    ASKED: ClassVar[str] = "x and y"
    EXAMPLES: ClassVar[tuple[str, ...]] = ("1, 2", "2, 1")

    def __post_init__(self) -> None:
        for row in self.columns:
            row.setflags(write=False)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def columns(self) -> tuple[Array, ...]:
        """All columns, in the order of their titles."""
        return self.x, self.y

    @property
    def nbytes(self) -> int:
        """The bytes of all columns."""
        return sum(column.nbytes for column in self.columns)

    @property
    def places(self) -> list[tuple[float, ...]]:
        """The numbers of each point."""
        return list(zip(*(column.tolist() for column in self.columns), strict=True))

    @property
    def vertical(self) -> bool:
        """Whether all points share one x, so that many lines are equally good."""
        return bool((self.x == self.x[0]).all())


P = TypeVar("P", bound=Points)

FIVE = Points(np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 4, 3, 5]))


def cells(line: str) -> list[str]:
    """The cells of a row, separated by a tab, a comma or a space. Beside a tab a comma is a decimal point."""
    if "\t" in line:
        return [cell.strip().replace(",", ".") for cell in line.strip().split("\t")]
    found = line.split(",") if "," in line else line.split()
    return [cell.strip().strip('"') for cell in found]


def rows(text: str, columns: int = 2) -> list[str]:
    """The rows of a table.

    Semicolons inside every line, one fewer than there are columns, separate these, as where a comma is the decimal
    point.
    """
    whole = [line for line in text.splitlines() if line.strip()]
    separated = all(line.strip().strip(";").count(";") == line.count(";") == columns - 1 for line in whole)
    # Three points of three numbers in each line have two commas between semicolons.
    decimal = columns == 2 or all(cell.count(",") <= 1 for line in whole for cell in line.split(";"))
    if len(whole) > 1 and separated and decimal:
        return [line.replace(";", "\t") for line in whole]
    return [line for line in ROW.split(text) if line.strip()]


def parse(text: str) -> Points:
    """Read points such as `1,2; 2,1`, rows of a spreadsheet, or CSV; a first row of titles is passed over.

    Raises:
        ValueError: a row that is not two numbers; no points or more than 10,000; a number beyond 1e150.
    """
    return parse_as(Points, text)


def parse_as(kind: type[P], text: str) -> P:
    """Read points of a kind, whose rows have a number for each of its columns.

    Raises:
        ValueError: a row of fewer or more numbers; no points or more than there is room for; a number beyond 1e150.
    """
    lines = rows(text, len(kind.TITLES))
    if len(lines) > kind.LIMIT + 1:
        raise ValueError(f"{len(lines):,} points; there is room for {kind.LIMIT:,}")
    read: list[tuple[float, ...]] = []
    for count, line in enumerate(lines, start=1):
        found = cells(line)
        if count == 1 and len(lines) > 1 and not any(map(numbers.is_number, found)):
            continue
        if len(found) != len(kind.TITLES):
            has = f"{len(found)} number{'s' if len(found) > 1 else ''}"
            raise ValueError(
                f"row {count}, “{line.strip()[:24]}”, has {has}; give {kind.ASKED}, such as {kind.EXAMPLES[0]}"
            )
        read.append(tuple(numbers.parse(cell, f"in row {count}") for cell in found))
    return of_rows(kind, read)


def of_places(places: Sequence[tuple[float, float]]) -> Points:
    """The points that stand at some places.

    Raises:
        ValueError: if there is none, or more than 10,000.
    """
    return of_rows(Points, places)


def of_rows(kind: type[P], rows: Sequence[tuple[float, ...]]) -> P:
    """The points of a kind that have some numbers.

    Raises:
        ValueError: if there is none, or more than there is room for.
    """
    if not rows:
        raise ValueError(f"there is no point in it; give {kind.ASKED} of each, such as {'; '.join(kind.EXAMPLES)}")
    if len(rows) > kind.LIMIT:
        raise ValueError(f"{len(rows):,} points; there is room for {kind.LIMIT:,}")
    return kind(*(column.copy() for column in np.array(rows, dtype=float).T))


def place(text: str, kind: type[Points] = Points) -> tuple[float, ...]:
    """Read the numbers of one point such as `1, 2`.

    Raises:
        ValueError: if it is not a number for each column.
    """
    found = cells(text)
    if len(found) != len(kind.TITLES):
        raise ValueError(f"{numbers.shown(text)} is no point; give {kind.ASKED}, such as {kind.EXAMPLES[0]}")
    return tuple(map(numbers.parse, found))


def same(points: Points, others: Points) -> bool:
    """Whether the numbers of both are the same, in the same order."""
    return len(points.columns) == len(others.columns) and all(map(np.array_equal, points.columns, others.columns))


def text(points: Points) -> str:
    """Points as a hand writes them, in one line."""
    return ";".join(map(numbers.write_all, points.places))


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
