"""Find Firefox and WebKit, or install them: Debian's packages, by root. Nothing else is needed to drive them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

BROWSERS = {"firefox": "Firefox", "webkit": "WebKit"}
PACKAGES = {"firefox": ["firefox-esr"], "webkit": ["webkit2gtk-driver", "xvfb"]}
MINIBROWSERS = ("lib/*/webkit*gtk-*/MiniBrowser", "lib*/webkit*gtk-*/MiniBrowser", "libexec/webkit*gtk-*/MiniBrowser")


def firefox() -> str | None:
    """The Firefox to drive: the one named in FIREFOX, or one on the PATH."""
    named = os.environ.get("FIREFOX")
    return shutil.which(named) if named else shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> tuple[str, str, str] | None:
    """WebKitGTK's driver, its small browser (which is not on the PATH), and the screen without a monitor it needs."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next((str(path) for pattern in MINIBROWSERS for path in Path("/usr").glob(pattern)), None)
    return (driver, browser, screen) if driver and browser and screen else None


FINDERS: dict[str, Callable[[], object]] = {"firefox": firefox, "webkit": webkit}


def missing(names: list[str]) -> list[str]:
    return [name for name in names if FINDERS[name]() is None]


def complaint(name: str) -> str:
    """One sentence: which browser cannot be had, and what is missing."""
    packages = " and ".join(PACKAGES[name])
    return f"{BROWSERS[name]} cannot be had: it needs Debian's {packages}, which only root can install with apt-get."


def install(names: list[str]) -> str:
    """Install Debian's packages where root may; returns the last words of apt-get if it failed."""
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        return ""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = [package for name in names for package in PACKAGES[name]]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        told = subprocess.run(["apt-get", "-qq", *command], env=quiet, capture_output=True, text=True, check=False)
        if told.returncode:
            return told.stderr.strip()
    return ""


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(BROWSERS)
    if missing(wanted) and (failure := install(missing(wanted))):
        print(failure, file=sys.stderr)
    if left := missing(wanted):
        sys.exit("\n".join(complaint(name) for name in left))
    for name in wanted:
        print(f"{BROWSERS[name]} is here")
