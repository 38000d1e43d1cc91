"""Long computations that somebody else may end between two of their steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class ComputationEndedError(Exception):
    """A computation was ended before it was done, since nobody waits for it any more."""


_is_over: ContextVar[Callable[[], bool] | None] = ContextVar("is_over", default=None)


@contextmanager
def interruptible(is_over: Callable[[], bool]) -> Iterator[None]:
    """Within it, long computations of this thread ask between their steps whether they are over.

    Examples:
        >>> with interruptible(lambda: True):
        ...     checkpoint()
        Traceback (most recent call last):
        lossviz.theory.interruption.ComputationEndedError: nobody waits for this any more
    """
    token = _is_over.set(is_over)
    try:
        yield
    finally:
        _is_over.reset(token)


def checkpoint() -> None:
    """Go on, or stop here if the computation is over; outside of `interruptible` it always goes on.

    Raises:
        ComputationEndedError: if it is over.
    """
    is_over = _is_over.get()
    if is_over is not None and is_over():
        raise ComputationEndedError("nobody waits for this any more")
