"""Numerical traps: formulas that are right on paper, beside the lines of code that compute them right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from lossviz.figures import plot, trap_curves
from lossviz.inputs import parameter
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.cross_entropy_loss.parameters import LARGEST
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Link, Part, Scene, Switch, Table, marked
from lossviz.theory import numerical_traps, softmax_cross_entropy
from lossviz.theory.logarithms import nats_to_base
from lossviz.theory.softmax import softmax

TRAP, PLACE = "numerical-traps.trap", "numerical-traps.x"


@dataclass(frozen=True)
class Trap:
    """One trap: where its number lies, what is computed, and the code.

    `losses` gives for many places the right loss and the faulty one, in nats; NaN where it is no number. `code` has
    the faulty line, then the right ones in PyTorch and in numpy. The loss axis reaches from `low` to `high` nats.
    """

    name: str
    title: str
    axis: str
    reach: tuple[float, float]
    first: float
    places: int
    low: float
    high: float
    losses: Callable[[Array], tuple[Array, Array]]
    code: tuple[str, str, str]
    note: str


def columns(*logits: Array) -> Array:
    """Logits of classes on the last axis."""
    return np.stack(np.broadcast_arrays(*logits), axis=-1)


def first_class(x: Array) -> Array:
    """The first class, for each place."""
    return np.zeros(x.shape, dtype=np.int64)


def overflow(x: Array) -> tuple[Array, Array]:
    """Logits x, x - 1, x - 2; the first class is true."""
    z = columns(x, x - 1, x - 2)
    with np.errstate(divide="ignore"):
        return softmax_cross_entropy.losses(first_class(x), z), -np.log(numerical_traps.naive_softmax(z)[..., 0])


def underflow(x: Array) -> tuple[Array, Array]:
    """Logits -x and 0; the first class is true."""
    z = columns(-x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.loss_of_rounded_softmax(first_class(x), z)


def twice(x: Array) -> tuple[Array, Array]:
    """Logits x, 0, 0, and softmax applied before the loss that contains it."""
    z = columns(x, 0 * x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.losses_of_softmax_twice(first_class(x), z)


def probabilities_as_logits(x: Array) -> tuple[Array, Array]:
    """Probabilities x, and the rest in two equal parts, given where logits are expected."""
    p = columns(x, (1 - x) / 2, (1 - x) / 2)
    with np.errstate(divide="ignore"):
        return -np.log(x) + 0.0, softmax_cross_entropy.losses(first_class(x), p)


def logits_as_probabilities(x: Array) -> tuple[Array, Array]:
    """Logits x, 0, 0, given where logarithms of probabilities are expected: the loss is minus the logit."""
    return softmax_cross_entropy.losses(first_class(x), columns(x, 0 * x, 0 * x)), -x + 0.0


def clipping(x: Array) -> tuple[Array, Array]:
    """Logits -x and 0, and the probability clipped at 1e-7 before the logarithm."""
    z = columns(-x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.clipped_loss(softmax(z)[..., 0])


TORCH = "F.cross_entropy(z, y)"
NUMPY = "np.logaddexp.reduce(z) - z[y]"
TRAPS = (
    Trap(
        "overflow",
        "softmax overflows",
        "x, for logits x, x − 1, x − 2",
        (0, 1200),
        1000,
        121,
        0,
        1,
        overflow,
        ("p = np.exp(z) / np.exp(z).sum()", "p = torch.softmax(z, dim=-1)", "e = np.exp(z - z.max()); p = e / e.sum()"),
        "exp overflows above 709.78, and infinity over infinity is no number.",
    ),
    Trap(
        "underflow",
        "log of an underflowed softmax",
        "x, for logits −x and 0, the first is true",
        (0, 1000),
        800,
        101,
        0,
        1000,
        underflow,
        ("torch.log(torch.softmax(z, dim=-1))", "F.log_softmax(z, dim=-1)", "z - np.logaddexp.reduce(z)"),
        "The probability rounds to 0 from 746 on, so its logarithm is minus infinity; the loss is finite.",
    ),
    Trap(
        "softmax-twice",
        "softmax twice",
        "x, for logits x, 0, 0, the first is true",
        (-2, 12),
        10,
        141,
        0,
        2.5,
        twice,
        ("F.cross_entropy(torch.softmax(z, dim=-1), y)", TORCH, NUMPY),
        "F.cross_entropy contains softmax. With three classes the second one keeps the loss above 0.551.",
    ),
    Trap(
        "probabilities-as-logits",
        "probabilities where logits are expected",
        "p of the true class; the two others share the rest",
        (0, 1),
        0.9,
        101,
        0,
        3,
        probabilities_as_logits,
        ("F.cross_entropy(p, y)", "F.nll_loss(torch.log(p), y)", "-np.log(p[y])"),
        "A probability is at most 1, so 1 costs 0.551 instead of 0, and 0 costs 1.46 instead of infinity.",
    ),
    Trap(
        "logits-as-probabilities",
        "logits where log-probabilities are expected",
        "x, for logits x, 0, 0, the first is true",
        (-4, 8),
        3,
        121,
        -8,
        5,
        logits_as_probabilities,
        ("F.nll_loss(z, y)", TORCH, NUMPY),
        "F.nll_loss expects log-probabilities. Of logits it takes minus the true one: a loss without a floor.",
    ),
    Trap(
        "clipping",
        "clipping at 1e-7",
        "x, for logits −x and 0, the first is true",
        (0, 40),
        30,
        81,
        0,
        40,
        clipping,
        ("-np.log(np.clip(p, 1e-7, 1 - 1e-7))", TORCH, NUMPY),
        "Clipping makes infinity 16.1, and its gradient is 0: the surest mistakes are no longer corrected.",
    ),
)
BY_NAME = {trap.name: trap for trap in TRAPS}


def all_quantities(trap: Trap, x: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for many places of one trap."""
    right, wrong = (nats_to_base(loss, unit.base) for loss in trap.losses(x))
    missing = np.isnan(wrong)
    differs = ~np.isclose(right, wrong, rtol=1e-6, atol=1e-12, equal_nan=False)
    case = np.select(
        [missing, np.isposinf(right) & ~np.isinf(wrong), np.isinf(wrong) & differs, differs], [2, 4, 3, 1], 0
    )
    return merged(
        numbers(x=x, right=right, wrong=wrong),
        geometry(at=np.clip(x, *trap.reach)),
        indices(case=case),
        flags(missing=missing),
    )


@cache
def curves(trap: Trap, unit: Unit) -> dict[str, Array]:
    """Both losses over all places."""
    x = np.linspace(*trap.reach, 401)
    right, wrong = (nats_to_base(loss, unit.base) for loss in trap.losses(x))
    return geometry(curve_x=x, curve_right=right, curve_wrong=np.where(np.isinf(wrong), np.nan, wrong))


@cache
def figures(trap: Trap, unit_name: str) -> tuple[Figure, ...]:
    """The figure of one trap."""
    low, high = (float(nats_to_base(end, UNITS[unit_name].base)) for end in (trap.low, trap.high))
    room = 0.06 * (high - low)
    return (
        Figure(
            "trap",
            trap.title[:1].upper() + trap.title[1:] + ": solid is right, dashed is computed",
            trap_curves.figure(
                x="curve_x",
                right="curve_right",
                wrong="curve_wrong",
                dots=("at", "right", "wrong"),
                floor=("ends", "floor"),
                axes=(plot.axis(*trap.reach, trap.axis), plot.axis(low - room, high + room, f"loss in {unit_name}")),
            ),
            height=250,
            columns=12,
            describes="The loss as it should be, and as the faulty line computes it",
        ),
    )


SAYS = (
    "At {x:set} both give {right} {right:unit}. Go on to where they part.",
    "At {x:set} the loss is {right} {right:unit}, and this line computes {wrong}.",
    "At {x:set} the loss is {right} {right:unit}, and this line computes no number at all (NaN).",
    "At {x:set} the loss is {right} {right:unit}, and this line computes infinity.",
    "At {x:set} the loss is infinite, and this line computes {wrong} {wrong:unit}.",
)


def formula(trap: Trap) -> tuple[tuple[Part, ...], ...]:
    """The faulty line of code and the right ones, and why."""
    wrong, torch, numpy = trap.code
    return (
        (*marked("[muted]trap: [/]"), Part(wrong, mark="one")),
        (*marked("[muted]PyTorch: [/]"), Part(torch, "cost")),
        (*marked("[muted]numpy: [/]"), Part(numpy, "cost")),
        (Part(trap.note, "muted"),),
    )


LINKS = tuple(
    Link(text, {TRAP: name, PLACE: x}, note)
    for text, name, x, note in (
        ("Logits 1000, 999, 998", "overflow", "1000", "Here softmax is 0.665 for the first; the naive one is NaN."),
        (
            "Underflow: 800 behind",
            "underflow",
            "800",
            "The loss is 800; the log of the rounded probability is infinite.",
        ),
        (
            "Softmax twice: lead 10",
            "softmax-twice",
            "10",
            "0.551 instead of 9.1e−5. With ten classes the floor is 1.461.",
        ),
        ("Probability 1 as a logit", "probabilities-as-logits", "1", "Certain and right, and it still costs 0.551."),
        ("Logit 3 as a log-probability", "logits-as-probabilities", "3", "Minus 3: a cross-entropy is never negative."),
        ("Clipping: 30 behind", "clipping", "30", "The loss is 30; clipping shows 16.1."),
        ("Probability 0, given as 0", "probabilities-as-logits", "0", "Infinite, and the trap says 1.46."),
    )
)


def scene(trap: str = "overflow", x: float | None = None, unit: str = "nats") -> Scene:
    """The scene of one trap with its number in hand."""
    chosen, one = UNITS[unit], BY_NAME[trap]
    here = one.first if x is None else x
    if trap == "probabilities-as-logits":
        here = min(max(here, 0.0), 1.0)
    places = np.round(np.linspace(*one.reach, one.places), 4) + 0.0
    rows = all_quantities(one, np.append(places, here), chosen)
    step = (one.reach[1] - one.reach[0]) / (one.places - 1)
    now = float(np.clip(here, one.reach[0] - step / 2, one.reach[1] + step / 2))
    switch = Switch("trap", one.title, tuple((each.title, {TRAP: each.name, PLACE: ""}) for each in TRAPS))
    return Scene(
        name="numerical-traps",
        figures=figures(one, unit),
        tables={"x": Table(places, now, rows, {PLACE: "x"})},
        opening="x",
        handles=(Handle("x", one.axis, "{x:set}", "trap", "at", "floor[0]", "model"),),
        labels=(
            Label("trap", "{right}", "at", "right", "cost", "above"),
            Label("trap", "■ computed: {wrong}", "left", "top", "text", "right", "!missing"),
            Label("trap", "■ computed: no number (NaN)", "left", "top", "text", "right", "missing"),
        ),
        sentences=SAYS,
        formula=formula(one),
        units=chosen.words,
        choices=(switch,),
        links=LINKS,
        shared=merged(
            curves(one, chosen),
            numbers(
                ends=list(one.reach),
                floor=np.zeros(2),
                one=1.0,
                left=one.reach[0],
                top=nats_to_base(one.high, chosen.base),
            ),
        ),
    )


FOLD = Fold(
    slug="numerical-traps",
    title="Numerical traps: right on paper, wrong in floating point",
    introduction="Six lines of code that look right. Drag x, and see where each one leaves the loss; below stand the "
    "lines that compute it right.",
    parameters=(
        parameter.Choice(
            TRAP, default="overflow", options=tuple(BY_NAME), label="Trap", help=f"One of {', '.join(BY_NAME)}."
        ),
        parameter.Number(
            PLACE,
            low=-LARGEST,
            high=LARGEST,
            label="x",
            help="The logit, or the probability, that the trap is about.",
            placeholder="where the trap shows",
        ),
    ),
    shared=("unit",),
    scene=scene,
)
