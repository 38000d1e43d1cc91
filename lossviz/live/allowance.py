"""What each client may spend of the processor."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable


class Allowances:
    """Seconds of processor for each client: at most `most`, filled up by `rate` seconds each second.

    Of the clients the `clients` latest are remembered; one who is forgotten begins anew.
    """

    def __init__(
        self, *, most: float, rate: float, clients: int = 4096, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most = most
        self.rate = rate
        self.clients = clients
        self.clock = clock
        self.known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = threading.Lock()

    def left(self, client: str) -> float:
        """What a client may still spend; below 0 where its last question took more than was left."""
        left, then = self.known.get(client, (self.most, 0.0))
        return min(self.most, left + self.rate * (self.clock() - then))

    def spend(self, client: str, seconds: float) -> None:
        """Take so many seconds from what a client has left."""
        with self.lock:
            self.known[client] = self.left(client) - seconds, self.clock()
            self.known.move_to_end(client)
            while len(self.known) > self.clients:
                self.known.popitem(last=False)

    def wait(self, client: str) -> float:
        """Seconds until a client may ask again; 0 where it may now."""
        left = self.left(client)
        return 0.0 if left > 0 else -left / self.rate + 1e-3
