"""Jobs: computed once for all who ask, ended when nobody does, kept for whoever asks again."""

import threading
from dataclasses import replace

import pytest

from lossviz.inputs.recent import Recent
from lossviz.live import jobs, turns
from lossviz.live.lane import BusyError, Lane
from lossviz.scene.job import Job
from lossviz.theory.interruption import ComputationEndedError, checkpoint
from tests.lessons import toy_job
from tests.live.waiting import until

LESSON = toy_job.LESSON


class Slow:
    """A lesson whose jobs are done when they are let go; what they do is noted."""

    def __init__(self):
        self.go, self.begun, self.ended = threading.Event(), [], []
        self.lesson = replace(LESSON, job=Job(toy_job.key, self.slices, lambda result: 100))

    def slices(self, height, **_):
        self.begun.append(height)
        try:
            while not self.go.wait(0.001):
                yield 1, 2
            yield 2, 2
        finally:
            self.ended.append(height)
        return height

    def ask(self, height, client="a", charge=lambda client, seconds: None):
        return jobs.ask(self.lesson, "", self.state(height), client, charge)

    def state(self, height):
        return self.lesson.read({"height": str(height)})

    def known(self, height):
        return jobs.known(self.lesson, "", self.state(height))


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(jobs, "results", Recent(1000))
    monkeypatch.setattr(jobs, "lane", Lane(running=2, waiting=3, waiting_each=2))
    slow = Slow()
    yield slow
    slow.go.set()
    until(lambda: (jobs.lane.free, jobs.lane.waiting) == (2, 0))
    until(lambda: not jobs.underway)


def test_a_result_is_known_once_it_is_computed_and_never_computed_because_somebody_wants_to_know(slow):
    assert slow.known(3) is None
    one = slow.ask(3)
    until(lambda: (one.done, one.total) == (1, 2))
    assert slow.known(3) is None
    slow.go.set()
    assert one.result.result(30) == 3
    jobs.leave(one)
    assert (slow.known(3), slow.known(4)) == (3, None)
    again = slow.ask(3)
    assert again.result.result(0) == 3
    jobs.leave(again)
    assert slow.begun == [3]


def test_a_lesson_without_a_job_knows_no_result():
    without = replace(LESSON, job=None)
    assert jobs.known(without, "", without.read({})) is None


def test_what_does_not_concern_the_job_has_the_same_result(slow):
    slow.go.set()
    one = slow.ask(3)
    one.result.result(30)
    jobs.leave(one)
    assert jobs.known(slow.lesson, "", slow.lesson.read({"height": "3", "time": "7"})) == 3


def test_the_same_job_is_computed_once_for_all_who_ask_and_goes_on_until_the_last_has_left(slow):
    first, second = slow.ask(3, "a"), slow.ask(3, "b")
    assert first is second
    until(lambda: slow.begun)
    jobs.leave(first)
    slow.go.set()
    assert second.result.result(30) == 3
    jobs.leave(second)
    assert slow.begun == [3]


def test_a_job_for_which_nobody_asks_any_more_ends_and_who_asks_then_begins_anew(slow):
    one = slow.ask(3)
    until(lambda: one.done)
    jobs.leave(one)
    other = slow.ask(3)
    assert other is not one
    with pytest.raises(ComputationEndedError):
        one.result.result(30)
    until(lambda: slow.ended == [3])
    assert slow.known(3) is None
    slow.go.set()
    assert other.result.result(30) == 3
    jobs.leave(other)


def test_a_job_ends_within_a_slice_too(slow, monkeypatch):
    begun = threading.Event()

    def endless(**_):
        yield 0, 1
        begun.set()
        while True:
            checkpoint(turns.LOOK)

    slow.lesson = replace(LESSON, job=Job(toy_job.key, endless, lambda result: 0))
    one = slow.ask(3)
    assert begun.wait(30)
    jobs.leave(one)
    with pytest.raises(ComputationEndedError):
        one.result.result(30)


def test_two_run_and_the_others_wait_and_are_told_their_place(slow):
    every = [slow.ask(height, client) for height, client in ((1, "a"), (2, "a"))]
    until(lambda: sorted(slow.begun) == [1, 2])
    for height, client, waiting in ((3, "a", 1), (4, "a", 2), (5, "b", 3)):
        every.append(slow.ask(height, client))
        until(lambda waiting=waiting: jobs.lane.waiting == waiting)
    # Of the one with two the second comes after the first of the other.
    until(lambda: [one.place for one in every] == [0, 0, 1, 3, 2])
    jobs.leave(every[2])
    until(lambda: [one.place for one in every[3:]] == [1, 2])
    slow.go.set()
    assert [one.result.result(30) for one in (*every[:2], *every[3:])] == [1, 2, 4, 5]
    assert [every[i].place for i in (3, 4)] == [0, 0]
    for one in (*every[:2], *every[3:]):
        jobs.leave(one)
    assert sorted(slow.begun) == [1, 2, 4, 5]


def test_where_too_many_wait_one_is_sent_away(slow):
    every = [slow.ask(height, "a") for height in (1, 2)]
    until(lambda: len(slow.begun) == 2)
    for waiting, height in enumerate((3, 4), 1):
        every.append(slow.ask(height, "a"))
        until(lambda waiting=waiting: jobs.lane.waiting == waiting)
    refused = slow.ask(5, "a")
    with pytest.raises(BusyError):
        refused.result.result(30)
    every.append(slow.ask(6, "b"))
    until(lambda: jobs.lane.waiting == 3)
    for one in (*every, refused):
        jobs.leave(one)


def test_a_job_that_fails_tells_whoever_waits_and_is_tried_again(slow):
    def failing(**_):
        yield 0, 1
        raise ZeroDivisionError

    slow.lesson = replace(LESSON, job=Job(toy_job.key, failing, lambda result: 0))
    for _ in range(2):
        one = slow.ask(3)
        with pytest.raises(ZeroDivisionError):
            one.result.result(30)
        jobs.leave(one)
    until(lambda: not jobs.underway)


def test_of_the_results_those_used_last_are_kept_up_to_so_many_bytes(slow):
    slow.go.set()
    # There is room for ten of a hundred bytes.
    for height in range(1, 11):
        one = slow.ask(height)
        one.result.result(30)
        jobs.leave(one)
    assert slow.known(1) == 1
    one = slow.ask(0)
    one.result.result(30)
    jobs.leave(one)
    assert [height for height in range(11) if slow.known(height) is None] == [2]


def test_the_time_of_a_job_is_at_the_expense_of_the_client_that_began_it_while_it_runs(slow):
    charged = []

    def busy(**_):
        while not slow.go.is_set():
            sum(range(100_000))
            yield 0, 1
        return 0

    slow.lesson = replace(LESSON, job=Job(toy_job.key, busy, lambda result: 0))
    one = slow.ask(3, "a", lambda client, seconds: charged.append((client, seconds)))
    other = slow.ask(3, "b", lambda *_: charged.append("b"))
    until(lambda: len(charged) > 3)
    slow.go.set()
    one.result.result(30)
    for asked in (one, other):
        jobs.leave(asked)
    assert {client for client, _ in charged} == {"a"}
    assert all(seconds >= turns.SLICE for _, seconds in charged[:-1])


@pytest.mark.parametrize("other", [True, False])
def test_a_job_gives_way_while_somebody_asks(slow, other, monkeypatch):
    pauses = []
    monkeypatch.setattr(turns, "askers", turns.Askers(lambda: 0.0))
    monkeypatch.setattr(jobs.time, "sleep", pauses.append)
    if other:
        turns.askers.note("somebody")

    def busy(**_):
        for done in range(10):
            sum(range(300_000))
            yield done, 10
        return 0

    slow.lesson = replace(LESSON, job=Job(toy_job.key, busy, lambda result: 0))
    one = slow.ask(3)
    one.result.result(30)
    jobs.leave(one)
    assert set(pauses) == ({turns.PAUSE} if other else set())
