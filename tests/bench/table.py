"""The table of results, and which of its figures could not be taken."""

import re
import traceback
from collections.abc import Awaitable, Sequence
from dataclasses import astuple, dataclass, fields

NOT_TAKEN = "NOT TAKEN"
NAN = re.compile(r"\bnan\b")


class NotTakenError(Exception):
    """A figure could not be taken, and why."""


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


def compared(figure: str, ours: float, baseline: float, unit: str, most: float) -> Row:
    """A figure beside its baseline, held against the largest ratio of the two."""
    return Row(
        figure,
        f"{ours:.0f} {unit}",
        f"{baseline:.0f} {unit}",
        f"{ours / baseline:.2f}",
        f"<= {most:g}",
        verdict(ours <= most * baseline),
    )


async def taken(figure: str, measurement: Awaitable[list[Row]]) -> list[Row]:
    """The rows of a measurement, or one that says why there are none."""
    try:
        return await measurement
    except Exception as error:
        if not isinstance(error, NotTakenError):
            traceback.print_exc()
        why = (str(error).splitlines() or [""])[0] or type(error).__name__
        return [Row(figure, why, reached=NOT_TAKEN)]


def not_taken(rows: Sequence[Row]) -> list[str]:
    """The figures that say nothing: there is no value, or it is not a number."""
    return [row.figure for row in rows if row.reached == NOT_TAKEN or any(map(NAN.search, astuple(row)[1:]))]


def printed(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    names = [field.name for field in fields(Row)]
    cells = [names, *([getattr(row, name) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])
