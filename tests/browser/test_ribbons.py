"""Ribbons in a browser: those that were moved stand where they are drawn afresh."""

import re

import pytest

from lossviz.figures import palette, plot
from lossviz.figures.ribbons import ribbons
from tests.browser import modules

ENDS = {"x": [1, 1, 1], "y": [2, 5, 8], "u": [9, 9, 9], "v": [8, 2, 5], "size": [1, 1]}
DRAWN = """() => [...document.querySelectorAll(".scatterlayer .trace")].map((trace) =>
  [...trace.querySelectorAll(".js-fill, .js-line")].map((node) => node.getAttribute("d")))"""
COUNTED = """() => {
  window.drawings = 0
  for (const name of ["react", "relayout", "update"]) {
    const own = Plotly[name]
    Plotly[name] = (...how) => { window.drawings += 1; return own(...how) }
  }
}"""
STYLE = """() => {
  const filled = document.querySelector(".js-fill")
  return [filled.closest(".trace").style.opacity, filled.style.fillOpacity]
}"""
WIDTHS = [[3, 6, 8], [0, 6, float("nan")], [0, 0, 0], [8, 0.5, 1]]


def figure():
    wide, chosen = (
        ribbons("edges", "x", "y", "u", "v", "w", palette.TRUTH, 0.8, inset="size"),
        ribbons("selected", "x", "y", "u", "v", "selected_w", palette.TEXT, inset="size", outlined=True),
    )
    return plot.figure([wide, chosen], plot.axis(0, 10), plot.axis(0, 10))


def drawn(page):
    """The numbers of each path of each trace that draws anything."""
    paths = [[re.findall(r"-?\d+(?:\.\d+)?", d or "") for d in trace] for trace in page.evaluate(DRAWN)]
    # A line of no length is none.
    return [
        [float(x) for path in trace if len(set(zip(path[::2], path[1::2], strict=False))) > 1 for x in path]
        for trace in paths
    ]


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("first", WIDTHS)
@pytest.mark.parametrize("then", WIDTHS)
def test_ribbons_that_were_moved_stand_where_plotly_draws_them_afresh(page, first, then):
    modules.begin(page, figure())
    modules.show(page, ENDS | {"w": first, "selected_w": [2, float("nan"), 2]})
    page.evaluate(COUNTED)
    modules.show(page, {"w": then, "selected_w": [2, 5, float("nan")]})
    assert page.evaluate("drawings") == 0
    moved = drawn(page)
    modules.show(page, {}, afresh=True)
    fresh = drawn(page)
    assert len(moved) == 2
    for mine, theirs in zip(moved, fresh, strict=True):
        assert mine == pytest.approx(theirs, abs=0.02)
    assert bool(moved[0]) == any(width > 0 for width in then)


def test_ribbons_that_overlap_are_no_darker_there(page):
    modules.begin(page, figure())
    modules.show(page, ENDS | {"w": [8, 8, 8], "selected_w": [8, 8, 8]})
    assert page.evaluate(STYLE) == ["0.8", "1"]


def test_a_line_that_appears_where_there_was_none_is_moved_there_and_not_drawn_afresh(page):
    none = [float("nan")] * 3
    modules.begin(page, figure())
    modules.show(page, ENDS | {"w": WIDTHS[0], "selected_w": none})
    page.evaluate(COUNTED)
    modules.show(page, {"selected_w": [2, 5, float("nan")]})
    assert page.evaluate("drawings") == 0
    moved = drawn(page)
    assert moved[1]
    modules.show(page, {}, afresh=True)
    for mine, theirs in zip(moved, drawn(page), strict=True):
        assert mine == pytest.approx(theirs, abs=0.02)
