"""The files that the stage fetches: found, fresh, small, and under any path."""

import asyncio
import gzip
import re
from itertools import islice
from pathlib import Path

import plotly
import pytest
from starlette.requests import Request
from starlette.routing import Match, Router

from lossviz.live import endpoint, routes, run_endpoint, scene_endpoint, stage_files
from tests.node import node


def request(path, **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "headers": raw}


def fetch(path, base="", **headers):
    """What a path answers, through the router itself, or None where no route of ours matches."""
    scope = request(path, **headers)
    for route in Router(routes.routes(base)).routes:
        match, child = route.matches(scope)
        if match is Match.FULL:
            return stage_files.serve(Request({**scope, **child}))
    return None


def file(name, version=stage_files.VERSION, base=""):
    return f"{base}/{stage_files.PREFIX}/{version}/{name}"


@pytest.mark.parametrize("name", sorted(stage_files.FILES))
def test_every_file_of_the_stage_is_served_with_its_type(name):
    answer = fetch(file(name))
    assert answer.status_code == 200
    assert answer.media_type == {"css": "text/css", "png": "image/png"}.get(name.rpartition(".")[2], "text/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    text = stage_files.FILES[name].read_bytes()
    if name not in stage_files.modules("component.js", "line.js", "view.js"):
        assert answer.body == text
        return
    # A module comes without the lines that are comments, and with all others.
    lines = iter(text.splitlines(keepends=True))
    left = set(answer.body.splitlines(keepends=True))
    assert all(line in lines for line in answer.body.splitlines(keepends=True))
    for line in text.splitlines(keepends=True):
        assert line in left or re.match(rb"\s*(//|/\*\*|\*)|.*\*/$", line), line


def test_the_stage_and_the_drawing_library_are_among_them():
    assert {"stage.js", "state/codec.js", "draw/plotly.js", "plotly-cartesian.min.js"} <= set(stage_files.FILES)


def test_the_style_sheet_is_served_as_one_file_that_has_every_part_of_it():
    sheet = fetch(file("stage.css"))
    assert (sheet.status_code, sheet.media_type) == (200, "text/css")
    parts = [path.read_bytes() for path in (stage_files.STAGE / "style").glob("*.css")]
    assert all(part in sheet.body for part in parts)
    assert len(sheet.body) == sum(map(len, parts)) + len(parts) - 1


def version(script):
    """What Plotly.js says of itself in its first lines."""
    with script.open(encoding="utf-8") as lines:
        return re.search(r"plotly\.js.* v([0-9.]+)$", "".join(islice(lines, 3)), re.MULTILINE)[1]


def test_the_drawing_library_is_of_the_version_inside_the_wheel_of_plotly_and_has_its_licence_beside_it():
    wheel = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    needed = version(wheel)
    assert version(stage_files.PLOTLY) == needed, (
        f"take {stage_files.PLOTLY.name} from plotly.js-cartesian-dist-min {needed}"
    )
    assert "MIT License" in (stage_files.PLOTLY.parent / "LICENSE").read_text()
    assert stage_files.PLOTLY.stat().st_size < wheel.stat().st_size / 3


def test_the_modules_are_the_scripts_of_the_stage_without_the_drawing_library():
    assert {"stage.js", "state/codec.js"} <= set(stage_files.MODULES) <= set(stage_files.FILES)
    assert all(name.endswith(".js") for name in stage_files.MODULES)
    assert stage_files.PLOTLY.name not in stage_files.MODULES


@pytest.mark.parametrize(
    "name",
    [
        *("nothing.js", "routes.py", "stage.js.map", "..", "%2e%2e", "codec.js", "state", "state/", ""),
        *("../live/routes.py", "state/../stage.js", "state/../../live/routes.py", "state//codec.js", "./stage.js"),
        *("/etc/passwd", "..%2flive%2froutes.py", "state\\codec.js"),
    ],
)
def test_anything_else_is_not_found_and_says_so_as_plain_text(name):
    answer = fetch(file(name))
    assert answer.status_code == 404
    assert answer.media_type == "text/plain"


@pytest.mark.parametrize("path", ["/lossviz/stage.js", "/entropy", "/lossviz", "/x/lossviz/v/stage.js"])
def test_a_path_with_other_parts_is_not_ours(path):
    assert fetch(path) is None


def test_a_file_of_this_version_may_be_kept_for_good_and_one_of_another_not():
    assert "immutable" in fetch(file("stage.js")).headers["cache-control"]
    assert fetch(file("stage.js", "0123456789ab")).headers["cache-control"] == "no-cache"


def test_who_understands_gzip_gets_it_and_the_same_file_is_inside():
    answer = fetch(file("plotly-cartesian.min.js"), accept_encoding="deflate, gzip")
    plain = stage_files.FILES["plotly-cartesian.min.js"].read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(answer.body) < len(plain) / 2
    assert gzip.decompress(answer.body) == plain
    assert "content-encoding" not in fetch(file("plotly-cartesian.min.js"), accept_encoding="identity").headers


def test_who_understands_brotli_gets_the_drawing_library_in_it_and_the_same_file_is_inside(tmp_path):
    answer = fetch(file("plotly-cartesian.min.js"), accept_encoding="gzip, deflate, br, zstd")
    assert answer.headers["content-encoding"] == "br"
    (tmp_path / "sent").write_bytes(answer.body)
    unpack = (
        'const fs = require("fs"), [packed, whole] = process.argv.slice(1);'
        'fs.writeFileSync(whole, require("zlib").brotliDecompressSync(fs.readFileSync(packed)))'
    )
    said, is_content = node("-e", unpack, tmp_path / "sent", tmp_path / "whole")
    assert is_content, said
    again = "pack it anew, by zlib.brotliCompressSync of node"
    assert (tmp_path / "whole").read_bytes() == stage_files.PLOTLY.read_bytes(), again


@pytest.mark.parametrize("base", ["sub/path", "/sub/path", "/sub/path/", "sub/path/"])
def test_under_a_path_of_its_own_the_files_are_found_there_too(base):
    assert fetch(file("stage.js", base="/sub/path"), base).status_code == 200
    assert fetch(file("stage.js"), base).status_code == 200
    assert fetch(file("stage.js", base="/other"), base) is None


KINDS = [
    "scene/{path:path}",
    "row/{path:path}",
    "run/{path:path}",
    "code.svg",
    "view",
    "view/{slug:path}",
    "{version}/{path:path}",
]


@pytest.mark.parametrize("base", ["", "/"])
def test_without_a_path_of_its_own_there_is_a_route_for_each_kind_of_question_and_one_for_files(base):
    assert [route.path for route in routes.routes(base)] == [f"/lossviz/{kind}" for kind in KINDS]


def test_under_a_path_of_its_own_questions_are_answered_there_too():
    paths = [route.path for route in routes.routes("some/path")]
    assert sorted(paths) == sorted(f"{root}/lossviz/{kind}" for root in ("", "/some/path") for kind in KINDS)


@pytest.mark.parametrize("kind", ["scene", "row", "run"])
@pytest.mark.parametrize("path", ["sgd", "gradient-descent/race"])
def test_a_question_is_answered_under_the_path_of_its_scene(kind, path):
    scope = request(f"/lossviz/{kind}/{path}")
    matched = [route.matches(scope) for route in routes.routes()]
    first = next(child for match, child in matched if match is Match.FULL)
    assert first["endpoint"] is {"scene": scene_endpoint, "row": endpoint, "run": run_endpoint}[kind].answer
    assert first["path_params"] == {"path": path}


def test_the_version_changes_with_any_file_and_with_no_other_thing(monkeypatch, tmp_path):
    assert len(stage_files.VERSION) == 12
    assert stage_files._version() == stage_files.VERSION
    changed = tmp_path / "codec.js"
    changed.write_bytes(stage_files.FILES["state/codec.js"].read_bytes() + b"\n")
    monkeypatch.setitem(stage_files.FILES, "state/codec.js", changed)
    assert stage_files._version() != stage_files.VERSION


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
    assert b"".join(part.get("body", b"") for part in sent[1:]) == stage_files.content("stage.css")
