"""The scene of a true distribution P and a model's prediction Q: entropy, cross-entropy and KL divergence."""

from collections.abc import Sequence

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.outcome_names import scene_words
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy import figures, questions, words
from lossviz.lessons.cross_entropy.parameters import WEATHER, P, Q
from lossviz.lessons.cross_entropy.quantities import SUMS_AXIS, tables
from lossviz.scene import sum_formula
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import Handle, Scene
from lossviz.scene.unit_switch import surprise_axis_top, unit_switch


def bar_handles(which: str, outcomes: int, role: str) -> list[Handle]:
    """A handle on every bar of P or of Q."""
    name = which.lower()
    return [
        Handle(
            f"{name}{k}",
            f"{which}, probability of {{name[{k}]:word}}",
            f"{{{name}[{k}]:set}}",
            which,
            f"bar_x[{k}]",
            f"{name}[{k}]",
            role,
            axis="y",
        )
        for k in range(outcomes)
    ]


def scene(
    p: Sequence[int] = P, q: Sequence[int] = Q, names: Sequence[str] = (), highlight: str = "Q1", unit: str = "bits"
) -> Scene:
    """The scene of the distributions P and Q, given as whole weights, with a handle on every bar of both."""
    chosen = UNITS[unit]
    outcomes = len(p)
    name_words, named = scene_words(names or (WEATHER if outcomes == len(WEATHER) else ()))
    made = tables(p, distribution.resized(q, outcomes), chosen)
    opening = f"{highlight[0].lower()}{int(highlight[1:]) - 1}"
    return Scene(
        name="cross-entropy",
        figures=figures.figures(unit, words.about_q(len(q), outcomes)),
        tables=made,
        opening=opening if opening in made else "q0",
        handles=(*bar_handles("P", outcomes, "truth"), *bar_handles("Q", outcomes, "model")),
        labels=figures.labels(),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        words=name_words,
        links=words.LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(
            sum_formula.term_counts(outcomes),
            {"name": named(outcomes)},
            numbers(
                bar_x=(np.arange(outcomes) + 0.5) / outcomes,
                bar_width=np.full(outcomes, min(0.72 / outcomes, 0.22)),
                floor=0.0,
                ceiling=surprise_axis_top(chosen),
                zero_length=0.0,
                sum_end=0.96 * SUMS_AXIS * surprise_axis_top(chosen),
                row0=0.26,
                row1=1.26,
                row2=2.26,
            ),
        ),
    )
