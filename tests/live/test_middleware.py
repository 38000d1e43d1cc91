"""What surrounds the routes: headers on whatever is answered, doors that are closed, bounds for what is sent in."""

import asyncio
import base64
import hashlib
import re
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
import streamlit
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lossviz.live import middleware

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
POLICY = middleware.CONTENT_SECURITY_POLICY
PUT = "/_stcore/upload_file/{session}/file"


class BrokenError(Exception):
    pass


async def echo(request):
    return PlainTextResponse(str(len(await request.body())))


async def careless(request):
    return PlainTextResponse("read nothing")


async def broken(request):
    raise BrokenError


def app(*around):
    methods = ["GET", "POST", "PUT"]
    routes = [Route("/echo", echo, methods=methods), Route("/careless", careless, methods=methods)]
    upload = Route("/{base:path}_stcore/upload_file/{session}/{file}", echo, methods=methods)
    return Starlette(routes=[*routes, Route("/broken", broken), upload], middleware=[*around])


def bounded(**bounds):
    return app(Middleware(middleware.BodyMiddleware, **{"largest": 100, "patience": 60.0, **bounds}))


class Answer:
    def __init__(self, messages):
        (start,) = [one for one in messages if one["type"] == "http.response.start"]
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.text = b"".join(one.get("body", b"") for one in messages).decode()
        self.ends = self.headers.get("connection") == "close"


async def told(asked, path, *pieces, method="POST", whole=True, **headers):
    """What is answered to a request whose body comes in pieces; where it is not `whole`, the rest never comes."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "query_string": b"", "headers": raw}
    coming = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    coming += [{"type": "http.request", "body": b"", "more_body": False}] * whole
    sent = []

    async def receive():
        return coming.pop(0) if coming else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    with suppress(BrokenError):
        await asked(scope, receive, send)
    return Answer(sent)


def ask(*request, **more):
    return asyncio.run(told(*request, **more))


@pytest.mark.parametrize("path", ["/echo", "/careless", "/nowhere", "/broken"])
def test_every_answer_has_the_headers_of_safety_that_of_an_error_too(path):
    answer = ask(app(Middleware(middleware.HeadersMiddleware)), path, method="GET")
    assert answer.status == {"/nowhere": 404, "/broken": 500}.get(path, 200)
    assert {name.lower(): value for name, value in middleware.HEADERS.items()}.items() <= answer.headers.items()
    assert "Traceback" not in answer.text


def test_any_page_may_embed_a_lesson():
    assert "frame-ancestors" not in POLICY
    assert "X-Frame-Options" not in middleware.HEADERS


def test_no_script_style_or_form_may_go_elsewhere():
    assert all("http" not in sources and "*" not in sources for sources in POLICY.values())
    assert "'unsafe-inline'" not in POLICY["script-src"]
    assert "'unsafe-eval'" not in POLICY["script-src"]
    assert {POLICY[name] for name in ("object-src", "base-uri", "form-action", "frame-src")} == {"'none'"}


def test_the_inline_scripts_of_the_installed_page_are_the_ones_that_are_let_through():
    scripts = re.findall(r"<script>(.*?)</script>", INDEX.read_text(encoding="utf-8"), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert digests
    assert [f"'sha256-{digest}'" for digest in digests] == re.findall(r"'sha256-[^']*'", POLICY["script-src"])


@pytest.mark.parametrize("base", ["", "/sub/path"])
@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.parametrize("path", [*middleware.CLOSED, "_stcore/agent/openapi.json", "_stcore/agent/interact"])
def test_what_no_visitor_needs_is_not_found(base, path, end):
    asked = app(Middleware(middleware.ClosedMiddleware))
    answer = ask(asked, f"{base}/{path}{end}", method="GET")
    assert (answer.status, answer.text) == (404, "not found")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/sub/_stcore/stream", "/metrics"])
def test_the_rest_stays_open(path):
    assert not middleware.is_closed(path)


def test_a_body_that_is_short_and_comes_in_time_is_read_whole():
    assert ask(bounded(), "/echo", b"x" * 60, b"y" * 40, content_length="100").text == "100"


def test_what_is_not_read_is_passed_over_before_the_answer_leaves():
    answer = ask(bounded(), "/careless", b"x" * 60, b"y" * 40, content_length="100")
    assert (answer.status, answer.text, answer.ends) == (200, "read nothing", False)


@pytest.mark.parametrize("path", ["/echo", "/careless", "/nowhere"])
def test_a_body_that_is_half_sent_is_given_up_and_the_connection_ends(path):
    answer = ask(bounded(patience=0.01), path, b"x", whole=False, content_length="100")
    assert (answer.status, answer.ends) == (408, True)
    assert "in time" in answer.text


@pytest.fixture
def place():
    """A server of its own that waits a moment only."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        asked = bounded(patience=0.1)
        server = uvicorn.Server(uvicorn.Config(asked, log_level="error", lifespan="off", timeout_keep_alive=60))
        running = Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield listening.getsockname()
        server.should_exit = True
        running.join()


@pytest.mark.parametrize("path", ["/echo", "/careless"])
def test_the_line_of_a_half_sent_body_is_closed(place, path):
    with socket.create_connection(place, timeout=30) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: here\r\nContent-Length: 90\r\n\r\nx".encode())
        assert b"".join(iter(lambda: line.recv(65536), b"")).startswith(b"HTTP/1.1 408 ")


def test_bytes_that_arrive_give_a_slow_line_more_time():
    async def seconds(taken):
        body = middleware._Body(None, largest=100, patience=10.0, rate=20.0)
        body.taken = taken
        return body.deadline - body.start

    assert [asyncio.run(seconds(taken)) for taken in (0, 1, 60)] == pytest.approx([10, 10.05, 13])


ZEROS = "0" * 5000
LONGER = ("101", ZEROS + "101", "9" * 5000)


@pytest.mark.parametrize("headers", [*({"content_length": one} for one in LONGER), {"transfer_encoding": "chunked"}])
@pytest.mark.parametrize("path", ["/echo", "/careless"])
def test_a_body_longer_than_any_of_ours_is_refused_announced_or_not(path, headers):
    answer = ask(bounded(), path, b"x" * 101, whole=False, **headers)
    assert (answer.status, answer.text, answer.ends) == (413, "the request is too long", True)


def test_a_request_without_a_body_is_not_hurried():
    assert ask(bounded(patience=-1.0), "/careless", method="GET", whole=False).status == 200


def uploads(held):
    return app(Middleware(middleware.UploadsMiddleware, held=lambda session: held, most=100, most_of_all=1000))


@pytest.mark.parametrize("base", ["", "/sub"])
@pytest.mark.parametrize(
    ("held", "status"), [(None, 200), ((0, 0), 200), ((60, 60), 200), ((61, 61), 413), ((0, 960), 200), ((0, 961), 503)]
)
def test_files_are_taken_until_the_session_or_the_server_holds_enough(base, held, status):
    path = base + PUT.format(session="one")
    assert ask(uploads(held), path, b"x" * 40, method="PUT", content_length="40").status == status


def test_a_length_with_zeros_before_it_is_that_length():
    path = PUT.format(session="one")
    assert ask(bounded(), "/echo", b"x" * 40, content_length=ZEROS + "40").text == "40"
    assert ask(uploads((60, 60)), path, b"x" * 40, method="PUT", content_length=ZEROS + "40").status == 200
    assert ask(uploads((61, 61)), path, b"x" * 40, method="PUT", content_length=ZEROS + "40").status == 413


def test_files_on_their_way_count_as_well_and_count_no_more_when_they_are_here():
    async def slow(scope, receive, send):
        await asyncio.sleep(0)
        await PlainTextResponse("")(scope, receive, send)

    asked = middleware.UploadsMiddleware(slow, held=lambda session: (0, 0), most=100, most_of_all=150)

    async def together(*sessions):
        paths = [PUT.format(session=session) for session in sessions]
        answers = await asyncio.gather(*(told(asked, path, method="PUT", content_length="60") for path in paths))
        return [answer.status for answer in answers]

    assert asyncio.run(together("one", "one", "two", "three")) == [200, 413, 200, 503]
    assert asyncio.run(together("one")) == [200]
    assert not asked.coming


def test_a_file_of_unknown_length_counts_as_the_most_there_may_be():
    assert (
        ask(uploads((1, 1)), PUT.format(session="one"), b"x", method="PUT", transfer_encoding="chunked").status == 413
    )
