"""The parameters of the training loop; the initial line is given by w and b or by two points on it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lossviz.inputs import numbers, parameter
from lossviz.inputs.points import FIVE
from lossviz.scene.quantities import Array
from lossviz.theory import least_squares

UPDATES = 100
PHASES = ("predict", "compute the loss", "compute the gradient", "update")
LAST_STEP = len(PHASES) * UPDATES


class Line(NamedTuple):
    """A line ŷ = w · x + b."""

    w: float
    b: float

    def predict(self, x: Array | float) -> Array:
        """What the line predicts at x."""
        with np.errstate(all="ignore"):
            return np.asarray(self.w * np.asarray(x) + self.b)


FIRST = Line(0.0, 1.0)


def line_through(x: list[float], y: list[float]) -> Line:
    """The line through two points, in as few digits as one can see.

    Raises:
        ValueError: if both points have the same x, or the line is too steep for numbers.
    """
    if x[0] == x[1]:
        raise ValueError("both points have the same x, so the line would stand upright")
    with np.errstate(over="ignore"):
        exact = [float(value) for value in least_squares.line(x, y)]
    if not all(abs(value) <= numbers.LARGEST for value in exact):
        raise ValueError("the line through these points is too steep for numbers")
    rounded = [Line(*(float(f"{value:.{digits}g}") for value in exact)) for digits in (5, 8, 12, 17)]
    tolerance = max(map(abs, y)) / 1e4
    return next((line for line in rounded if (abs(line.predict(np.array(x)) - y) <= tolerance).all()), rounded[-1])


@dataclass(frozen=True, kw_only=True)
class LineParameter(parameter.Parameter):
    """A line: w and b, such as `0, 1`, or two points on it, such as `0,1; 6,4`."""

    def read(self, text: str) -> Line:
        found = [numbers.parse(piece, "in the line") for piece in numbers.pieces(text)]
        if len(found) == 4:
            return line_through(found[::2], found[1::2])
        if len(found) != 2:
            raise ValueError(f"{len(found)} numbers; give w and b of the line, such as 0, 1")
        return Line(*found)

    def text(self, value: Line) -> str:
        return numbers.write_all(value)


PARAMETERS = (
    LineParameter(
        "start", default=FIRST, label="Initial w, b", help="Where training begins: w and b, or two points of the line."
    ),
    parameter.Number(
        "rate",
        default=0.02,
        low=0.0,
        label="Learning rate (η)",
        help="A number from 0 up: an update subtracts this many times the gradient.",
    ),
    parameter.Integer(
        "step",
        default=0,
        high=LAST_STEP,
        label="Update and phase",
        help="Four times the number of updates, plus 0 to predict, 1 for the loss, 2 for the gradient, 3 to update.",
    ),
    parameter.Number(
        "guess", label="Guess of w", help="Draws a dashed line: where you think w will be.", placeholder="none"
    ),
    parameter.speed(),
    parameter.Points("points", default=FIVE, label="Points"),
)


def state(**changes: str) -> dict[str, str]:
    """The first state with some of its texts changed; the speed stays what it is."""
    return {"points": "", "start": "", "rate": "", "step": "", "guess": ""} | changes
