"""A part of the state: its name in the address, and how its text is read and written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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
