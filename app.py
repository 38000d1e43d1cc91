"""lossviz: take hold of a loss function. Run with `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from lossviz.live.routes import routes

app = st.App(
    Path(__file__).parent / "lossviz" / "lessons" / "main.py",
    routes=routes(st.get_option("server.baseUrlPath")),
)

if __name__ == "__main__":
    app.run()
