"""One test for many cases of one truth, and how many examples a law of hypothesis is tried on."""

import functools
import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import settings

FULL = os.environ.get("LOSSVIZ_TESTS") == "full"
# More are a matter of minutes: LOSSVIZ_TESTS=full tries six times as many.
LAW = settings(derandomize=True, deadline=None, max_examples=100 if FULL else 16)
# To load torch takes longer than most tests; what it says of units and footprints is kept in files beside them.
referee = pytest.mark.skipif(not FULL, reason="torch is a referee where the counts are full: make test-all")


def each_case(names: str | tuple[str, ...], cases: Iterable[Any] | Mapping[str, Any]) -> Callable[[Any], Any]:
    """Call a test with every case, all in one test item, as `pytest.mark.parametrize` does in one item for each.

    A failure ends the test and names its case: the key, if the cases are a mapping, else the values.
    """
    arguments = [names] if isinstance(names, str) else list(names)
    labelled = list(cases.items()) if isinstance(cases, Mapping) else [(case, case) for case in cases]
    assert labelled, "no cases: the test could not fail"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def every(**fixtures: Any) -> None:
            for label, case in labelled:
                values = [case] if isinstance(names, str) else case
                try:
                    test(**dict(zip(arguments, values, strict=True)), **fixtures)
                except BaseException as error:
                    error.add_note(f"in the case {', '.join(arguments)} = {label!r}")
                    raise

        others = [p for p in inspect.signature(test).parameters.values() if p.name not in arguments]
        every.__signature__ = inspect.Signature(others)  # type: ignore[attr-defined]
        return every

    return decorate
