"""The five figures of the cross-entropy lesson, and the words on them."""

from functools import cache

from lossviz.figures import areas, bars, palette, sums
from lossviz.inputs.distribution import MOST
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy.quantities import SUMS_AXIS
from lossviz.scene.scene import Figure, Label
from lossviz.scene.unit_switch import surprise_axis_top


@cache
def figures(unit_name: str, about_q: str) -> tuple[Figure, ...]:
    """The five figures in a unit; `about_q` says what Q is."""
    top = surprise_axis_top(UNITS[unit_name])
    return (
        Figure(
            "P",
            "P: true distribution",
            bars.figure(x="bar_x", height="p", width="bar_width"),
            height=215,
            narrow_height=190,
            columns=4,
            describes="Bar chart of the true probabilities P",
        ),
        Figure(
            "Q",
            f"Q: {about_q}",
            bars.figure(x="bar_x", height="q", width="bar_width", colour=palette.MODEL, ticks="p"),
            height=215,
            narrow_height=190,
            columns=4,
            describes="Bar chart of the predicted probabilities Q",
        ),
        Figure(
            "costs",
            "Entropy + KL divergence, in " + unit_name,
            sums.figure(
                [("H", "CE", 2), ("HQ", "CE_swapped", 1), ("zero_length", "JS", 0)],
                longest=SUMS_AXIS * top,
                unit=unit_name,
            ),
            height=215,
            columns=4,
            describes="Bars: the cross-entropy of P and Q as entropy of P plus KL divergence, the same with P and Q "
            "swapped, and the Jensen-Shannon divergence",
        ),
        Figure(
            "own",
            "Surprise under P: on average {H_shown:set}, the entropy",
            areas.figure(left="left", width="p", height="s_p", top=top, unit=unit_name, colour=palette.MUTED),
            height=190,
            columns=6,
            describes="Blocks as wide as P and as high as the surprise under P",
        ),
        Figure(
            "cost",
            "Surprise under Q: on average {CE_shown:set}, the cross-entropy",
            areas.figure(left="left", width="p", height="s", top=top, unit=unit_name, outline="s_p"),
            height=190,
            columns=6,
            describes="Blocks as wide as P and as high as the surprise under Q",
        ),
    )


def labels() -> tuple[Label, ...]:
    """The words on the figures."""
    each = range(MOST)
    return (
        *(Label("P", f"{{name[{i}]:word}}", f"bar_x[{i}]", "floor", anchor="below") for i in each),
        *(Label("Q", f"{{name[{i}]:word}}", f"bar_x[{i}]", "floor", anchor="below") for i in each),
        *(Label("P", f"{{p[{i}]:set}}", f"bar_x[{i}]", f"p[{i}]", "truth", anchor="high") for i in each),
        *(Label("Q", f"{{q[{i}]:set}}", f"bar_x[{i}]", f"q[{i}]", "model", anchor="high") for i in each),
        Label(
            "costs",
            "H(P,Q): {H_shown:set} + {KL_shown:set} = {CE_shown:set}",
            "floor",
            "row2",
            "cost",
            anchor="above-right",
        ),
        Label(
            "costs",
            "H(Q,P): {HQ_shown:set} + {KL_swapped_shown:set} = {CE_swapped_shown:set}",
            "floor",
            "row1",
            "cost",
            anchor="above-right",
        ),
        *(
            Label("costs", mark, "sum_end", row, "cost", anchor="inside", when=f"{state}[{i}]")
            for i, row in enumerate(("row2", "row1"))
            for mark, state in (("→", "sum_off"), ("∞", "sum_endless"))
        ),
        Label("costs", "Jensen-Shannon: {JS}", "floor", "row0", "cost", anchor="above-right"),
        *(
            Label("own", f"{{name[focus]:word}}\n{said}", "focus_x", "focus_own", "muted", anchor="above", when=when)
            for said, when in (("surprise {s_p[focus]}", "p[focus]"), ("surprise ∞, width 0", "!p[focus]"))
        ),
        Label(
            *("cost", "{name[focus]:word}\nsurprise {s[focus]}", "focus_x", "focus_cost", "cost"),
            anchor="above",
            when="!focus_infinite",
        ),
        *(Label("cost", "∞", f"middle[{i}]", "ceiling", "cost", anchor="inside", when=f"endless[{i}]") for i in each),
        *(Label("cost", "↑", f"middle[{i}]", "ceiling", "cost", anchor="inside", when=f"off[{i}]") for i in each),
    )
