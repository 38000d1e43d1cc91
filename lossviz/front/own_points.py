"""What passes between a session and the browser tab about points that are in no link: the tab has a copy of them.

A session goes when the page is loaded again or the server is started anew. Then the tab is asked for what the address
names; only when it has nothing does the page say so.
"""

from collections.abc import Mapping
from typing import Any

from lossviz.front import address, state_file
from lossviz.inputs import point_texts, session_store
from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.inputs.parameter import State
from lossviz.inputs.points import Points
from lossviz.inputs.session_store import SessionStore
from lossviz.scene.lesson import Lesson

LARGEST_FILE = 2  # MB, as in `.streamlit/config.toml`
LONGEST_COPY = 300_000  # letters: 10,000 points with all their digits take two thirds
MOST_NAMES = 100
LARGEST_SIZE = 2**53  # bytes that a browser may say a file has


def beside(query: Mapping[str, str], state: State) -> dict[str, Any]:
    """What is sent with a scene: the key of the points, copies that the tab has not, and what it is asked for."""
    store = address.own_store()
    names = {text for text in (*query.values(), *state.texts.values()) if session_store.is_name(text)}
    found = {name: points for name in sorted(names) if (points := store.get(name))}
    copies = {name: point_texts.short(points) for name, points in found.items() if name not in store.copied}
    store.copied |= copies.keys()
    missing = sorted(address.awaited(state).values())
    parts = {"store": store.key if found else "", "copies": copies, "missing": missing}
    return {name: part for name, part in parts.items() if part}


def take(told: Mapping[str, str]) -> None:
    """What the tab says: texts of points by their names, an empty one where it has none."""
    for name, text in list(told.items())[:MOST_NAMES]:
        place_one(address.own_store(), name, text)


def place_one(store: SessionStore, name: str, text: str) -> None:
    """Keep points under their name; what has another name, or cannot be read, is none."""
    points = named(name, text)
    if points:
        store.put(points)
        store.copied.add(name)
    elif store.get(name):
        store.copied.discard(name)
    elif session_store.is_name(name) and len(store.nowhere) < MOST_NAMES:
        store.nowhere.add(name)


def named(name: str, text: str) -> Points | None:
    """The points of a text, of whichever kind has that name."""
    if not text.strip() or len(text) > LONGEST_COPY:
        return None
    for kind in (Points, LabelledPoints):
        try:
            points = point_texts.parse_as(kind, text)
        except ValueError:
            continue
        if session_store.name_of(points) == name:
            return points
    return None


def refuse_large(lesson: Lesson, name: str, size: object) -> None:
    """Say that a file was too large for the browser to send; it takes the place of what was said of an earlier one."""
    own = state_file.points_parameter(lesson)
    if own is not None and isinstance(size, int) and 0 < size < LARGEST_SIZE:
        sentence = f"{address.quoted(name)} has {size / 2**20:,.1f} MB; a file here has at most {LARGEST_FILE}"
        address.refuse(own.name, sentence)
