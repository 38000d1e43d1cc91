"""The menu of all pages: where it has no room for the present one, its last button names that."""

import json

import streamlit as st

# The items that Streamlit has no room for are hidden, and a last one opens a list of them. The order is that of the
# pages. A selector with :has() would say it without a number, but costs time in every frame.
ABSENT = 'nav .rc-overflow-item:nth-child({place})[aria-hidden="true"] ~ .rc-overflow-item-rest button'
STYLE = """<style>
{absent} {{ background: color-mix(in srgb, currentColor 10%, transparent); font-weight: 600; }}
{absent} p::before {{ content: {title} " · "; }}
@media (max-width: {narrow}px) {{ {absent} p::before {{ content: {number} " · "; }} }}
</style>"""
NARROW = 1100  # pixels of a window in which the menu has no room for a long title


def name_present_page(place: int, title: str) -> None:
    """Name the present page on the button behind which the menu may hide it; its `place` in the menu begins at 1.

    In a narrow window the first word of its title stands for it, which is a lesson's number.
    """
    title, number = (json.dumps(text, ensure_ascii=False) for text in (title, title.split()[0]))
    st.html(STYLE.format(absent=ABSENT.format(place=place), title=title, number=number, narrow=NARROW))
