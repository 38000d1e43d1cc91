"""The way in: the menu, and the page that the address names."""

from pathlib import Path

import streamlit as st

from lossviz.front import address
from lossviz.front import unit_box as units
from lossviz.lessons import CURRICULUM

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "assets"

st.set_page_config(page_title="lossviz", page_icon=str(ASSETS / "favicon.svg"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")
address.remember()

home = st.Page(str(HERE / "home.py"), title="The chain", default=True)
lessons = [
    st.Page(str(HERE / f"{lesson.slug.replace('-', '_')}.py"), title=lesson.title, url_path=lesson.slug)
    for lesson in CURRICULUM
    if lesson.ready
]
chosen = st.navigation([home, *lessons], position="top")
body, foot = st.container(), st.container()
with foot:
    # The one parameter that all pages share; a parameter of one page does not survive the way to another.
    units.box()
with body:
    chosen.run()
