"""What a learner can set: typed parameters, each with its name in the address, default, bounds, reader and writer.

A parameter is text in the address and a value in Python. No text, or blank text, means the default; the default is
written as no text. Every reader refuses what it does not understand with a `ValueError` in words for the learner.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lossviz.inputs import distribution, numbers, outcome_names, point_texts, points, session_store
from lossviz.inputs.units import UNITS

SPEEDS = ("0.1", "0.25", "0.5", "1", "2", "5", "10")


@dataclass(frozen=True, kw_only=True)
class Parameter(ABC):
    """A part of the state.

    `name` is its name in the address; a parameter of a fold is `<fold>.<name>`. `label`, `help` and `placeholder` stand
    at its box under "Exact values". `clears` are parameters that return to their defaults when this one is set there.
    A parameter whose `default` is None may be left out: the scene then finds a value that suits.
    """

    name: str = field(kw_only=False)
    default: Any = None
    label: str = ""
    help: str = ""
    placeholder: str = ""
    clears: tuple[str, ...] = ()
    multiline: ClassVar[bool] = False

    @property
    def key(self) -> str:
        """The argument of the scene function that takes its value: the name without its fold."""
        return self.name.rpartition(".")[2]

    @property
    def called(self) -> str:
        """The label of its box, as a refusal names it."""
        return self.label or self.name

    def parse(self, text: str) -> Any:
        """The value that a text in the address means; blank text means the default.

        Raises:
            ValueError: if the text means nothing, in words that say what would.
        """
        return self.read(text) if text.strip() else self.default

    def write(self, value: Any) -> str:
        """The text of a value; a value that was left out has none."""
        return "" if value is None else self.text(value)

    def short(self, value: Any) -> str:
        """The text as it goes into the address: none where it is the default."""
        written = self.write(value)
        return "" if written == self.default_text else written

    def shortest(self, text: str) -> str:
        """A written text as it goes into an address that has no room for it."""
        return text

    @property
    def default_text(self) -> str:
        """The text of the default."""
        return self.write(self.default)

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of a text that is not blank."""

    def text(self, value: Any) -> str:
        """The text of a value, such that reading it gives the value again."""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Integer(Parameter):
    """A whole number from `low` to `high`, both included."""

    low: int = 0
    high: int = 999_999_999

    def read(self, text: str) -> int:
        return numbers.parse_whole(text, self.low, self.high)


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A number from `low` to `high`; `above` excludes `low` itself."""

    low: float = -numbers.LARGEST
    high: float = numbers.LARGEST
    above: bool = False

    def read(self, text: str) -> float:
        value = numbers.parse(text)
        if not self.low <= value <= self.high or (self.above and value == self.low):
            start = f"above {self.low:g}" if self.above else f"from {self.low:g}"
            end = f" to {self.high:,g}" if self.high < numbers.LARGEST else ""
            raise ValueError(f"give a number {start}{end}" if end or self.above else f"give a number {start} up")
        return value

    def text(self, value: float) -> str:
        return numbers.write(value)


@dataclass(frozen=True, kw_only=True)
class Pair(Parameter):
    """Two numbers, such as a start `-4, 1.5`; `example` is shown where it is refused."""

    example: str = "0, 1"

    def read(self, text: str) -> tuple[float, float]:
        cells = points.cells(text)
        if len(cells) != 2:
            raise ValueError(f"give two numbers, such as {self.example}; here {len(cells)}")
        return numbers.parse(cells[0]), numbers.parse(cells[1])

    def text(self, value: tuple[float, float]) -> str:
        return numbers.write_all(value)


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of a few names."""

    options: Sequence[str]

    def read(self, text: str) -> str:
        if text not in self.options:
            raise ValueError(f"there is {', '.join(self.options)}")
        return text


@dataclass(frozen=True, kw_only=True)
class Several(Parameter):
    """One or more of a few names, in their own order; the default is all of them."""

    options: Sequence[str]

    def read(self, text: str) -> tuple[str, ...]:
        said = set(re.findall(r"[^,;\s]+", text))
        if unknown := sorted(said - set(self.options)):
            raise ValueError(f"there is no “{unknown[0][:20]}”; there is {', '.join(self.options)}")
        if not said:
            raise ValueError(f"give at least one of {', '.join(self.options)}")
        return tuple(name for name in self.options if name in said)

    def text(self, value: Sequence[str]) -> str:
        return ",".join(value)


@dataclass(frozen=True, kw_only=True)
class Distribution(Parameter):
    """Two to `most` outcomes as whole weights, such as `9,1`; probabilities are their shares."""

    most: int = distribution.MOST

    def read(self, text: str) -> tuple[int, ...]:
        return distribution.parse(text, self.most)

    def text(self, value: Sequence[int]) -> str:
        return distribution.text(distribution.reduced(value))


@dataclass(frozen=True, kw_only=True)
class Names(Parameter):
    """Names of outcomes; the default is none."""

    default: Any = ()
    most: int = distribution.MOST

    def read(self, text: str) -> tuple[str, ...]:
        return outcome_names.parse(text, self.most)

    def text(self, value: Sequence[str]) -> str:
        return ",".join(value)


@dataclass(frozen=True, kw_only=True)
class Points(Parameter):
    """Points of the learner, `x,y;x,y;…`, in one of the forms of `point_texts`; `kind` says which columns they have."""

    multiline: ClassVar[bool] = True
    kind: ClassVar[type[points.Points]] = points.Points

    def read(self, text: str) -> points.Points:
        if text.startswith(point_texts.CHANGE) and self.default is not None:
            text = self.default_text + text
        read = self.checked(point_texts.parse_as(self.kind, text))
        return self.default if self.default is not None and points.same(read, self.default) else read

    def read_table(self, text: str) -> points.Points:
        """The points of a file with rows of numbers."""
        return self.checked(points.parse_as(self.kind, text))

    def checked(self, value: points.Points) -> points.Points:
        """The same points, unless they are refused."""
        return value

    def text(self, value: points.Points) -> str:
        return point_texts.write(value)

    def shortest(self, text: str) -> str:
        return text if session_store.is_name(text) or not text else point_texts.shortest(self.parse(text))


def unit(default: str) -> Choice:
    """The unit of information: bits, nats or hartleys."""
    return Choice("unit", default=default, options=tuple(UNITS), label="Unit", help=f"One of {', '.join(UNITS)}.")


def speed(name: str = "speed") -> Choice:
    """How many times as fast as usual a player plays."""
    return Choice(name, default="1", options=SPEEDS, label="Speed of the player", help=f"One of {', '.join(SPEEDS)}.")


@dataclass(frozen=True)
class State:
    """What an address says: values and full texts by the names of the parameters, and what was refused.

    A refused parameter has its default; `refused` gives its text and what is wrong with it. `absent` has, of those, the
    names of points that another session keeps.
    """

    values: Mapping[str, Any]
    texts: Mapping[str, str]
    refused: Mapping[str, tuple[str, str]]
    absent: Mapping[str, str]


def parse_state(parameters: Sequence[Parameter], address: Mapping[str, str]) -> State:
    """Read every parameter from an address."""
    values, texts, refused, absent = {}, {}, {}, {}
    for parameter in parameters:
        text = address.get(parameter.name, "")
        try:
            values[parameter.name] = parameter.parse(text)
        except ValueError as error:
            refused[parameter.name] = (text, str(error))
            values[parameter.name] = parameter.default
            if isinstance(error, session_store.NotInLinkError):
                absent[parameter.name] = error.name
        texts[parameter.name] = parameter.write(values[parameter.name])
    return State(values, texts, refused, absent)
