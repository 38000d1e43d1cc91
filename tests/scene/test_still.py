"""The still of every scene: it can be drawn in every state, and shows the numbers of that state."""

import re
from xml.etree import ElementTree

import pytest

from lossviz.lessons import registry
from lossviz.scene.still import Still
from tests.lessons.cases import PLACES

CASES = [(place, address) for place in PLACES for address in place.few_addresses]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "address"), CASES, ids=[f"{place} {address}"[:90] for place, address in CASES])
def test_every_figure_of_every_scene_is_a_drawing_of_numbers(place, address):
    scene = place.scene(address)
    still = Still(scene)
    for figure in scene.figures:
        document = ElementTree.fromstring(still.svg(figure.name, 600, figure.height))
        for node in document.iter():
            for name in ("d", "x", "y", "cx", "cy"):
                assert not re.search(r"nan|inf", node.get(name, "")), figure.name
        assert len([*document.iter()]) > 2, figure.name


def test_the_bars_of_a_distribution_are_as_high_as_its_probabilities():
    lesson = registry.BY_SLUG["entropy"]
    still = Still(lesson.build(lesson.read({"p": "3,1"})))
    bars = next(figure for figure in still.scene.figures if figure.name == "bars")
    frame = still.frame(bars, 400)
    drawn = still.area(bars, frame)
    tops = [float(top) for top in re.findall(r"V([\d.]+)H", drawn)]
    assert [1.08 * (1 - top / frame.height) for top in tops[:2]] == pytest.approx([0.75, 0.25], abs=1e-3)


def test_a_surface_is_drawn_and_the_handle_that_turns_it_stands_below():
    still = Still(registry.BY_SLUG["gradient-descent"].first_scene())
    surface = next(figure for figure in still.scene.figures if figure.name == "surface")
    assert "currentColor" in still.surface(surface, 358)
    assert still.margin(surface)["b"] == 18
    assert still.frame(surface, 358).height == surface.height - 8 - 18
