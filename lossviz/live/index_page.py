"""Streamlit's index page with what makes it open at once: words, a still of the state, and what is needed next.

The still of a state is built as a question is (`lossviz.live.endpoint`): when it is the client's turn, at the client's
expense. A page does not wait for it longer than `PATIENCE`; without it, it has its title and its introduction.
"""

import asyncio
import gzip
import re
import time
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lossviz.lessons import registry
from lossviz.live import index_stills, poster, stage_files
from lossviz.scene.lesson import Lesson

PATIENCE = 0.1  # seconds
DEADLINE = 0.5  # seconds after which a still that nobody waits for any more is given up
LONGEST_QUERY = 8 * 1024
TITLE = re.compile(r"(?s)<title>.*?</title>")
NOSCRIPT = re.compile(r"(?s)<noscript>.*?</noscript>")
HTML = "<html "
HEAD_END = "</head>"
ROOT = '<div id="root"></div>'
VIEWPORT = re.compile(r"<meta\s+name=\"viewport\"[^>]*>")
LATER = re.compile(r'<link rel="(?:modulepreload|stylesheet)"[^>]*>|<script type="module"[^>]*></script>')
HOST = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)
# What a page may be told in its address; then it looks another way, and has no poster.
ELSEWHERE = ("embed", "embed_options")


class IndexMiddleware:
    """Puts the poster into Streamlit's index page, and into its head what a page shared elsewhere is shown with.

    `fonts`, by their families, and `modules` are the files of Streamlit's own that every page needs and finds late, by
    their paths below the root; `questions` is the title of the page without a lesson.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str = "",
        *,
        fonts: Mapping[str, str] = {},
        modules: Sequence[str] = (),
        questions: str = "",
    ) -> None:
        self.app = app
        self.base = base.strip("/")
        self.root = f"/{self.base}" if self.base else ""
        self.menu = poster.menu(questions)
        own = f"{self.root}/{stage_files.PREFIX}/{stage_files.VERSION}"
        # What is seen first comes first, and waits for no other file: the style is in the page.
        self.first = lines(
            *(
                f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{self.root}/{name}">'
                for name in fonts.values()
            ),
            f"<style>{''.join(face(family, f'{self.root}/{name}') for family, name in fonts.items())}</style>",
            f'<style id="{stage_files.STYLE_ID}">{stage_files.style(stage_files.STYLE)}</style>',
            f"<style>{stage_files.style('poster.css')}</style>",
        )
        self.drawing = f'<link rel="preload" as="script" href="{own}/{stage_files.PLOTLY.name}">'
        self.last = lines(
            *(f'<link rel="modulepreload" crossorigin href="{self.root}/{name}">' for name in modules),
            *(f'<link rel="modulepreload" href="{own}/{name}">' for name in stage_files.MODULES),
        )
        self.poster = f'<script type="module" src="{own}/poster.js"></script>'
        self.picture = f"{own}/{stage_files.PICTURE.name}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not self.may_be_index(scope["path"]):
            await self.app(scope, receive, send)
            return
        page = _Page(self, scope)
        await self.app(page.scope(), receive, page.sending(send))

    def may_be_index(self, path: str) -> bool:
        """Whether a path may lead to the index page: it names no file, and nothing of our own."""
        return "." not in path and not f"{self.slug(path)}/".startswith(f"{stage_files.PREFIX}/")

    def slug(self, path: str) -> str:
        """What a path says after the path that the whole app is served from."""
        return path.strip("/").removeprefix(self.base).strip("/")

    async def written(self, scope: Scope, index: str) -> str:
        """The index page for one request."""
        slug = self.slug(scope["path"])
        lesson = registry.HOME if not slug else registry.BY_SLUG.get(slug)
        is_known = lesson is not None and (lesson is registry.HOME) == (not slug)
        drawn = await self.still(scope, lesson) if lesson and is_known else None
        said = poster.words(lesson if lesson and is_known else registry.HOME, drawn)
        tags = poster.tags(said, **places(scope, self.picture))
        query = scope["query_string"].decode("latin-1")
        is_covered = lesson and is_known and not any(name in query for name in ELSEWHERE)
        is_presented = dict(parse_qsl(query)).get("present") == "1" and lesson is not registry.HOME
        if is_presented:
            index = index.replace(HTML, f'{HTML}class="{poster.PRESENTING}" ', 1)
        cover = ""
        if lesson and is_covered:
            cover = poster.html(lesson, drawn, self.menu, self.base, is_presented=is_presented)
        index = TITLE.sub(lambda _: tags, index, count=1)
        index = NOSCRIPT.sub(lambda _: f"<noscript>{poster.unscripted(said)}</noscript>", index, count=1)
        if cover:
            index = VIEWPORT.sub(lambda found: f"{found[0]}\n    {self.first}", index, count=1)
            # Nothing of the page itself is fetched before this is seen: both at once take long on a small machine.
            later = LATER.findall(index)
            index = LATER.sub("", index)
            held = lines(self.drawing, *later, self.last)
            cover = lines(cover, f'<template id="{poster.LATER}">{held}</template>', self.poster)
        elif lesson and is_known:
            index = index.replace(HEAD_END, f"  {self.drawing}\n  {HEAD_END}", 1)
        return index.replace(ROOT, f"{cover}\n    {ROOT}", 1)

    async def still(self, scope: Scope, lesson: Lesson) -> poster.Still | None:
        """The still of the state that is asked for, if it is there in time."""
        query = scope["query_string"]
        if len(query) > LONGEST_QUERY:
            return None
        address = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
        client = scope["client"][0] if scope.get("client") else ""
        end = time.monotonic() + DEADLINE
        building = asyncio.get_running_loop().run_in_executor(
            index_stills.pool, index_stills.still, lesson, address, client, end
        )
        done, _ = await asyncio.wait({building}, timeout=PATIENCE)
        return building.result() if done else None


def places(scope: Scope, picture: str) -> dict[str, str]:
    """The whole addresses of a page and of its picture, where the request says which host it is for."""
    host = Headers(scope=scope).get("host", "")
    if not HOST.fullmatch(host):
        return {}
    site = f"{scope.get('scheme', 'http')}://{host}"
    query = scope["query_string"].decode("latin-1")
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    return {"url": f"{site}{path}{'?' if query else ''}{query}", "picture": f"{site}{picture}"}


def face(family: str, url: str) -> str:
    """A font for the poster alone: what is not there at first is not waited for, and nothing moves when it comes."""
    return (
        f"@font-face{{font-family:'{family} at once';font-weight:100 900;font-display:optional;"
        f"src:url({url})format('woff2')}}"
    )


def lines(*tags: str) -> str:
    """Tags, each on a line of the head."""
    return "\n    ".join(tags)


class _Page:
    """One request that may be for the index page, and its answer."""

    def __init__(self, middleware: IndexMiddleware, scope: Scope) -> None:
        self.middleware = middleware
        self.asked = scope
        self.start: Message | None = None
        self.body = b""

    def scope(self) -> Scope:
        """The request as the app hears it: for a page that is not packed, nor known already, nor a part of one."""
        kept = [
            (name, value)
            for name, value in self.asked["headers"]
            if name not in (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
        ]
        return {**self.asked, "method": "GET", "headers": kept}

    def sending(self, send: Send) -> Send:
        """Passes an answer on as it is, or if it is the index page, with all that belongs into it."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and is_index(message):
                self.start = message
            elif self.start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                self.body += message.get("body", b"")
                if not message.get("more_body"):
                    await self.answer(send)

        return sent

    async def answer(self, send: Send) -> None:
        assert self.start is not None
        written = await self.middleware.written(self.asked, self.body.decode())
        body = written.encode()
        headers = MutableHeaders(raw=list(self.start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers.add_vary_header("Accept-Encoding")
        if "gzip" in Headers(scope=self.asked).get("accept-encoding", ""):
            body = gzip.compress(body, 5, mtime=0)
            headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        await send({**self.start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if self.asked["method"] == "HEAD" else body})


def is_index(start: Message) -> bool:
    """Whether an answer that begins so is the index page, whole."""
    headers = Headers(raw=start["headers"])
    return bool(
        start["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
    )
