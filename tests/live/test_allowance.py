"""What a client may spend, by a clock that the tests turn."""

import pytest

from lossviz.live.allowance import Allowances


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_an_allowance_is_spent_and_fills_up_to_where_it_began():
    clock = Clock()
    allowances = Allowances(most=10, rate=0.5, clock=clock)
    assert (allowances.left("a"), allowances.wait("a")) == (10, 0)
    allowances.spend("a", 4)
    assert allowances.left("a") == 6
    clock.now += 2
    assert allowances.left("a") == 7
    clock.now += 1000
    assert allowances.left("a") == 10


def test_who_has_spent_it_all_waits_as_long_as_it_takes_to_have_something_again():
    clock = Clock()
    allowances = Allowances(most=10, rate=0.5, clock=clock)
    allowances.spend("a", 12)
    assert allowances.wait("a") == pytest.approx(4, abs=0.01)
    assert allowances.wait("b") == 0
    clock.now += allowances.wait("a")
    assert allowances.wait("a") == 0


def test_the_latest_clients_are_remembered():
    allowances = Allowances(most=1, rate=1e-9, clients=2, clock=Clock())
    for client in ("a", "b", "a", "c"):
        allowances.spend(client, 0.25)
    assert [round(allowances.left(client), 6) for client in ("a", "b", "c")] == [0.5, 1, 0.75]
    assert len(allowances.known) == 2
