"""The node that Playwright brings, which runs the stage's modules without a browser."""

import os
import subprocess
from pathlib import Path

import playwright

NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")


def node(*arguments, **environment):
    """Run node; what it said, and whether it was content."""
    command = [str(NODE), *map(str, arguments)]
    run = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120)
    return run.stdout + run.stderr, run.returncode == 0
