"""The texts of the lesson: sentences, labels, formulas, switches, links."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from lossviz.inputs import numbers
from lossviz.lessons.relu.parameters import ACTIVATIONS, MOST, TARGETS, Unit, state
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Label, Link, Part, Switch, grouped, marked
from lossviz.theory import unit_sums

BEND, NOTHING, DEAD, IDENTITY, EXACT, KINK, SMOOTH, CANCEL = range(8)
SAYS = (
    "Bend at {k[focus]:set}: the slope changes from {left:set} to {right:set}. Mean squared error {mse}.",
    "Slope change 0: the slope is {left:set} on both sides of {k[focus]:set}. Mean squared error {mse}.",
    "No data point lies right of {k[focus]:set}. The unit is dead: its gradient is 0.",
    "Without a bend the sum of {n:count} {n:unit} is one line of slope {total_slope:set}. Mean squared error {mse}.",
    "The sum follows the curve exactly. Bends: {bends:count}.",
    "At x = {probe:set} the sum bends: there is no slope. Software takes the left one, {probe_slope:set}.",
    "{activation:Word} has no kink: the slope of the sum changes smoothly. At x = {probe:set} it is {probe_slope}. "
    "Mean squared error {mse}.",
    "The units at {k[focus]:set} cancel out: the slope is {left:set} on both sides. Mean squared error {mse}.",
)
FEW = 4  # units whose slopes are written out
NAMED = 6  # units whose slope changes stand at their bars


def case(activation: str, kink: Array, change: Array, *, bent: Array, exact: Array, level: Array) -> Array:
    """Which sentence holds in each row: for the highlighted unit, a bend at the probe or not, an exact sum or not.

    `level` is where the slope is the same on both sides of the highlighted unit.
    """
    if activation == "identity":
        return np.full(kink.shape, IDENTITY)
    if not unit_sums.of(activation).piecewise:
        return np.full(kink.shape, SMOOTH)
    dead = (kink >= 2) & (activation == "relu")
    return np.select([dead, bent, exact, change == 0, level], [DEAD, KINK, EXACT, NOTHING, CANCEL], BEND)


@lru_cache(maxsize=256)
def labels(n: int, target: str, activation: str) -> tuple[Label, ...]:
    """The words on the figures."""
    piecewise = unit_sums.of(activation).piecewise
    named = range(n if n <= NAMED else 0)
    bars = [
        Label("changes", f"{{s[{i}]:set}}", f"bar_x[{i}]", f"s[{i}]", "model", anchor, f"{sign}negative[{i}]")
        for i in named
        for sign, anchor in (("!", "high"), ("", "low"))
    ]
    if not piecewise:
        slopes = [
            Label("derivative", "{probe_slope}", "probe", "probe_slope", "model", anchor, f"{sign}probe_falls")
            for sign, anchor in (("!", "high"), ("", "low"))
        ]
    elif activation == "identity":
        slopes = [Label("derivative", "{total_slope:set}", "probe", "probe_slope", "model", "high")]
    elif n <= FEW:
        slopes = [
            Label("derivative", f"{{{level}:set}}", f"level_x[{j}]", level, "model", anchor, f"{sign}falls[{j}]")
            for j, level in enumerate(f"level[{j}]" for j in range(n + 1))
            for sign, anchor in (("!", "high"), ("", "low"))
        ]
    else:
        slopes = [
            Label("derivative", f"{{{side}:set}}", "k[focus]", f"gap_y[{i}]", "model", f"above-{side}")
            for i, side in enumerate(("left", "right"))
        ]
    # Where the right end of the sum is beyond the chart.
    beyond = [
        Label("sum", f"{arrow} f(2) = {{sum_end}}", "beyond_x", f"beyond_y[{i}]", "model", "left", when)
        for i, (arrow, when) in enumerate((("↑", "above"), ("↓", "below")))
    ]
    return (Label("sum", TARGETS[target], "word_x", "word_y", "truth", "right"), *beyond, *bars, *slopes)


def running(n: int) -> str:
    """The slopes between the kinks as a running sum."""
    steps = [f"{{level[{i}]:set}} + {{jump[{i}]:setfactor}} = [model]{{level[{i + 1}]:set}}[/]" for i in range(n)]
    return "Slopes, from left to right: [model]{level[0]:set}[/], then " + ", then ".join(steps)


@lru_cache(maxsize=256)
def formula(activation: str, n: int) -> tuple[tuple[Part, ...], ...]:
    """The sum, the highlighted unit with its numbers, the slopes, the errors, the gradient, and the activation."""
    name, what = SYMBOLS[activation], "line" if activation == "identity" else "unit"
    others = "" if n == 1 else f"[muted] + {n - 1} more {what}{'' if n == 2 else 's'}[/]"
    lines = [
        marked(f"[model]f(x)[/] = c + m·x + Σ sᵢ {name}(x − kᵢ)"),
        (
            *marked("[model]f(x)[/] = {intercept:set} + {slope:setfactor}·x + "),
            Part("{s[focus]:setfactor}", "model", mark="underlined"),
            *marked(f" {name}(x − {{k[focus]:setfactor}}){others}"),
        ),
    ]
    if activation == "identity":
        terms = "".join(f" + {{s[{i}]:setfactor}}" for i in range(n)) if n <= FEW else f" + all {n} changes"
        lines.append(marked(f"Slope everywhere: m + Σ sᵢ = {{slope:set}}{terms} = [model]{{total_slope:set}}[/]"))
    elif unit_sums.of(activation).piecewise:
        far = "At kink {unit_number:count} the slope changes from [model]{left:set}[/] to [model]{right:set}[/]"
        lines.append(marked(running(n) if n <= FEW else far))
    lines += [
        marked("Mean squared error over 401 places [cost]{mse}[/], largest error [cost]{largest}[/]"),
        (
            *marked("At x = {probe:set}:   [model]f(x)[/] = {probe_height},   f′(x) "),
            *marked("= [model]{probe_slope:set}[/]", "!probe_at_kink"),
            *marked(
                "does not exist at a kink; software takes the left slope, [model]{probe_slope:set}[/]", "probe_at_kink"
            ),
        ),
        marked(
            "Loss on the five data points: L = (1/5) Σ ([model]f(x)[/] − [truth]y[/])² = [cost]{data_loss}[/]. "
            "Its gradient for unit {unit_number:count}:   "
            "∂L/∂s = [cost]{by_change}[/],   ∂L/∂k = [cost]{by_kink}[/]"
        ),
    ]
    return (*lines, marked(ABOUT[activation]))


SYMBOLS = {"relu": "relu", "leaky_relu": "leaky", "gelu": "gelu", "sigmoid": "σ", "tanh": "tanh", "identity": "id"}
ABOUT = {
    "relu": "[muted]relu(z) = max(z, 0): slope 0 on the left, 1 on the right, none at z = 0; software takes 0.[/]",
    "leaky_relu": "[muted]leaky(z) = z on the right, 0.01·z on the left: so its slope is never 0.[/]",
    "gelu": "[muted]gelu(z) = z·Φ(z): no kink. It dips to [/]{least_height}[muted] at z = [/]{least_place}[muted].[/]",
    "sigmoid": "[muted]σ(z) = 1/(1 + e⁻ᶻ): its slope is at most [/]{steepest}[muted], at 0, and [/]{far_slope}[muted] "
    "at 10. Through ten sigmoids in a row at most [/]{ten_layers}[muted] of a gradient remains: it vanishes.[/]",
    "tanh": "[muted]tanh is a sigmoid from −1 to 1: its slope is 1 at 0 and vanishes on both sides.[/]",
    "identity": "[muted]id(z) = z is linear: a sum of lines, and a line of a line, is a line. So layers need a "
    "nonlinear activation.[/]",
}


def switches(target: str, activation: str) -> tuple[Switch, ...]:
    """The curve to fit and the activation function."""
    return (
        Switch(
            "Curve to fit",
            TARGETS[target],
            tuple((word, {"target": "" if name == "abs" else name}) for name, word in TARGETS.items()),
        ),
        Switch(
            "Activation function",
            ACTIVATIONS[activation],
            tuple((word, {"activation": "" if name == "relu" else name}) for name, word in ACTIVATIONS.items()),
        ),
    )


def text(units: Sequence[Unit]) -> str:
    """Units as the address has them."""
    return ";".join(map(numbers.write_all, units))


def free_kink(units: Sequence[Unit]) -> float:
    """The middle of the widest stretch without a kink."""
    ends = np.unique(np.clip([-2.0, 2.0, *(kink for kink, _ in units)], -2, 2))
    widest = int(np.diff(ends).argmax())
    return float(np.round((ends[widest] + ends[widest + 1]) / 2, 2))


def actions(units: Sequence[Unit], focus: int, fitted: dict[str, str]) -> tuple[Link, ...]:
    """Add a unit, remove the highlighted one, or let all slopes fit best."""
    found = [Link("Best slopes for these kinks", fitted)]
    if len(units) < MOST:
        more = (*units, (free_kink(units), 0.0))
        found.insert(0, Link("Add a unit", {"units": text(more), "highlight": str(len(more))}))
    if len(units) > 1:
        fewer = (*units[:focus], *units[focus + 1 :])
        found.insert(-1, Link(f"Remove unit {focus + 1}", {"units": text(fewer), "highlight": ""}))
    return tuple(found)


def evenly(pieces: int) -> dict[str, str]:
    """The parabola by so many equal pieces that meet it."""
    kinks, (intercept, slope, *changes) = unit_sums.equal_pieces(np.square, -2, 2, pieces)
    units = list(zip(kinks.tolist(), changes, strict=True))
    return state(target="square", intercept=numbers.write(intercept), slope=numbers.write(slope), units=text(units))


WAVE = {"target": "wave"}
SEVEN = ";".join(f"{kink:g},0" for kink in np.arange(-1.5, 2, 0.5))
LINKS = (
    *grouped(
        "Curve",
        Link("|x|: one bend of 2", state(units="0,2"), "From slope −1 to +1 is a change of 2. Error 0."),
        Link(
            "Wave: three units",
            state(**WAVE, intercept="-2.2866", slope="-1.0949", units="-1,2.2866;0,0;1,-2.2866"),
            "Slope changes 2.29, 0 and −2.29, best for these kinks: mean squared error 0.00583. The middle unit adds "
            "0.",
        ),
        Link(
            "Wave: best straight line",
            state(**WAVE, slope="0.474", units="0,0"),
            "Slope 0.474: mean squared error 0.198, 34 times that of three units.",
        ),
        Link(
            "x²: 4 pieces",
            evenly(4),
            "Three bends of 2, largest error 0.25. Twice the pieces, a quarter of it: 0.0625 with 8, 0.0156 with 16.",
        ),
        Link("x²: 8 pieces", evenly(8), "Seven bends of 1, largest error 0.0625: a quarter of that with 4 pieces."),
        Link(
            "Your own curve: seven units",
            state(target="own", slope="0", units=SEVEN),
            "Draw a curve. With “Best slopes for these kinks” seven units follow this one exactly.",
        ),
    ),
    *grouped(
        "Activation",
        Link(
            "No bend: three identity units",
            state(slope="0", units="-1,1;0,-2;1,1", activation="identity"),
            "Slopes 1, −2 and 1 add up to 0. Any sum of such units is a line.",
        ),
        Link(
            "GELU: no kink, and a dip",
            state(slope="0", units="0,1", activation="gelu", probe="-0.752"),
            "Its lowest height is −0.170, near x = −0.752, where its slope is nearly 0.",
        ),
        Link(
            "Sigmoid: slope at most 0.25",
            state(slope="0", units="0,1", activation="sigmoid", probe="0"),
            "0.25 is its largest slope, at 0. Through ten sigmoids in a row at most 9.5e−7 of a gradient remains.",
        ),
    ),
    *grouped(
        "Unit",
        Link(
            "Dead unit: kink at 2",
            state(units="2,1.5"),
            "Every data point is on its flat side, so its gradient is 0. With leaky ReLU, or another kink, it is not.",
        ),
        Link(
            "At a kink: no slope",
            state(slope="0", units="0,1", probe="0"),
            "The slope is 0 on the left and 1 on the right. Exactly at the kink software takes 0.",
        ),
    ),
)
