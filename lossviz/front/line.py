"""The line between a page and its server: how the browser knows that the server knows the page, and asks it to.

A server that was started anew knows no fragment of a page that is still open, and answers nothing that is sent from
one. This component stands in none, so that what it sends runs the whole page.
"""

import secrets
from collections.abc import Mapping

import streamlit as st

from lossviz.front import address, left
from lossviz.front.component import loader
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson

_LINE = st.components.v2.component("lossviz_line", js=loader("line.js"), isolate_styles=False)


def end(lesson: Lesson | None) -> None:
    """Tell the browser that a run of the whole page, which shows a lesson or none, has come to its end."""

    def sent_again() -> None:
        deeds = (st.session_state.get("line") or {}).get("deeds")
        if lesson and isinstance(deeds, Mapping):
            take(lesson, {str(name): str(text) for name, text in deeds.items()})

    data = {
        "run": secrets.token_hex(8),
        "slug": lesson.slug if lesson else "",
        "left": left.everywhere(),
        "shows_left": lesson is registry.HOME,
    }
    _LINE(key="line", data=data, on_run_change=asked, on_deeds_change=sent_again)


def asked() -> None:
    """The browser asked for this run; it says what it remembers of this visit, which may be older than the session."""
    left.take((st.session_state.get("line") or {}).get("run"))


def take(lesson: Lesson, deeds: Mapping[str, str]) -> None:
    """Do what was done with folds and boxes while the server was going, as if it were done now."""
    st.session_state.pop(address.REFUSED, None)
    before = address.current()
    changes = {"open": deeds["open"]} if "open" in deeds else {}
    for parameter in lesson.all_parameters:
        if parameter.name in deeds:
            changes |= lesson.entered(before, address.entered(parameter, deeds[parameter.name]) or {})
    after = lesson.rewrite(before, changes)
    if after != before:
        st.query_params.from_dict(after)
