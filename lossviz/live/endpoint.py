"""The endpoint for scenes while a handle without a table is dragged, such as a point in the plane.

A question is a `GET` whose query is the whole address of a lesson. The answer depends on nothing but that, no widget,
no history; where the address names points that a session keeps, on those, found by that session's key. What a lesson
shows at rest it builds from the same address by the same function.

A question waits for its turn (`lossviz.live.turns`) and is computed until it is done, nobody waits for it any more, or
`DEADLINE` seconds have passed. Each client has an allowance of processor time.
"""

import asyncio
import math
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lossviz.inputs import session_store
from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.live import jobs, message, turns
from lossviz.live.allowance import Allowances
from lossviz.scene.lesson import Lesson
from lossviz.theory.interruption import ComputationEndedError

Made = TypeVar("Made")

LONGEST_QUERY = 16 * 1024
DEADLINE = 3.0
STATIC = "x-static-fields"  # the header that names the static fields that the browser has
STORE = "x-session-store"  # the header with the key of the session's points
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
BUSY = "the server is busy; it is asked again in a moment"
SPENT = "from here so much was asked that the server needs a pause; it is asked again in a moment"
FOREIGN = "questions are answered to the pages of this app only"

# Thirty hands behind one address, each of which drags such a handle a third of the time, take about one processor.
allowances = Allowances(most=30.0, rate=1.0)
# A thread for each question that runs, and for each that waits in one of the two lanes.
pool = ThreadPoolExecutor(2 + turns.quick.room + turns.slow.room, thread_name_prefix="question")


def packed_scene(lesson: Lesson, fold: str, address: dict[str, str], client_hash: str) -> bytes:
    """The scene at an address, packed.

    Raises:
        ValueError: if a parameter that the scene takes means nothing.
        DrawingError: if the scene fails.
    """
    state = understood(lesson, fold, address)
    with message.drawing(lesson, fold, address):
        how = {"client_hash": client_hash, "result": jobs.known(lesson, fold, state)}
        return message.answer(lesson, fold, address, state, current_row_only=True, **how)


def understood(lesson: Lesson, fold: str, address: dict[str, str]) -> State:
    """The state of an address.

    Raises:
        ValueError: if a parameter that the scene takes means nothing.
    """
    state = lesson.read(address)
    for parameter in lesson.shown_parameters(fold):
        if parameter.name in state.refused:
            raise ValueError(f"{parameter.name}: {state.refused[parameter.name][1]}")
    return state


def refusal(status: int, words: str, *, retry_after: float = 0.0) -> Response:
    """A word about why there is no scene; with `retry_after`, in how many seconds there may be one."""
    again = {"Retry-After": str(math.ceil(retry_after))} if retry_after else {}
    return PlainTextResponse(words[:300], status_code=status, headers=HEADERS | again)


def client_of(request: Request) -> str:
    """Whose processor time a request takes."""
    return request.client.host if request.client else ""


@dataclass(frozen=True)
class Question:
    """What is asked for, and by whom; everything in it is as it came."""

    lesson: Lesson
    fold: str
    address: dict[str, str]
    client: str
    client_hash: str
    store: str


def read(request: Request, spends: Allowances) -> Question | Response:
    """The question of a request, or the refusal of one that is not to be answered, or whose client has spent all."""
    slug, _, fold = request.path_params["path"].partition("/")
    lesson = registry.BY_SLUG.get(slug)
    if lesson is None or fold not in ("", *(known.slug for known in lesson.folds)):
        return refusal(404, "no such scene")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return refusal(403, FOREIGN)
    if len(request.scope["query_string"]) > LONGEST_QUERY:
        return refusal(413, f"the question is too long; there is room for {LONGEST_QUERY:,} characters")
    client = client_of(request)
    if wait := spends.wait(client):
        return refusal(429, SPENT, retry_after=wait)
    headers = request.headers.get(STATIC, ""), request.headers.get(STORE, "")
    return Question(lesson, fold, dict(request.query_params), client, *headers)


async def answer(request: Request) -> Response:
    """One scene for one question, or a word about why there is none."""
    asked = read(request, allowances)
    if isinstance(asked, Response):
        return asked

    def scene() -> bytes:
        with session_store.asking(asked.store):
            return packed_scene(asked.lesson, asked.fold, asked.address, asked.client_hash)

    return await answered(request, asked.client, scene, HEADERS)


async def answered(request: Request, client: str, make: Callable[[], bytes], headers: Mapping[str, str]) -> Response:
    """What `make` returns, computed at a client's expense, or a word about why there is nothing."""
    try:
        made = await computed(request, client, make)
    except (ValueError, RecursionError) as error:
        return refusal(422, f"not understood: {error}")
    except message.DrawingError as error:
        return refusal(422, str(error))
    except ComputationEndedError:
        return refusal(503, BUSY, retry_after=1)
    return Response(made, media_type="application/octet-stream", headers=headers)


def charged(client: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, at a client's expense; for what is quick, whatever is asked."""
    began = time.thread_time()
    try:
        return make()
    finally:
        allowances.spend(client, time.thread_time() - began)


async def computed(request: Request, client: str, make: Callable[[], bytes]) -> bytes:
    """What `make` returns, computed by a thread of the pool at the client's expense.

    Raises:
        ComputationEndedError: if too many wait already, the client is gone, or the deadline has passed.
    """
    over, end = threading.Event(), time.monotonic() + DEADLINE

    def is_over() -> bool:
        return over.is_set() or time.monotonic() > end

    def work() -> bytes:
        began = time.thread_time()
        try:
            path = request.path_params["path"]
            return turns.computed(client, path, make, is_over, asker=str(request.client))
        finally:
            allowances.spend(client, time.thread_time() - began)

    gone = asyncio.ensure_future(disconnected(request))
    done = asyncio.get_running_loop().run_in_executor(pool, work)
    # Where nobody waits any more, the thread ends at its next step, and nobody asks how.
    done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    try:
        either: set[asyncio.Future[Any]] = {done, gone}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            raise ComputationEndedError("the client is gone")
        return done.result()
    finally:
        over.set()
        gone.cancel()


async def disconnected(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
