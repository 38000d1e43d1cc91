"""A message depends on the address alone, not on the process that packs it."""

import json
import os
import subprocess
import sys

import pytest

from tests.lessons.cases import PLACES, sampled

pytestmark = pytest.mark.slow

PACKED = """
import hashlib, json
from lossviz.live import message
from tests.lessons.cases import PLACES, sampled

states = {str(place): place.addresses[-1] for place in sampled(PLACES, 4)}
print(json.dumps({
    str(place): hashlib.sha256(
        message.answer(place.lesson, place.fold, states[str(place)], place.lesson.read(states[str(place)]))
    ).hexdigest()
    for place in sampled(PLACES, 4)
}))
"""


def packed(seed: int) -> dict[str, str]:
    """What a process that orders sets by this seed packs, by place."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", PACKED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_processes_that_order_sets_differently_pack_the_same_bytes():
    one, other = packed(1), packed(2)
    assert set(one) == set(map(str, sampled(PLACES, 4)))
    assert one == other
