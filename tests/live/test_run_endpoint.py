"""The result of a job as a stream of frames: progress, then the scene, or words."""

import asyncio
import gzip
import json
import struct
from dataclasses import replace

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.inputs.recent import Recent
from lossviz.inputs.session_store import SessionStore
from lossviz.lessons import registry
from lossviz.live import codec, endpoint, jobs, message, run_endpoint
from lossviz.live.lane import Lane
from lossviz.scene.job import Job
from tests.lessons import toy_job
from tests.live.test_endpoint import asking
from tests.live.waiting import until

PATH = "toy-job"


@pytest.fixture(autouse=True)
def lesson(monkeypatch):
    """The toy, and no result from before."""
    monkeypatch.setitem(registry.BY_SLUG, PATH, toy_job.LESSON)
    monkeypatch.setattr(jobs, "results", Recent(2**20))
    yield toy_job.LESSON
    until(lambda: not jobs.underway)


async def sent(request):
    """The answer to a request, and the frames of it: kinds and contents."""
    answer = await run_endpoint.answer(request)
    if answer.status_code != 200:
        return answer, []
    pieces = []

    async def send(piece):
        pieces.append(piece.get("body", b""))

    await answer({}, None, send)
    return answer, [split(one) for one in pieces if one]


def split(one):
    (length,) = struct.unpack_from("<I", one)
    assert len(one) == 4 + length
    return one[4:5].decode(), one[5:]


def ask(path=PATH, address=(), **also):
    return asyncio.run(sent(asking(path, address, **also)))


def read(frames, kind):
    return [json.loads(content) for of, content in frames if of == kind]


def test_progress_is_told_until_it_is_complete_and_then_the_scene_comes_with_its_table():
    answer, frames = ask(address={"height": "4", "time": "5", "seconds": "1"})
    assert (answer.media_type, answer.headers["cache-control"]) == ("application/octet-stream", "no-store")
    assert [kind for kind, _ in frames] == ["p"] * (len(frames) - 1) + ["r"]
    told = read(frames, "p")
    assert {one["total"] for one in told[1:]} == {200}
    assert [one["done"] for one in told] == sorted({one["done"] for one in told})
    assert told[-1]["done"] == 200
    # A second is as long as ten of them, one more at each end.
    assert 2 < len(told) <= 12 or max(one["done"] for one in told) == 200
    header, arrays = codec.decode(gzip.decompress(frames[-1][1]))
    assert header["awaited"] == {
        "key": "4 1",
        "tables": ["time"],
        "is_done": True,
        "label": "Training",
        "action": "Train",
    }
    assert not header["tables"]["time"]["current_row_only"]
    # By hand: a height of 4 at the last of eleven steps is 0.4, at the fifth 0.2, where it stands, too.
    rows = arrays["rows/time/bar"].ravel()
    assert (len(rows), rows[10], rows[5], rows[11]) == (12, pytest.approx(0.4), pytest.approx(0.2), pytest.approx(0.2))


def test_what_is_known_comes_at_once():
    ask()
    _, frames = ask()
    assert [kind for kind, _ in frames] == ["r"]


def test_every_other_message_has_of_that_table_the_present_row_alone(lesson):
    address = {"height": "4", "time": "10"}
    question = asking(PATH, address)
    before, _ = codec.decode(asyncio.run(endpoint.answer(question)).body)
    assert (before["awaited"]["is_done"], before["tables"]["time"]["current_row_only"]) == (False, True)
    ask(address=address)
    state = lesson.read(address)
    header, arrays = codec.decode(asyncio.run(endpoint.answer(question)).body)
    assert header["awaited"]["is_done"]
    packed = message.answer(lesson, "", address, state, result=jobs.known(lesson, "", state))
    header, arrays = codec.decode(packed)
    assert {name: table["current_row_only"] for name, table in header["tables"].items()} == {
        "time": True,
        "height": False,
    }
    assert np.allclose(arrays["rows/time/bar"], [[0.4]])
    assert arrays["places/time"].tolist() == list(range(11))
    assert arrays["rows/height/bar"].shape == (12, 1)


def test_it_is_asked_as_scenes_are(monkeypatch):
    assert ask("nothing")[0].status_code == 404
    assert ask("entropy")[0].status_code == 404
    assert ask(headers=[(b"sec-fetch-site", b"cross-site")])[0].status_code == 403
    assert ask(address=b"height=" + b"1" * endpoint.LONGEST_QUERY)[0].status_code == 413
    refused = ask(address={"height": "x"})[0]
    assert refused.status_code == 422
    assert refused.body.startswith(b"not understood: height: ")
    monkeypatch.setattr(run_endpoint.allowances, "wait", lambda client: 2.5)
    answer = ask()[0]
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")


def test_points_that_a_session_keeps_are_found_by_its_key(monkeypatch):
    store = SessionStore()
    name = store.put(points.of_places([(i / 7, i / 11) for i in range(500)]))
    loop = registry.BY_SLUG["training-loop"]
    found = []

    def slices(**values):
        yield 0, 1
        found.append(len(values["points"].x))
        raise ZeroDivisionError

    job = Job(lambda **values: "", slices, lambda result: 0)
    monkeypatch.setitem(registry.BY_SLUG, "training-loop", replace(loop, job=job))
    ask("training-loop", {"points": name}, headers=[(endpoint.STORE.encode(), store.key.encode())])
    assert found == [500]
    assert ask("training-loop", {"points": name})[0].status_code == 422


def test_a_job_that_fails_is_told_in_words_and_logged(monkeypatch, lesson, caplog):
    def failing(**_):
        yield 0, 1
        raise IndexError("more than a toy can stand")

    monkeypatch.setitem(registry.BY_SLUG, PATH, replace(lesson, job=replace(lesson.job, slices=failing)))
    _, frames = ask()
    assert frames[-1] == ("e", run_endpoint.FAILED.encode())
    assert "IndexError: more than a toy can stand" in caplog.text


def test_a_scene_that_fails_with_the_result_is_told_in_words(monkeypatch, lesson):
    def scene(result=None, **values):
        raise IndexError

    monkeypatch.setitem(registry.BY_SLUG, PATH, replace(lesson, scene=scene))
    assert ask()[1][-1] == ("e", b"the picture of this state of toy-job cannot be drawn")


def test_who_comes_when_too_many_wait_is_sent_away_for_a_moment(monkeypatch):
    monkeypatch.setattr(jobs, "lane", Lane(running=0, waiting=0))
    answer = ask()[0]
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.body == run_endpoint.FULL.encode()


def test_who_waits_is_told_the_place(monkeypatch):
    lane = Lane(running=1)
    monkeypatch.setattr(jobs, "lane", lane)
    lane.enter("another")

    async def asked():
        answer = asyncio.create_task(sent(asking(PATH)))
        while not any(one.place for one in jobs.underway.values()):
            await asyncio.sleep(0.001)
        await asyncio.sleep(2 * run_endpoint.EVERY)
        lane.leave()
        return await answer

    _, frames = asyncio.run(asked())
    assert read(frames, "p")[0] == {"place": 1}
    assert frames[-1][0] == "r"


def test_a_client_that_hangs_up_ends_its_job():
    async def hung_up():
        while not any(one.done for one in jobs.underway.values()):
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    _, frames = ask(address={"seconds": "60"}, receive=hung_up)
    assert not [kind for kind, _ in frames if kind != "p"]
    assert not jobs.underway
    until(lambda: jobs.lane.free == 2)


@pytest.mark.slow
def test_a_job_is_at_the_expense_of_its_client_and_leaves_what_its_questions_may_spend(monkeypatch, lesson):
    spent, others = [], []
    monkeypatch.setattr(run_endpoint.allowances, "spend", lambda client, seconds: spent.append((client, seconds)))
    monkeypatch.setattr(endpoint.allowances, "spend", lambda client, seconds: others.append((client, seconds)))
    ask(client="10.0.0.1")
    assert spent
    assert {client for client, _ in spent} == {"10.0.0.1"}
    # The scene with the result is a question like any other.
    assert len(others) == 1
