"""Long computations that somebody else may end between two of their steps, and whose work is counted there.

Work is counted in operations: one is the loss, or the gradient, of one sample at one place. They are the same on every
machine, and take about as many times 15 ns on one of today.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

Made = TypeVar("Made")

# What a step of a descent, or of a loop as long, takes beside its samples.
STEP = 3_000


class ComputationEndedError(Exception):
    """A computation was ended before it was done, since nobody waits for it any more."""


@dataclass
class Work:
    """The operations of a computation so far."""

    operations: int = 0


@dataclass
class Watch:
    """Who is asked whether a computation is over, and the operations since."""

    is_over: Callable[[], bool]
    every: int
    operations: int = 0


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)
_work: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def interruptible(is_over: Callable[[], bool], every: int = 0) -> Iterator[None]:
    """Within it, long computations of this thread ask between two of their steps whether they are over.

    They ask after so many operations at least.

    Examples:
        >>> with interruptible(lambda: True):
        ...     checkpoint()
        Traceback (most recent call last):
        lossviz.theory.interruption.ComputationEndedError: nobody waits for this any more
        >>> with interruptible(lambda: True, every=100):
        ...     checkpoint(60)
        >>> with interruptible(lambda: True, every=100):
        ...     checkpoint(60)
        ...     checkpoint(60)
        Traceback (most recent call last):
        lossviz.theory.interruption.ComputationEndedError: nobody waits for this any more
    """
    token = _watch.set(Watch(is_over, every))
    try:
        yield
    finally:
        _watch.reset(token)


@contextmanager
def counted() -> Iterator[Work]:
    """Within it, the operations of all computations of this thread are counted.

    Examples:
        >>> with counted() as work:
        ...     checkpoint(12)
        ...     checkpoint(30)
        >>> work.operations
        42
    """
    work = Work()
    token = _work.set(work)
    try:
        yield work
    finally:
        _work.reset(token)


def finished(slices: Generator[Any, None, Made]) -> Made:
    """What a computation in slices returns, at one go."""
    while True:
        try:
            next(slices)
        except StopIteration as end:
            made: Made = end.value
            return made


def relayed(
    slices: Generator[int, None, Made], before: int, total: int, each: int = 1
) -> Generator[tuple[int, int], None, Made]:
    """A computation in slices that is a part of a longer one: what is done of it and `before` it, of how much.

    Its own numbers count `each` as much.

    Examples:
        >>> list(relayed((done for done in (1, 2)), 10, 12))
        [(11, 12), (12, 12)]
    """
    while True:
        try:
            yield before + each * next(slices), total
        except StopIteration as end:
            made: Made = end.value
            return made


def checkpoint(operations: int = STEP) -> None:
    """Count the operations of the next step and go on, or stop here if the computation is over.

    Outside of `interruptible` it always goes on.

    Raises:
        ComputationEndedError: if it is over.
    """
    work = _work.get()
    if work is not None:
        work.operations += operations
    watch = _watch.get()
    if watch is None:
        return
    watch.operations += operations
    if watch.operations < watch.every:
        return
    watch.operations = 0
    if watch.is_over():
        raise ComputationEndedError("nobody waits for this any more")
