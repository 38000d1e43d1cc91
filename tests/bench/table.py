"""The table of results."""

from collections.abc import Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Row:
    """One figure: ours, the baseline of the same run, their ratio, and the bar it is held against."""

    figure: str
    ours: str
    baseline: str = ""
    ratio: str = ""
    bar: str = ""
    reached: str = ""


def verdict(reached: bool) -> str:
    """Whether a bar was reached, in a word."""
    return "yes" if reached else "NO"


def printed(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    names = [field.name for field in fields(Row)]
    cells = [names, *([getattr(row, name) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])
