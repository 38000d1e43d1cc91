"""How much is tried: a sample by default, all of it where LOSSVIZ_TESTS=full, the fast part where it is quick."""

import os
from collections import defaultdict
from zlib import crc32

import pytest
from hypothesis import settings

FULL = os.environ.get("LOSSVIZ_TESTS") == "full"
QUICK = os.environ.get("LOSSVIZ_TESTS") == "quick"

settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True)
settings.register_profile("sample", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=500, deadline=None)
settings.load_profile("full" if FULL else "quick" if QUICK else "sample")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each n cases of a test with the mark `sample(every=n)` one is left.

    It is another one of the next n and of the next test, so that the values of every argument are among those left.
    Where only the fast part is tried, one of 3n is left, and no test with the mark `slow`.
    """
    if FULL:
        return
    out = {item for item in items if QUICK and item.get_closest_marker("slow")}
    tests = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sample"):
            tests[item.nodeid.partition("[")[0]].append(item)
    for name, cases in tests.items():
        every = min(cases[0].get_closest_marker("sample").kwargs["every"] * (3 if QUICK else 1), len(cases))
        out |= {case for number, case in enumerate(cases) if (number + number // every + crc32(name.encode())) % every}
    config.hook.pytest_deselected(items=[item for item in items if item in out])
    items[:] = [item for item in items if item not in out]
