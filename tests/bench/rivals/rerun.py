"""A small page that is run again by a button."""

import streamlit as st
from coin import figure

st.title("A coin")
p = st.number_input("probability of heads", 0.0, 1.0, 0.5, 0.005)
name = st.text_input("name", "heads")
unit = st.selectbox("unit", ["bits", "nats", "hartleys"])
st.button("again", key="again")
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.plotly_chart(figure((p + 0.01 * st.session_state.runs) % 1))
st.markdown(f"run {st.session_state.runs}: {name} in {unit}")
