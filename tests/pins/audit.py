"""Check pins against the known advisories: `python -m tests.pins.audit PIP-AUDIT FILE...`.

Fails for what is found only. Where the advisories cannot be had, it says so.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

UNREACHED = "The advisories cannot be had from here, so that the pins are not checked."


def advisories(program: str, files: list[str]) -> list[dict[str, Any]]:
    """What pip-audit says of each pin; nothing where it cannot be run or has no network."""
    given = [word for file in files for word in ("--requirement", file)]
    command = [program, "--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json", *given]
    if not Path(program).exists():
        return []
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return list(json.loads(told)["dependencies"]) if told.startswith("{") else []


def described(pin: dict[str, Any], flaw: dict[str, Any]) -> str:
    """One advisory in a line."""
    mended = ", ".join(flaw["fix_versions"]) or "no version yet"
    return f"{pin['name']} {pin['version']}: {flaw['id']}, mended in {mended}"


def verdict(pins: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The exit code and the lines to print; a pin that is known to nobody is named."""
    checked = [pin for pin in pins if "skip_reason" not in pin]
    unknown = sorted({pin["name"] for pin in pins} - {pin["name"] for pin in checked})
    if not checked:
        return 0, [UNREACHED]
    found = sorted({described(pin, flaw) for pin in checked for flaw in pin["vulns"]})
    lines = [f"{len({pin['name'] for pin in checked})} pins are checked against the known advisories."]
    if unknown:
        lines.append(f"No advisories can be had of {', '.join(unknown)}.")
    return int(bool(found)), [*lines, *found]


if __name__ == "__main__":
    code, lines = verdict(advisories(sys.argv[1], sys.argv[2:]))
    print(*lines, sep="\n")
    sys.exit(code)
