"""The best that Streamlit's own plot can do: every move goes to Python, and a fragment draws it again."""

import streamlit as st
from coin import figure

PAD = st.components.v2.component(
    "pad",
    html='<div class="pad" style="height: 60px; background: #ccc"></div>',
    js="""
export default function ({ parentElement, setTriggerValue }) {
  const pad = parentElement.querySelector(".pad")
  pad.onpointermove = (event) => { if (event.buttons) setTriggerValue("moved", event.clientX) }
}
""",
)


@st.fragment
def picture() -> None:
    """The pad, the number and the plot."""
    with st.container(key="pad_here"):
        moved = PAD(key="pad", on_moved_change=lambda: None).moved
    if moved is not None:
        st.session_state.at = moved
    at = st.session_state.get("at", 0)
    with st.container(key="said"):
        st.markdown(f"moved to {at:g}")
    st.plotly_chart(figure(min(1.0, at / 1280)))


picture()
