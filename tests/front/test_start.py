"""What a server has loaded before it lets the first visitors in, who may be many at once."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LOADED = "import sys, app; print([name for name in ('pandas', 'pandas.core.series') if name not in sys.modules])"


def test_pandas_is_loaded_as_a_whole_before_two_first_pages_can_meet_in_it():
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
