"""The home page: the story, and the chain of lessons."""

import streamlit as st

st.title("What a loss function is, in your hand")
