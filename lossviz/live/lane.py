"""A lane for computations: few run at once, few wait, and those who wait take turns."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from lossviz.theory.interruption import ComputationEndedError

PATIENCE = 0.1  # seconds between two looks whether somebody who waits is still waited for


class BusyError(ComputationEndedError):
    """So much is waiting already that nothing more is taken."""


Queues = OrderedDict[str, deque[threading.Event]]


class Lane:
    """At most `running` threads compute at once; at most `waiting` wait, of one client at most `waiting_each`.

    The next one is of the lowest rank, and among those it is that of the client who was served longest ago: nobody
    waits for all the computations of another, and what is short does not wait for what is long.
    """

    def __init__(self, *, running: int = 1, waiting: int = 64, waiting_each: int = 32) -> None:
        self.free = running
        self.room = waiting
        self.room_each = waiting_each
        self.ranks: dict[int, Queues] = {}
        self.lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self.lock:
            return self._waiting()

    def _waiting(self, client: str | None = None) -> int:
        return sum(len(queue) for queues in self.ranks.values() for of, queue in queues.items() if client in (None, of))

    def waits_below(self, rank: int) -> bool:
        """Whether somebody of a lower rank waits."""
        with self.lock:
            return min(self.ranks, default=rank) < rank

    def enter(
        self,
        client: str,
        is_over: Callable[[], bool] = lambda: False,
        *,
        rank: int = 0,
        is_patient: bool = False,
        tell: Callable[[int], None] = lambda place: None,
    ) -> None:
        """Wait for a turn, which lasts until `leave`. Who is patient is not sent away, however many wait.

        While it waits, `tell` is told its place, which is 1 for the next.

        Raises:
            BusyError: if too many wait.
            ComputationEndedError: if `is_over` says so before it is one's turn; whatever it raises is passed on.
        """
        with self.lock:
            if self.free:
                self.free -= 1
                return
            if not is_patient and (self._waiting() >= self.room or self._waiting(client) >= self.room_each):
                raise BusyError("too much is waiting")
            turn = threading.Event()
            self.ranks.setdefault(rank, OrderedDict()).setdefault(client, deque()).append(turn)
        try:
            tell(self.place(client, rank, turn))
            while not turn.wait(PATIENCE):
                tell(self.place(client, rank, turn))
                if is_over():
                    raise ComputationEndedError("nobody waits for this any more")
        except BaseException:
            self._give_up(client, rank, turn)
            raise

    def place(self, client: str, rank: int, turn: threading.Event) -> int:
        """How many turns from now one that waits comes, if nobody new arrives; 0 where it has come."""
        with self.lock:
            if turn.is_set():
                return 0
            queues = self.ranks[rank]
            own, before = queues[client].index(turn), list(queues).index(client)
            # Each client has as many turns before it as this one, those that are before it in the round one more.
            others = (len(queue) for queue in queues.values())
            turns = sum(min(length, own + (i <= before)) for i, length in enumerate(others))
            lower = (queue for below, of in self.ranks.items() if below < rank for queue in of.values())
            return turns + sum(map(len, lower))

    def _give_up(self, client: str, rank: int, turn: threading.Event) -> None:
        """Leave a place in the queue; a turn that has come at this moment goes to the next."""
        with self.lock:
            if turn.is_set():
                self._next()
                return
            self.ranks[rank][client].remove(turn)
            self._tidy(rank, client)

    def leave(self) -> None:
        """Give the turn to the next."""
        with self.lock:
            self._next()

    def _next(self) -> None:
        if not self.ranks:
            self.free += 1
            return
        rank = min(self.ranks)
        client, queue = next(iter(self.ranks[rank].items()))
        turn = queue.popleft()
        self.ranks[rank].move_to_end(client)
        self._tidy(rank, client)
        turn.set()

    def _tidy(self, rank: int, client: str) -> None:
        """Of queues only those in which somebody waits are kept."""
        if not self.ranks[rank][client]:
            del self.ranks[rank][client]
        if not self.ranks[rank]:
            del self.ranks[rank]
