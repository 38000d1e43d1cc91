"""The residuals and the slices are drawn from quantities alone, in colours by meaning, each trace under its name."""

import json

import pytest

from lossviz.figures import palette, residuals
from lossviz.figures import slice as slices

FIT = residuals.figure(squares="foot", lengths="py", many=False)
MANY = residuals.figure(squares="py", lengths="py", many=True)
SLICE = slices.figure(x="u", y="v", dot_x="w", dot_y="loss", title="slope w", x_range="across", y_range="up")


def traces(figure):
    return {trace["name"]: trace for trace in figure["data"]}


@pytest.mark.parametrize("figure", [FIT, MANY, SLICE], ids=["fit", "many", "slice"])
def test_no_number_that_a_scene_could_change_is_written_into_a_figure(figure):
    for trace in figure["data"]:
        assert trace["meta"]
        assert not any(len(trace.get(part) or ()) for part in trace["meta"])
    assert set(figure["layout"]["meta"]) == {"xaxis", "yaxis"}
    assert json.loads(json.dumps(figure["data"])) == figure["data"]


def test_squares_stand_on_the_residuals_and_lengths_have_no_width():
    drawn = traces(FIT)
    assert drawn["squares"]["meta"] == {"x": "px", "y": "py", "foot": "foot", "side": "side"}
    assert drawn["residuals"]["meta"] == {"x": "px", "y": "py", "foot": "py", "side": "straight"}
    assert drawn["squares"]["fill"] == "toself"


def test_each_mark_has_the_colour_of_what_it_means():
    drawn = traces(FIT)
    assert drawn["line"]["line"]["color"] == palette.MODEL
    assert drawn["points"]["marker"]["color"] == palette.TRUTH
    assert drawn["squares"]["line"]["color"] == drawn["residuals"]["line"]["color"] == palette.COST
    assert traces(SLICE)["curve"]["line"]["color"] == palette.COST
    # In dark every colour is found by its spelling: the tint begins with it.
    assert drawn["squares"]["fillcolor"].startswith(palette.COST)


def test_many_points_are_drawn_as_smaller_markers():
    assert traces(MANY)["points"]["marker"]["size"] < traces(FIT)["points"]["marker"]["size"]


def test_a_slice_says_what_is_changed():
    assert SLICE["layout"]["xaxis"]["title"]["text"] == "slope w"
