"""Scenes that are asked for while a handle is pulled: a place in the plane has no table, so the server is asked.

The answer depends on nothing but the question: no session, no widget, no history. What a lesson shows at rest it
builds from the same parameters by the same function.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_surfaces
from lossviz.lessons.gradient_descent import convergence_map as fates
from lossviz.lessons.gradient_descent import gradient_check as slope_check
from lossviz.lessons.gradient_descent import scene as descent
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.lessons.loss import scene as line
from lossviz.lessons.sgd import scene as batches
from lossviz.lessons.training_loop import scene as loop
from lossviz.live import long_texts as kept
from lossviz.live.message import packed
from lossviz.scene.source import Source, meanings

LONGEST_QUESTION = 64 * 1024

SOURCES: Mapping[str, Source] = {
    "loss": line,
    "training-loop": loop,
    "gradient-descent": descent,
    "race": race,
    "fates": fates,
    "slope-check": slope_check,
    "sgd": batches,
    "two-surfaces": two_surfaces,
}


def answered(source: Source, asked: Mapping[str, str], goal: str, known: str) -> bytes:
    """The scene at the parameters that were asked for, packed.

    Raises:
        ValueError: if a parameter means nothing.
    """
    meant, texts = meanings(source.PARAMETERS, {name: kept.whole(text) for name, text in asked.items()})
    state = {name: kept.shortened(text) for name, text in texts.items()}
    return packed(source.scene(**meant), goal=goal, known=known, state=state, resting=True)


def question(body: bytes) -> tuple[dict[str, str], str, str]:
    """The parameters of a question, the goal that is shown, and what the browser has; all of it is text."""
    said: Any = json.loads(body)
    if not isinstance(said, dict) or not isinstance(said.get("state"), dict):
        raise ValueError("the question has no state")
    asked = {str(name): str(text) for name, text in said["state"].items()}
    return asked, str(said.get("goal", "")), str(said.get("look", ""))


async def answer(request: Request) -> Response:
    """One scene for one question, or a word about what is wrong with it."""
    source = SOURCES.get(request.path_params["name"])
    if source is None:
        return Response("no such scene", status_code=404, media_type="text/plain")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_QUESTION:
            return Response("the question is too long", status_code=413, media_type="text/plain")
    try:
        asked, goal, known = question(body)
        message = await run_in_threadpool(answered, source, asked, goal, known)
    except (ValueError, RecursionError) as error:
        return Response(f"not understood: {error}"[:300], status_code=422, media_type="text/plain")
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(message, media_type="application/octet-stream", headers=headers)
