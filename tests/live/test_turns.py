"""What is quick does not wait for what is slow, whoever asks for it."""

import threading

import pytest

from lossviz.live import turns
from lossviz.live.lane import BusyError, Lane
from lossviz.theory.interruption import ComputationEndedError, checkpoint
from tests.live.waiting import until


@pytest.fixture(autouse=True)
def lanes(monkeypatch):
    """Lanes of the test's own; what goes through them is noted."""
    entered = []

    class Noted(Lane):
        def __init__(self, name):
            super().__init__(waiting=2)
            self.name = name

        def enter(self, *who, **how):
            super().enter(*who, **how)
            entered.append(self.name)

    monkeypatch.setattr(turns, "quick", Noted("quick"))
    monkeypatch.setattr(turns, "slow", Noted("slow"))
    monkeypatch.setattr(turns, "slow_kinds", turns.SlowKinds(most=2))
    yield entered
    for lane in (turns.quick, turns.slow):
        assert (lane.free, lane.waiting) == (1, 0)


def never():
    return False


def computed(client, make, is_over=never, *, path="entropy", **how):
    return turns.computed(client, path, make, is_over, asker=client, **how)


def steps(count):
    """A computation of so many steps, each of which takes a while."""

    def make():
        for _ in range(count):
            sum(range(20_000))
            checkpoint()
        return count

    return make


def test_what_takes_long_changes_to_the_slow_lane_and_the_next_like_it_begins_there(lanes, monkeypatch):
    monkeypatch.setattr(turns, "QUICK", 0)
    assert computed("a", steps(50)) == 50
    assert lanes == ["quick", "slow"]
    lanes.clear()
    assert computed("a", steps(50)) == 50
    assert lanes == ["slow"]
    lanes.clear()
    # Another client's begins anew, and so does another scene of the same.
    computed("b", steps(1))
    computed("a", steps(1), path="entropy/other")
    assert lanes == ["quick", "quick"]


def test_one_that_was_quick_again_is_not_taken_for_slow_any_more(lanes, monkeypatch):
    monkeypatch.setattr(turns, "QUICK", 0)
    computed("a", steps(50))
    monkeypatch.setattr(turns, "QUICK", 60)
    lanes.clear()
    computed("a", steps(1))
    computed("a", steps(1))
    assert lanes == ["slow", "quick"]


def test_one_that_ends_before_it_is_done_leaves_what_was_known_of_it(lanes):
    turns.slow_kinds.remember(("a", "entropy"), 100 * turns.QUICK)
    with pytest.raises(ComputationEndedError):
        computed("a", steps(10_000), lambda: True)
    computed("a", steps(1))
    assert lanes == ["slow", "slow"]
    assert not turns.slow_kinds.known


def test_only_the_latest_that_were_slow_are_remembered(monkeypatch):
    monkeypatch.setattr(turns, "QUICK", 0)
    for client in "abc":
        computed(client, steps(1))
    assert list(turns.slow_kinds.known) == [("b", "entropy"), ("c", "entropy")]


def test_a_quick_one_does_not_wait_for_a_slow_one():
    release = threading.Event()

    def make():
        while not release.is_set():
            checkpoint()
        return "slow"

    results = []
    thread = threading.Thread(target=lambda: results.append(computed("a", make)), daemon=True)
    thread.start()
    until(lambda: turns.slow.free == 0 and turns.quick.free == 1)
    assert computed("b", lambda: "quick") == "quick"
    assert not results
    release.set()
    thread.join(30)
    assert results == ["slow"]


def test_of_slow_ones_too_many_are_sent_away_but_a_page_waits(monkeypatch):
    monkeypatch.setattr(turns, "QUICK", 0)
    release = threading.Event()

    def make():
        while not release.is_set():
            checkpoint()
        return "done"

    results = {}

    def run(client, **how):
        try:
            results[client] = computed(client, make, **how)
        except BusyError:
            results[client] = "sent away"

    threads = []
    for client, how in (("a", {}), ("b", {}), ("c", {}), ("d", {}), ("page", {"is_patient": True})):
        threads.append(threading.Thread(target=run, args=(client,), kwargs=how, daemon=True))
        threads[-1].start()
        here = len(threads)
        until(lambda here=here: 1 - turns.slow.free + turns.slow.waiting + len(results) == here)
    release.set()
    for thread in threads:
        thread.join(30)
    assert results == {"a": "done", "b": "done", "c": "done", "d": "sent away", "page": "done"}


def test_what_took_less_time_goes_first_also_in_the_middle_of_what_took_more():
    turns.slow_kinds.remember(("a", "entropy"), 100 * turns.QUICK)
    turns.slow_kinds.remember(("b", "entropy"), 2 * turns.QUICK)
    order = []

    def long():
        order.append("long begins")
        while "short" not in order:
            checkpoint()
        order.append("long ends")

    thread = threading.Thread(target=lambda: computed("a", long), daemon=True)
    thread.start()
    until(lambda: order)
    computed("b", lambda: order.append("short"))
    thread.join(30)
    assert order == ["long begins", "short", "long ends"]


def test_what_has_begun_in_the_slow_lane_is_not_sent_away_from_it_when_it_lets_others_go_first(monkeypatch):
    monkeypatch.setattr(turns, "slow", Lane(waiting=1))
    turns.slow_kinds.remember(("a", "entropy"), 100 * turns.QUICK)
    turns.slow_kinds.remember(("b", "entropy"), 2 * turns.QUICK)
    begun, results = threading.Event(), []

    def long():
        begun.set()
        while "short" not in results:
            checkpoint()
        return "long"

    thread = threading.Thread(target=lambda: results.append(computed("a", long)), daemon=True)
    thread.start()
    assert begun.wait(30)
    results.append(computed("b", lambda: "short"))
    thread.join(30)
    assert results == ["short", "long"]


def test_what_is_over_ends_between_two_steps_and_what_it_raises_is_passed_on():
    with pytest.raises(ComputationEndedError):
        computed("a", steps(10_000), lambda: True)

    def stopped():
        raise SystemExit

    with pytest.raises(SystemExit):
        computed("a", steps(10_000), stopped)


def test_what_fails_leaves_its_lane():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        computed("a", fail)


def test_others_are_there_for_a_moment_after_they_asked():
    now = [10.0]
    askers = turns.Askers(lambda: now[0])
    assert not askers.are_others("a")
    for asker in "aa":
        askers.note(asker)
    assert not askers.are_others("a")
    assert askers.are_others("b")
    askers.note("b")
    assert askers.are_others("a")
    askers.note("a")
    assert askers.are_others("a")
    now[0] += turns.RECENT
    assert not askers.are_others("a")


@pytest.mark.parametrize("other", [True, False])
def test_a_slow_one_pauses_between_its_slices_while_others_ask(other, monkeypatch):
    pauses = []
    monkeypatch.setattr(turns, "QUICK", 0)
    monkeypatch.setattr(turns, "askers", turns.Askers(lambda: 0.0))
    monkeypatch.setattr(turns.time, "sleep", pauses.append)
    if other:
        computed("b", steps(1))
    computed("a", steps(50))
    assert set(pauses) == ({turns.PAUSE} if other else set())
