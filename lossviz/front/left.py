"""The states in which lessons were left in this visit, for the home page; the tab has a copy for a fresh session."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson

KEY = "left"
LONGEST = 6_000


def everywhere() -> dict[str, dict[str, str]]:
    """What the addresses of the lessons that were visited said, by their slugs."""
    kept: dict[str, dict[str, str]] = st.session_state.setdefault(KEY, {})
    return kept


def keep(lesson: Lesson, state: State) -> None:
    """Remember a state; points that are with the tab keep their name."""
    own = {one.name: one.short(state.values[one.name]) for one in lesson.parameters if one.name != "unit"}
    own |= {name: text for name, text in state.absent.items() if name in own}
    everywhere()[lesson.slug] = {name: text for name, text in own.items() if text}


def take(told: Any) -> None:
    """What the tab remembers of lessons that this session has not seen."""
    for slug, texts in told.items() if isinstance(told, Mapping) else ():
        lesson = registry.BY_SLUG.get(str(slug))
        if lesson and isinstance(texts, Mapping) and slug not in everywhere():
            said = {str(name): str(text) for name, text in texts.items()}
            if sum(map(len, said.values())) <= LONGEST:
                keep(lesson, lesson.read(said))
