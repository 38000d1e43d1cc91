"""A real server: what stands on each kind of answer, what is closed, and how much is taken."""

import gzip
import http.client
import json
import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from lossviz.live import middleware, stage_files
from tests.browser.conftest import serving

pytestmark = pytest.mark.slow

MEGABYTE = 2**20
BASE = "/sub/path"


@pytest.fixture(scope="module")
def site():
    with serving("--server.baseUrlPath", BASE, base=BASE) as url:
        yield url


def ask(site, path, method="GET", body=None, **headers):
    """The status, the headers and the body that a path below the site answers with."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)) as line:
        line.request(method, urlsplit(site).path + path, body, named)
        answer = line.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def name_of(message):
    """The name of the session, in the message that has it."""
    told = ForwardMsg()
    told.ParseFromString(message)
    return told.new_session.initialize.session_id


class Session:
    """A visitor without a browser: a websocket, the session behind it, and a token for files."""

    def __init__(self, site, socket):
        self.site = site
        _, headers, _ = ask(site, "/_stcore/health")
        self.cookie = headers["set-cookie"].split(";")[0]
        self.socket = socket
        message = BackMsg()
        message.rerun_script.page_script_hash = ""
        self.socket.send(message.SerializeToString())
        self.name = next(filter(None, map(name_of, iter(lambda: self.socket.recv(timeout=30), None))))

    def upload(self, size, name="file"):
        """Send a file of so many bytes."""
        start = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="points.csv"\r\n\r\n'
        token = self.cookie.partition("=")[2]
        headers = {"Cookie": self.cookie, "X-Xsrftoken": token, "Content-Type": "multipart/form-data; boundary=edge"}
        path = f"/_stcore/upload_file/{self.name}/{name}"
        return ask(self.site, path, "PUT", start + b"1" * size + b"\r\n--edge--\r\n", **headers)


@pytest.fixture
def session(site):
    stream = site.replace("http", "ws") + "/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], max_size=None, close_timeout=0.1) as socket:
        yield Session(site, socket)


KINDS = {
    "page": ("/", "GET", None, 200),
    "lesson": ("/entropy", "GET", None, 200),
    "slash": ("/entropy/", "GET", None, 301),
    "script": (f"/{stage_files.PREFIX}/{stage_files.VERSION}/stage.js", "GET", None, 200),
    "style": (f"/{stage_files.PREFIX}/{stage_files.VERSION}/stage.css", "GET", None, 200),
    "plotly": (f"/{stage_files.PREFIX}/{stage_files.VERSION}/plotly-cartesian.min.js", "GET", None, 200),
    "no file": (f"/{stage_files.PREFIX}/{stage_files.VERSION}/nothing.js", "GET", None, 404),
    "health": ("/_stcore/health", "GET", None, 200),
    "host": ("/_stcore/host-config", "GET", None, 200),
    "metrics": ("/_stcore/metrics", "GET", None, 404),
    "traversal": ("/..%2f..%2fapp.py", "GET", None, 400),
    "no media": ("/media/nothing", "GET", None, 404),
    "verb": ("/", "DELETE", None, 405),
    "no token": ("/_stcore/upload_file/one/two", "PUT", b"x", 403),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_headers_of_safety_stand_on_every_kind_of_answer(site, kind):
    path, method, body, expected = KINDS[kind]
    status, headers, _ = ask(site, path, method, body)
    assert status == expected
    meant = {name.lower(): value for name, value in middleware.HEADERS.items()}
    if kind in ("script", "style", "plotly"):
        meant["content-security-policy"] = "default-src 'none'"
    assert meant.items() <= headers.items()
    assert "x-frame-options" not in headers


def test_they_stand_on_the_refusal_of_what_is_announced_as_too_long_and_is_not_even_read(site):
    status, headers, body = ask(site, "/", "POST", Content_Length=str(3 * MEGABYTE + 1))
    assert (status, body) == (413, b"the request is too long")
    assert headers["x-content-type-options"] == "nosniff"


def test_they_stand_on_what_has_not_changed_too(site):
    _, headers, _ = ask(site, "/favicon.png")
    status, again, _ = ask(site, "/favicon.png", If_None_Match=headers["etag"])
    assert status == 304
    assert again["content-security-policy"] == headers["content-security-policy"]


def test_the_page_of_a_lesson_comes_with_its_words_and_with_paths_that_lead_somewhere(site):
    status, headers, body = ask(site, "/entropy?p=1,1", Accept_Encoding="gzip")
    page = gzip.decompress(body).decode()
    assert (status, int(headers["content-length"])) == (200, len(body))
    assert "<h1>How uncertain is this?</h1>" in page
    assert headers["content-security-policy"]
    found = set(re.findall(rf'(?:href|src)="{BASE}(/[^"]+)"', page))
    assert len(found) > 20
    for path in found:
        status, headers, _ = ask(site, path)
        assert status == 200
        assert "html" not in headers["content-type"], path


def test_streamlits_own_scripts_cross_compressed(site):
    _, _, page = ask(site, "/entropy")
    name = re.search(r"static/js/index[^\"]+", page.decode())[0]
    _, headers, body = ask(site, f"/{name}", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == ask(site, f"/{name}")[2]


@pytest.mark.parametrize("base", ["", BASE])
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics?families=x", "/_stcore/agent/openapi.json"])
def test_how_busy_the_server_is_stays_closed_under_a_path_of_its_own_too(site, base, path):
    root = site.removesuffix(BASE)
    status, _, body = ask(root, base + path)
    assert (status, body) == (404, b"not found" if base else body)
    assert b"session" not in body


def test_files_are_taken_up_to_the_size_that_the_box_names_and_up_to_what_a_session_may_hold(session):
    assert session.upload(MEGABYTE)[0] == 204
    assert session.upload(2 * MEGABYTE + 1)[0] == 413
    statuses = [session.upload(2 * MEGABYTE - 1000, f"file{number}")[0] for number in range(9)]
    assert statuses == [204] * 8 + [413]
    status, headers, _ = session.upload(2 * MEGABYTE - 1000, "another")
    assert status == 413
    assert headers["x-content-type-options"] == "nosniff"


def test_a_message_longer_than_the_boxes_hold_ends_the_line_and_the_server_goes_on(session):
    message = BackMsg()
    message.rerun_script.query_string = "x" * 2_100_000
    session.socket.send(message.SerializeToString())
    with pytest.raises(ConnectionClosed) as ended:
        all(iter(lambda: session.socket.recv(timeout=30), None))
    assert ended.value.rcvd.code == 1009
    assert ask(session.site, "/_stcore/health")[0] == 200


def test_the_page_is_told_not_to_cover_itself_while_the_server_is_away(site):
    _, headers, body = ask(site, "/_stcore/host-config")
    assert json.loads(body)["blockErrorDialogs"] is True
    assert int(headers["content-length"]) == len(body)
