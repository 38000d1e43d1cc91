"""The learner's own points: read from whatever a spreadsheet or a hand gives, written short, framed."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

MOST = 10_000
FURTHEST = 1e150
DRAWN = 1_500
NAMED = 26
FIVE = "1,2;2,1;3,4;4,3;5,5"
ROOMY = ((0.0, 6.0), (-1.0, 11.0))

ROW = re.compile(r"[;\r\n]+")


@dataclass(frozen=True, eq=False)
class Points:
    """One row of points, nothing in it can be changed."""

    x: Array
    y: Array

    def __post_init__(self) -> None:
        for row in (self.x, self.y):
            row.setflags(write=False)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def upright(self) -> bool:
        """Whether all points share one x, so that many lines are equally good."""
        return bool((self.x == self.x[0]).all())


def number(text: str, where: str) -> float:
    """One number of a table, or a word about it."""
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"“{text.strip()[:20]}” {where} is no number") from None
    if not math.isfinite(value) or abs(value) > FURTHEST:
        raise ValueError(f"“{text.strip()[:20]}” {where} is too far out; numbers here end at 1e150")
    return value + 0.0


def pair(line: str) -> list[str]:
    """The two cells of a row: apart by a tab, a comma or a space. Beside a tab a comma is a decimal point."""
    if "\t" in line:
        return [cell.strip().replace(",", ".") for cell in line.strip().split("\t")]
    cells = line.split(",") if "," in line else line.split()
    return [cell.strip().strip('"') for cell in cells]


def two(text: str, form: str, where: str) -> tuple[float, float] | None:
    """Two numbers, or nothing where nothing is said; `form` says what is expected, as in “a start has x and y”."""
    if not text.strip():
        return None
    cells = pair(text)
    if len(cells) != 2:
        raise ValueError(f"{form}; here {len(cells)}")
    return number(cells[0], where), number(cells[1], where)


def lines(text: str) -> list[str]:
    """The rows of a table. Where each line has one semicolon inside, it parts columns, as where a comma is decimal."""
    whole = [line for line in text.splitlines() if line.strip()]
    if len(whole) > 1 and all(line.strip().strip(";").count(";") == line.count(";") == 1 for line in whole):
        return [line.replace(";", "\t") for line in whole]
    return [line for line in ROW.split(text) if line.strip()]


@lru_cache(maxsize=32)
def parse(text: str) -> Points:
    """Read points such as `1,2; 2,1`, rows of a spreadsheet, or CSV; a first row of titles is passed over.

    Raises:
        ValueError: a row that is not two numbers; no points or more than 10,000; a number beyond 1e150.
    """
    rows = lines(text)
    if len(rows) > MOST + 1:
        raise ValueError(f"{len(rows):,} points; there is room for {MOST:,}")
    found: list[tuple[float, float]] = []
    for count, line in enumerate(rows, start=1):
        cells = pair(line)
        if count == 1 and len(rows) > 1 and not any(is_number(cell) for cell in cells):
            continue
        if len(cells) != 2:
            has = f"{len(cells)} number{'s' if len(cells) > 1 else ''}"
            raise ValueError(f"row {count}, “{line.strip()[:24]}”, has {has}; give x and y, such as 1, 2")
        found.append((number(cells[0], f"in row {count}"), number(cells[1], f"in row {count}")))
    if not found:
        raise ValueError("there is no point in it; give x and y of each, such as 1, 2; 2, 1")
    if len(found) > MOST:
        raise ValueError(f"{len(found):,} points; there is room for {MOST:,}")
    across, up = np.array(found, dtype=float).T
    return Points(across.copy(), up.copy())


def is_number(text: str) -> bool:
    """Whether a cell is a number rather than a title."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def short(value: float) -> str:
    """A number as its shortest text: 1, 0.35, 1e+20."""
    text = repr(float(value) + 0.0)
    return text.removesuffix(".0")


@lru_cache(maxsize=32)
def text(points: Points) -> str:
    """Points as the address has them; the very same points are written once."""
    return ";".join(f"{short(a)},{short(b)}" for a, b in zip(points.x.tolist(), points.y.tolist(), strict=True))


def name(index: int) -> str:
    """A, B, C … and from the 27th on by number."""
    return chr(ord("A") + index) if index < NAMED else str(index + 1)


def words(points: Points) -> tuple[str, ...]:
    """The names of all points, as the words of a scene."""
    return tuple(name(i) for i in range(len(points)))


def nice(low: float, high: float) -> tuple[float, float]:
    """A range with a little room, that begins and ends on round numbers."""
    wide = (high - low) or max(abs(high), 1.0)
    step = 10.0 ** math.floor(math.log10(wide / 5))
    step *= next(part for part in (1, 2, 5, 10) if wide / (step * part) <= 10)
    return math.floor((low - 0.08 * wide) / step) * step, math.ceil((high + 0.08 * wide) / step) * step


def frame(points: Points) -> tuple[tuple[float, float], tuple[float, float]]:
    """The axes on which these points are drawn: those of the five points where there is room on them."""
    (left, right), (bottom, top) = ROOMY
    across, up = (points.x.min(), points.x.max()), (points.y.min(), points.y.max())
    inside = across[0] > left and across[1] < right and up[0] > bottom and up[1] < top
    small = (across[1] - across[0]) < (right - left) / 6 or (up[1] - up[0]) < (top - bottom) / 12
    if inside and (not small or len(points) <= 5):
        return ROOMY
    return nice(*map(float, across)), nice(*map(float, up))


def drawn(points: Points) -> Points:
    """The points that are drawn: all, or every so manieth where there are more than a picture can hold."""
    if len(points) <= DRAWN:
        return points
    chosen = np.linspace(0, len(points) - 1, DRAWN).astype(int)
    return Points(points.x[chosen].copy(), points.y[chosen].copy())
