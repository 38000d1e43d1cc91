"""A scene in which a name leads nowhere is refused when it is built, with the text and the names there are."""

import dataclasses

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.scene.job import Awaited
from lossviz.scene.scene import ControlGroup, GridDomain, Link, Table

SCENE = registry.BY_SLUG["entropy"].first_scene()


def replaced(parts, i=0, **how):
    """A tuple of parts in which one is changed."""
    return (*parts[:i], dataclasses.replace(parts[i], **how), *parts[i + 1 :])


def handle(**how):
    return {"handles": replaced(SCENE.handles, **how)}


def label(**how):
    return {"labels": replaced(SCENE.labels, **how)}


def part(**how):
    return {"formula": (replaced(SCENE.formula[0], **how), *SCENE.formula[1:])}


def question(**how):
    return {"predictions": replaced(SCENE.predictions, **how)}


def figure(**how):
    return {"figures": replaced(SCENE.figures, **how)}


BARS = SCENE.figures[0].plot
WRONG = {
    "a table that a job fills": ({"awaited": Awaited("key", ("steps",), is_done=False, label="Training")}, "steps"),
    "a slot of an unknown quantity": ({"sentences": ("{Hx} bits",)}, "Hx"),
    "a slot of an unknown kind": ({"sentences": ("{H:sett} bits",)}, "sett"),
    "braces that do not match": ({"sentences": ("{H bits",)}, "braces"),
    "an index that is no quantity": ({"sentences": ("{p[focuss]} bits",)}, "focuss"),
    "a case that is no quantity": ({"case": "cases"}, "cases"),
    "a label's text": (label(text="{q[0]}"), "q"),
    "a label's place": (label(x="nowhere"), "nowhere"),
    "a label's condition": (label(when="few !pp[0]"), "pp"),
    "a label's figure": (label(figure="bar"), "bar"),
    "a label's trace": (label(part="rings"), "rings"),
    "a part's condition": (part(when="fewer"), "fewer"),
    "a part's mark": (part(mark="highlighted[xx]"), "xx"),
    "a label's anchor": (label(anchor="under"), "above-left"),
    "a label's role": (label(role="costs"), "muted"),
    "a part's role": (part(role="costs"), "muted"),
    "a handle's role": (handle(role="costs"), "muted"),
    "a switch's position": ({"choices": replaced(SCENE.choices, current="bytes")}, "nats"),
    "a switch's symbol": ({"choices": replaced(SCENE.choices, marks=(("truth", "star"),))}, "triangle-up"),
    "a group's control": ({"groups": (ControlGroup("Data", ("noise",)),)}, "no track and no switch 'noise'"),
    "a control of a group that stands on a figure": ({"groups": (ControlGroup("Data", ("p0",)),)}, "'p0'"),
    "a control in two groups": (
        {"groups": (ControlGroup("Data", ("outcomes",)), ControlGroup("Rest", ("outcomes",)))},
        "two groups have",
    ),
    "two groups of one caption": (
        {"groups": (ControlGroup("Data", ("outcomes",)), ControlGroup("Data", ("Unit of surprise",)))},
        "one caption",
    ),
    "the group of an action": ({"actions": (Link("Add", {}, group="Data"),)}, "in group 'Data'"),
    "a case that has no sentence": ({"sentences": SCENE.sentences[:1]}, "there are 1 sentences"),
    "a case that all tables share": (
        {"case": "which", "shared": {**SCENE.shared, "which": np.array(9)}},
        "'which' is 9 somewhere",
    ),
    "a reply that is not there": (question(replies=()), "there are 0 replies"),
    "a question that hides all handles": (
        {"handles": (SCENE.handles[0],), "predictions": replaced(SCENE.predictions, hidden_until_checked=("bars",))},
        "cannot be answered",
    ),
    "a handle's figure": (handle(figure="bar"), "bar"),
    "a handle's table": (handle(tables=("p9",)), "p9"),
    "a handle's place": (handle(y="q[0]"), "q"),
    "a handle's axis": (handle(axis="z"), "axis"),
    "the figure of a handle on a path": (handle(axis="path", figure=""), "path"),
    "a handle's condition": (handle(when="!fewer"), "fewer"),
    "a handle with both a table and a grid": (handle(grid="plane"), "both"),
    "a handle's grid": (handle(tables=(), grid="plane"), "plane"),
    "two handles of one name": ({"handles": (SCENE.handles[0], *SCENE.handles)}, "two handles"),
    "a goal": ({"goals": replaced(SCENE.goals, met="goal9")}, "goal9"),
    "a question's reply": (question(replies=("{q}",)), "q"),
    "a question's index": (question(reply_index="reply9"), "reply9"),
    "what a question hides": (question(hidden_until_checked=("curves",)), "curves"),
    "a figure's caption": (figure(caption="{many[0}"), "reference"),
    "a trace's quantity": (figure(plot={**BARS, "data": [{**BARS["data"][0], "meta": {"y": "heights"}}]}), "heights"),
    "an axis's quantity": (figure(plot={**BARS, "layout": {**BARS["layout"], "meta": {"yaxis": "range"}}}), "range"),
    "a linked view's table": (figure(hover=("times", "p", "")), "times"),
    "a linked view's quantity": (figure(hover=("p0", "px", "")), "px"),
    "a grid that takes new marks": (figure(adds="new"), "new"),
    "the opening table": ({"opening": "p9"}, "p9"),
    "the handle that is hinted at": ({"hint": "p9"}, "p9"),
    "a handle that a figure is drawn with": (figure(draws="p0"), "p0"),
    "a grid's text": ({"grids": {"g": GridDomain((0.0,), (1.0,), (0.1,), (0.5,), {"p": "{z}"})}}, "{z}"),
    "what a table commits": (
        {"tables": {**SCENE.tables, "p0": dataclasses.replace(SCENE.tables["p0"], commit={"p": "weights"})}},
        "weights",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_scene_is_refused_where_something_does_not_exist(what):
    changes, shown = WRONG[what]
    with pytest.raises(ValueError, match=r"scene 'entropy'") as refused:
        dataclasses.replace(SCENE, **changes)
    assert shown in str(refused.value)


def test_the_refusal_names_what_there_is():
    with pytest.raises(ValueError, match=r"perplexity"):
        dataclasses.replace(SCENE, sentences=("{Hx} bits",))
    with pytest.raises(ValueError, match=r"areas, bars, curve, stack"):
        dataclasses.replace(SCENE, **label(figure="bar"))


def test_a_table_whose_rows_do_not_match_its_places_is_refused_with_its_numbers():
    with pytest.raises(ValueError, match=r"'H' has 3 rows; a table of 3 places needs 4"):
        Table(np.arange(3.0), 0.0, {"H": np.zeros(3)}, {})


def test_a_grid_of_different_lengths_is_refused():
    with pytest.raises(ValueError, match=r"one or two"):
        GridDomain((0.0,), (1.0, 2.0), (0.1,), (0.5,), {})


def test_texts_are_one_for_each_place_and_one_for_the_present():
    with pytest.raises(ValueError, match="'update' has 11 texts; 11 places need 12"):
        GridDomain((0.0,), (1.0,), (0.1,), (0.5,), {"p": "{x}"}, {"update": [""] * 11})
    with pytest.raises(ValueError, match="'update' has 3 texts; 3 places need 4"):
        Table(np.arange(3.0), 0.0, {}, {}, texts={"update": [""] * 3})
