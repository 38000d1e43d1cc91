"""The stage as a Streamlit component: a scene goes out as one message, a released handle comes back as one.

The browser side lives in `live/stage`: plain modules and a style sheet, served by `live.routes` beside
Plotly.js. The component itself is only the few lines that find them, so that a rerun does not send them again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lossviz.live import routes
from lossviz.live.message import packed
from lossviz.scene.scene import Scene

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


def stage(
    scene: Scene,
    *,
    key: str,
    state: Mapping[str, str],
    first: Mapping[str, str],
    take: Callable[[Mapping[str, str]], None],
    goal: str = "",
    predict: str = "",
    chain: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Show a scene; `take` is given the parameters that a released handle or a followed link asks for.

    `state` is how the address says this picture, and `first` what it need not say. `chain` are the neighbours of the
    lesson: for each its `slug`, the `text` of the link and the `state` to take along.
    """
    counter, look = f"{key}.answers", f"{key}.look"

    def committed() -> None:
        sent = st.session_state[key].get("commit")
        if not isinstance(sent, Mapping) or not isinstance(sent.get("state"), Mapping):
            return
        number = sent.get("n")
        if isinstance(number, int) and 0 < number < 2**31:
            st.session_state[counter] = number
            # For the answer to this very message only: the browser may have forgotten by the next.
            st.session_state[look] = str(sent.get("look", ""))
        take({str(name): str(value) for name, value in sent["state"].items()})

    answers = st.session_state.get(counter, 0)
    message = packed(
        scene,
        goal=goal,
        known=st.session_state.pop(look, ""),
        answers=answers,
        state=dict(state),
        first=dict(first),
        predict=predict,
        chain=list(chain),
    )
    _STAGE(key=key, data=message, on_commit_change=committed)
