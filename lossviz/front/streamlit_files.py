"""Files of Streamlit's own page that it asks for late and our pages always need, by their paths below the root."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit

STATIC = Path(streamlit.__file__).parent / "static"
# The faces of the text, and of titles and formulas.
FONTS = {"Source Sans": "SourceSansVF-Upright", "Source Serif": "SourceSerifVariable-Roman"}
# The part of Streamlit's script that shows a component.
PARTS = ("widgets/BidiComponent/BidiComponent.tsx",)


def fonts() -> dict[str, str]:
    """The fonts by the names of their families; none where this version of Streamlit has no such file."""
    media = STATIC / "static" / "media"
    return {
        family: f"static/media/{path.name}" for family, name in FONTS.items() for path in media.glob(f"{name}.*.woff2")
    }


def modules() -> list[str]:
    """The parts of the script with all that they import; none where this version of Streamlit has no such part."""
    known = manifest()
    wanted = [name for name in known if name.endswith(PARTS)]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop()
        part = known[name]
        if part["file"] not in found:
            found[part["file"]] = None
            wanted += part.get("imports", [])
    return [name for name in found if name not in (STATIC / "index.html").read_text()]


@cache
def manifest() -> Mapping[str, Any]:
    """What Streamlit's build says of its files."""
    path = STATIC / "manifest.json"
    known: Mapping[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return known
