"""The endpoint for scenes while a handle without a table is dragged, such as a point in the plane.

The answer depends on nothing but the question, which is the whole address of a lesson: no session, no widget, no
history. What a lesson shows at rest it builds from the same address by the same function.
"""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lossviz.lessons import registry
from lossviz.live import message
from lossviz.scene.lesson import Lesson

LONGEST_QUESTION = 64 * 1024


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


def parse_question(body: bytes) -> tuple[dict[str, str], str]:
    """The address that is asked about, and the static fields that the browser has; all of it is text."""
    decoded: Any = json.loads(body)
    if not isinstance(decoded, dict) or not isinstance(decoded.get("address"), dict):
        raise ValueError("the question has no address")
    return {str(name): str(text) for name, text in decoded["address"].items()}, str(decoded.get("static", ""))


async def answer(request: Request) -> Response:
    """One scene for one question, or a word about what is wrong with it."""
    slug, _, fold = request.path_params["path"].partition("/")
    lesson = registry.BY_SLUG.get(slug)
    if lesson is None or fold not in ("", *(known.slug for known in lesson.folds)):
        return Response("no such scene", status_code=404, media_type="text/plain")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_QUESTION:
            return Response("the question is too long", status_code=413, media_type="text/plain")
    try:
        asked, client_hash = parse_question(body)
        packed = await run_in_threadpool(packed_scene, lesson, fold, asked, client_hash)
    except (ValueError, RecursionError) as error:
        # The text that is quoted may be one that no encoding has.
        said = f"not understood: {error}"[:300].encode(errors="replace")
        return Response(said, status_code=422, media_type="text/plain")
    except message.DrawingError as error:
        return Response(str(error), status_code=422, media_type="text/plain")
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(packed, media_type="application/octet-stream", headers=headers)
