"""The scene of one distribution: the surprise of each outcome, and their average, the entropy."""

from collections.abc import Sequence

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.outcome_names import scene_words
from lossviz.inputs.units import UNITS
from lossviz.lessons.entropy import figures, questions, words
from lossviz.lessons.entropy.quantities import SLOTS, drag_tables, size_table
from lossviz.scene.quantities import numbers
from lossviz.scene.scene import Handle, Scene
from lossviz.scene.unit_switch import links_in, surprise_axis_top, unit_switch


def scene(p: Sequence[int] = (9, 1), names: Sequence[str] = (), highlight: int = 1, unit: str = "bits") -> Scene:
    """The scene of one distribution, given as whole weights, with a handle on every probability and on their number."""
    chosen = UNITS[unit]
    outcomes = len(p)
    name_words, named = scene_words(names)
    coin = not names
    tables = drag_tables(p, chosen, named, coin)
    tables["outcomes"] = size_table(p, chosen, named, coin)
    handles = [
        Handle(
            f"p{k}", f"probability of {{name[{k}]:word}}", f"{{p[{k}]:set}}", "bars", f"bar_x[{k}]", f"p[{k}]", axis="y"
        )
        for k in range(outcomes)
    ]
    handles += [
        Handle(
            "dot",
            "probability of {name[curve_of]:word}, on the entropy curve",
            "{p[curve_of]:set}",
            "curve",
            "p[curve_of]",
            "H",
            "cost",
            tables=tuple(f"p{k}" for k in range(outcomes)),
            which="curve_of",
        ),
        Handle("outcomes", "number of outcomes", "{K:count}", role="muted", page_step=2),
    ]
    return Scene(
        name="entropy",
        figures=figures.figures(unit),
        tables=tables,
        opening=f"p{highlight - 1 if highlight <= outcomes else 0}",
        handles=tuple(handles),
        labels=figures.labels(),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        words=name_words,
        links=links_in(chosen, words.LINKS),
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=numbers(
            floor=0.0,
            stack_y=np.zeros(SLOTS),
            stack_mark=[-0.6, 0.6],
            curve_x=distribution.PLACES,
            curve_ends=[0.0, 1.0],
            areas_top=surprise_axis_top(chosen),
        ),
    )
