"""What was used last, up to so many bytes."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by their names, of `budget` bytes in all: when there are more, the one not used for longest goes first."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.held = 0
        self._values: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, name: str) -> T | None:
        """The value of that name, used just now; None where there is none."""
        with self._lock:
            if name not in self._values:
                return None
            self._values.move_to_end(name)
            return self._values[name][0]

    def put(self, name: str, value: T, size: int) -> None:
        """Keep a value of so many bytes; one that is larger than the budget is not kept."""
        with self._lock:
            if name in self._values:
                self.held -= self._values.pop(name)[1]
            if size > self.budget:
                return
            self._values[name] = value, size
            self.held += size
            while self.held > self.budget:
                self.held -= self._values.popitem(last=False)[1][1]
