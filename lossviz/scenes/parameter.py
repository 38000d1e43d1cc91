"""A part of the state: its name in the address, and how its text is read and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lossviz.scenes.scene import Scene


@dataclass(frozen=True)
class Parameter:
    """A part of the state: its name in the address, and how its text is read and written.

    Nothing in the address means `first`, the page's own first state, and the default of every widget is the
    empty text. `read` returns what a text means and raises `ValueError`, in words for the learner, where it
    means nothing; `write` is its way back, in the shortest form. A `boxed` parameter has a box that keeps
    whatever was typed and says itself what is wrong with it.
    """

    name: str
    first: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    boxed: bool = True

    def meant(self, text: str) -> Any:
        """What a text in the address means on this page."""
        return self.read(text or self.first)

    def short(self, text: str) -> str:
        """A text as it goes into the address: nothing where it says what the page begins with."""
        written = self.write(self.meant(text))
        return "" if self.boxed and written == self.first else written


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader for a parameter that has a few named values."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"there is {', '.join(choice for choice in choices if choice)}")
        return text

    return read


class Source(Protocol):
    """A module whose scene follows from its parameters alone."""

    @property
    def PARAMETERS(self) -> Sequence[Parameter]: ...

    @property
    def scene(self) -> Callable[..., Scene]: ...


def meanings(parameters: Sequence[Parameter], asked: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What texts mean, by the names of the parameters, and how they are written.

    Raises:
        ValueError: if one of them means nothing.
    """
    meant = {parameter.name: parameter.meant(asked.get(parameter.name, "")) for parameter in parameters}
    return meant, {parameter.name: parameter.write(meant[parameter.name]) for parameter in parameters}
