"""A lane for computations: few run at once, few wait, and those who wait take turns."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from lossviz.theory.interruption import ComputationEndedError

PATIENCE = 0.1  # seconds between two looks whether somebody who waits is still waited for


class BusyError(ComputationEndedError):
    """So much is waiting already that nothing more is taken."""


class Lane:
    """At most `running` threads compute at once; at most `waiting` wait, of one client at most `waiting_each`.

    The next one is that of the client who was served longest ago, so that nobody waits for all the computations of
    another.
    """

    def __init__(self, *, running: int = 1, waiting: int = 64, waiting_each: int = 32) -> None:
        self.free = running
        self.room = waiting
        self.room_each = waiting_each
        self.queues: OrderedDict[str, deque[threading.Event]] = OrderedDict()
        self.lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self.lock:
            return sum(map(len, self.queues.values()))

    def enter(self, client: str, is_over: Callable[[], bool] = lambda: False, *, is_patient: bool = False) -> None:
        """Wait for a turn, which lasts until `leave`. Who is patient is not sent away, however many wait.

        Raises:
            BusyError: if too many wait.
            ComputationEndedError: if `is_over` says so before it is one's turn; whatever it raises is passed on.
        """
        with self.lock:
            if self.free:
                self.free -= 1
                return
            turn = self._queued(client, is_patient=is_patient)
        try:
            while not turn.wait(PATIENCE):
                if is_over():
                    raise ComputationEndedError("nobody waits for this any more")
        except BaseException:
            self._give_up(client, turn)
            raise

    def _queued(self, client: str, *, is_patient: bool) -> threading.Event:
        """A place at the end of the client's queue."""
        queue = self.queues.get(client, deque())
        if not is_patient and (sum(map(len, self.queues.values())) >= self.room or len(queue) >= self.room_each):
            raise BusyError("too much is waiting")
        turn = threading.Event()
        self.queues.setdefault(client, queue).append(turn)
        return turn

    def _give_up(self, client: str, turn: threading.Event) -> None:
        """Leave a place in the queue; a turn that has come at this moment goes to the next."""
        with self.lock:
            if turn.is_set():
                self._next()
                return
            queue = self.queues[client]
            queue.remove(turn)
            if not queue:
                del self.queues[client]

    def leave(self) -> None:
        """Give the turn to the next."""
        with self.lock:
            self._next()

    def _next(self) -> None:
        if not self.queues:
            self.free += 1
            return
        client, queue = next(iter(self.queues.items()))
        turn = queue.popleft()
        if queue:
            self.queues.move_to_end(client)
        else:
            del self.queues[client]
        turn.set()
