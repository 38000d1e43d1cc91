"""A page shows the result of a job where it is known, and computes none."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lossviz.inputs.recent import Recent
from lossviz.live import jobs
from lossviz.live.still_stage import StillStage
from lossviz.theory.interruption import finished
from tests.lessons.toy_job import LESSON


def script():
    import streamlit as st

    from lossviz.front import component
    from lossviz.live import codec
    from tests.lessons.toy_job import LESSON

    state = LESSON.read({"height": "4", "time": "10"})
    header, arrays = codec.decode(component.packed(LESSON, "", {}, state, {}))
    st.text(f"{header['awaited']['is_done']} {arrays['rows/time/bar'].ravel().tolist()}")


@pytest.mark.slow
@pytest.mark.parametrize("known", [True, False])
def test_a_page_has_the_present_row_of_a_result_that_is_known_and_else_none(monkeypatch, known):
    monkeypatch.setattr(jobs, "results", Recent(2**20))
    state = LESSON.read({"height": "4"})
    if known:
        result = finished(LESSON.job.slices(**LESSON.shown_values(state)))
        jobs.results.put(jobs.name(LESSON, "", state), result, result.nbytes)
    app = AppTest.from_function(script, default_timeout=30).run()
    # By hand: a height of 4 at the last step is 0.4.
    assert app.text[0].value == ("True [0.4]" if known else "False [0.0]")
    assert not jobs.underway


def test_a_still_has_the_room_of_the_line_that_says_how_far_a_job_is():
    awaiting = LESSON.scene()
    for scene, room in ((awaiting, 1), (replace(awaiting, awaited=None), 0)):
        assert StillStage(scene, lambda state: False).html().count('<div class="lv-run"></div>') == room
