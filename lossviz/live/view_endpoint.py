"""The endpoint for the light page: one lesson without Streamlit, a pure function of its address and the version."""

import asyncio
import gzip
import time
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lossviz.inputs import session_store
from lossviz.lessons import registry
from lossviz.live import endpoint, freshness, index_page, index_stills, link_words, stage_files, view_page
from lossviz.scene.lesson import Lesson

PATIENCE = 1.0  # seconds for the still: the page leaves without it after that, and no cache keeps it
LEVEL = 5  # of compression
OWN = f"{stage_files.PREFIX}/{stage_files.VERSION}"


async def answer(request: Request) -> Response:
    """The page of a lesson; the app's first page where none is named, and a word where there is none of that name."""
    slug = request.path_params.get("slug", "")
    if not slug:
        return RedirectResponse(f"{root(request)}/", status_code=307)
    lesson = registry.BY_SLUG.get(slug)
    if lesson is None or lesson not in registry.LESSONS:
        return HTMLResponse(view_page.nowhere(slug), status_code=404, headers=endpoint.HEADERS)
    own = freshness.headers(request)
    if same := freshness.unchanged(request, own):
        return same
    if len(request.scope["query_string"]) > endpoint.LONGEST_QUERY:
        return endpoint.refusal(
            413, f"the address is too long; there is room for {endpoint.LONGEST_QUERY:,} characters"
        )
    html, is_whole = await written(request, lesson)
    kept = own if is_whole else own | {"Cache-Control": "no-store"}
    body = html.encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, kept = gzip.compress(body, LEVEL, mtime=0), kept | {"Content-Encoding": "gzip"}
    return HTMLResponse(body, headers=kept)


def root(request: Request) -> str:
    """The path that the whole app is served from."""
    path: str = request.scope["path"]
    return path.partition(f"/{stage_files.PREFIX}/view")[0]


async def written(request: Request, lesson: Lesson) -> tuple[str, bool]:
    """The page, and whether it is all that it can be: the still may not be there in time."""
    query = request.scope["query_string"].decode("latin-1")
    address = dict(parse_qsl(query, keep_blank_values=True, errors="replace"))
    with session_store.asking(""):
        said = link_words.not_understood(lesson, address, lesson.read(address))
        # Of an address that is not understood all is drawn that is.
        understood = lesson.rewrite(address, {})
    client = endpoint.client_of(request)
    end = time.monotonic() + PATIENCE
    building = asyncio.get_running_loop().run_in_executor(
        index_stills.pool, index_stills.still, lesson, understood, client, end
    )
    done, _ = await asyncio.wait({building}, timeout=PATIENCE)
    still = building.result() if done else None
    page = view_page.html(
        lesson,
        still,
        address=address,
        notes=said,
        query=query,
        places=index_page.places(request.scope, f"{root(request)}/{OWN}/{stage_files.PICTURE.name}"),
    )
    return page, still is not None
