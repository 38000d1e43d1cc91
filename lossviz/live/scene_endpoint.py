"""The endpoint for a whole scene: the data of the light page, a pure function of the address and the version.

The query is the address of a lesson. What of it is not understood stays as in the first state, and is said in the
scene's `notes`; `_static` names the static fields that the browser has, which are then not sent again. A scene whose
job has a result comes without it: that is asked for where all results are (`lossviz.live.run_endpoint`).
"""

import gzip
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from lossviz.inputs import session_store
from lossviz.lessons import registry
from lossviz.live import endpoint, freshness, link_words, message
from lossviz.live.endpoint import Question

KNOWN = "_static"
LEVEL = 1  # of compression: a third of the time of the next, and a tenth more bytes


async def answer(request: Request) -> Response:
    """One scene, or a word about why there is none."""
    own = freshness.headers(request)
    if same := freshness.unchanged(request, own):
        return same
    asked = endpoint.read(request, endpoint.allowances)
    if isinstance(asked, Response):
        return asked
    is_zipped = "gzip" in request.headers.get("accept-encoding", "")

    def body() -> bytes:
        packed = packed_scene(asked)
        return gzip.compress(packed, LEVEL, mtime=0) if is_zipped else packed

    zipped = {"Content-Encoding": "gzip"} if is_zipped else {}
    return await endpoint.answered(request, asked.client, body, own | zipped)


def packed_scene(asked: Question) -> bytes:
    """The scene that is asked for, packed; with what of its address was not understood, and that address as written.

    Raises:
        DrawingError: if the scene fails.
    """
    lesson, fold = asked.lesson, asked.fold
    address = {name: text for name, text in asked.address.items() if name != KNOWN}
    with session_store.asking(""):
        state = lesson.read(address)
        with message.drawing(lesson, fold, address):
            also = {
                "onward": {} if fold else registry.onward(lesson, state.texts, address.get("unit", "")),
                "notes": link_words.not_understood(lesson, address, state),
                "query": urlencode(lesson.rewrite(address, {})),
                "presented": address.get("present") == "1",
            }
            return message.answer(lesson, fold, address, state, client_hash=asked.address.get(KNOWN, ""), **also)
