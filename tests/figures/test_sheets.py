"""Every figure is a sheet of the same kind: fixed axes with titles, no tools, no numbers of its own."""

import json

import pytest

from lossviz.figures import paper
from lossviz.inputs.units import UNITS
from lossviz.lessons.entropy import information_gain as split
from lossviz.lessons.entropy import scene as entropy

FIGURES = [figure for unit in UNITS for scene in (entropy, split) for figure in scene.figures(unit)]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_a_figure_is_plain_data(figure):
    assert json.loads(json.dumps(figure.plot)) == json.loads(json.dumps(figure.plot))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_axes_do_not_move_by_themselves(figure):
    for axis in ("xaxis", "yaxis"):
        low, high = figure.plot["layout"][axis]["range"]
        assert low < high
    assert paper.TEMPLATE.layout.xaxis.fixedrange
    assert paper.TEMPLATE.layout.yaxis.fixedrange
    assert paper.TEMPLATE.layout.dragmode is False


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_no_number_that_a_scene_could_change_is_written_into_a_figure(figure):
    for trace in figure.plot["data"]:
        assert trace["meta"]
        for part in trace["meta"]:
            assert len(trace.get(part) or ()) == 0


@pytest.mark.parametrize("unit", UNITS)
def test_an_axis_of_surprise_or_entropy_names_its_unit(unit):
    titles = {
        figure.name: " ".join(figure.plot["layout"][axis]["title"].get("text") or "" for axis in ("xaxis", "yaxis"))
        for figure in entropy.figures(unit)
    }
    for name in ("areas", "curve", "stack"):
        assert unit in titles[name], name


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_a_figure_says_in_words_what_it_shows(figure):
    assert len(figure.describes) > 10
    assert figure.caption
