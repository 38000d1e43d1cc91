"""What a Streamlit page usually does: a slider, and a plot that follows it once it is let go."""

import streamlit as st
from coin import figure

p = st.slider("probability of heads", 0.0, 1.0, 0.5, 0.005)
st.plotly_chart(figure(p))
