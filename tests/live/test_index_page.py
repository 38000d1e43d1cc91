"""The index page: it has the words and the still of its state, whatever the address says; other paths keep theirs."""

import asyncio
import gzip
import re
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
import streamlit

from lossviz.front import streamlit_files
from lossviz.inputs.recent import Recent
from lossviz.lessons import registry
from lossviz.live import endpoint, index_page, index_stills, message, poster, stage_files
from lossviz.scene import lesson as lessons

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
LESSONS = [lesson.slug for lesson in registry.LESSONS]
HOSTILE = "</title><script>alert('1')</script>\"><img src=x onerror=alert(1)>"
PATIENCE = 20.0


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine takes its time; and nothing is known from another test."""
    monkeypatch.setattr(index_page, "PATIENCE", PATIENCE)
    monkeypatch.setattr(index_page, "DEADLINE", PATIENCE)
    monkeypatch.setattr(index_stills, "stills", Recent(2**20))
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=1000.0, rate=1000.0))


class Answer:
    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(one.get("body", b"") for one in messages[1:])

    @property
    def text(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def shown(self):
        """What is in the body; the style sheets name the same classes."""
        return self.text.partition("</head>")[2]

    def tag(self, name):
        found = re.search(rf'<meta (?:name|property)="{name}" content="(.*?)" />', self.text)
        return found and found[1]


async def index(scope, receive, send):
    """What Streamlit answers: its page, where nobody has asked for a part of it or for it compressed."""
    asked = dict(scope["headers"])
    assert scope["method"] == "GET"
    assert not {b"accept-encoding", b"range", b"if-none-match"} & asked.keys()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b'"1"'), (b"cache-control", b"no-cache")]
    headers.append((b"content-length", str(len(INDEX.encode())).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": INDEX.encode()[:900], "more_body": True})
    await send({"type": "http.response.body", "body": INDEX.encode()[900:]})


def ask(path="/", query="", app=index, base="", method="GET", **headers):
    raw = [
        (name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "site.test", **headers}.items()
    ]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw}
    scope |= {"scheme": "https", "client": ("10.0.0.1", 1), "raw_path": path.encode()}
    fonts, modules = streamlit_files.fonts(), streamlit_files.modules()
    page = index_page.IndexMiddleware(app, base, fonts=fonts, modules=modules, questions="Questions")
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(page(scope, None, send))
    return Answer(sent)


@pytest.mark.slow
@pytest.mark.parametrize("slug", LESSONS)
def test_the_page_of_a_lesson_has_its_words_and_its_sentence(slug):
    lesson = registry.BY_SLUG[slug]
    page = ask(f"/{slug}")
    sentence = poster.escape(lesson.first_scene().sentence())
    assert f"<title>{poster.escape(lesson.title)} · lossviz</title>" in page.text
    assert page.text.count("<title>") == page.text.count('id="lossviz-poster"') == 1
    assert page.tag("description") == page.tag("og:description") == page.tag("twitter:description") == sentence
    assert f"<h1>{poster.escape(lesson.question)}</h1>" in page.text
    assert f'">{sentence}</p>' in page.text
    assert page.shown.count("<figure") == len(lesson.first_scene().figures)
    assert "**" not in page.text
    assert page.tag("og:title") == f"{poster.escape(lesson.title)}: {poster.escape(lesson.question)}"


def test_the_picture_and_the_address_that_are_shared_are_whole_and_the_picture_is_there():
    page = ask("/sub/entropy", "p=9%2C1", base="/sub/")
    assert page.tag("og:url") == "https://site.test/sub/entropy?p=9%2C1"
    assert page.tag("og:image") == f"https://site.test/sub/lossviz/{stage_files.VERSION}/{stage_files.PICTURE.name}"
    assert page.tag("twitter:card") == "summary_large_image"
    assert stage_files.FILES[stage_files.PICTURE.name].exists()


@pytest.mark.parametrize("host", ['"><script>', "a b", "", "x" * 300])
def test_a_host_that_is_none_is_not_repeated(host):
    page = ask("/entropy", host=host)
    assert page.tag("og:url") is None
    assert page.tag("og:image") is None
    assert "<script>alert" not in page.text


def test_the_home_page_has_a_still_too():
    page = ask("/")
    assert "<title>lossviz</title>" in page.text
    assert page.shown.count("<figure") == 2


def test_the_still_is_that_of_the_state():
    page = ask("/entropy", "p=1,1,1,1&names=oak,elm,ash,fir&unit=nats")
    assert "oak" in page.tag("description").lower() or "1.39" in page.tag("description")
    assert page.shown.count('class="lv-handle') == page.shown.count("lv-grip")
    assert ">elm<" in page.text


@pytest.mark.parametrize(
    "query",
    [
        f"p=1,1&names={quote(HOSTILE)},b",
        f"p={quote(HOSTILE)}",
        f"predict={quote(HOSTILE)}",
        f"goal={quote(HOSTILE)}",
        f"{quote(HOSTILE)}=1",
        "p=%00%ff%fe",
        "p=" + "1," * 6000,
    ],
)
def test_nothing_that_an_address_says_becomes_more_than_text(query):
    page = ask("/entropy", query)
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert "<title>Entropy · lossviz</title>" in page.text
    assert "<h1>How uncertain is this?</h1>" in page.text


@pytest.mark.parametrize(
    "query", ["p=nothing", "shoe=1", "predict=99", "goal=none", "unit=miles", "p=kept-" + "0" * 24]
)
def test_an_address_that_is_not_understood_has_words_only(query):
    page = ask("/entropy", query)
    assert "<figure" not in page.text
    assert "<h1>How uncertain is this?</h1>" in page.text
    assert page.tag("description").startswith("Rare events are more surprising")


@pytest.mark.slow
@pytest.mark.parametrize("slug", LESSONS)
def test_an_open_question_is_not_answered(slug):
    lesson = registry.BY_SLUG[slug]
    for name, asked in lesson.predictions.items():
        page = ask(f"/{slug}", f"predict={name}")
        scene = lesson.build(lesson.read({"predict": name}))
        assert page.tag("description") == poster.escape(asked.ask)
        assert f">{poster.escape(scene.sentence())}<" not in page.text
        whole = [one for one in asked.hidden_until_checked if "." not in one]
        assert page.shown.count("lv-concealed") == len(whole) + 1
        assert page.shown.count("<figure") - page.shown.count("lv-still-area") == len(whole)


def test_what_takes_too_long_leaves_with_words_only(monkeypatch):
    monkeypatch.setattr(index_page, "PATIENCE", 0.01)
    goes_on = threading.Event()
    monkeypatch.setattr(poster, "still", lambda *_: goes_on.wait(PATIENCE) and None)
    try:
        page = ask("/entropy")
        assert "<figure" not in page.text
        assert "<h1>How uncertain is this?</h1>" in page.text
    finally:
        goes_on.set()


def test_a_client_who_has_spent_what_it_may_has_words_only_and_what_is_known_costs_nothing(monkeypatch):
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=1.0, rate=0.0001))
    assert "<figure" in ask("/entropy").text
    endpoint.allowances.spend("10.0.0.1", 5.0)
    assert "<figure" in ask("/entropy").text
    assert "<figure" not in ask("/entropy", "p=1,1").text


def test_a_state_that_cannot_be_drawn_has_words_only(monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(lessons.Lesson, "build", broken)
    page = ask("/entropy", "p=2,3")
    assert "<figure" not in page.text
    assert "cannot be drawn" in caplog.text


@pytest.mark.parametrize("encoding", ["", "gzip, deflate"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_length_is_right_and_the_page_is_compressed_for_who_takes_it(method, encoding):
    page = ask("/entropy", method=method, accept_encoding=encoding, if_none_match='"1"', range="bytes=0-9")
    whole = ask("/entropy", accept_encoding=encoding)
    assert page.headers["content-length"] == str(len(whole.body))
    assert page.body == (whole.body if method == "GET" else b"")
    assert page.headers.get("content-encoding") == ("gzip" if encoding else None)
    assert "etag" not in page.headers
    assert page.headers["cache-control"] == "no-cache"
    assert whole.text == ask("/entropy").text


@pytest.mark.parametrize("path", ["/nowhere", "/questions", "/home", "/entropy/more"])
def test_a_page_without_a_lesson_has_no_poster(path):
    page = ask(path)
    assert "lossviz-poster" not in page.text
    assert 'rel="modulepreload" href="/lossviz' not in page.text
    assert page.tag("description")


@pytest.mark.parametrize("query", ["embed=true", "embed=true&embed_options=dark_theme"])
def test_a_page_that_streamlit_shows_another_way_has_no_poster(query):
    assert "lossviz-poster" not in ask("/entropy", query).text


def test_without_scripts_the_words_are_there_and_nothing_of_streamlits_closed_doors():
    said = re.search(r"(?s)<noscript>(.*?)</noscript>", ask("/entropy").text)[1]
    assert "<h1>How uncertain is this?</h1>" in said
    assert "Heads 0.9" in said
    assert "_stcore" not in said


def test_the_words_are_once_in_what_a_screen_reader_reads():
    text = ask("/entropy").text
    cover = text[text.index('<div id="lossviz-poster"') :]
    assert cover.startswith('<div id="lossviz-poster" class="lv-poster" aria-hidden="true" inert>')


def test_until_the_poster_is_seen_nothing_is_fetched_but_fonts_and_what_fetches_the_rest():
    text = ask("/sub/entropy", base="sub").text
    before, rest = text.split(f'<template id="{poster.LATER}">')
    later, after = rest.split("</template>")
    fetched = re.findall(
        r'<(?:link rel="(?:preload|modulepreload|stylesheet)"|script)[^>]*(?:href|src)="(.*?)"', before
    )
    assert fetched == [f"/sub/{name}" for name in streamlit_files.fonts().values()]
    assert re.findall(r'src="(.*?)"', after) == [f"/sub/lossviz/{stage_files.VERSION}/poster.js"]
    assert before.index("<style") < before.index('id="lossviz-poster"')
    assert "*/" not in before[before.index("<style") : before.rindex("</style>")]
    # All that Streamlit's own page fetches is among what comes later, in its order, and what it finds late.
    own = re.findall(r'<(?:link rel="(?:modulepreload|stylesheet)"|script type="module")[^>]*>', INDEX)
    assert [tag for tag in re.findall("<.*?>", later) if tag in own] == own
    for name in streamlit_files.modules():
        assert f'href="/sub/{name}"' in later
        assert (streamlit_files.STATIC / name).exists()
    assert any("BidiComponent" in name for name in streamlit_files.modules())
    for name in ("stage.js", "draw/picture.js", stage_files.PLOTLY.name):
        assert f'href="/sub/lossviz/{stage_files.VERSION}/{name}"' in later
    for name in re.findall(rf'"/sub/lossviz/{stage_files.VERSION}/(.*?)"', text):
        assert name in stage_files.FILES


@pytest.mark.parametrize(
    ("path", "query", "is_asked"),
    [("/entropy", "embed_options=dark_theme", True), ("/", "embed=true", True), ("/questions", "", False)],
)
def test_a_page_without_a_poster_asks_for_the_drawing_library_where_it_draws(path, query, is_asked):
    head = ask(path, query).text.partition("</head>")[0]
    assert (f"{stage_files.PLOTLY.name}" in head) == is_asked


def test_a_page_that_is_presented_has_a_poster_of_its_title_and_picture_only():
    text = ask("/entropy", "present=1").text
    cover = text[text.index('<div id="lossviz-poster"') : text.index('<div id="root">')]
    assert "6 Entropy" in cover
    assert "Leave presenting" in cover
    assert "lv-poster-head" not in cover
    assert "lv-poster-text" not in cover
    assert '<html class="lv-presenting" lang="en">' in text
    # Nobody else is presenting: another value, another page.
    for path, query in (("/entropy", "present=2"), ("/", "present=1")):
        assert "Leave presenting" not in ask(path, query).text
        assert '<html lang="en">' in ask(path, query).text
        assert "lv-poster-head" in ask(path, query).text


def test_other_paths_keep_what_they_answer():
    async def other(scope, receive, send):
        headers = [(b"content-type", b"application/json"), (b"content-length", b"2"), (b"etag", b'"2"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})

    for path in ("/_stcore/host-config", "/static/js/index.js"):
        page = ask(path, app=other)
        assert page.body == b"{}"
        assert page.headers == {"content-type": "application/json", "content-length": "2", "etag": '"2"'}


@pytest.mark.slow
def test_the_stills_of_first_states_are_built_when_the_server_starts(monkeypatch):
    known = index_stills.stills
    for building in index_stills.prepare():
        assert building.result(PATIENCE)
    assert len(known) == len(registry.BY_SLUG)


def test_the_colours_and_the_size_of_letters_are_those_of_the_theme():
    sheet = stage_files.FILES["poster.css"].read_text()
    theme = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text()
    for role, pair in message.COLOURS.items():
        assert re.findall(rf"--lv-{role}: (#\w+)", sheet) == list(pair)
    assert re.findall(r"--st-link-color: (#\w+)", sheet) == re.findall(r'linkColor = "(#\w+)"', theme)
    assert f":root {{ font-size: {re.search(r'baseFontSize = (.*)', theme)[1]}px; }}" in sheet
