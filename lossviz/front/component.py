"""The stage as a Streamlit component: a scene goes out as one message, a released handle comes back as one.

The browser side is `lossviz/stage`: plain modules and a style sheet, served by `live.routes` beside Plotly.js. The
component itself is only the few lines that find them, so that a rerun does not send them again.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lossviz.front import address, own_points
from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.live import jobs, message, stage_files, turns
from lossviz.scene.lesson import Lesson


def loader(module: str, *, preloaded: Sequence[str] = ()) -> str:
    """The lines that find a module and the style sheet where they are served, and pass on every call of a component.

    A page that is still open when its server comes back with other files does not get them beside the old ones: it is
    told to load itself anew.
    """
    return f"""
const main = document.querySelector('script[type="module"][src*="static/js/"]')
const base = new URL("../../", main ? main.src : document.baseURI)
const here = new URL("{stage_files.PREFIX}/{stage_files.VERSION}/", base)
const shared = (window.lossviz ??= {{ version: "{stage_files.VERSION}" }})
const isRenewed = shared.version !== "{stage_files.VERSION}"
let show = null
let loading = new Promise(() => {{}})
if (isRenewed) dispatchEvent(new Event("lossviz:renewed"))
else {{
  for (const name of {list(preloaded)}) {{
    const soon = document.createElement("link")
    Object.assign(soon, {{ rel: "modulepreload", href: new URL(name, here) }})
    document.head.append(soon)
  }}
  // An index page with a still has the style sheet inside; its place is after those that Streamlit has added.
  const style = document.getElementById("{stage_files.STYLE_ID}")
  if (style && !shared.styled) document.head.append(style)
  shared.styled ??= style ? Promise.resolve() : new Promise((resolve) => {{
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = new URL("{stage_files.STYLE}", here)
    link.onload = link.onerror = resolve
    document.head.append(link)
  }})
  // No await out here: in WebKit the second of two stages on a page would find the first one's module half made.
  loading = Promise.all([import(new URL("{module}", here)), shared.styled]).then(([it]) => {{ show = it.default }})
}}
export default (component) => {{
  if (show) return show(component)
  let end = null
  let isOver = false
  loading.then(() => {{ if (!isOver) end = show(component) }})
  return () => {{ isOver = true; end?.() }}
}}
"""


_STAGE = st.components.v2.component(
    "lossviz_stage", js=loader("component.js", preloaded=stage_files.MODULES), isolate_styles=False
)


# A place on the page that tells when it comes into view, or nearly; it is as high as what takes its place.
_NEAR = st.components.v2.component(
    "lossviz_near",
    html='<div style="height: 34rem"></div>',
    js="""
const watched = new WeakSet()
export default ({ parentElement, setTriggerValue }) => {
  if (watched.has(parentElement)) return
  watched.add(parentElement)
  let isNear = false
  let wasReady = false
  // Before the stage above is there, the page is so short that everything on it is near; and no hand is disturbed.
  const stage = '[data-testid="stage"] [data-figure]'
  const isReady = () => document.querySelector(stage) && !document.querySelector(".lv-holding")
  const look = () => {
    if (!isNear) return
    if (wasReady && isReady()) {
      observer.disconnect()
      isNear = false
      setTriggerValue("near", true)
      return
    }
    wasReady = Boolean(isReady())
    setTimeout(look, 250)
  }
  const observer = new IntersectionObserver((entries) => {
    isNear = entries.at(-1).isIntersecting
    look()
  }, { root: parentElement.closest('[data-testid="stMain"]'), rootMargin: "300px" })
  observer.observe(parentElement)
}
""",
    isolate_styles=False,
)


PROSE = 720  # the width of text in pixels
CANNOT_BE_DRAWN = (
    "This state cannot be drawn, which is an error of this page. Go on from the last picture, or go back to the first "
    "state."
)


def stage(
    lesson: Lesson, query: Mapping[str, str], state: State, fold: str = "", *, is_presented: bool = False
) -> bool:
    """Show the scene of a lesson, or of one of its folds, at an address and the state it means.

    False where that state cannot be drawn: then the one that was drawn last is shown, or the first, with a sentence.
    """
    key = f"{lesson.slug}.{fold or 'stage'}"
    counter, client_hash, last = f"{key}.answers", f"{key}.static", f"{key}.drawn"
    # What a pull says beside its own change, where the picture is not that of the address.
    shown: dict[str, str] = {}

    def committed() -> None:
        sent = (st.session_state.get(key) or {}).get("commit")
        if not isinstance(sent, Mapping) or not isinstance(sent.get("state"), Mapping):
            return
        number = sent.get("n")
        if isinstance(number, int) and 0 < number < 2**31:
            st.session_state[counter] = number
            # For the answer to this very message only: the browser may have forgotten by the next.
            st.session_state[client_hash] = str(sent.get("static", ""))
        address.change(lesson, shown | {str(name): str(text) for name, text in sent["state"].items()}, fold)

    def told() -> None:
        texts = (st.session_state.get(key) or {}).get("points")
        if isinstance(texts, Mapping):
            own_points.take({str(name): str(text) for name, text in texts.items()})
            st.rerun([address.fragment_key(lesson, one) for one in ("", *lesson.shown_folds(address.current()))])

    def too_large() -> None:
        file = (st.session_state.get(key) or {}).get("file")
        if isinstance(file, Mapping):
            own_points.refuse_large(lesson, str(file.get("name")), file.get("size"))

    how = {"answers": st.session_state.get(counter, 0), "client_hash": st.session_state.pop(client_hash, "")}
    how["presented"] = is_presented
    try:
        data = packed(lesson, fold, query, state, how)
        st.session_state[last] = dict(query)
    except message.DrawingError:
        say_so(lesson, fold, key)
        query = st.session_state.get(last, {})
        state = lesson.read(query)
        shown |= {one.name: state.texts[one.name] for one in lesson.shown_parameters(fold)}
        try:
            data = packed(lesson, fold, query, state, how)
        except message.DrawingError:
            # Not even that one can be drawn any more: the words stand alone.
            return False
    _STAGE(key=key, data=data, on_commit_change=committed, on_points_change=told, on_file_change=too_large)
    return not shown


def when_near(key: str, act: Callable[[], None]) -> None:
    """A place that is kept empty until it comes near the window; then `act` is called, as a callback."""
    _NEAR(key=key, on_near_change=act)


def packed(lesson: Lesson, fold: str, query: Mapping[str, str], state: State, how: Mapping[str, Any]) -> bytes:
    """The message to the stage, computed when it is the visitor's turn; `how` is for `message.packed`.

    Raises:
        DrawingError: if the scene fails.
    """

    def make() -> bytes:
        onward = {} if fold else registry.onward(lesson, state.texts, query.get("unit", ""))
        also = {"onward": onward, "result": jobs.known(lesson, fold, state), **own_points.beside(query, state)}
        return message.answer(lesson, fold, query, state, **also, **how)

    with message.drawing(lesson, fold, query):
        # As for questions, it is the client's turn; Streamlit does not tell the address of one on this machine.
        client, page = st.context.ip_address or "127.0.0.1", f"page {threading.get_ident()}"
        return turns.computed(client, f"{lesson.slug}/{fold}", make, ends_here, asker=page, is_patient=True)


def ends_here() -> bool:
    """Asked in a long computation: where the visitor is gone or has done more, Streamlit ends this run by raising."""
    # Any look into the session's state does it.
    return "nothing" in st.session_state


def say_so(lesson: Lesson, fold: str, key: str) -> None:
    """Say that a state cannot be drawn, with the way back to the first."""
    first = dict.fromkeys((one.name for one in lesson.shown_parameters(fold)), "")
    st.warning(CANNOT_BE_DRAWN, width=PROSE)
    st.button(
        "Back to the first state",
        key=f"{key}.first",
        type="tertiary",
        on_click=address.change,
        args=(lesson, first, fold),
    )
