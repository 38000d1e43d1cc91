"""Connections: the head of a request has so many bytes and so much time, and who keeps within them notices nothing."""

import socket
from contextlib import suppress
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from lossviz.live import connections


async def echo(request):
    return PlainTextResponse(str(len(await request.body())))


async def stream(scope, receive, send):
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


async def app(scope, receive, send):
    asked = stream if scope["type"] == "websocket" else Starlette(routes=[Route("/", echo, methods=["GET", "POST"])])
    await asked(scope, receive, send)


@pytest.fixture(scope="module", autouse=True)
def _bounded():
    connections.bound()


@pytest.fixture
def place():
    """A server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_keep_alive=60, ws="websockets-sansio")
        server = uvicorn.Server(config)
        running = Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield listening.getsockname()
        server.should_exit = True
        running.join()


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(connections, "PATIENCE", 0.2)


def answered(line):
    """All that is answered until the line is closed."""
    said = b""
    with suppress(ConnectionError):
        while piece := line.recv(65536):
            said += piece
    return said


ENDLESS = {
    "address": (b"GET /?p=", b"1"),
    "header": (b"GET / HTTP/1.1\r\nHost: here\r\nA: ", b"1"),
    "headers": (b"GET / HTTP/1.1\r\nHost: here\r\n", b"A: 1\r\n"),
    "blank lines": (b"", b"\r\n"),
    "header after the body": (b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ", b"1"),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_head_is_refused_where_it_gets_longer_than_64_kilobytes(place, kind):
    start, piece = ENDLESS[kind]
    head = start + piece * connections.LARGEST
    with socket.create_connection(place, timeout=0.3) as line:
        line.sendall(head[: connections.LARGEST])
        with pytest.raises(TimeoutError):
            line.recv(1)
        line.settimeout(30)
        line.sendall(piece[:1])
        assert answered(line).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("kind", ENDLESS)
def test_the_line_of_a_head_without_end_is_closed(place, kind):
    start, piece = ENDLESS[kind]
    with socket.create_connection(place, timeout=30) as line, suppress(ConnectionError):
        line.sendall(start + piece * (8 * 2**20 // len(piece)))
        raise AssertionError("all of it was taken")


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: here\r\nA: ", b"\r\n", b"GE"])
def test_a_head_that_does_not_come_is_given_up(place, hasty, start):
    with socket.create_connection(place, timeout=30) as line:
        line.sendall(start)
        assert answered(line).startswith(b"HTTP/1.1 408 ")


def test_the_second_request_of_a_connection_is_bounded_as_the_first(place, hasty):
    with socket.create_connection(place, timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200 ")
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert answered(line).startswith(b"HTTP/1.1 408 ")


def test_what_comes_after_the_head_is_not_counted_with_it(place):
    head = b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n"
    with socket.create_connection(place, timeout=30) as line:
        line.sendall(head)
        line.sendall(b"x" * 300_000)
        assert answered(line).endswith(b"300000")


def test_a_socket_that_a_page_holds_is_not_hurried(place, hasty):
    with connect("ws://{}:{}/".format(*place), close_timeout=1) as page:
        with pytest.raises(TimeoutError):
            page.recv(timeout=0.6)
        page.send("still here")
        assert page.recv(timeout=30) == "still here"


def test_an_idle_connection_is_ended_by_uvicorn_alone(place, hasty):
    with socket.create_connection(place, timeout=0.8) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(TimeoutError):
            line.recv(1)
