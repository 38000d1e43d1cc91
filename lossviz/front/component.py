"""The stage as a Streamlit component: a scene goes out as one message, a released handle comes back as one.

The browser side is `lossviz/stage`: plain modules and a style sheet, served by `live.routes` beside Plotly.js. The
component itself is only the few lines that find them, so that a rerun does not send them again.
"""

from collections.abc import Mapping

import streamlit as st

from lossviz.front import address
from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.live import message, routes
from lossviz.scene.lesson import Lesson

LOADER = f"""
const main = document.querySelector('script[type="module"][src*="static/js/"]')
const base = new URL("../../", main ? main.src : document.baseURI)
const here = new URL("{routes.PREFIX}/{routes.VERSION}/", base)
for (const name of {routes.MODULES}) {{
  const soon = document.createElement("link")
  Object.assign(soon, {{ rel: "modulepreload", href: new URL(name, here) }})
  document.head.append(soon)
}}
const style = new Promise((resolve) => {{
  const link = document.createElement("link")
  link.rel = "stylesheet"
  link.href = new URL("stage.css", here)
  link.onload = link.onerror = resolve
  document.head.append(link)
}})
const [loaded] = await Promise.all([import(new URL("stage.js", here)), style])
export default loaded.default
"""

_STAGE = st.components.v2.component("lossviz_stage", js=LOADER, isolate_styles=False)


def stage(lesson: Lesson, query: Mapping[str, str], state: State, fold: str = "") -> None:
    """Show the scene of a lesson, or of one of its folds, at an address and the state it means."""
    key = f"{lesson.slug}.{fold or 'stage'}"
    counter, client_hash = f"{key}.answers", f"{key}.static"

    def committed() -> None:
        sent = st.session_state[key].get("commit")
        if not isinstance(sent, Mapping) or not isinstance(sent.get("state"), Mapping):
            return
        number = sent.get("n")
        if isinstance(number, int) and 0 < number < 2**31:
            st.session_state[counter] = number
            # For the answer to this very message only: the browser may have forgotten by the next.
            st.session_state[client_hash] = str(sent.get("static", ""))
        address.change(lesson, {str(name): str(text) for name, text in sent["state"].items()}, fold)

    packed = message.answer(
        lesson,
        fold,
        query,
        state,
        answers=st.session_state.get(counter, 0),
        client_hash=st.session_state.pop(client_hash, ""),
        onward=[] if fold else registry.onward(lesson, state.texts, query.get("unit", "")),
    )
    _STAGE(key=key, data=packed, on_commit_change=committed)
