"""What the browser fetches besides Streamlit itself: the stage's own files, and of Plotly.js the cartesian bundle.

Files are compressed here, once: Streamlit compresses what a route answers anew for each request, and leaves alone what
already is. The drawing library lies here as Brotli, too, which is smaller by a sixth and takes long to make.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from lossviz.lessons import registry

PREFIX = "lossviz"
STAGE = Path(__file__).parents[1] / "stage"
# Of the very version that the wheel of plotly has inside, whose full file is three times as large.
PLOTLY = Path(__file__).parent / "plotlyjs" / "plotly-cartesian.min.js"
BROTLI = PLOTLY.with_name(f"{PLOTLY.name}.br")
# The style sheet of the stage lies in parts, in this order, and is served as one file: one request.
STYLE = "stage.css"
STYLE_PARTS = tuple(f"style/{part}.css" for part in ("figures", "controls", "phone", "page"))
# What is shown where a page is shared.
PICTURE = Path(__file__).parents[2] / "assets" / "entropy.png"
TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml"}
STYLE_COMMENT = re.compile(r"(?s)/\*.*?\*/\s*")
# Lines of a module that are comments, a quarter of its bytes: who reads the source has the file.
LINES_OF_COMMENT = re.compile(rb"(?m)^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n")
STYLE_ID = "lossviz-stage-style"
PACKED = (".png",)  # what gains nothing by being compressed


FILES = {path.relative_to(STAGE).as_posix(): path for path in sorted(STAGE.rglob("*")) if path.suffix in TYPES}
FILES |= {path.name: path for path in (PLOTLY, PICTURE)}
THUMBNAILS = {f"thumbnails/{entry.slug}.svg": entry for entry in registry.LESSONS}
OWN_MODULES = {name for name in FILES if name.endswith(".js") and FILES[name] is not PLOTLY}
IMPORTED = re.compile(r'from "(\.[^"]+)"')


def modules(*entries: str) -> list[str]:
    """Modules of the stage with all that they import, the nearest first."""
    found = list(entries)
    for name in found:
        for said in IMPORTED.findall(FILES[name].read_text()):
            path = (FILES[name].parent / said).resolve().relative_to(STAGE).as_posix()
            if path not in found:
                found.append(path)
    return found


MODULES = modules("component.js", "line.js", "poster.js")


def content(name: str) -> bytes:
    """A file, the style sheet of the stage, or the thumbnail of an entry of the contents."""
    if name == STYLE:
        return b"\n".join(map(content, STYLE_PARTS))
    if name in THUMBNAILS:
        return _thumbnail(name)
    text = FILES[name].read_bytes()
    return LINES_OF_COMMENT.sub(b"", text) if name in OWN_MODULES else text


@cache
def _thumbnail(name: str) -> bytes:
    """A thumbnail, drawn once for all visitors."""
    return THUMBNAILS[name].thumbnail_svg().encode()


def _version() -> str:
    """A name that changes whenever a file does, so that a browser may keep what it has for good."""
    digest = hashlib.sha256()
    for name in (*FILES, *THUMBNAILS):
        digest.update(name.encode() + content(name))
    return digest.hexdigest()[:12]


VERSION = _version()


def style(name: str) -> str:
    """A style sheet as the index page has it inside: without its comments."""
    return STYLE_COMMENT.sub("", content(name).decode())


@cache
def _compressed(name: str) -> bytes:
    """A file, compressed once for all visitors."""
    return gzip.compress(content(name), 6, mtime=0)


def serve(request: Request) -> Response:
    """One file of the stage, or 404."""
    name = request.path_params["path"]
    if name != STYLE and name not in FILES and name not in THUMBNAILS:
        return Response("no such file", status_code=404, media_type="text/plain")
    fresh = request.path_params["version"] == VERSION
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        # Of a part of a page nothing else counts, and there are many of them.
        "Content-Security-Policy": "default-src 'none'",
    }
    understood = request.headers.get("accept-encoding", "")
    if name == PLOTLY.name and "br" in understood:
        body = BROTLI.read_bytes()
        headers["Content-Encoding"] = "br"
    elif "gzip" in understood and Path(name).suffix not in PACKED:
        body = _compressed(name)
        headers["Content-Encoding"] = "gzip"
    else:
        body = content(name)
    return Response(body, media_type=TYPES[Path(name).suffix], headers=headers)
