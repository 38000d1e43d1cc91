"""Jobs of scenes: computed once for all who ask, two at a time, and kept.

A job goes on while somebody asks for its result. It gives way to questions and pages, its time is at the expense of
the client that began it, and others wait for their turn.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from lossviz.inputs.parameter import State
from lossviz.inputs.recent import Recent
from lossviz.live import turns
from lossviz.live.lane import Lane
from lossviz.scene.job import Job
from lossviz.scene.lesson import Lesson
from lossviz.theory.interruption import ComputationEndedError, interruptible

KEPT = 64 * 2**20  # bytes of results
ASKER = "a job"  # who is no asker itself, and gives way to all

results: Recent[Any] = Recent(KEPT)
lane = Lane(running=2, waiting=32, waiting_each=8)
# A thread for each that runs and each that waits, and for one that is sent away.
pool = ThreadPoolExecutor(lane.free + lane.room + 1, thread_name_prefix="job")


class Underway:
    """A job that runs or waits, and by how many it is asked for.

    `place` is its place in the queue, 1 for the next and 0 for one that runs; `done` of `total` is computed. `result`
    is a future.
    """

    def __init__(self, name: str, job: Job, values: dict[str, Any], client: str) -> None:
        self.name = name
        self.job = job
        self.values = values
        self.client = client
        self.asked = 0
        self.place = self.done = self.total = 0
        self.result: Future[Any] = Future()

    @property
    def is_over(self) -> bool:
        """Whether nobody asks for it any more."""
        return not self.asked

    def tell(self, place: int) -> None:
        """Its place in the queue is this."""
        self.place = place

    def compute(self, charge: Callable[[str, float], None]) -> Any:
        """Its result; its time is charged as it goes.

        Raises:
            ComputationEndedError: if nobody asks for it any more.
        """
        charged = sliced = time.thread_time()

        def ends_here() -> bool:
            nonlocal charged, sliced
            if time.thread_time() - sliced >= turns.SLICE:
                charge(self.client, time.thread_time() - charged)
                charged = time.thread_time()
                if turns.askers.are_others(ASKER):
                    time.sleep(turns.PAUSE)
                sliced = time.thread_time()
            return self.is_over

        slices = self.job.slices(**self.values)
        try:
            with interruptible(ends_here, turns.LOOK):
                while True:
                    self.done, self.total = next(slices)
                    if ends_here():
                        raise ComputationEndedError("nobody asks for this job any more")
        except StopIteration as end:
            return end.value
        finally:
            slices.close()
            charge(self.client, time.thread_time() - charged)


underway: dict[str, Underway] = {}
lock = threading.Lock()


def name(lesson: Lesson, fold: str, state: State) -> str:
    """The name of a state's job; empty where the scene has none."""
    job = lesson.job_of(fold)
    return f"{lesson.slug}/{fold} {job.key(**lesson.shown_values(state, fold))}" if job else ""


def known(lesson: Lesson, fold: str, state: State) -> Any:
    """The result of a state's job, or None where it is not known; nothing is computed for it."""
    named = name(lesson, fold, state)
    return results.get(named) if named else None


def ask(lesson: Lesson, fold: str, state: State, client: str, charge: Callable[[str, float], None]) -> Underway:
    """The job of a state, begun where it does not run; whoever asks leaves it (`leave`), with its result or without.

    Its time is at the expense of the client that began it: `charge` takes that client, and seconds. The result is a
    `BusyError` where too many wait already.
    """
    named, job = name(lesson, fold, state), lesson.job_of(fold)
    assert job
    with lock:
        one = underway.get(named) or Underway(named, job, lesson.shown_values(state, fold), client)
        one.asked += 1
        if named in underway:
            return one
        result = results.get(named)
        if result is None:
            underway[named] = one
            pool.submit(run, one, charge)
        else:
            one.result.set_result(result)
    return one


def leave(one: Underway) -> None:
    """Ask no more for a job; where nobody else does it ends, and who asks for it from now on begins anew."""
    with lock:
        one.asked -= 1
        if one.is_over:
            forget(one)


def forget(one: Underway) -> None:
    """It is not underway any more; the lock is held."""
    if underway.get(one.name) is one:
        del underway[one.name]


def run(one: Underway, charge: Callable[[str, float], None]) -> None:
    """Compute a job when it is its turn, and keep its result."""
    try:
        lane.enter(one.client, lambda: one.is_over, tell=one.tell)
        try:
            one.place = 0
            result = one.compute(charge)
        finally:
            lane.leave()
        results.put(one.name, result, one.job.size(result))
    except BaseException as error:  # whoever waits is told
        with lock:
            forget(one)
        one.result.set_exception(error)
    else:
        with lock:
            forget(one)
        one.result.set_result(result)
