"""How many examples the laws are tried on: a sample by default, many where LOSSVIZ_TESTS=full."""

import os

from hypothesis import settings

settings.register_profile("sample", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=500, deadline=None)
settings.load_profile("full" if os.environ.get("LOSSVIZ_TESTS") == "full" else "sample")
