"""Fields among the traces of a figure."""

import json

import pytest

from lossviz.figures import field, palette, plot

GREY = ["#000000", "#FFFFFF"]


def test_a_field_stands_among_the_traces_where_it_was_put():
    between = field.mixture("map", "x", "y", "z", GREY)
    one, other = plot.line("x", "y", "one", color=palette.TRUTH), plot.line("x", "y", "other", color=palette.TRUTH)
    figure = plot.figure([one, between, other], plot.axis(0, 1), plot.axis(0, 1))
    assert [trace["name"] for trace in figure["data"]] == ["one", "map", "other"]
    assert figure["data"][1] == between
    assert json.loads(json.dumps(figure["data"][1])) == between


def test_everything_a_field_is_drawn_from_is_among_its_quantities():
    assert field.gradient("map", "x", "y", "z", GREY, (0, 1))["meta"] == {"x": "x", "y": "y", "z": "z"}
    tiles = field.tiles("units", "u", "v", "z", GREY, (0, 1), side=21, size="size")
    assert tiles["meta"] == {"x": "u", "y": "v", "z": "z", "size": "size"}


@pytest.mark.parametrize(("colours", "limits"), [(GREY[:1], (0, 1)), (GREY, (1, 1)), (GREY, (float("nan"), 1))])
def test_a_field_without_two_colours_or_limits_is_refused(colours, limits):
    with pytest.raises(ValueError, match=r"colours|limits"):
        field.gradient("map", "x", "y", "z", colours, limits)
