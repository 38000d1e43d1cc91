"""The four figures of the entropy lesson, and the words on them."""

from functools import cache

import numpy as np

import lossviz
from lossviz.figures import areas, bars, curve, stack
from lossviz.inputs.units import UNITS
from lossviz.lessons.entropy.quantities import SLOTS
from lossviz.scene.scene import Figure, Label
from lossviz.scene.unit_switch import surprise_axis_top


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four figures; they depend on the unit only, as every outcome's position is a quantity."""
    unit = UNITS[unit_name]
    longest = 1.3 * float(lossviz.entropy(np.full(SLOTS, 1 / SLOTS), base=unit.base))
    return (
        Figure(
            "bars",
            "Probability of each outcome",
            bars.figure(x="bar_x", height="p", width="bar_width"),
            height=262,
            narrow_height=215,
            columns=4,
            describes="Bar chart of the probabilities",
        ),
        Figure(
            "areas",
            "Area of a block = probability × surprise",
            areas.figure(left="left", width="p", height="s", top=surprise_axis_top(unit), unit=unit_name),
            height=262,
            narrow_height=205,
            columns=4,
            describes="Blocks as wide as a probability and as high as its surprise",
        ),
        Figure(
            "curve",
            "Entropy over the probability of {name[curve_of]:word}",
            curve.figure(
                x="curve_x",
                y="curve_y",
                dot=("p[curve_of]", "H"),
                ceiling="ceiling",
                y_range="curve_range",
                titles=("probability", f"entropy in {unit_name}"),
            ),
            height=262,
            narrow_height=230,
            columns=4,
            describes="Curve of the entropy over one probability, with a dot at the present state",
        ),
        Figure(
            "stack",
            "Sum of the areas: entropy {H} {H:unit}. Perplexity {perplexity}: like {perplexity} equally likely "
            "outcomes",
            stack.figure(start="start", length="share", ceiling="ceiling", longest=longest, unit=unit_name),
            height=84,
            columns=12,
            describes="The parts of the entropy end to end, beside the maximum entropy",
        ),
    )


def labels() -> tuple[Label, ...]:
    """The words on the figures."""
    each = range(SLOTS)
    return (
        *(Label("bars", f"{{name[{i}]:word}}", f"bar_x[{i}]", "floor", anchor="below") for i in each),
        *(Label("bars", f"{{p[{i}]:set}}", f"bar_x[{i}]", f"p[{i}]", "truth", anchor="high") for i in each),
        *(
            Label("areas", f"{{name[{i}]:word}}\n{{share[{i}]}}", f"middle[{i}]", f"s[{i}]", "cost", anchor="above")
            for i in each
        ),
        *(
            Label(
                "areas",
                f"{{name[focus]:word}}\n{{p[focus]:set}} × {surprise} = {{share[focus]}}",
                "focus_x",
                "focus_y",
                "cost",
                "above",
                when=when,
            )
            for surprise, when in (("{s[focus]}", "!finer"), ("{s_finer:set}", "finer"))
        ),
        # What leaves the frame says so; several are side by side and thin, so the first speaks for all.
        Label("areas", "↑", "off_x", "areas_top", "cost", anchor="inside"),
        Label("stack", "max. {most}", "most", "floor", "muted", anchor="right"),
        Label("curve", "maximum {most}", "floor", "most", "muted", anchor="above-right"),
    )
