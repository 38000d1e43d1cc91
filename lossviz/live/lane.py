"""A lane for computations: few run at once, few wait, and those who wait take turns."""

import asyncio
from collections import OrderedDict, deque

from lossviz.theory.interruption import ComputationEndedError


class BusyError(ComputationEndedError):
    """So much is waiting already that nothing more is taken."""


class Lane:
    """At most `running` computations at once; at most `waiting` wait, of one client at most `waiting_each`.

    The next one is that of the client who was served longest ago, so that nobody waits for all the questions of
    another.
    """

    def __init__(self, *, running: int = 1, waiting: int = 64, waiting_each: int = 32) -> None:
        self.free = running
        self.room = waiting
        self.room_each = waiting_each
        self.queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self.queues.values()))

    async def enter(self, client: str) -> None:
        """Wait for a turn, which lasts until `leave`.

        Raises:
            BusyError: if too many wait.
        """
        if self.free:
            self.free -= 1
            return
        queue = self.queues.setdefault(client, deque())
        if self.waiting >= self.room or len(queue) >= self.room_each:
            if not queue:
                del self.queues[client]
            raise BusyError("too many questions are waiting")
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # The turn had come already: the next one has it.
                self.leave()
            else:
                queue.remove(turn)
                if not queue:
                    self.queues.pop(client, None)
            raise

    def leave(self) -> None:
        """Give the turn to the next."""
        if not self.queues:
            self.free += 1
            return
        client, queue = next(iter(self.queues.items()))
        turn = queue.popleft()
        if queue:
            self.queues.move_to_end(client)
        else:
            del self.queues[client]
        turn.set_result(None)
