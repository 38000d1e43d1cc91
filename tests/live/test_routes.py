"""The files that the stage fetches: found, fresh, small, and under any path."""

import asyncio
import gzip

import pytest
from starlette.requests import Request
from starlette.routing import Match, Router

from lossviz.live import routes


def request(path, **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "headers": raw}


def fetch(path, base="", **headers):
    """What a path answers, through the router itself, or None where no route of ours matches."""
    scope = request(path, **headers)
    for route in Router(routes.routes(base)).routes:
        match, child = route.matches(scope)
        if match is Match.FULL:
            return routes.serve(Request({**scope, **child}))
    return None


def file(name, version=routes.VERSION, base=""):
    return f"{base}/{routes.PREFIX}/{version}/{name}"


@pytest.mark.parametrize("name", sorted(routes.FILES))
def test_every_file_of_the_stage_is_served_with_its_type(name):
    answer = fetch(file(name))
    assert answer.status_code == 200
    assert answer.media_type == ("text/css" if name.endswith(".css") else "text/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body == routes.FILES[name].read_bytes()


def test_the_stage_its_style_and_the_drawing_library_are_among_them():
    assert {"stage.js", "stage.css", "codec.js", "plotly.min.js"} <= set(routes.FILES)


@pytest.mark.parametrize("name", ["nothing.js", "routes.py", "stage.js.map", "..", "%2e%2e", "codec"])
def test_anything_else_is_not_found_and_says_so_as_plain_text(name):
    answer = fetch(file(name))
    assert answer.status_code == 404
    assert answer.media_type == "text/plain"


@pytest.mark.parametrize("path", ["/lossviz/v/../../app.py", "/lossviz/v/a/b.js", "/lossviz/stage.js", "/entropy"])
def test_a_path_with_more_or_fewer_parts_is_not_ours(path):
    assert fetch(path) is None


def test_a_file_of_this_version_may_be_kept_for_good_and_one_of_another_not():
    assert "immutable" in fetch(file("stage.js")).headers["cache-control"]
    assert fetch(file("stage.js", "0123456789ab")).headers["cache-control"] == "no-cache"


def test_who_understands_gzip_gets_it_and_the_same_file_is_inside():
    answer = fetch(file("plotly.min.js"), accept_encoding="br, gzip")
    plain = routes.FILES["plotly.min.js"].read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(answer.body) < len(plain) / 2
    assert gzip.decompress(answer.body) == plain
    assert "content-encoding" not in fetch(file("plotly.min.js"), accept_encoding="identity").headers


@pytest.mark.parametrize("base", ["sub/path", "/sub/path", "/sub/path/", "sub/path/"])
def test_under_a_path_of_its_own_the_files_are_found_there_too(base):
    assert fetch(file("stage.js", base="/sub/path"), base).status_code == 200
    assert fetch(file("stage.js"), base).status_code == 200
    assert fetch(file("stage.js", base="/other"), base) is None


@pytest.mark.parametrize("base", ["", "/"])
def test_without_a_path_of_its_own_there_is_a_route_for_files_and_one_for_questions(base):
    assert [route.path for route in routes.routes(base)] == ["/lossviz/ask/{name}", "/lossviz/{version}/{name}"]


def test_under_a_path_of_its_own_questions_are_answered_there_too():
    paths = [route.path for route in routes.routes("some/path")]
    assert paths.count("/some/path/lossviz/ask/{name}") == paths.count("/lossviz/ask/{name}") == 1


def test_the_version_is_short_and_stays_while_no_file_changes():
    assert len(routes.VERSION) == 12
    assert routes._version() == routes._version()


def test_a_whole_answer_crosses_a_server_interface():
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = request(file("stage.css")) | {"http_version": "1.1", "scheme": "http", "server": ("test", 80)}
    with asyncio.Runner() as runner:
        runner.run(Router(routes.routes())(scope, receive, send))
    assert sent[0]["status"] == 200
    assert b"".join(part.get("body", b"") for part in sent[1:]) == routes.FILES["stage.css"].read_bytes()
