"""A real server passes the frames of a job on as they come, and ends it when the client hangs up."""

import gzip
import http.client
import json
import struct
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lossviz.live import codec
from tests.browser.conftest import serving
from tests.lessons import toy, toy_job

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = toy.project(tmp_path_factory.mktemp("project"), "toy_job", Path(toy_job.__file__).read_text())
    with serving(folder=folder) as url:
        yield url


class Frames:
    """The frames of an answer, as soon as each is complete."""

    def __init__(self, answer):
        self.answer = answer
        self.here = b""

    def take(self, length):
        while len(self.here) < length:
            piece = self.answer.read1()
            assert piece, "the answer ended"
            self.here += piece
        taken, self.here = self.here[:length], self.here[length:]
        return taken

    def next(self):
        content = self.take(*struct.unpack("<I", self.take(4)))
        return content[:1], content[1:]


def asking(site, query):
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    line.request("GET", f"/lossviz/run/toy-job?{query}", headers={"Accept-Encoding": "gzip"})
    return line


def test_progress_is_there_while_the_job_still_runs(site):
    with closing(asking(site, "seconds=60")) as line:
        answer = line.getresponse()
        assert answer.getheader("content-encoding") is None
        assert answer.getheader("content-length") is None
        frames = Frames(answer)
        done = -1
        for _ in range(3):
            kind, content = frames.next()
            told = json.loads(content)
            assert kind == b"p"
            assert done < told["done"] < told["total"]
            done = told["done"]


def test_a_job_whose_client_has_hung_up_leaves_its_turn_to_others(site):
    # Two run at once: these would take a minute each.
    for number in (1, 2):
        with closing(asking(site, f"seconds=60&height={number}")) as line:
            assert Frames(line.getresponse()).next()[0] == b"p"
    with closing(asking(site, "height=7&time=10")) as line:
        frames = Frames(line.getresponse())
        while (frame := frames.next())[0] == b"p":
            pass
    assert frame[0] == b"r"
    # By hand: a height of 7 at the last step is 0.7.
    assert codec.decode(gzip.decompress(frame[1]))[1]["rows/time/bar"].ravel()[10] == pytest.approx(0.7)
