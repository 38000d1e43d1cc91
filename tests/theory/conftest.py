"""Every test of the mathematics runs with numpy's alarms armed: no warning passes, not even an underflow."""

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True, scope="module")
def armed_alarms() -> Iterator[None]:
    with np.errstate(all="raise"):
        yield
