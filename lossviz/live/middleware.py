"""What surrounds every route, Streamlit's own among them: headers, closed doors, and a bound for what is sent in."""

import asyncio
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The one inline script of Streamlit's page, `window.prerenderReady = false`.
INLINE = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    # Streamlit loads the code of a component from a blob that its own script has made, and counts in WebAssembly.
    "script-src": f"'self' blob: 'wasm-unsafe-eval' {INLINE}",
    # Streamlit and Plotly write style sheets and attributes of style as they go.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Neither frame-ancestors nor X-Frame-Options: a lesson may be embedded in any page.
HEADERS = {
    "Content-Security-Policy": "; ".join(map(" ".join, CONTENT_SECURITY_POLICY.items())),
    "X-Content-Type-Options": "nosniff",
    # The address holds what a learner typed; another site learns where the app is, and no more.
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# What Streamlit serves and no visitor needs: how busy the server is, its interface for programs, and its log-in.
CLOSED = ("_stcore/metrics", "_stcore/script-health-check", "auth/login", "auth/logout", "oauth2callback")
CLOSED_FOLDERS = ("_stcore/agent",)

# What Streamlit's page reads about dialogs when it connects, and what it is told.
DIALOGS, QUIET = b'"blockErrorDialogs":false', b'"blockErrorDialogs":true '

MOST_DIGITS = 20  # of the largest number of bytes that a request can say

Held: TypeAlias = Callable[[str], tuple[int, int] | None]


class HeadersMiddleware:
    """Puts the headers of safety on every answer, on that of an error too; what a route has set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                present = message.get("headers", [])
                names = {name.lower() for name, _ in present}
                message = {**message, "headers": [*present, *(one for one in self.headers if one[0] not in names)]}
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            # What stands around all middleware would answer without the headers; it still writes the error down.
            if not has_started:
                failed = PlainTextResponse("something went wrong here", status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
                await failed(scope, receive, with_headers)
            raise


class ClosedMiddleware:
    """Answers 404 where Streamlit has something to say that visitors do not need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_closed(scope["path"]):
            await PlainTextResponse("not found", status_code=HTTPStatus.NOT_FOUND)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_closed(path: str) -> bool:
    """Whether nobody is let in at a path, wherever the app is served from."""
    path = f"/{path.strip('/')}/"
    return path.endswith(tuple(f"/{one}/" for one in CLOSED)) or any(f"/{one}/" in path for one in CLOSED_FOLDERS)


class QuietMiddleware:
    """Tells Streamlit's page not to cover itself with a dialog while the server does not answer: the stage says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def quieter(message: Message) -> None:
            # The length that was announced holds: a blank stands for the letter that is less.
            if message["type"] == "http.response.body":
                message = {**message, "body": message["body"].replace(DIALOGS, QUIET)}
            await send(message)

        asked = scope["type"] == "http" and scope["path"].endswith("/_stcore/host-config")
        await self.app(scope, receive, quieter if asked else send)


class _RefusedError(Exception):
    """A body that came too slowly or is too long."""

    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        # The connection ends with it, as the rest of the request is not read.
        self.answer = PlainTextResponse(words, status_code=status, headers={"Connection": "close"})


def length(announced: bytes) -> int | None:
    """The bytes that a request says it has, however many zeros it says before; None where it says no number."""
    return int(announced[-MOST_DIGITS:]) if announced.isdigit() and not announced[:-MOST_DIGITS].strip(b"0") else None


class _Body:
    """The body of one request on its way in; it is counted, and it has to come in time."""

    def __init__(self, receive: Receive, largest: int, patience: float, rate: float) -> None:
        self._receive, self.largest, self.patience, self.rate = receive, largest, patience, rate
        self.start = asyncio.get_running_loop().time()
        self.taken = 0
        self.is_complete = False

    @property
    def deadline(self) -> float:
        """The moment by which the next piece has to be here."""
        return self.start + self.patience + self.taken / self.rate

    async def receive(self) -> Message:
        """The next piece; once there is no more of it, whatever the server tells, for as long as it takes."""
        if self.is_complete:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self.deadline):
                message = await self._receive()
        except TimeoutError:
            raise _RefusedError(HTTPStatus.REQUEST_TIMEOUT, "the request did not arrive in time") from None
        self.taken += len(message.get("body", b""))
        self.is_complete = not message.get("more_body", False)
        if self.taken > self.largest:
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request is too long")
        return message

    async def finish(self) -> None:
        """Pass over what the route did not want to read: who is still sending does not hear an answer."""
        while not self.is_complete:
            await self.receive()


class BodyMiddleware:
    """Bounds what is sent in: `largest` bytes, `patience` seconds, and one more for every `rate` bytes that came."""

    def __init__(self, app: ASGIApp, largest: int, patience: float = 10, rate: float = 20_000) -> None:
        self.app = app
        self.largest = largest
        self.patience = patience
        self.rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"]) if scope["type"] == "http" else {}
        announced = headers.get(b"content-length", b"0")
        if announced == b"0" and b"transfer-encoding" not in headers:
            await self.app(scope, receive, send)
            return
        body = _Body(receive, self.largest, self.patience, self.rate)

        async def after_the_body(message: Message) -> None:
            await body.finish()
            await send(message)

        try:
            if (length(announced) or 0) > self.largest:
                raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request is too long")
            await self.app(scope, body.receive, after_the_body)
        except _RefusedError as refused:
            await refused.answer(scope, receive, send)


class UploadsMiddleware:
    """Bounds the files that the server holds: `most` bytes of one session, `most_of_all` of all sessions together.

    `held` tells both numbers for a session, and None where there is no such session: that Streamlit refuses itself.
    What is still on its way counts as well.
    """

    def __init__(self, app: ASGIApp, held: Held, most: int, most_of_all: int) -> None:
        self.app = app
        self.held = held
        self.most = most
        self.most_of_all = most_of_all
        self.coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        _, is_upload, rest = scope.get("path", "").partition("/_stcore/upload_file/")
        session = rest.partition("/")[0]
        held = self.held(session) if is_upload and scope["method"] == "PUT" else None
        if held is None:
            await self.app(scope, receive, send)
            return
        announced = length(dict(scope["headers"]).get(b"content-length", b""))
        size = self.most if announced is None else announced
        own, every = held
        if own + self.coming[session] + size > self.most:
            words = "this page holds as many files as it may; reload it to begin anew"
            await PlainTextResponse(words, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)
        elif every + self.coming.total() + size > self.most_of_all:
            words = "the server holds as many files as it may just now; try again, or paste the points"
            await PlainTextResponse(words, HTTPStatus.SERVICE_UNAVAILABLE)(scope, receive, send)
        else:
            await self._let_in(session, size, scope, receive, send)

    async def _let_in(self, session: str, size: int, scope: Scope, receive: Receive, send: Send) -> None:
        self.coming[session] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[session] -= size
            if not self.coming[session]:
                del self.coming[session]
