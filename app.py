"""lossviz: take hold of a loss function. Run with `streamlit run app.py`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lossviz.live.routes import PreloadMiddleware, routes

BASE = st.get_option("server.baseUrlPath")

app = st.App(
    Path(__file__).parent / "lossviz" / "front" / "main.py",
    routes=routes(BASE),
    middleware=[Middleware(PreloadMiddleware, base=BASE)],
)

if __name__ == "__main__":
    app.run()
