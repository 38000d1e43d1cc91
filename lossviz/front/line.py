"""The line between a page and its server: how the browser knows that the server knows the page, and asks it to.

A server that was started anew knows no fragment of a page that is still open, and answers nothing that is sent from
one. This component stands in none, so that what it sends runs the whole page.
"""

import secrets

import streamlit as st

from lossviz.front.component import loader

_LINE = st.components.v2.component("lossviz_line", js=loader("line.js"), isolate_styles=False)


def end() -> None:
    """Tell the browser that a run of the whole page has come to its end."""
    _LINE(key="line", data={"run": secrets.token_hex(8)}, on_run_change=asked)


def asked() -> None:
    """The browser asked for this run, which is all that it wants."""
