"""lossviz: take hold of a loss function. Run with `streamlit run app.py`."""

import gc
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lossviz.front import questions, settings, streamlit_files
from lossviz.live import connections, index_page, index_stills
from lossviz.live.compression import CompressedMiddleware, PlainMiddleware
from lossviz.live.middleware import (
    BodyMiddleware,
    ClosedMiddleware,
    HeadersMiddleware,
    QuietMiddleware,
    UploadsMiddleware,
)
from lossviz.live.routes import routes

# Streamlit loads it with the first page; Plotly, in the thread of the second, would find half of it.
import_module("pandas")
settings.complete()
connections.bound()
BASE = st.get_option("server.baseUrlPath")
FILE = settings.largest_upload()
FORM = 2**20  # what may stand around a file that is sent

app = st.App(
    Path(__file__).parent / "lossviz" / "front" / "main.py",
    routes=routes(BASE),
    middleware=[
        Middleware(HeadersMiddleware),
        Middleware(ClosedMiddleware),
        Middleware(BodyMiddleware, largest=FILE + FORM),
        Middleware(UploadsMiddleware, held=settings.uploads_held, most=8 * FILE + FORM, most_of_all=128 * FILE),
        Middleware(CompressedMiddleware),
        Middleware(PlainMiddleware),
        Middleware(QuietMiddleware),
        Middleware(
            index_page.IndexMiddleware,
            base=BASE,
            fonts=streamlit_files.fonts(),
            modules=streamlit_files.modules(),
            questions=questions.TITLE,
        ),
    ],
)

# What is loaded by now stays for good. A full garbage collection, which holds all visitors, passes it over.
gc.collect()
gc.freeze()
index_stills.prepare()

if __name__ == "__main__":
    app.run()
