"""The unit of surprise: chosen once, kept along in the address from page to page."""

import math

import streamlit as st

import lossviz
from lossviz.inputs.units import UNITS
from lossviz.lessons.curriculum import Lesson

KEY = "unit"


def box() -> None:
    """The plain box of the unit, bound to the address; the switches on the stages set the same."""
    st.text_input(
        "Unit of surprise, on all pages",
        key=KEY,
        bind="query-params",
        width=260,
        placeholder=f"{', '.join(UNITS)}",
    )


def current(entry: Lesson) -> str:
    """The learner's unit if there is one, else the unit that the page begins with."""
    chosen = str(st.session_state.get(KEY, ""))
    return chosen if chosen in UNITS else entry.unit


def take(name: str) -> None:
    """Set the unit; its box stands outside the page's fragment, so the whole page has to follow."""
    if name in ("", *UNITS) and name != st.session_state.get(KEY):
        st.session_state[KEY] = name
        st.session_state["unit.moved"] = True


def follow() -> None:
    """Run the whole page once after the unit was set from within a fragment."""
    if st.session_state.pop("unit.moved", False):
        st.rerun()


def greet(entry: Lesson) -> None:
    """Say it in a line when another page has brought another unit."""
    chosen = current(entry)
    page, before = st.session_state.get("unit.before", (entry.slug, chosen))
    if page != entry.slug and before != chosen:
        one = lossviz.surprise(0.5, base=UNITS[chosen].base) / lossviz.surprise(0.5, base=UNITS[before].base)
        why = ", as training software uses" if math.isclose(UNITS[chosen].base, math.e) else ""
        st.session_state["unit.line"] = (
            (entry.slug, chosen),
            f"From here on {chosen}{why}: 1 {UNITS[before].one} is {one:.3g} {UNITS[chosen].many}.",
        )
    st.session_state["unit.before"] = (entry.slug, chosen)
    here, line = st.session_state.get("unit.line", (None, ""))
    if here == (entry.slug, chosen):
        st.caption(line)
