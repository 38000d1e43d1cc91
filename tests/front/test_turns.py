"""Pages wait for their turn as questions do, and what the visitor has left behind is not computed to its end."""

import pytest
from streamlit.testing.v1 import AppTest

from lossviz.front import component
from lossviz.live import turns
from lossviz.live.lane import Lane
from tests.front.pages import opened


class NotedLane(Lane):
    """A lane that notes who entered."""

    def __init__(self):
        super().__init__()
        self.entered = []

    def enter(self, client, *rest, **how):
        super().enter(client, *rest, **how)
        self.entered.append(client)


def test_every_picture_of_a_page_has_a_turn_of_its_own(monkeypatch):
    lane = NotedLane()
    monkeypatch.setattr(turns, "quick", lane)
    monkeypatch.setattr(turns, "QUICK", 60)
    app = opened("entropy", {"open": "information-gain"})
    assert not app.exception
    assert len(lane.entered) == 2
    assert len(set(lane.entered)) == 1
    assert (lane.free, lane.waiting) == (1, 0)


def test_a_page_waits_for_its_turn_and_is_not_sent_away(monkeypatch):
    lane = Lane(waiting=0)
    monkeypatch.setattr(turns, "quick", lane)
    lane.enter("another")
    waited = []

    def is_over():
        # Seen while the page waits: then the other one is done.
        waited.append(lane.waiting)
        lane.leave()
        return False

    monkeypatch.setattr(component, "ends_here", is_over)
    app = opened("entropy")
    assert not app.exception
    assert waited[0] == 1


def test_a_run_that_streamlit_ends_stops_between_two_steps():
    def script():
        import streamlit as st

        from lossviz.front import component
        from lossviz.live import turns
        from lossviz.theory.interruption import checkpoint

        def make():
            # What Streamlit does to a run that is to be ended.
            context = st.runtime.scriptrunner.get_script_run_ctx()
            context.script_requests.request_stop()
            for _ in range(100_000):
                sum(range(1000))
                checkpoint()

        turns.computed("a", "entropy", make, component.ends_here, asker="a", is_patient=True)
        st.write("to its end")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert not app.markdown
    assert (turns.quick.free, turns.slow.free) == (1, 1)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Nothing that was slow before."""
    monkeypatch.setattr(turns, "slow_kinds", turns.SlowKinds())
