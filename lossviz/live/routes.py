"""What the browser fetches besides Streamlit itself: the stage's own files and Plotly.js, as installed."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PREFIX = "lossviz"
STAGE = Path(__file__).parent / "stage"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
TYPES = {".js": "text/javascript", ".css": "text/css"}


def _version() -> str:
    """A name that changes whenever a file does, so that a browser may keep what it has for good."""
    digest = hashlib.sha256()
    for path in sorted(STAGE.glob("*")):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(str(PLOTLY.stat().st_size).encode() + plotly.__version__.encode())
    return digest.hexdigest()[:12]


VERSION = _version()
FILES = {path.name: path for path in STAGE.glob("*") if path.suffix in TYPES} | {PLOTLY.name: PLOTLY}


@cache
def _packed(name: str) -> bytes:
    """A file, compressed once for all visitors."""
    return gzip.compress(FILES[name].read_bytes(), 6, mtime=0)


def serve(request: Request) -> Response:
    """One file of the stage, or 404."""
    name = request.path_params["name"]
    if name not in FILES:
        return Response("no such file", status_code=404, media_type="text/plain")
    fresh = request.path_params["version"] == VERSION
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    body = FILES[name].read_bytes()
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = _packed(name)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=TYPES[FILES[name].suffix], headers=headers)


def routes(base: str = "") -> list[Route]:
    """The routes, under the path that the whole app is served from as well."""
    roots = {"", f"/{base.strip('/')}"} if base.strip("/") else {""}
    return [Route(f"{root}/{PREFIX}/{{version}}/{{name}}", serve) for root in sorted(roots)]
