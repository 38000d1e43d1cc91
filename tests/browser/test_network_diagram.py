"""The diagram of a network in a browser: edges and marks that were moved stand where they are drawn afresh."""

import re

import numpy as np
import pytest

from lossviz.figures import network_diagram as diagram
from lossviz.theory.network import Network
from tests.browser import modules

NETWORK = Network(2, (3, 2), 1)
FOUND = diagram.layout(NETWORK.inputs, NETWORK.hidden, NETWORK.outputs)
DRAWN = """() => [...document.querySelectorAll(".scatterlayer .trace")].map((trace) =>
  [...trace.querySelectorAll(".js-fill, .js-line")].map((node) => node.getAttribute("d") ?? "").join(""))"""


def numbers(seed, dead):
    parameters = NETWORK.initial_parameters(seed) + 0.3 * (seed - 1)
    given = diagram.fixed(FOUND) | diagram.moving(FOUND, parameters) | diagram.selected(FOUND, parameters, 0)
    given |= diagram.dead(FOUND, np.arange(5) == dead)
    counts = {"input": NETWORK.inputs, "unit": sum(NETWORK.hidden), "output": NETWORK.outputs}
    return given | {f"net_{name}_pictures": np.full(count * 4, 200, np.uint8) for name, count in counts.items()}


def numbers_beside(parameters):
    """The quantities of nothing selected and nobody dead, and grey pictures."""
    given = diagram.selected(FOUND, parameters, None) | diagram.dead(FOUND, np.zeros(5, dtype=bool))
    counts = {"input": NETWORK.inputs, "unit": sum(NETWORK.hidden), "output": NETWORK.outputs}
    return given | {f"net_{name}_pictures": np.full(count * 4, 200, np.uint8) for name, count in counts.items()}


def drawn(page):
    found = [[float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", d)] for d in page.evaluate(DRAWN)]
    # A line of no length is none.
    return [trace if len(set(zip(trace[::2], trace[1::2], strict=False))) > 1 else [] for trace in found]


FILLS = """() => [...document.querySelectorAll(".scatterlayer .trace .js-fill")].map((node) => node.style.fill)"""


def test_what_is_filled_has_its_colour_although_nothing_of_it_is_there_at_first(page):
    modules.begin(page, diagram.figure(side=2), width=560)
    # Before training all biases are 0, so none of their squares is drawn.
    parameters = NETWORK.initial_parameters(0)
    modules.show(page, diagram.moving(FOUND, parameters) | diagram.fixed(FOUND) | numbers_beside(parameters))
    modules.show(page, diagram.moving(FOUND, parameters + 0.5))
    fills = page.evaluate(FILLS)
    # Edges above and below 0, the same two of a selected one, and biases: their paper, above and below 0.
    blue, orange = "rgb(0, 114, 178)", "rgb(194, 78, 0)"
    assert fills == [blue, orange, blue, orange, "rgb(255, 254, 251)", blue, orange]


def test_a_moved_diagram_is_the_one_that_is_drawn_afresh(page):
    modules.begin(page, diagram.figure(side=2), width=560)
    modules.show(page, numbers(0, dead=None))
    for seed, dead in ((1, 2), (3, 4), (2, None)):
        modules.show(page, numbers(seed, dead))
        moved = drawn(page)
        modules.show(page, {}, afresh=True)
        for mine, theirs in zip(moved, drawn(page), strict=True):
            assert mine == pytest.approx(theirs, abs=0.02)
        assert sum(bool(trace) for trace in moved) > 8


@pytest.mark.parametrize("width", [350, 560])
def test_edges_begin_and_end_at_the_sides_of_the_tiles(page, width):
    modules.begin(page, diagram.figure(side=2), width=width)
    modules.show(page, numbers(1, dead=None))
    boxes = page.locator(".lv-plot .scatterlayer .trace")
    edges, borders = (boxes.nth(k).bounding_box() for k in (0, 5))
    # The tile of an input ends where its edges begin; a border is a pixel wide.
    assert edges["x"] == pytest.approx(borders["x"] + borders["width"] - 0.5, abs=1)
