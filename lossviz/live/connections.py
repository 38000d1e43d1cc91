"""Bounds for a connection that uvicorn has none for: how long the head of a request is, and how slowly it comes.

The head is the line and the headers, all that stands before the body; for the body there is middleware. uvicorn keeps a
head whole, however long it is, and copies it with each piece that comes; headers that come after a body, too.
"""

import asyncio
from functools import cache, wraps
from http import HTTPStatus
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST = 64 * 1024  # bytes of a request beside its body, counted by the pieces in which they come
PATIENCE = 20.0  # seconds for the whole head


class Head:
    """The head that a connection waits for, or is in the middle of."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self.taken = 0
        self.of_body = 0
        self.deadline: asyncio.TimerHandle | None = None
        self.begin()

    def begin(self) -> None:
        """From now on it has to come in time."""
        if self.deadline is None:
            self.deadline = asyncio.get_running_loop().call_later(PATIENCE, self.refuse, HTTPStatus.REQUEST_TIMEOUT)

    def arrive(self) -> None:
        """It is complete."""
        if self.deadline is not None:
            self.deadline.cancel()
        self.deadline = None

    def end(self) -> None:
        """The request is complete, or nothing more of it will be read."""
        self.arrive()
        self.taken = self.of_body = 0

    def take(self, size: int) -> None:
        """So many bytes came, in the head or in the body."""
        self.taken += size - self.of_body
        self.of_body = 0
        if self.taken > LARGEST:
            self.refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def refuse(self, status: HTTPStatus) -> None:
        """Answer why, and hang up."""
        self.end()
        line = f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        self.transport.write(line.encode())
        self.transport.close()


def is_in_head(connection: HttpToolsProtocol) -> bool:
    """Whether a request has begun of which not even the method is known, as it is once the head is complete."""
    return connection.scope is None or "method" not in connection.scope


def is_in_body(connection: HttpToolsProtocol) -> bool:
    """Whether a request has begun whose head is complete, and it is not."""
    return connection.cycle is not None and connection.cycle.more_body


@cache
def bound() -> None:
    """Bound the heads of all connections of this process; Streamlit has no setting for the class that they have."""
    heads: WeakKeyDictionary[HttpToolsProtocol, Head] = WeakKeyDictionary()
    made, received, told, lost = (
        getattr(HttpToolsProtocol, name) for name in ("connection_made", "data_received", "on_body", "connection_lost")
    )

    @wraps(made)
    def connection_made(connection: HttpToolsProtocol, transport: asyncio.Transport) -> None:
        made(connection, transport)
        heads[connection] = Head(transport)

    @wraps(told)
    def on_body(connection: HttpToolsProtocol, body: bytes) -> None:
        heads[connection].of_body += len(body)
        told(connection, body)

    @wraps(received)
    def data_received(connection: HttpToolsProtocol, data: bytes) -> None:
        received(connection, data)
        head = heads[connection]
        if connection.transport.is_closing():
            head.end()
        elif is_in_head(connection):
            head.begin()
            head.take(len(data))
        elif is_in_body(connection):
            head.arrive()
            head.take(len(data))
        else:
            head.end()

    @wraps(lost)
    def connection_lost(connection: HttpToolsProtocol, error: Exception | None) -> None:
        heads[connection].end()
        lost(connection, error)

    for one in (connection_made, data_received, on_body, connection_lost):
        setattr(HttpToolsProtocol, one.__name__, one)
