"""The parameters of the lesson: the curve to fit, and the sum of units that fits it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lossviz.inputs import numbers, parameter
from lossviz.inputs.parameter import Parameter
from lossviz.scene.quantities import Array
from lossviz.theory import unit_sums

MOST = 12
FARTHEST_KINK, LARGEST_CHANGE, LARGEST_LINE = 10.0, 100.0, 100.0
# The learner's own curve: its heights at these places, straight in between.
NODES = np.round(np.linspace(-2, 2, 17), 2)
LOWEST, HIGHEST, HEIGHT_STEP = -2.0, 4.0, 0.05
OWN = (0.0, 0.25, 0.5, 1.0, 1.5, 1.25, 1.0, 0.5, 0.0, -0.25, -0.5, 0.0, 0.5, 1.0, 1.5, 1.25, 1.0)

TARGETS = {"abs": "|x|", "hat": "hat", "square": "x²", "wave": "wave", "own": "your own"}
ACTIVATIONS = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "gelu": "GELU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "identity": "identity",
}

Unit = tuple[float, float]
Curve = tuple[float, ...]


def listed(text: str, where: str) -> list[float]:
    """The numbers of a list with commas, semicolons or blanks between them."""
    return [numbers.parse(piece, where) for piece in numbers.pieces(text)]


@dataclass(frozen=True, kw_only=True)
class Units(Parameter):
    """One to twelve units as kink and slope change of each: `-1,1;0,-2;1,1`."""

    def read(self, text: str) -> tuple[Unit, ...]:
        found = listed(text, "among the units")
        if len(found) % 2 or not found:
            raise ValueError(
                f"{len(found)} numbers; give a kink and a slope change for each unit, such as -1, 1; 0, -2"
            )
        if len(found) > 2 * MOST:
            raise ValueError(f"{len(found) // 2} units; there is room for {MOST}")
        bounds = (("kink", FARTHEST_KINK), ("slope change", LARGEST_CHANGE)) * (len(found) // 2)
        for value, (name, limit) in zip(found, bounds, strict=True):
            if abs(value) > limit:
                raise ValueError(
                    f"a {name} here lies between −{limit:g} and {limit:g}; {numbers.write(value)} does not"
                )
        return tuple(zip(found[::2], found[1::2], strict=True))

    def text(self, value: Sequence[Unit]) -> str:
        return ";".join(map(numbers.write_all, value))


@dataclass(frozen=True, kw_only=True)
class Heights(Parameter):
    """A curve that was drawn: its heights at the nodes."""

    def read(self, text: str) -> Curve:
        found = tuple(listed(text, "in the curve"))
        if len(found) != len(NODES):
            raise ValueError(
                f"{len(found)} {'height' if len(found) == 1 else 'heights'}; give {len(NODES)}, at x = −2, −1.75 and "
                "so on up to 2"
            )
        for value in found:
            if not LOWEST <= value <= HIGHEST:
                raise ValueError(f"a height here lies between −2 and 4; {numbers.write(value)} does not")
        return found

    def text(self, value: Curve) -> str:
        return numbers.write_all(value)


def target_heights(target: str, curve: Curve, x: Array) -> Array:
    """The curve that is to be fitted, at each x."""
    if target == "own":
        return np.interp(x, NODES, curve)
    if target == "abs":
        return np.asarray(abs(x))
    if target == "hat":
        return np.asarray(np.maximum(0.0, 1 - abs(x)))
    return np.asarray(x**2 if target == "square" else np.sin(np.pi * x / 2))


TARGET = parameter.Choice(
    "target", default="abs", options=tuple(TARGETS), label="Curve to fit", help=", ".join(TARGETS)
)
CURVE = Heights(
    "curve",
    default=OWN,
    label="Your own curve",
    help=f"{len(NODES)} heights, at x = −2, −1.75 and so on up to 2. They are seen while the curve to fit is own.",
)
ACTIVATION = parameter.Choice(
    "activation",
    default="relu",
    options=tuple(unit_sums.ACTIVATIONS),
    label="Activation function",
    help=", ".join(unit_sums.ACTIVATIONS),
)
PARAMETERS = (
    TARGET,
    CURVE,
    parameter.Number(
        "intercept", default=0.0, low=-LARGEST_LINE, high=LARGEST_LINE, label="Intercept c", help="From −100 to 100."
    ),
    parameter.Number(
        "slope",
        default=-1.0,
        low=-LARGEST_LINE,
        high=LARGEST_LINE,
        label="Slope m",
        help="Of the line to which the units are added, from −100 to 100.",
    ),
    Units(
        "units",
        default=((0.0, 0.0),),
        label="Units: kink, slope change",
        help=f"One to {MOST} pairs, such as -1, 1; 0, -2; 1, 1.",
    ),
    ACTIVATION,
    parameter.Integer(
        "highlight",
        default=1,
        low=1,
        high=MOST,
        label="Highlighted unit",
        help="Counted from 1, in the order of the units.",
    ),
    parameter.Number(
        "probe", default=-1.75, low=-2.0, high=2.0, label="Place x of the derivative", help="From −2 to 2."
    ),
    parameter.Number(
        "guess", low=-100.0, high=100.0, label="Your guess", help="The answer to a question.", placeholder="none"
    ),
)


def state(**changes: str) -> dict[str, str]:
    """The first state with some of its texts changed."""
    return {one.name: "" for one in PARAMETERS} | changes
