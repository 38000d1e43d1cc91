"""What is installed is pinned, all of it, and the pins are those of what is asked for."""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.pins import audit

ROOT = Path(__file__).parents[2]
HASHED = ["requirements.txt", "tests/requirements.txt", "tests/pins/requirements.txt"]
FILES = [*HASHED, "tests/requirements-torch.txt"]


def lines(name):
    """The requirements of a file, without hashes and remarks."""
    said = re.sub(r"\\\n", " ", (ROOT / name).read_text())
    kept = (line.split("#")[0].split("--hash")[0].strip() for line in said.splitlines())
    return [Requirement(line) for line in kept if line and not line.startswith("-")]


def pins(name):
    return {(canonicalize_name(one.name), str(one.marker or "")): str(one.specifier) for one in lines(name)}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_what_was_asked_for_is_among_them(name):
    held = pins(name)
    assert all(specifier.startswith("==") and "*" not in specifier for specifier in held.values())
    asked = {canonicalize_name(one.name): str(one.specifier) for one in lines(name.replace(".txt", ".in"))}
    assert asked
    assert asked.items() <= {package: specifier for (package, _), specifier in held.items()}.items()


@pytest.mark.parametrize("name", HASHED)
def test_every_pin_has_the_digests_of_its_files(name):
    said = re.sub(r"\\\n", " ", (ROOT / name).read_text())
    rows = [line for line in said.splitlines() if re.match(r"\w", line)]
    assert rows
    assert all("--hash=sha256:" in row for row in rows)


def test_the_app_is_tested_with_its_own_pins():
    assert pins("requirements.txt").items() <= pins("tests/requirements.txt").items()
    shared = pins("tests/requirements.txt").keys() & pins("tests/requirements-torch.txt").keys()
    assert shared
    assert all(pins("tests/requirements.txt")[one] == pins("tests/requirements-torch.txt")[one] for one in shared)


@pytest.mark.parametrize("name", [*FILES, *(name.replace(".txt", ".in") for name in FILES)])
def test_no_file_names_the_place_that_packages_come_from(name):
    said = (ROOT / name).read_text()
    assert "://" not in said
    assert "index" not in said


def test_what_runs_here_is_what_is_pinned():
    here = [one for one in lines("tests/requirements.txt") if one.marker is None or one.marker.evaluate()]
    assert len(here) > len(lines("requirements.txt"))
    for one in here:
        try:
            installed = version(one.name)
        except PackageNotFoundError:
            installed = "nothing"
        assert one.specifier.contains(installed), f"{one} is pinned; {installed} is installed"


CLEAN = {"name": "numpy", "version": "2.0", "vulns": []}
FLAWED = {"name": "jinja2", "version": "3.0", "vulns": [{"id": "GHSA-x", "fix_versions": ["3.1"]}]}
UNKNOWN = {"name": "uvloop", "skip_reason": "not found"}


def test_only_what_is_found_fails_the_audit():
    assert audit.verdict([CLEAN]) == (0, ["1 pins are checked against the known advisories."])
    code, said = audit.verdict([CLEAN, FLAWED, UNKNOWN])
    assert code == 1
    assert said[1:] == ["No advisories can be had of uvloop.", "jinja2 3.0: GHSA-x, mended in 3.1"]


@pytest.mark.parametrize("pins", [[], [UNKNOWN]])
def test_without_advisories_the_audit_says_so(pins):
    assert audit.verdict(pins) == (0, [audit.UNREACHED])


@pytest.mark.parametrize(
    ("program", "expected"),
    [(f"print({json.dumps(json.dumps({'dependencies': [CLEAN]}))})", [CLEAN]), ("raise SystemExit('no network')", [])],
)
def test_an_auditor_without_a_network_has_nothing_to_say(tmp_path, program, expected):
    fake = tmp_path / "pip-audit"
    fake.write_text(f"#!{sys.executable}\n{program}\n")
    fake.chmod(0o755)
    assert audit.advisories(str(fake), ["requirements.txt"]) == expected


def test_an_auditor_that_is_not_there_has_nothing_to_say_either():
    assert audit.advisories("nowhere/pip-audit", ["requirements.txt"]) == []
