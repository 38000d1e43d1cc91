"""A bar chart of probabilities with ticks for comparison."""

import pytest

from lossviz.figures import bars, palette

GRIP = 30  # pixels, as the style sheet has it


@pytest.mark.parametrize("colour", [palette.TRUTH, palette.MODEL])
def test_ticks_do_not_have_the_colour_of_the_bars_that_they_lie_on(colour):
    drawn, ticks = bars.figure(x="x", height="p", width="w", ticks="t", colour=colour)["data"]
    assert ticks["marker"]["line"]["color"] != drawn["marker"]["color"] == colour


def test_a_tick_just_below_the_top_of_its_own_bar_is_wider_than_the_grip_there():
    # Plotly draws this symbol 1.4 times as wide as its size says.
    _, ticks = bars.figure(x="x", height="y", width="w", ticks="t")["data"]
    assert 1.4 * ticks["marker"]["size"] > GRIP + 6
