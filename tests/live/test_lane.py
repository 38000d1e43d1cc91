"""Who computes next, and who is sent away."""

import threading
from contextlib import contextmanager

import pytest

from lossviz.live.lane import BusyError, Lane
from lossviz.theory.interruption import ComputationEndedError
from tests.live.waiting import until


class GivenUpError(Exception):
    """Who waited does not want to any more."""


@contextmanager
def turn(lane, client):
    """Wait for a turn, and have it until the end of the block."""
    lane.enter(client)
    try:
        yield
    finally:
        lane.leave()


class Queue:
    """Threads that wait for a lane, one after the other, each named by its number."""

    def __init__(self, lane):
        self.lane = lane
        self.done, self.failed, self.threads = [], {}, []
        self.given_up = set()

    def add(self, client, **how):
        number = len(self.threads)

        def is_over():
            if number in self.given_up:
                raise GivenUpError
            return False

        def run():
            try:
                self.lane.enter(client, is_over, **how)
            except Exception as error:
                self.failed[number] = type(error)
                return
            self.done.append(number)
            self.lane.leave()

        waiting = self.lane.waiting
        self.threads.append(threading.Thread(target=run, daemon=True))
        self.threads[-1].start()
        until(lambda: self.lane.waiting > waiting or number in self.failed)

    def join(self):
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()


def test_clients_take_turns_whoever_asked_more():
    lane = Lane()
    queue = Queue(lane)
    with turn(lane, "first"):
        for client in "aaabbc":
            queue.add(client)
    queue.join()
    assert queue.done == [0, 3, 5, 1, 4, 2]
    assert (lane.free, lane.waiting) == (1, 0)


def test_too_many_of_one_client_are_sent_away_and_of_all_but_who_is_patient_stays():
    lane = Lane(waiting=3, waiting_each=2)
    queue = Queue(lane)
    with turn(lane, "first"):
        for client in "aaabc":
            queue.add(client)
        queue.add("a", is_patient=True)
    queue.join()
    assert queue.failed == {2: BusyError, 4: BusyError}
    assert queue.done == [0, 3, 1, 5]
    assert not lane.ranks


def test_a_lower_rank_goes_first_and_within_a_rank_clients_take_turns():
    lane = Lane()
    queue = Queue(lane)
    with turn(lane, "first"):
        for client, rank in (("a", 2), ("a", 2), ("b", 2), ("a", 0), ("c", 1)):
            assert lane.waits_below(rank) is any(rank > lower for lower in lane.ranks)
            queue.add(client, rank=rank)
    queue.join()
    assert queue.done == [3, 4, 0, 2, 1]
    assert not lane.ranks
    assert not lane.waits_below(9)


def test_who_gives_up_leaves_the_place_to_others():
    lane = Lane(waiting=2)
    queue = Queue(lane)
    with turn(lane, "first"):
        queue.add("a")
        queue.add("b")
        queue.given_up.add(0)
        until(lambda: queue.failed)
        assert lane.waiting == 1
    queue.join()
    assert queue.failed == {0: GivenUpError}
    assert queue.done == [1]
    assert (lane.free, lane.waiting) == (1, 0)


def test_who_is_not_waited_for_any_more_waits_no_longer():
    lane = Lane()
    with turn(lane, "first"), pytest.raises(ComputationEndedError):
        lane.enter("a", lambda: True)
    assert (lane.free, lane.waiting) == (1, 0)


def test_a_turn_that_comes_to_one_who_gives_up_at_that_moment_goes_to_the_next():
    lane = Lane()
    queue = Queue(lane)

    def is_over():
        # The turn comes while it is asked whether it is still wanted.
        queue.add("b")
        lane.leave()
        return True

    lane.enter("first")
    with pytest.raises(ComputationEndedError):
        lane.enter("a", is_over)
    queue.join()
    assert queue.done == [0]
    assert (lane.free, lane.waiting) == (1, 0)


def test_as_many_run_at_once_as_may():
    lane, running, together = Lane(running=2), set(), []
    both = threading.Barrier(2)

    def one(number):
        with turn(lane, "a"):
            running.add(number)
            together.append(len(running))
            both.wait(30)
            running.discard(number)
            both.wait(30)

    threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(together) == 2
    assert (lane.free, lane.waiting) == (2, 0)


def test_whoever_waits_is_told_the_place():
    lane = Lane()
    lane.enter("x")
    queue, told = Queue(lane), {}
    for number, (client, rank) in enumerate((("a", 1), ("a", 1), ("a", 1), ("b", 1), ("c", 1), ("c", 0))):
        queue.add(client, rank=rank, tell=lambda place, number=number: told.__setitem__(number, place))
    # The lowest rank is next; then one of each client in turn, and of those who have more the second, and the third.
    until(lambda: told == {5: 1, 0: 2, 3: 3, 4: 4, 1: 5, 2: 6})
    lane.leave()
    queue.join()
    assert queue.done == [5, 0, 3, 4, 1, 2]
