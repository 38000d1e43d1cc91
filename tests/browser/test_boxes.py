"""A text far too long for a box is refused before it is sent, with a word beside the box."""

import pytest

from lossviz.front import exact_values
from lossviz.inputs import points
from tests.browser.driving import enter, field, frames, parameters
from tests.browser.driving import exact_values as open_drawer
from tests.lessons.cases import only_in_full

LONG = 26_000_000
ROOM = {"points": exact_values.ROOM, "line": 2_000}


@pytest.fixture
def box(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/loss")
    page.wait_for_selector('[data-scene="loss"] .main-svg', state="attached")
    page.wire.rest()
    open_drawer(page)
    return page


def paste(page, name, start, length):
    """Put a text of so many characters on the clipboard and paste it into a box."""
    page.evaluate("([start, length]) => navigator.clipboard.writeText(start.padEnd(length))", [start, length])
    field(page, name).focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    frames(page)
    return field(page, name).evaluate("box => [box.value.trim(), box.value.length, box.validationMessage]")


@pytest.mark.parametrize("name", ROOM)
def test_a_paste_of_26_million_characters_is_a_word_and_what_stood_there_stays(box, name):
    enter(box, "points", "1,1;2,3")
    text, address = field(box, name).input_value(), box.url
    held, _, said = paste(box, name, "0.5,0.5", LONG)
    assert said.startswith(f"This box has room for {ROOM[name]:,} characters; here are 26,000,000.")
    assert held == text
    field(box, name).press("Control+Enter")
    box.wire.rest()
    assert box.url == address
    assert not box.locator('[data-testid="stAlert"]').count()
    # The next text that fits is taken, and the word is gone.
    held, _, said = paste(box, name, "0.5,0.5", 7)
    assert (held, said) == ("0.5,0.5", "")


@only_in_full
def test_the_longest_text_that_fits_is_sent_and_read(box):
    text = "1,1;2,3".ljust(exact_values.ROOM)
    assert paste(box, "points", text, len(text))[1:] == [len(text), ""]
    enter(box, "points", text)
    assert parameters(box)["points"] == "1,1;2,3"


@only_in_full
def test_ten_thousand_points_with_all_their_digits_have_room():
    row = "-1.2345678901234567e-100,-1.2345678901234567e-100\n"
    assert len(row) * points.MOST <= exact_values.ROOM
