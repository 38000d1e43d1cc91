"""The address is the only state: the one place that reads it and writes it.

A write is one `st.query_params.from_dict`, which is one entry of the browser's history.
"""

import re
from collections.abc import Mapping

import streamlit as st

from lossviz.inputs import session_store
from lossviz.inputs.parameter import Parameter, State
from lossviz.inputs.session_store import SessionStore
from lossviz.live import link_words
from lossviz.scene.lesson import Lesson

# The longest text that stays in a box after it was refused.
LONGEST_REFUSED = 60_000
# The key of an exact value that was refused: its text, and why; kept until the next action.
REFUSED = "refused"
NOTE = "note"
STORE = "session store"


def current() -> dict[str, str]:
    """The address as it stands, names and texts; what is read in it after this is read in the session."""
    session_store.use(own_store())
    return {str(name): str(text) for name, text in st.query_params.to_dict().items()}


def is_presenting() -> bool:
    """Whether the page is to show its picture only, large."""
    return current().get("present") == "1"


def own_store() -> SessionStore:
    """The points that this session keeps; nothing else holds them, so they go with it."""
    if STORE not in st.session_state:
        st.session_state[STORE] = SessionStore()
    store: SessionStore = st.session_state[STORE]
    return store


def awaited(state: State) -> dict[str, str]:
    """The parameters whose points this session has not, and the tab may still give back, with their names."""
    nowhere = own_store().nowhere
    return {name: points for name, points in state.absent.items() if points not in nowhere}


def fragment_key(lesson: Lesson, fold: str = "") -> str:
    """The name by which the fragment of a fold, or without one of the lesson's own picture, is run again."""
    return f"{lesson.slug}/{fold}"


def change(lesson: Lesson, changes: Mapping[str, str], fold: str = "", note: str = "") -> None:
    """One user action, from a callback: write the address once, and rerun the fragments that depend on the changes.

    The fragment of `fold`, in which the action was taken, always reruns. After a change that concerns the whole page,
    or of an address that was not understood, the whole page does. A `note` about it is kept until the next action.
    """
    st.session_state.pop(REFUSED, None)
    st.session_state[NOTE] = note
    before = current()
    # What UTF-8 has no letter for, which a browser never sends, is in no address.
    sayable = {name: text.encode(errors="replace").decode() for name, text in changes.items()}
    after = lesson.rewrite(before, sayable)
    if after != before:
        st.query_params.from_dict(after)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if changed & {"unit", "goal", "present"} or not_understood(lesson, before, lesson.read(before)):
        st.rerun()
    shown = {"": lesson.shown_parameters()} | {one: lesson.shown_parameters(one) for one in lesson.shown_folds(after)}
    concerned = [
        one for one, of_it in shown.items() if one != fold and changed & {parameter.name for parameter in of_it}
    ]
    if "predict" in changed and fold:
        concerned.append("")
    if concerned:
        st.rerun([fragment_key(lesson, one) for one in dict.fromkeys((fold, *concerned))])


def refuse(name: str, sentence: str, text: str = "") -> None:
    """Remember, until the next action, why something was refused, and the text that stays in the box of a parameter."""
    st.session_state[REFUSED] = {"name": name, "text": text, "sentence": f"{sentence}. The picture stays as it was."}


def entered(parameter: Parameter, text: str) -> dict[str, str] | None:
    """What a text that was entered into the box of a parameter changes; None where it is refused, and stays there."""
    try:
        written = parameter.short(parameter.parse(text))
    except ValueError as error:
        # What is too long to be shown is not kept.
        shown = text if len(text) <= LONGEST_REFUSED else ""
        refuse(parameter.name, f"{plain(parameter.called)} = {quoted(text)}: {plain(str(error))}", shown)
        return None
    return {parameter.name: written, **dict.fromkeys(parameter.clears, "")}


def plain(text: str) -> str:
    """A text in which Streamlit finds no Markdown: special characters are removed or escaped."""
    lines = re.sub(r"[\r\n]+", "; ", text)
    shown = "".join(letter if letter.isprintable() else "�" for letter in lines)
    for mark in "\\`*[]<>$#|~":
        shown = shown.replace(mark, " ")
    # A colon before a letter may begin an icon or a colour; before a space it is a colon.
    return re.sub(r":(?! )", " ", shown).replace("_", "\\_")


def quoted(text: str) -> str:
    """A piece of an address, safe and short enough to be shown."""
    return plain(link_words.shortened(text))


def not_understood(lesson: Lesson, address: Mapping[str, str], state: State) -> list[str]:
    """What an address says that the page does not understand, one sentence each."""
    return link_words.not_understood(lesson, address, state, awaited=awaited(state), plain=plain)
