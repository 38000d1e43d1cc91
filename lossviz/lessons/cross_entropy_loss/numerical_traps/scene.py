"""Numerical traps: formulas that are right on paper, beside the lines of code that compute them right."""

from functools import cache

import numpy as np

from lossviz.figures import plot, trap_curves
from lossviz.inputs import parameter
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss.numerical_traps.quantities import BY_NAME, TRAPS, Trap, all_quantities, curves
from lossviz.scene import budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Link, Part, Scene, Switch, Table, marked
from lossviz.scene.unit_switch import links_in
from lossviz.theory.logarithms import nats_to_base

FARTHEST = 10_000.0  # a logit beyond which x and x - 1 would come near to the same float
TRAP, PLACE = "numerical-traps.trap", "numerical-traps.x"


def frame(trap: Trap) -> tuple[float, float, float]:
    """The lower end of the loss axis, the track of the handle a little above it, and the upper end, in nats."""
    wide = trap.high - trap.low
    return trap.low - 0.18 * wide, trap.low - 0.11 * wide, trap.high + 0.06 * wide


@cache
def figures(trap: Trap, unit_name: str) -> tuple[Figure, ...]:
    """The figure of one trap."""
    low, _, high = (float(nats_to_base(end, UNITS[unit_name].base)) for end in frame(trap))
    return (
        Figure(
            "trap",
            f"{trap.title[:1].upper()}{trap.title[1:]}. Solid: the correct loss; dashed: the computed one",
            trap_curves.figure(
                x="curve_x",
                right="curve_right",
                wrong="curve_wrong",
                dots=("at", "right", "wrong"),
                track=("reach", "track"),
                axes=(plot.axis(*trap.reach, trap.axis), plot.axis(low, high, f"loss in {unit_name}")),
            ),
            height=270,
            columns=12,
            describes="The correct loss, and the loss that the faulty line computes",
        ),
    )


SAYS = (
    "At {x:set} both losses are {right} {right:unit}. Drag x to where they differ.",
    "At {x:set} the loss is {right} {right:unit}, and this line computes {wrong}.",
    "At {x:set} the loss is {right} {right:unit}, and this line computes NaN (not a number).",
    "At {x:set} the loss is {right} {right:unit}, and this line computes infinity.",
    "At {x:set} the loss is infinite, and this line computes {wrong} {wrong:unit}.",
    "{given:set} is not a probability. At {x:set} the loss is {right} {right:unit}, and this line computes {wrong}.",
)
OUTSIDE = 5


def formula(trap: Trap) -> tuple[tuple[Part, ...], ...]:
    """The faulty line of code and the right ones, and why."""
    wrong, torch, numpy = trap.code
    return (
        marked("[muted]z: the logits of one sample, p: their softmax, y: its true class[/]"),
        (*marked("[muted]trap: [/]"), Part(wrong)),
        (*marked("[muted]PyTorch: [/]"), Part(torch, "cost")),
        (*marked("[muted]numpy: [/]"), Part(numpy, "cost")),
        (Part(trap.note, "muted"),),
    )


LINKS = tuple(
    Link(text, {TRAP: name, PLACE: x}, note)
    for text, name, x, note in (
        (
            "Logits 1000, 999, 998: NaN",
            "overflow",
            "",
            "exp(1000) overflows to infinity, so the naive softmax is NaN (not a number). Correct is 0.665 for the "
            "first class.",
        ),
        (
            "Underflow, logit −800: ∞",
            "underflow",
            "",
            "exp(−800) underflows to 0, and its log is infinite. The correct loss is [800 nats].",
        ),
        (
            "Softmax twice, logit 10: [0.552|nats]",
            "softmax-twice",
            "",
            "[0.552 nats] instead of [9.1e−5|nats]. It is never below [0.551|nats], however certain; with ten classes "
            "never below [1.461|nats].",
        ),
        (
            "Probability 1 as a logit: [0.551|nats]",
            "probabilities-as-logits",
            "1",
            "The prediction is certain and right, but the computed loss is [0.551 nats].",
        ),
        (
            "Probability 0 as a logit: [1.46|nats]",
            "probabilities-as-logits",
            "0",
            "The loss is infinite, and this line computes [1.46 nats].",
        ),
        (
            "Logit 3 as a log-probability: −[3|nats]",
            "logits-as-probabilities",
            "",
            "Minus [3 nats], but a cross-entropy is never negative.",
        ),
        (
            "Clipped, logit −30: [16.1|nats]",
            "clipping",
            "",
            "The correct loss is [30 nats]. The clipped one stays at [16.1|nats].",
        ),
    )
)


def scene(trap: str = "overflow", x: float | None = None, unit: str = "nats") -> Scene:
    """The scene of one trap at one number."""
    chosen, one = UNITS[unit], BY_NAME[trap]
    given = one.first if x is None else x
    here = min(max(given, 0.0), 1.0) if trap == "probabilities-as-logits" else given
    places = np.round(np.linspace(*one.reach, one.places), 4) + 0.0
    rows = all_quantities(one, np.append(places, here), chosen)
    if here != given:
        rows["case"][-1] = OUTSIDE
    step = (one.reach[1] - one.reach[0]) / (one.places - 1)
    now = float(np.clip(here, one.reach[0] - step / 2, one.reach[1] + step / 2))
    switch = Switch("trap", one.option, tuple((each.option, {TRAP: each.name, PLACE: ""}) for each in TRAPS))
    return Scene(
        name="numerical-traps",
        figures=figures(one, unit),
        tables={"x": Table(places, now, rows, {PLACE: "x"})},
        opening="x",
        handles=(Handle("x", one.axis, "{x:set}", "trap", "at", "track[0]", "model"),),
        labels=(
            # Only where the right loss is low does the faulty line compute these, so that here is room for them.
            Label("trap", "computed: NaN (not a number)", "reach[0]", "top", "text", "right", "missing"),
            Label("trap", "computed: ∞", "reach[0]", "top", "text", "right", "unlimited"),
        ),
        sentences=SAYS,
        formula=formula(one),
        units=chosen.words,
        choices=(switch,),
        links=links_in(chosen, LINKS),
        shared=merged(
            curves(one, chosen),
            numbers(
                given=given,
                reach=list(one.reach),
                track=np.full(2, nats_to_base(frame(one)[1], chosen.base)),
                top=nats_to_base(one.high, chosen.base),
            ),
        ),
    )


FOLD = Fold(
    slug="numerical-traps",
    title="Numerical traps: right in theory, wrong in floating point",
    introduction="Six lines of code look right but compute a wrong loss. Drag x to see where it differs from the "
    "correct loss. Under the figure are lines that compute it correctly.",
    parameters=(
        parameter.Choice(
            TRAP, default="overflow", options=tuple(BY_NAME), label="Trap", help=f"One of {', '.join(BY_NAME)}."
        ),
        parameter.Number(
            PLACE,
            low=-FARTHEST,
            high=FARTHEST,
            label="x",
            help="The logit, or the probability, from −10,000 to 10,000.",
            placeholder="where the losses differ",
        ),
    ),
    shared=("unit",),
    scene=scene,
    cost=lambda **_: budget.of_numbers(8_000),
)
