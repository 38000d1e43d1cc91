"""What the browser tells a server that was started anew: deeds that nobody answered, and the lessons that were left."""

import pytest
from streamlit.testing.v1 import AppTest

from lossviz.lessons import registry
from tests.front.pages import address

SCRIPT = """
import streamlit as st
from lossviz.front import address, {module}
from lossviz.lessons import registry
if not st.session_state.get("is_told"):
    st.session_state.is_told = True
    {act}
st.text(repr(st.session_state.get(address.REFUSED)))
st.text(repr(st.session_state.get("left")))
"""


def told(act, said=None):
    """A session after `act`, with an address; what was refused in it, and where lessons were left."""
    app = AppTest.from_string(SCRIPT.format(act=act, module=act.partition(".")[0]), default_timeout=30)
    for name, text in (said or {}).items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    refused, left = (eval(one.value, {}) for one in app.text)
    return address(app), refused, left


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "said", "deeds", "after"),
    [
        ("loss", {}, {"delta": " 2.5 "}, {"delta": "2.5"}),
        ("loss", {"points": "1,2;3,4", "highlight": "2"}, {"points": "x,y\n1,1\n2,2"}, {"points": "1,1;2,2"}),
        ("loss", {"delta": "2.5"}, {"delta": ""}, {}),
        ("entropy", {"p": "1,2"}, {"open": "information-gain"}, {"p": "1,2", "open": "information-gain"}),
        ("entropy", {"open": "information-gain"}, {"open": ""}, {}),
        ("entropy", {}, {"nonsense": "1"}, {}),
    ],
)
def test_a_deed_that_is_sent_again_is_done(slug, said, deeds, after):
    found, refused, _ = told(f"line.take(registry.BY_SLUG[{slug!r}], {deeds!r})", said)
    assert (found, refused) == (after, None)


def test_a_text_that_cannot_be_read_stays_in_its_box_with_the_reason():
    found, refused, _ = told("line.take(registry.BY_SLUG['loss'], {'delta': 'much', 'line': '1,2'})")
    assert found == {"line": "1,2"}
    (delta,) = (one for one in registry.BY_SLUG["loss"].parameters if one.name == "delta")
    assert refused == {
        "name": "delta",
        "text": "much",
        "sentence": f"{delta.label} = much: “much” is no number. The picture stays as it was.",
    }


def test_of_the_lessons_that_were_left_those_are_taken_that_the_session_has_not_seen():
    known = {"loss": {"line": "1,2"}}
    tab = {
        "loss": {"line": "3,4"},
        "entropy": {"p": "1,1", "unit": "nats", "colour": "red"},
        "sgd": {"points": "kept-" + "0" * 24, "batch": "many"},
        "relu": "nothing",
        "training-loop": {"points": "1,1;" * 9_000},
        "nowhere": {},
    }
    act = f"st.session_state['left'] = {known!r}; left.take({tab!r}); left.take('x')"
    _, _, found = told(f"left.KEY; {act}")
    assert found == known | {"entropy": {"p": "1,1"}, "sgd": {"points": "kept-" + "0" * 24}}
