"""Which answers are compressed: Streamlit's own scripts and style sheets, two thirds of all that a page takes.

It sends those as they are. Their names change with what is in them, so each is compressed once and kept. What it would
compress each time anew and must not, it is not told that a browser takes compressed.
"""

import asyncio
import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lossviz.inputs.recent import Recent

KEPT = 16 * 2**20  # bytes
FILE = re.compile(r".*/static/(?:js|css)/[\w.-]+\.(?:js|css)")


# Frames are sent as they come, and the present rows of a scene are small and asked for many times a second.
PLAIN = re.compile(r".*/lossviz/(?:run|row)/.*")


class PlainMiddleware:
    """Has the answers to some questions sent as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and PLAIN.fullmatch(scope["path"]):
            kept = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, send)


class CompressedMiddleware:
    """Answers with what is compressed where the browser takes it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: Recent[tuple[Message, bytes]] = Recent(KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not takes(scope):
            await self.app(scope, receive, send)
        elif kept := self.kept.get(scope["path"]):
            await answer(*kept, send)
        else:
            await self.compress(scope, receive, send)

    async def compress(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for a file, compress and keep it; what is no whole file goes on as it is."""
        start: Message | None = None
        body = b""

        async def sent(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and is_whole(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    packed = await asyncio.to_thread(gzip.compress, body, 6, mtime=0)
                    made = {**start, "headers": headers(start, len(packed))}
                    self.kept.put(scope["path"], (made, packed), len(packed))
                    await answer(made, packed, send)

        await self.app(scope, receive, sent)


def takes(scope: Scope) -> bool:
    """Whether a request is for the whole of such a file, by somebody who takes it compressed."""
    if scope["type"] != "http" or scope["method"] != "GET" or not FILE.fullmatch(scope["path"]):
        return False
    asked = Headers(scope=scope)
    conditions = ("range", "if-none-match", "if-modified-since")
    return "gzip" in asked.get("accept-encoding", "") and not any(name in asked for name in conditions)


def is_whole(start: Message) -> bool:
    """Whether an answer that begins so is a file as it is, to be kept for good."""
    said = Headers(raw=start["headers"])
    return start["status"] == 200 and "immutable" in said.get("cache-control", "") and "content-encoding" not in said


def headers(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    """The headers of the compressed answer."""
    said = MutableHeaders(raw=list(start["headers"]))
    said["content-encoding"], said["content-length"] = "gzip", str(length)
    said.add_vary_header("Accept-Encoding")
    for name in ("etag", "accept-ranges"):
        del said[name]
    return said.raw


async def answer(start: Message, body: bytes, send: Send) -> None:
    """Send a compressed file."""
    await send(start)
    await send({"type": "http.response.body", "body": body})
