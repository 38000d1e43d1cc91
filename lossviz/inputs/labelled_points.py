"""Points of a plane that each have a label: a class, or a value; and the parameter that holds the learner's own."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from lossviz.inputs import numbers, parameter
from lossviz.inputs.points import Array, Points

MOST_POINTS, FEWEST_POINTS = 500, 4
MOST_CLASSES = 4
LARGEST = 1e6


@dataclass(frozen=True, eq=False)
class LabelledPoints(Points):
    """Points whose `label` is a class or a value; equal ones have the same numbers in the same order."""

    label: Array

    TITLES: ClassVar[tuple[str, ...]] = ("x", "y", "class")
    LIMIT: ClassVar[int] = MOST_POINTS
    ASKED: ClassVar[str] = "x, y and the class"
    EXAMPLES: ClassVar[tuple[str, ...]] = ("1, 2, 0", "2, 1, 1")

    @property
    def columns(self) -> tuple[Array, ...]:
        return self.x, self.y, self.label

    @property
    def classes(self) -> int:
        """The number of classes: one more than the largest label; 0 where the labels are values.

        They are classes where every label is a whole number from 0 to 3 and not all are the same.
        """
        found = set(self.label.tolist())
        return int(max(found)) + 1 if len(found) > 1 and found <= set(range(MOST_CLASSES)) else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LabelledPoints) and self.places == other.places

    def __hash__(self) -> int:
        return hash(tuple(self.places))


@dataclass(frozen=True, kw_only=True)
class Parameter(parameter.Points):
    """Points with labels to train on, `x,y,label;…`; without any it is None."""

    kind: ClassVar[type[Points]] = LabelledPoints

    def checked(self, value: Points) -> Points:
        """The same points, where a model can be trained on them.

        Raises:
            ValueError: in words that say what to do; see `check`.
        """
        assert isinstance(value, LabelledPoints)
        check(value)
        return value


def check(points: LabelledPoints) -> None:
    """Refuse points that nothing can be learnt from.

    Raises:
        ValueError: fewer than four points, numbers beyond a million, one label alone, or a class without points.
    """
    if len(points) < FEWEST_POINTS:
        there = "there is 1" if len(points) == 1 else f"there are {len(points)}"
        raise ValueError(f"give at least {FEWEST_POINTS} points; {there}")
    for title, column in zip(("x", "y", "the class or value"), points.columns, strict=True):
        if (beyond := abs(column) > LARGEST).any():
            row = int(beyond.argmax())
            raise ValueError(
                f"point {row + 1}: {title} = {numbers.write(column[row])} is beyond {LARGEST:,.0f}; divide all "
                "numbers of its column"
            )
    counts = Counter(points.label.tolist())
    if len(counts) == 1:
        raise ValueError(
            f"all points have the class {numbers.write(points.label[0])}; give points of at least two classes, 0 and 1"
        )
    missing = [one for one in range(points.classes) if not counts[float(one)]]
    if missing:
        raise ValueError(
            f"there is no point of class {missing[0]}, but of class {points.classes - 1}; number the classes from 0 up"
        )
