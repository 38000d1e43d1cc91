"""Answers that are a pure function of their address and of this version: how a browser and a cache may keep them."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

PACKAGE = Path(__file__).parents[1]
# A browser asks each time whether what it has still holds; a cache in front of the server answers for ten minutes.
CACHEABLE = "public, max-age=0, s-maxage=600"
VERSION_HEADER = "X-Lossviz-Version"


@cache
def version() -> str:
    """A name that changes whenever anything does that such an answer depends on: every file of the package."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".js", ".css", ".svg"):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def headers(request: Request) -> dict[str, str]:
    """The headers of such an answer; its `ETag` is known before it is computed."""
    asked = f"{version()} {request.scope['path']}?".encode() + request.scope["query_string"]
    return {
        "Cache-Control": CACHEABLE,
        "ETag": f'W/"{hashlib.sha256(asked).hexdigest()[:20]}"',
        "Vary": "Accept-Encoding",
        VERSION_HEADER: version(),
        "X-Content-Type-Options": "nosniff",
    }


def unchanged(request: Request, own: Mapping[str, str]) -> Response | None:
    """The answer to who has it already: that it still holds; None for who has not."""
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers=dict(own)) if own["ETag"] in known or "*" in known else None
