"""The address is the state: which parameters a page has, what they may say, and what was refused.

A parameter is bound to a plain widget, which keeps it in the address. Here is the one place that looks at the
address itself, to name the part of a link that a page did not understand.
"""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from lossviz.inputs.parameter import Parameter

SHOWN = 40
SHOWS_FIRST = "The page shows its first state."
# Every page names its own parameters: one that two pages bound would be lost on the way back to the first.
OF_A_PAGE = {
    "every page": ("unit",),
    "home": ("update",),
    "loss": ("points", "line", "measure", "delta", "point"),
    "training-loop": ("data", "from", "pace", "at", "ghost", "tempo"),
    "gradient-descent": (
        *("surface", "condition", "start", "rate", "steps", "step", "optimizer", "samples", "view", "speed"),
        *("race", "runners", "chances", "laps", "lap", "fates", "cell", "check", "h"),
    ),
    "sgd": ("sample", "begin", "size", "eta", "seed", "epochs", "now", "schedule", "axis", "clock"),
    "entropy": ("p", "names", "hand", "bag", "split"),
    "cross-entropy": ("truth", "belief", "events", "grip"),
    "binary-cross-entropy": (
        *("y", "yhat", "logit", "answers", "batch"),
        *("surfaces", "pair", "stride", "after", "pulse"),
    ),
}
KNOWN_ELSEWHERE = frozenset(name for names in OF_A_PAGE.values() for name in names)


def plain(text: str) -> str:
    """A text as text: nothing in it is taken for markup."""
    lines = re.sub(r"[\r\n]+", "; ", text)
    shown = "".join(letter if letter.isprintable() else "�" for letter in lines)
    for mark in "\\`*[]<>$#|~":
        shown = shown.replace(mark, " ")
    # A colon before a letter may begin an icon or a colour; before a space it is a colon.
    return re.sub(r":(?! )", " ", shown).replace("_", "\\_")


def quoted(text: str) -> str:
    """A piece of a link, safe and short enough to be shown."""
    return plain(text if len(text) <= SHOWN else text[:SHOWN] + "…")


def remember() -> None:
    """Keep the address as it was opened, before any bound widget has a say in it."""
    st.session_state["address.opened"] = {name: st.query_params[name] for name in st.query_params}


def remembered(name: str) -> str:
    """What the address said of a name when it was opened; empty where it said nothing."""
    return str(st.session_state.get("address.opened", {}).get(name, ""))


def refused(parameters: Sequence[Parameter], teaching: Mapping[str, Sequence[str]]) -> list[str]:
    """What the address says that the page does not understand, one sentence each.

    `teaching` are the names that may stand in it besides the state, with the values they may have.
    """
    said = []
    by_name = {parameter.name: parameter for parameter in parameters}
    for name, value in st.session_state.get("address.opened", {}).items():
        if name in by_name:
            if by_name[name].boxed:
                continue
            try:
                by_name[name].meant(value)
            except ValueError as error:
                said.append(f"The link says {quoted(name)} = {quoted(value)}: {plain(str(error))}. {SHOWS_FIRST}")
        elif name in teaching:
            if value not in teaching[name]:
                has = ", ".join(teaching[name]) or "none"
                said.append(f"The link says {quoted(name)} = {quoted(value)}. This page has {has}.")
        elif name not in KNOWN_ELSEWHERE:
            said.append(f"The link has a part that this page does not know: {quoted(name)}.")
    return said
