"""Weights that are set by hand, as an address has them: `75:14:1.5` sets weight 14 after update 75 to 1.5.

`75:2:1:0.5` moves the fold of the unit that weight 2 leads to: its place nearest to 0, 0 is then 1, 0.5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lossviz.inputs import labelled_points, numbers, parameter

MOST = 40  # weights by hand: a fold counts as three of them, its unit's two weights and its bias
MOST_UPDATES, MOST_WEIGHTS = 30_000, 1_000
LARGEST_VALUE = 1e9


@dataclass(frozen=True)
class Edit:
    """After so many updates a weight, by its place in the flat vector, has a value, or the fold of its unit a place."""

    update: int
    place: int
    value: float
    fold_y: float | None = None

    @property
    def fold(self) -> tuple[float, float] | None:
        """The place of a fold that is nearest to 0, 0; None for a value."""
        return None if self.fold_y is None else (self.value, self.fold_y)

    @property
    def count(self) -> int:
        """How many weights it sets."""
        return 1 if self.fold_y is None else 3


@dataclass(frozen=True, kw_only=True)
class Edits(parameter.Parameter):
    """Any number of edits, up to 40 weights, in their order; `folds` says whether they may be of folds."""

    default: tuple[Edit, ...] = ()
    folds: bool = False

    def read(self, text: str) -> tuple[Edit, ...]:
        found = tuple(read(piece, folds=self.folds) for piece in numbers.pieces(text))
        if (count := sum(edit.count for edit in found)) > MOST:
            raise ValueError(f"{count} weights are set here; there is room for {MOST}, so leave out {count - MOST}")
        return found

    def text(self, value: Sequence[Edit]) -> str:
        return text(value)


def read(piece: str, *, folds: bool) -> Edit:
    """Read one edit.

    Raises:
        ValueError: with the piece, and what would be one.
    """
    parts = piece.split(":")
    if len(parts) != 3 and not (folds and len(parts) == 4):
        order = "an update, a weight and its value, in this order, with colons between them"
        raise ValueError(f"{numbers.shown(piece)} sets no weight; give {order}")
    where = f"in {numbers.shown(piece)}"
    update = whole(parts[0], f"is no update {where}", 0, MOST_UPDATES)
    weight = whole(parts[1], f"is no weight {where}", 1, MOST_WEIGHTS)
    largest = LARGEST_VALUE if len(parts) == 3 else labelled_points.LARGEST
    return Edit(update, weight - 1, *(numbers.parse(part, where, largest=largest) for part in parts[2:]))


def whole(part: str, refused: str, low: int, high: int) -> int:
    """Read a whole number of an edit.

    Raises:
        ValueError: with the text, what is `refused` of it, and what would do.
    """
    try:
        return numbers.parse_whole(part, low, high)
    except ValueError as error:
        raise ValueError(f"{numbers.shown(part)} {refused}; {error}") from None


def text(edits: Iterable[Edit]) -> str:
    """The text of edits, which reads back as the same ones."""
    return ",".join(
        ":".join([str(one.update), str(one.place + 1), *map(numbers.write, one.fold or (one.value,))]) for one in edits
    )


def room(edits: Iterable[Edit]) -> int:
    """For how many more weights there is room beside others."""
    return MOST - sum(one.count for one in edits)
