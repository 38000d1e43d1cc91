"""Streamlit's own scripts cross compressed, once for all; everything else goes on as it is."""

import asyncio
import gzip

import pytest

from lossviz.live.compression import CompressedMiddleware

SCRIPT = b"export const answer = 42\n" * 200
FOREVER = (b"cache-control", b"public, immutable, max-age=31536000")


class Files:
    """An app that sends one file in two pieces, and counts how often."""

    def __init__(self, status=200, headers=(FOREVER,)):
        self.asked = 0
        self.status = status
        self.headers = [(b"content-type", b"text/javascript"), (b"etag", b'"1"'), *headers]

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": SCRIPT[:50], "more_body": True})
        await send({"type": "http.response.body", "body": SCRIPT[50:]})


def ask(app, path="/static/js/index.AbC-1.js", method="GET", **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(app({"type": "http", "method": method, "path": path, "headers": raw}, None, send))
    return dict(sent[0]["headers"]), b"".join(one["body"] for one in sent[1:])


@pytest.mark.parametrize("path", ["/static/js/index.AbC-1.js", "/sub/path/static/css/index.C1.css"])
def test_a_script_is_compressed_once_and_says_so(path):
    files = Files()
    app = CompressedMiddleware(files)
    for _ in range(2):
        headers, body = ask(app, path, accept_encoding="gzip, br")
        assert gzip.decompress(body) == SCRIPT
        assert headers[b"content-encoding"] == b"gzip"
        assert int(headers[b"content-length"]) == len(body) < len(SCRIPT) / 10
        assert headers[b"vary"] == b"Accept-Encoding"
        assert headers[b"content-type"] == b"text/javascript"
        assert b"etag" not in headers
    assert files.asked == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"accept_encoding": "br"},
        {"accept_encoding": "gzip", "range": "bytes=0-9"},
        {"accept_encoding": "gzip", "if_none_match": '"1"'},
        {"accept_encoding": "gzip", "method": "HEAD"},
        {"accept_encoding": "gzip", "path": "/static/media/font.woff2"},
        {"accept_encoding": "gzip", "path": "/static/js/../../secret.py"},
        {"accept_encoding": "gzip", "path": "/entropy"},
    ],
)
def test_what_is_asked_for_otherwise_goes_on_as_it_is(asked):
    headers, body = ask(CompressedMiddleware(Files()), **asked)
    assert body == SCRIPT
    assert b"content-encoding" not in headers


@pytest.mark.parametrize(
    "files",
    [Files(404), Files(headers=()), Files(headers=(FOREVER, (b"content-encoding", b"br")))],
    ids=["missing", "not for good", "packed"],
)
def test_what_is_no_file_to_be_kept_for_good_is_not_kept(files):
    app = CompressedMiddleware(files)
    for _ in range(2):
        assert ask(app, accept_encoding="gzip")[1] == SCRIPT
    assert files.asked == 2
