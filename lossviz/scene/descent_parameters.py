"""The parameters that all pictures of a descent share: the surface and its points, the start, the learning rate."""

from dataclasses import dataclass

from lossviz.inputs import parameter
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.theory.surface import Point

STEEPEST = 10_000.0
# A long descent has fewer places in its table than steps.
TABLE_PLACES = 100
STRIDES = (1, 2, 3, 4, 5, 10)


def table_stride(steps: int) -> int:
    """How many steps lie between two places of the table of a descent of at most 1,000 steps."""
    return next(stride for stride in STRIDES if steps <= stride * TABLE_PLACES)


@dataclass(frozen=True, kw_only=True)
class Steps(parameter.Integer):
    """The length of a descent; a long one is a multiple of the steps between two places of its table."""

    high: int = STRIDES[-1] * TABLE_PLACES

    def read(self, text: str) -> int:
        steps = super().read(text)
        stride = table_stride(steps)
        if steps % stride:
            raise ValueError(f"of {steps} steps one in {stride} is shown; give a multiple of {stride}")
        return steps


SURFACE = parameter.Choice(
    "surface",
    default="ravine",
    options=landscapes.NAMES,
    label="Loss surface",
    help=f"One of {', '.join(landscapes.NAMES)}.",
)
CONDITION = parameter.Number(
    "condition",
    default=10.0,
    low=1.0,
    high=STEEPEST,
    label="Condition number κ of the ravine",
    help="Largest over smallest curvature, 1 to 10,000.",
)
POINTS = parameter.Points(
    "points",
    label="Points",
    help="For linear regression: x and y of each point. For logistic regression: x, and the label 1 or 0. Used on the "
    "surfaces named “your points”. Paste them from a spreadsheet, or write 1, 2; 2, 1.",
)
START = parameter.Pair(
    "start", example="-4, 1.5", label="Start", help="x and y, such as -4, 1.5.", placeholder="the surface’s own"
)
RATE = parameter.Number(
    "rate", low=0.0, label="Learning rate η", help="A number from 0 up.", placeholder="the surface’s own"
)
SPEED = parameter.speed()


def start_or_default(landscape: Landscape, start: Point | None) -> Point:
    """Where a descent begins: where the learner said, or at the landscape's own start."""
    return landscape.start if start is None else start
