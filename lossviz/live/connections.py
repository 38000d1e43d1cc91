"""Bounds for a connection that uvicorn has none for: how long the head of a request is, and how slowly it comes.

The head is the line and the headers, all that stands before the body; for what comes after it there is middleware.
uvicorn keeps a head whole, however long it is, and copies it with each piece that comes.
"""

import asyncio
from functools import cache, wraps
from http import HTTPStatus
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST = 64 * 1024  # bytes of a head, counted by the pieces in which it comes
PATIENCE = 20.0  # seconds for the whole of it


class Head:
    """The head that a connection waits for, or is in the middle of."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self.taken = 0
        self.deadline: asyncio.TimerHandle | None = None
        self.begin()

    def begin(self) -> None:
        """From now on it has to come in time."""
        if self.deadline is None:
            self.deadline = asyncio.get_running_loop().call_later(PATIENCE, self.refuse, HTTPStatus.REQUEST_TIMEOUT)

    def take(self, size: int) -> None:
        """So many bytes of it came, and it is not complete."""
        self.begin()
        self.taken += size
        if self.taken > LARGEST:
            self.refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def end(self) -> None:
        """It is complete, or nothing more of it will be read."""
        self.taken = 0
        if self.deadline is not None:
            self.deadline.cancel()
        self.deadline = None

    def refuse(self, status: HTTPStatus) -> None:
        """Answer why, and hang up."""
        self.end()
        line = f"HTTP/1.1 {status.value} {status.phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        self.transport.write(line.encode())
        self.transport.close()


def is_in_head(connection: HttpToolsProtocol) -> bool:
    """Whether a request has begun of which not even the method is known, as it is once the head is complete."""
    return connection.scope is None or "method" not in connection.scope


@cache
def bound() -> None:
    """Bound the heads of all connections of this process; Streamlit has no setting for the class that they have."""
    heads: WeakKeyDictionary[HttpToolsProtocol, Head] = WeakKeyDictionary()
    made, received, lost = (
        getattr(HttpToolsProtocol, name) for name in ("connection_made", "data_received", "connection_lost")
    )

    @wraps(made)
    def connection_made(connection: HttpToolsProtocol, transport: asyncio.Transport) -> None:
        made(connection, transport)
        heads[connection] = Head(transport)

    @wraps(received)
    def data_received(connection: HttpToolsProtocol, data: bytes) -> None:
        received(connection, data)
        if is_in_head(connection) and not connection.transport.is_closing():
            heads[connection].take(len(data))
        else:
            heads[connection].end()

    @wraps(lost)
    def connection_lost(connection: HttpToolsProtocol, error: Exception | None) -> None:
        heads[connection].end()
        lost(connection, error)

    for one in (connection_made, data_received, connection_lost):
        setattr(HttpToolsProtocol, one.__name__, one)
