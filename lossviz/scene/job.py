"""A job: a computation of seconds, such as a whole training, whose result a scene is built without, and then with."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeAlias

Slices: TypeAlias = Generator[tuple[int, int], None, Any]


@dataclass(frozen=True)
class Job:
    """The job of a lesson or a fold; each of its functions takes what the scene takes.

    `key` names all that the result depends on. `slices` computes in slices of a few milliseconds: between two of them
    it yields how much is done, and of how much, and at last it returns the result. `size` is the bytes of a result.
    """

    key: Callable[..., str]
    slices: Callable[..., Slices]
    size: Callable[[Any], int]


@dataclass(frozen=True)
class Awaited:
    """The result of a job in a scene: its `key`, whether it is there, and the tables that it fills.

    A scene without it has these tables with their places, in each row the present state. `label` names the job where
    its progress is shown, `action` is what begins it again once it was cancelled. `beside` are the quantities in these
    tables that depend on more than the job, such as those of a point that is chosen: they are sent with every message.
    """

    key: str
    tables: tuple[str, ...]
    is_done: bool
    label: str
    action: str = "Train"
    beside: frozenset[str] = frozenset()

    def check(self, key: str | None, *, is_done: bool) -> None:
        """Refuse what is not the result of the job that has this key.

        Raises:
            ValueError: with both keys.
        """
        if (self.key, self.is_done) != (key, is_done):
            raise ValueError(
                f"the scene awaits {self.key!r}, done: {self.is_done}; its job is {key!r}, done: {is_done}"
            )
