"""The endpoint for scenes while a handle without a table is dragged, such as a point in the plane.

A question is a `GET` whose query is the whole address of a lesson. The answer depends on nothing but that: no session,
no widget, no history. What a lesson shows at rest it builds from the same address by the same function.

One question is computed at a time, beside the pages, until it is done, nobody waits for it any more, or `DEADLINE`
seconds have passed. One that takes longer than `QUICK` goes on in a lane of its own between two of its steps, and the
next like it begins there, so that quick ones do not wait for slow ones. Each client has an allowance of processor time.
"""

import asyncio
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lossviz.lessons import registry
from lossviz.live import message
from lossviz.live.allowance import Allowances
from lossviz.live.lane import Lane
from lossviz.scene.lesson import Lesson
from lossviz.theory.interruption import ComputationEndedError, interruptible

LONGEST_QUERY = 16 * 1024
DEADLINE = 3.0
QUICK = 0.03  # seconds of processor
SLICE, PAUSE = 0.002, 0.0005  # a slow question: seconds of processor at a time, and seconds between
STATIC = "x-static-fields"  # the header that names the static fields that the browser has
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
BUSY = "the server is busy; it is asked again in a moment"
SPENT = "from here so much was asked that the server needs a pause; it is asked again in a moment"
FOREIGN = "questions are answered to the pages of this app only"

# Thirty hands behind one address, each of which drags such a handle a third of the time, take about one processor.
allowances = Allowances(most=30.0, rate=1.0)
quick, slow = Lane(), Lane()
# The latest that were slow: whose, and of which scene.
were_slow: OrderedDict[tuple[str, str], None] = OrderedDict()
REMEMBERED = 4096
# A thread for each question that runs, and for each that waits between two of its steps.
pool = ThreadPoolExecutor(2 + slow.room, thread_name_prefix="question")


def packed_scene(lesson: Lesson, fold: str, address: dict[str, str], client_hash: str) -> bytes:
    """The scene at an address, packed.

    Raises:
        ValueError: if a parameter that the scene takes means nothing.
        DrawingError: if the scene fails.
    """
    state = lesson.read(address)
    for parameter in lesson.shown_parameters(fold):
        if parameter.name in state.refused:
            raise ValueError(f"{parameter.name}: {state.refused[parameter.name][1]}")
    with message.drawing(lesson, fold, address):
        return message.answer(lesson, fold, address, state, client_hash=client_hash, current_row_only=True)


def refusal(status: int, words: str, *, retry_after: float = 0.0) -> Response:
    """A word about why there is no scene; with `retry_after`, in how many seconds there may be one."""
    again = {"Retry-After": str(math.ceil(retry_after))} if retry_after else {}
    return PlainTextResponse(words[:300], status_code=status, headers=HEADERS | again)


async def answer(request: Request) -> Response:
    """One scene for one question, or a word about why there is none."""
    slug, _, fold = request.path_params["path"].partition("/")
    lesson = registry.BY_SLUG.get(slug)
    if lesson is None or fold not in ("", *(known.slug for known in lesson.folds)):
        return refusal(404, "no such scene")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return refusal(403, FOREIGN)
    if len(request.scope["query_string"]) > LONGEST_QUERY:
        return refusal(413, f"the question is too long; there is room for {LONGEST_QUERY:,} characters")
    client = request.client.host if request.client else ""
    if wait := allowances.wait(client):
        return refusal(429, SPENT, retry_after=wait)
    asked, client_hash = dict(request.query_params), request.headers.get(STATIC, "")
    try:
        packed = await computed(request, client, lambda: packed_scene(lesson, fold, asked, client_hash))
    except (ValueError, RecursionError) as error:
        return refusal(422, f"not understood: {error}")
    except message.DrawingError as error:
        return refusal(422, str(error))
    except ComputationEndedError:
        return refusal(503, BUSY, retry_after=1)
    return Response(packed, media_type="application/octet-stream", headers=HEADERS)


async def computed(request: Request, client: str, make: Callable[[], bytes]) -> bytes:
    """What `make` returns, computed when it is the client's turn and at the client's expense.

    Raises:
        ComputationEndedError: if too many wait already, the client is gone, or the deadline has passed.
    """
    over, end = threading.Event(), time.monotonic() + DEADLINE
    gone = asyncio.ensure_future(disconnected(request))
    gone.add_done_callback(lambda _: over.set())
    turn = asyncio.ensure_future(in_turn(request, client, make, lambda: over.is_set() or time.monotonic() > end))
    try:
        await asyncio.wait({turn, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not turn.done():
            raise ComputationEndedError("the client is gone")
        return turn.result()
    finally:
        gone.cancel()
        over.set()
        turn.cancel()


async def in_turn(request: Request, client: str, make: Callable[[], bytes], is_over: Callable[[], bool]) -> bytes:
    """Wait for a turn and compute in the pool; the lane is free again when the pool is."""
    loop = asyncio.get_running_loop()
    kind = client, request.path_params["path"]
    held, spent = [slow if kind in were_slow else quick], 0.0

    async def change_lanes() -> None:
        held.pop().leave()
        await slow.enter(client)
        held.append(slow)

    def work() -> bytes:
        nonlocal spent
        began = paused = time.thread_time()

        def ends_here() -> bool:
            nonlocal paused
            now = time.thread_time()
            if held == [quick] and now - began > QUICK:
                asyncio.run_coroutine_threadsafe(change_lanes(), loop).result()
            if held == [slow] and now - paused > SLICE:
                # Everybody else has the interpreter before the next slice.
                time.sleep(PAUSE)
                paused = now
            return is_over()

        try:
            with interruptible(ends_here):
                return make()
        finally:
            spent = time.thread_time() - began

    await held[0].enter(client)
    try:
        return await uncancelled(loop.run_in_executor(pool, work))
    finally:
        for lane in held:
            lane.leave()
        allowances.spend(client, spent)
        remember(kind, is_slow=spent > QUICK)


def remember(kind: tuple[str, str], *, is_slow: bool) -> None:
    """Remember whether the latest question of a client about a scene was slow."""
    were_slow.pop(kind, None)
    if is_slow:
        were_slow[kind] = None
        while len(were_slow) > REMEMBERED:
            were_slow.popitem(last=False)


async def uncancelled(work: asyncio.Future[bytes]) -> bytes:
    """What a piece of work returns; who is cancelled while it waits still waits until the work is done."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
        work.exception()  # nobody asks any more how it ended
        raise


async def disconnected(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
