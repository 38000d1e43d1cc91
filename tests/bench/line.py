"""A slow line: a relay on this machine that holds every byte back for half a round trip."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.bench.servers import free_port

PIECE = 65536


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Pass bytes on in order, each piece `delay` seconds after it came."""
    clock = asyncio.get_running_loop()
    held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, piece = await held.get()
            await asyncio.sleep(due - clock.time())
            if not piece:
                break
            writer.write(piece)
            await writer.drain()

    delivery = asyncio.create_task(deliver())
    try:
        while piece := await reader.read(PIECE):
            held.put_nowait((clock.time() + delay, piece))
        held.put_nowait((clock.time() + delay, b""))
        await delivery
    except (ConnectionError, asyncio.CancelledError):
        delivery.cancel()
    finally:
        writer.close()


@asynccontextmanager
async def slow(port: int, round_trip: float) -> AsyncIterator[str]:
    """The address under which the server at `port` is `round_trip` seconds away."""
    calls: set[asyncio.Task[None]] = set()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("localhost", port)
        except OSError:
            writer.close()
            return
        for way in ((reader, far_writer), (far_reader, writer)):
            call = asyncio.create_task(_carry(*way, round_trip / 2))
            calls.add(call)
            call.add_done_callback(calls.discard)

    here = free_port()
    server = await asyncio.start_server(relay, "127.0.0.1", here)
    try:
        yield f"http://127.0.0.1:{here}"
    finally:
        server.close()
        for call in list(calls):
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
