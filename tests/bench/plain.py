"""`streamlit run` as `pip install streamlit` brings it: what the performance extra adds is hidden."""

import runpy
import sys

for extra in ("uvloop", "httptools", "orjson"):
    sys.modules[extra] = None  # type: ignore[assignment]

runpy.run_module("streamlit", run_name="__main__")
