"""The endpoint for the result of a job, such as a whole training: its progress while it is computed, then the scene.

A question is as those for scenes (`lossviz.live.endpoint`). The answer is a stream of frames: the length as a
little-endian 32-bit integer, then so many bytes, of which the first is the kind. `p` is progress as JSON, the place in
the queue, 1 for the next, or what is done of how much; `r` the scene with the tables that the result fills, as gzip
has it, since the answer itself is not compressed on its way; `e` words about why there is none. The job ends when
nobody reads any more.
"""

import asyncio
import gzip
import json
import logging
import struct
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from lossviz.inputs import session_store
from lossviz.inputs.parameter import State
from lossviz.live import endpoint, jobs, message
from lossviz.live.allowance import Allowances
from lossviz.live.endpoint import Question
from lossviz.live.jobs import Underway
from lossviz.live.lane import BusyError
from lossviz.theory.interruption import ComputationEndedError

# Of its own: a class that trains behind one address can still pull its handles.
allowances = Allowances(most=120.0, rate=1.0)
EVERY = 0.1  # seconds between two words about progress
LEVEL = 5  # of compression
AGAIN = 5  # seconds after which somebody who was sent away may ask again
FULL = "as many computations wait as the server takes; it is asked again in a moment"
FAILED = "this computation failed, which is an error of this page"
PROGRESS, SCENE, ERROR = b"p", b"r", b"e"
LOG = logging.getLogger(__name__)
# A proxy passes each frame on as it comes.
HEADERS = endpoint.HEADERS | {"X-Accel-Buffering": "no"}


def frame(kind: bytes, content: bytes) -> bytes:
    """A part of the answer."""
    return struct.pack("<I", 1 + len(content)) + kind + content


class Frames(StreamingResponse):
    """An answer whose frames are sent as they come; `first` has come already, and the rest is closed with it."""

    def __init__(self, first: bytes, rest: AsyncGenerator[bytes, None]) -> None:
        super().__init__(rest, media_type="application/octet-stream", headers=HEADERS)
        self.first = first
        self.rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Whoever makes the frames looks itself whether the client is gone.
        async with aclosing(self.rest):
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": self.first, "more_body": True})
            async for one in self.rest:
                await send({"type": "http.response.body", "body": one, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def answer(request: Request) -> Response:
    """The frames of a job, or a word about why there are none."""
    asked = endpoint.read(request, allowances)
    if isinstance(asked, Response):
        return asked
    if asked.lesson.job_of(asked.fold) is None:
        return endpoint.refusal(404, "no such job")
    try:
        state = await asyncio.to_thread(understood, asked)
        with message.drawing(asked.lesson, asked.fold, asked.address):
            job = jobs.ask(asked.lesson, asked.fold, state, asked.client, allowances.spend)
    except (ValueError, RecursionError) as error:
        return endpoint.refusal(422, f"not understood: {error}")
    except message.DrawingError as error:
        return endpoint.refusal(422, str(error))
    frames = followed(request, asked, state, job)
    try:
        return Frames(await anext(frames), frames)
    except BusyError:
        return endpoint.refusal(503, FULL, retry_after=AGAIN)
    except StopAsyncIteration:
        return endpoint.refusal(503, endpoint.BUSY, retry_after=1)


def understood(asked: Question) -> State:
    """The state that is asked about.

    Raises:
        ValueError: if a parameter that the scene takes means nothing.
    """
    with session_store.asking(asked.store):
        return endpoint.understood(asked.lesson, asked.fold, asked.address)


async def followed(request: Request, asked: Question, state: State, job: Underway) -> AsyncGenerator[bytes, None]:
    """The frames of a job until it is done, or the client gone; then the job is left.

    Raises:
        BusyError: if too many wait already, before there is a frame.
    """
    result, gone = asyncio.wrap_future(job.result), asyncio.ensure_future(endpoint.disconnected(request))
    # Where the client is gone, nobody asks how it ended.
    result.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    told: dict[str, int] = {}
    try:
        either: set[asyncio.Future[Any]] = {result, gone}
        is_done = job.result.done()
        while not is_done:
            await asyncio.wait(either, timeout=EVERY, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return
            is_done = job.result.done()
            now = progress(job)
            if now != told and not (is_done and job.result.exception()):
                yield frame(PROGRESS, json.dumps(now).encode())
                told = now
        gone.cancel()
        yield await last(request, asked, state, job.result.result())
    except message.DrawingError as error:
        yield frame(ERROR, str(error).encode())
    except ComputationEndedError as error:
        if isinstance(error, BusyError) and not told:
            raise
        yield frame(ERROR, endpoint.BUSY.encode())
    except Exception:
        LOG.exception("the job of %s failed", job.name[: message.SHOWN])
        yield frame(ERROR, FAILED.encode())
    finally:
        gone.cancel()
        jobs.leave(job)


def progress(job: Underway) -> dict[str, int]:
    """Where a job stands: its place in the queue, or what is done of how much."""
    return {"place": job.place} if job.place else {"done": job.done, "total": job.total}


async def last(request: Request, asked: Question, state: State, result: Any) -> bytes:
    """The frame with the scene.

    Raises:
        DrawingError: if the scene fails.
        ComputationEndedError: if the client is gone, or the scene takes too long.
    """

    def scene() -> bytes:
        with session_store.asking(asked.store), message.drawing(asked.lesson, asked.fold, asked.address):
            how = {"result": result, "with_result": True, "client_hash": asked.client_hash}
            packed = message.answer(asked.lesson, asked.fold, asked.address, state, **how)
            return gzip.compress(packed, LEVEL, mtime=0)

    return frame(SCENE, await endpoint.computed(request, asked.client, scene))
