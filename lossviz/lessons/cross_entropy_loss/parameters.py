"""What can be set in the cross-entropy loss lesson: logits, target, temperature, smoothing, names, the highlight."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lossviz.inputs import distribution, numbers, parameter
from lossviz.inputs.parameter import Parameter

FEWEST, MOST = 2, 10
NAMES = ("cat", "dog", "fox", "owl", "bee", "elk", "hen", "pig", "rat", "yak")
LOGITS, TARGET = (1.0, 2.0, 0.0), (1, 0, 0)
LARGEST = 1e308
COLDEST, HOTTEST = 0.01, 1000.0
_RULED_OUT = re.compile(r"-(inf(inity)?|∞)", re.IGNORECASE)


def parse_logit(text: str) -> float:
    """Read one logit: a number up to 1e308 in size, or `-inf` for a class that is ruled out.

    Raises:
        ValueError: if it is neither.
    """
    if _RULED_OUT.fullmatch(numbers.plain(text)):
        return -math.inf
    if not numbers.is_number(text):
        raise ValueError(f"{numbers.shown(text)} is no logit; a logit is any number, or -inf for probability 0")
    return numbers.parse(text, largest=LARGEST)


def parse_logits(pieces: Sequence[str]) -> tuple[float, ...]:
    """Read the logits of two to ten classes.

    Raises:
        ValueError: for a piece that is no logit, too few or too many of them, or nothing but -inf.
    """
    read = tuple(map(parse_logit, pieces))
    if not FEWEST <= len(read) <= MOST:
        raise ValueError(f"{len(read)} logits; give one for each of {FEWEST} to {MOST} classes, such as 1, 2, 0")
    if all(map(math.isinf, read)):
        raise ValueError("every class is ruled out; at least one needs a number")
    return read


@dataclass(frozen=True, kw_only=True)
class Logits(Parameter):
    """The logits of two to ten classes, such as `1,2,0`."""

    def read(self, text: str) -> tuple[float, ...]:
        return parse_logits(numbers.pieces(text))

    def text(self, value: Sequence[float]) -> str:
        return numbers.write_all(value)


def one_hot(true: int, classes: int) -> str:
    """A target with all its weight on one class, as it stands in the address."""
    return distribution.text([int(k == true) for k in range(classes)])


def fitted(target: Sequence[int], classes: int) -> tuple[int, ...]:
    """A target for so many classes: those it lacks get 0; when nothing is left, the first class is true."""
    kept = (*target[:classes], *(0 for _ in range(classes - len(target))))
    return kept if any(kept) else (1, *kept[1:])


FIRST = {
    "logits": numbers.write_all(LOGITS),
    "y": distribution.text(TARGET),
    "temperature": "1",
    "smoothing": "0",
    "names": "",
    "highlight": "",
}

PARAMETERS = (
    Logits(
        "logits",
        default=LOGITS,
        label="Logits",
        help="One number for each of two to ten classes, such as 1, 2, 0. -inf is probability 0.",
    ),
    parameter.Distribution(
        "y",
        default=TARGET,
        most=MOST,
        label="Target y",
        help="Weights of the classes: 1, 0, 0 if the first is true; 8, 1, 1 is a soft target.",
    ),
    parameter.Number(
        "temperature",
        default=1.0,
        low=COLDEST,
        high=HOTTEST,
        label="Temperature T",
        help="The logits are divided by it before softmax.",
    ),
    parameter.Number(
        "smoothing",
        default=0.0,
        low=0,
        high=1,
        label="Label smoothing ε",
        help="From 0 to 1: the share of the target that is spread evenly over all classes.",
    ),
    parameter.Names(
        "names", most=MOST, label="Names of the classes", help="Such as cat, dog, fox.", placeholder="cat, dog, fox"
    ),
    parameter.Integer(
        "highlight",
        default=1,
        low=1,
        high=MOST,
        label="Highlighted class",
        help="Counted from 1; the formula shows it beside the true class.",
    ),
    parameter.unit("nats"),
)


def class_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names for ten classes: the learner's where there are any, else animals."""
    own = tuple(name or animal for name, animal in zip(names, NAMES, strict=False))
    return (*own, *NAMES[len(own) :])
