"""The light page and its data: a pure function of the address, whatever the address says, and fit to be kept."""

import asyncio
import gzip
import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.applications import Starlette

from lossviz.inputs.recent import Recent
from lossviz.lessons import registry
from lossviz.live import (
    codec,
    endpoint,
    freshness,
    index_stills,
    message,
    routes,
    stage_files,
    view_endpoint,
    view_page,
)
from tests.lessons.cases import PLACES, sampled

HOSTILE = "</title></style><script>alert('1')</script>\"><img src=x onerror=alert(1)>"
LESSONS = [lesson.slug for lesson in registry.LESSONS]
VOID = {"meta", "link", "img", "input", "br", "path", "rect", "line", "circle", "use", "image", "ellipse", "polygon"}


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine takes its time; and nothing is known from another test."""
    monkeypatch.setattr(view_endpoint, "PATIENCE", 30.0)
    monkeypatch.setattr(endpoint, "DEADLINE", 30.0)
    monkeypatch.setattr(index_stills, "stills", Recent(2**20))
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=1000.0, rate=1000.0))


class Answer:
    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        body = b"".join(one.get("body", b"") for one in messages[1:])
        self.body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body

    @property
    def text(self):
        return self.body.decode()

    @property
    def scene(self):
        return codec.decode(self.body)


def ask(path, query="", base="", **headers):
    """What the routes answer, through an application of nothing else."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "a.test", **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": raw}
    scope |= {"scheme": "https", "client": ("10.0.0.1", 1), "raw_path": path.encode(), "root_path": ""}
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        await asyncio.Event().wait()

    asyncio.run(Starlette(routes=routes.routes(base))(scope, receive, send))
    return Answer(sent)


def view(slug, query="", **headers):
    return ask(f"/lossviz/view/{slug}", query, **headers)


def scene(path, query="", **headers):
    return ask(f"/lossviz/scene/{path}", query, **headers)


class Reader(HTMLParser):
    """The elements and the words of a page; elements that are not closed are noticed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.words = [], [], []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, text):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(text)

    def of(self, tag):
        return [attributes for name, attributes in self.seen if name == tag]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


# ---- the page


@pytest.mark.parametrize("slug", LESSONS)
def test_a_page_has_the_words_of_its_lesson_the_still_of_its_state_and_its_sentence(slug):
    lesson = registry.BY_SLUG[slug]
    answer = view(slug)
    assert answer.status == 200
    page = Reader(answer.text)
    for words in (registry.numbered(lesson), lesson.question, *(fold.title for fold in lesson.folds)):
        assert words in page.text
    for reference in lesson.references:
        assert " ".join(reference.replace("*", "").split()) in page.text
    sentence = lesson.first_scene().sentence()
    assert " ".join(sentence.split()) in page.text
    assert {"property": "og:title", "content": f"{lesson.title}: {lesson.question}"} in page.of("meta")
    assert len(page.of("h1")) == 1
    assert page.of("main")[0]["data-lesson"] == slug
    assert next(one["data-path"] for one in page.of("div") if "data-path" in one) == slug


def test_the_still_and_the_sentence_are_those_of_the_very_state():
    text = view("entropy", "p=1,1").text
    assert "All 2 outcomes are equally likely: entropy 1.00 bit" in Reader(text).text
    assert text != view("entropy").text


@pytest.mark.parametrize("slug", LESSONS)
def test_all_that_a_page_refers_to_is_there_and_below_its_own_address(slug):
    page = Reader(view(slug).text)
    for link in page.of("link") + page.of("script"):
        address = link.get("href") or link.get("src")
        if address and not address.startswith("data:"):
            assert address.startswith("../")
            kind, _, name = address.removeprefix("../").partition("/")
            if kind == stage_files.VERSION:
                assert name in stage_files.FILES
            else:
                assert (kind, name) == ("scene", slug)
    assert "http" not in re.sub(
        r'content="https://a.test[^"]*"|xmlns="[^"]*"', "", view(slug).text.split("<body", 1)[0]
    )


def test_a_page_loads_every_module_that_its_entry_imports_and_none_of_the_rest():
    named = {link["href"] for link in Reader(view("loss").text).of("link") if link["rel"] == "modulepreload"}
    modules = {name.rpartition(f"{stage_files.VERSION}/")[2] for name in named}
    assert {"view.js", "stage.js", "state/loading.js", "draw/plotly.js", "state/codec.js"} <= modules
    assert not {"component.js", "line.js"} & modules
    for name in modules:
        text = stage_files.FILES[name].read_text()
        imported = re.findall(r'from "(\.[^"]+)"', text)
        folder = stage_files.FILES[name].parent
        assert {(folder / one).resolve().relative_to(stage_files.STAGE).as_posix() for one in imported} <= modules


@pytest.mark.parametrize(
    "query", ["p=" + HOSTILE, HOSTILE, "unit=" + HOSTILE, "predict=x&goal=%00&open=%ff", "=", "p&&&"]
)
def test_whatever_an_address_says_the_page_is_whole_and_says_what_it_does_not_understand(query):
    answer = view("entropy", query)
    assert answer.status == 200
    page = Reader(answer.text)
    assert len(page.of("script")) == 1
    assert not [one for one in page.of("img") if "onerror" in one]
    if query not in ("=", "p&&&"):
        assert "The link " in page.text
    assert registry.BY_SLUG["entropy"].question in page.text


def test_of_an_address_that_is_not_understood_all_is_drawn_that_is():
    page = Reader(view("entropy", "p=1,1&names=a,b&unit=pounds").text)
    assert "The link says unit = pounds" in page.text
    assert "a" in page.text.split("Probability of each outcome")[1]


def test_an_address_that_is_too_long_is_refused_in_words():
    answer = view("entropy", "p=" + "1," * 20_000)
    assert answer.status == 413
    assert "16,384 characters" in answer.text


def test_a_name_that_no_lesson_has_leads_to_those_there_are():
    answer = view("entropie" + HOSTILE)
    assert answer.status == 404
    page = Reader(answer.text)
    assert [one["href"] for one in page.of("a")] == LESSONS
    assert not page.of("script")


@pytest.mark.parametrize(("base", "path"), [("", ""), ("", "/"), ("some/where", "/")])
def test_without_a_name_the_way_leads_to_the_first_page(base, path):
    root = f"/{base}" if base else ""
    answer = ask(f"{root}/lossviz/view{path}", base=base)
    assert (answer.status, answer.headers["location"]) == (307, f"{root}/")


def test_a_page_that_is_presented_says_so_before_any_script_runs():
    page = Reader(view("entropy", "present=1").text)
    assert page.of("html")[0]["class"] == "lv-presenting"
    assert "class" not in Reader(view("entropy").text).of("html")[0]


def test_a_page_without_its_still_has_all_else_and_no_cache_keeps_it(monkeypatch):
    monkeypatch.setattr(index_stills, "still", lambda *asked: None)
    answer = view("loss")
    assert answer.headers["cache-control"] == "no-store"
    assert registry.BY_SLUG["loss"].question in Reader(answer.text).text


# ---- the scene


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_scene_has_the_arrays_of_the_one_in_the_app_to_the_last_bit(place):
    for address in place.few_addresses:
        if len(urlencode(address)) > endpoint.LONGEST_QUERY:
            continue
        header, arrays = scene(str(place), urlencode(address)).scene
        state = place.lesson.read(address)
        known = message.answer(place.lesson, place.fold, address, state)
        expected, others = codec.decode(known)
        assert arrays.keys() == others.keys()
        for name, values in arrays.items():
            assert values.tobytes() == others[name].tobytes(), name
        for name in expected.keys() - {"presented"}:
            assert header[name] == expected[name], name
        assert dict(parse_qsl(header["query"], keep_blank_values=True)) == place.lesson.rewrite(address, {})
        assert header["notes"] == []


def test_static_fields_that_a_browser_has_are_not_sent_again():
    whole = scene("loss").scene[0]
    again = scene("loss", f"_static={whole['static']}").scene[0]
    assert set(whole) - set(again) == {"static_fields"}
    assert "static_fields" in scene("loss", "_static=0123456789abcdef").scene[0]
    # What the browser says of itself is no part of the address.
    assert again["notes"] == []
    assert again["query"] == whole["query"] == ""


def test_what_of_an_address_is_not_understood_stays_as_in_the_first_state_and_is_said():
    header, arrays = scene("entropy", urlencode({"p": HOSTILE, "foo": "1"})).scene
    first, others = scene("entropy").scene
    assert header["state"] == first["state"]
    assert {name: values.tobytes() for name, values in arrays.items()} == {
        name: values.tobytes() for name, values in others.items()
    }
    assert [note.split(" = ")[0].split(":")[0] for note in header["notes"]] == [
        "The link says p",
        "The link has a part that this page does not know",
    ]


def test_a_foreign_page_is_refused_and_an_unknown_path_is_not_found():
    assert scene("entropy", sec_fetch_site="cross-site").status == 403
    assert scene("entropy", sec_fetch_site="same-origin").status == 200
    for path in ("home2", "entropy/nothing", "", "entropy/../loss"):
        assert scene(path).status == 404


def test_who_has_spent_all_is_told_when_to_come_again(monkeypatch):
    monkeypatch.setattr(endpoint, "allowances", endpoint.Allowances(most=0.0, rate=1.0))
    endpoint.allowances.spend("10.0.0.1", 5.0)
    answer = scene("entropy")
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_a_scene_that_fails_is_refused_in_words(monkeypatch):
    def fails(*_, **__):
        raise IndexError("5")

    monkeypatch.setattr(message, "answer", fails)
    answer = scene("entropy")
    assert (answer.status, answer.text) == (422, "the picture of this state of entropy cannot be drawn")


# ---- what is kept


@pytest.mark.parametrize("make", [view, scene])
def test_an_answer_depends_on_its_address_and_this_version_alone_and_says_so(make):
    first, again, other = make("loss"), make("loss"), make("loss", "loss=mae")
    assert first.body == again.body
    assert first.headers["etag"] == again.headers["etag"] != other.headers["etag"]
    assert "s-maxage" in first.headers["cache-control"]
    assert first.headers["x-lossviz-version"] == freshness.version()
    assert first.headers["vary"] == "Accept-Encoding"
    assert "set-cookie" not in first.headers
    assert make("loss", accept_encoding="gzip, br").body == first.body


@pytest.mark.parametrize("make", [view, scene])
def test_who_has_an_answer_already_is_told_that_it_holds_and_nothing_is_computed(make, monkeypatch):
    tag = make("loss").headers["etag"]
    monkeypatch.setattr(message, "answer", None)
    monkeypatch.setattr(index_stills, "still", None)
    same = make("loss", if_none_match=f'"x", {tag}')
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", tag)


def test_another_version_is_another_answer(monkeypatch):
    tag = scene("loss").headers["etag"]
    monkeypatch.setattr(freshness, "version", lambda: "another")
    assert scene("loss", if_none_match=tag).status == 200


def test_the_version_is_that_of_every_file_of_the_package(monkeypatch, tmp_path):
    freshness.version.cache_clear()
    known = freshness.version()
    (tmp_path / "one.py").write_text("1")
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path)
    seen = {known}
    for name, text in (("one.py", "1"), ("one.py", "2"), ("two.js", "2"), ("sub/two.css", "2")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        freshness.version.cache_clear()
        seen.add(freshness.version())
    assert len(seen) == 5
    freshness.version.cache_clear()


@pytest.mark.parametrize("place", sampled(PLACES, 4), ids=str)
def test_the_address_that_a_scene_writes_means_the_same_scene(place):
    for address in place.few_addresses:
        if len(urlencode(address)) > endpoint.LONGEST_QUERY:
            continue
        header, arrays = scene(str(place), urlencode(address)).scene
        again, others = scene(str(place), header["query"]).scene
        assert again["state"] == header["state"]
        assert again["query"] == header["query"]
        assert {n: v.tobytes() for n, v in arrays.items()} == {n: v.tobytes() for n, v in others.items()}


def test_the_words_of_a_page_are_in_the_style_and_file_that_the_stage_has():
    for name in ("view.css", "poster.css"):
        assert stage_files.style(name) in view_page.style()
