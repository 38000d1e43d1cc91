"""Waiting for other threads."""

import time


def until(holds, patience=30):
    """Wait for a condition, not for a time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)
