"""A note shown where a link from another page has changed the unit of information."""

import math

import streamlit as st

from lossviz.inputs.units import UNITS
from lossviz.scene.unit_switch import conversion


def show(slug: str, unit: str) -> None:
    """The line, on the page where the unit changed and for as long as it stays."""
    page, before = st.session_state.get("unit.before", (slug, unit))
    if page != slug and before != unit:
        why = ", as in training software" if math.isclose(UNITS[unit].base, math.e) else ""
        one, many = UNITS[before].singular, UNITS[unit].plural
        line = f"From here on the unit is {unit}{why}: 1 {one} is {conversion(before, unit):.3g} {many}."
        st.session_state["unit.line"] = (slug, unit), line
    st.session_state["unit.before"] = (slug, unit)
    here, line = st.session_state.get("unit.line", (None, ""))
    if here == (slug, unit):
        st.caption(line)
