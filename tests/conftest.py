"""How much is tried: a sample by default, all of it where LOSSVIZ_TESTS=full."""

import os
from itertools import groupby
from zlib import crc32

import pytest
from hypothesis import settings

FULL = os.environ.get("LOSSVIZ_TESTS") == "full"

settings.register_profile("sample", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=500, deadline=None)
settings.load_profile("full" if FULL else "sample")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each n cases of a test with the mark `sample(every=n)` one is left.

    It is another one of the next n and of the next test, so that the values of every argument are among those left.
    """
    left, out = [], []
    for name, group in groupby(items, key=lambda item: item.nodeid.partition("[")[0]):
        cases = list(group)
        mark = cases[0].get_closest_marker("sample")
        every = 1 if FULL or mark is None else min(mark.kwargs["every"], len(cases))
        for number, case in enumerate(cases):
            (out if (number + number // every + crc32(name.encode())) % every else left).append(case)
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = left
