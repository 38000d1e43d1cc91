"""The barest page with a plot: one number, one figure."""

import streamlit as st
from coin import figure

p = st.number_input("probability of heads", 0.0, 1.0, 0.5, 0.005)
st.plotly_chart(figure(p))
