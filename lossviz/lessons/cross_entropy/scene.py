"""What does believing Q cost when P is true? Two distributions by hand, and the price of the difference."""

from collections.abc import Sequence
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import areas, bars, palette, sums
from lossviz.inputs import distribution as whole
from lossviz.inputs.outcome_names import spoken
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.entropy.scene import heights
from lossviz.scene import assessment as judged
from lossviz.scene import sum_formula as terms
from lossviz.scene.scene import Array, Figure, Goal, Handle, Label, Link, Part, Prediction, Scene, Table
from lossviz.scene.unit_choice import choices
from lossviz.theory import information

SLOTS = whole.MOST
WEATHER = ("sun", "cloud", "rain", "snow")
TRUE, BELIEVED = (4, 2, 1, 1), (1, 4, 2, 1)
FIRST = {"truth": whole.text(TRUE), "belief": whole.text(BELIEVED), "grip": ""}


def fitted(q: Sequence[int], outcomes: int) -> tuple[int, ...]:
    """A belief about as many outcomes as there are."""
    return whole.resized(q, outcomes)


def own(p: Array, unit: Unit) -> dict[str, Array]:
    """What depends on the truth alone; a block of width 0 is not drawn, so its height is left out."""
    return {
        "p": p,
        "s_own": np.where(p > 0, lossviz.surprise(p, base=unit.base), 0.0),
        "left": (np.cumsum(p, axis=-1) - p).astype(np.float32),
        "H": np.asarray(lossviz.entropy(p, base=unit.base)),
    }


def believed(q: Array, unit: Unit) -> dict[str, Array]:
    """What depends on the belief alone."""
    return {
        "q": q,
        "s": np.asarray(lossviz.surprise(q, base=unit.base)),
        "HQ": np.asarray(lossviz.entropy(q, base=unit.base)),
    }


def compared(p: Array, q: Array, unit: Unit) -> dict[str, Array]:
    """What depends on both: the cost, its extra part, and both the other way round."""
    return {
        "CE": np.asarray(lossviz.cross_entropy(p, q, base=unit.base)),
        "KL": np.asarray(lossviz.kl_divergence(p, q, base=unit.base)),
        "CE_swapped": np.asarray(lossviz.cross_entropy(q, p, base=unit.base)),
        "KL_swapped": np.asarray(lossviz.kl_divergence(q, p, base=unit.base)),
        "JS": np.asarray(lossviz.jensen_shannon_divergence(p, q, base=unit.base)),
    }


def judged_by(p: Array, q: Array, measured: dict[str, Array], unit: Unit) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    kl, swapped, endless = measured["KL"], measured["KL_swapped"], np.isinf(measured["CE"])
    bit = float(lossviz.surprise(0.5, base=unit.base))
    four = p.shape[-1] == len(WEATHER)
    even = judged.within(q, 1 / q.shape[-1], 0.01).all(axis=-1)
    return {
        "code0": judged.answered([judged.within(q[..., 0], 0.5, 0.01), q[..., 0] >= 0.9], asked=four),
        "code1": judged.answered([even], asked=four),
        "code2": judged.answered([endless]),
    } | judged.met(
        (
            (kl > 0) & (kl <= 0.03 * bit) & (abs(q - p).max(axis=-1) > 0.03),
            endless,
            (kl < bit) & np.isinf(swapped),
            four & judged.within(q, 0.25, 0.0017).all(axis=-1),
        )
    )


def worded(p: Array, q: Array, focus: Array, unit: Unit) -> dict[str, Array]:
    """Which sentence holds for each row, and which terms the formula shows."""
    denied = (p > 0) & (q == 0)
    mine, first = focus[..., None], denied.argmax(axis=-1)[..., None]
    middle = np.cumsum(p, axis=-1) - p / 2
    wasted = (np.take_along_axis(p, mine, -1) == 0) & (np.take_along_axis(q, mine, -1) > 0)
    case = np.select(
        [denied.any(axis=-1), (p == q).all(axis=-1), (p == 1).any(axis=-1), wasted[..., 0]], [2, 1, 4, 3], default=0
    )
    # One outcome at a time: the average over a single outcome is its term.
    term = np.asarray(information.average_surprise(p[..., None], q[..., None], unit.base))
    return terms.chosen(term, focus, p.shape[-1]) | {
        "case": case.astype(np.uint8),
        "denied": first[..., 0].astype(np.uint8),
        "certain": p.argmax(axis=-1).astype(np.uint8),
        "denied_x": np.where(denied.any(axis=-1), np.take_along_axis(middle, first, -1)[..., 0], np.nan).astype(
            np.float32
        ),
        "focus_x": np.clip(np.take_along_axis(middle, mine, -1)[..., 0], 0.06, 0.94).astype(np.float32),
    }


def tables(p_weights: Sequence[int], q_weights: Sequence[int], unit: Unit) -> dict[str, Table]:
    """Each bar of P and each bar of Q from 0 to 1, the others of its distribution in their proportions."""
    outcomes = len(p_weights)
    shape = (outcomes, len(whole.PLACES) + 1, outcomes)
    focus = np.broadcast_to(np.arange(outcomes)[:, None], shape[:-1])
    now = {"p": whole.probabilities(p_weights), "q": whole.probabilities(q_weights)}
    made = {}
    for pulled, weights in (("p", p_weights), ("q", q_weights)):
        grid = whole.probabilities(whole.pulled(weights))
        moved = np.concatenate([grid, np.broadcast_to(now[pulled], (outcomes, 1, outcomes))], axis=1)
        p = moved if pulled == "p" else np.broadcast_to(now["p"], shape)
        q = moved if pulled == "q" else np.broadcast_to(now["q"], shape)
        alone = own(moved, unit) if pulled == "p" else believed(moved, unit)
        still = believed(now["q"], unit) if pulled == "p" else own(now["p"], unit)
        measured = compared(p, q, unit)
        rows = alone | measured | judged_by(p, q, measured, unit) | worded(p, q, focus, unit)
        for k in range(outcomes):
            constants = still | {"held": terms.held(outcomes, k), "focus": np.array(k, dtype=np.uint8)}
            made[f"{pulled}{k}"] = Table(
                places=whole.PLACES,
                now=float(now[pulled][k]),
                rows={quantity: values[k] for quantity, values in rows.items()},
                commit={"truth" if pulled == "p" else "belief": pulled, "grip": f"={pulled.upper()}{k + 1}"},
                constants=constants,
            )
    return made


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The five pictures; they depend on the unit only."""
    top = heights(UNITS[unit_name])
    return (
        Figure(
            "P",
            "P: what is true",
            bars.figure(x="bar_x", height="p", width="bar_width"),
            height=215,
            narrow_height=190,
            columns=4,
            describes="Bar chart of the true probabilities P",
        ),
        Figure(
            "Q",
            "Q: what you believe; the ticks are P",
            bars.figure(x="bar_x", height="q", width="bar_width", colour=palette.MODEL, ticks="p"),
            height=215,
            narrow_height=190,
            columns=4,
            describes="Bar chart of the believed probabilities Q",
        ),
        Figure(
            "costs",
            "What it costs, in " + unit_name,
            sums.figure(
                [("H", "CE", 2), ("HQ", "CE_swapped", 1), ("zero_length", "JS", 0)],
                longest=0.66 * top,
                unit=unit_name,
            ),
            height=215,
            columns=4,
            describes="Bars: the cost of believing Q as entropy of P plus KL, the same the other way round, "
            "and Jensen-Shannon",
        ),
        Figure(
            "own",
            "Surprise of someone who knows P: {H} on average",
            areas.figure(left="left", width="p", height="s_own", top=top, unit=unit_name, colour=palette.MUTED),
            height=190,
            columns=6,
            describes="Blocks as wide as P and as high as the surprise of someone who knows P",
        ),
        Figure(
            "cost",
            "Surprise of someone who believes Q: {CE} on average",
            areas.figure(left="left", width="p", height="s", top=top, unit=unit_name, beside="s_own"),
            height=190,
            columns=6,
            describes="Blocks as wide as P and as high as the surprise of someone who believes Q",
        ),
    )


def labels() -> tuple[Label, ...]:
    """The words on the figures."""
    each = range(SLOTS)
    return (
        *(Label("P", f"{{name[{i}]:word}}", f"bar_x[{i}]", "floor", anchor="below") for i in each),
        *(Label("Q", f"{{name[{i}]:word}}", f"bar_x[{i}]", "floor", anchor="below") for i in each),
        *(Label("P", f"{{p[{i}]:set}}", f"bar_x[{i}]", f"p[{i}]", "truth", anchor="high") for i in each),
        *(Label("Q", f"{{q[{i}]:set}}", f"bar_x[{i}]", f"q[{i}]", "model", anchor="high") for i in each),
        Label("costs", "Q believed, P true: {H} + {KL} = {CE}", "floor", "row2", "cost", anchor="above-right"),
        Label("costs", "swapped: {HQ} + {KL_swapped} = {CE_swapped}", "floor", "row1", "cost", anchor="above-right"),
        Label("costs", "Jensen-Shannon, the same both ways: {JS}", "floor", "row0", "cost", anchor="above-right"),
        Label("own", "{name[focus]:word}\n{s_own[focus]} high", "focus_x", "s_own[focus]", "muted", anchor="above"),
        Label("cost", "{name[focus]:word}\n{s[focus]} high", "focus_x", "s[focus]", "cost", anchor="above"),
        Label("cost", "∞", "denied_x", "ceiling", "cost", anchor="inside"),
    )


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and its two parts."""
    return (
        (
            Part("H(P,Q)", "cost"),
            Part(" = Σ "),
            Part("p", "truth"),
            Part(f" · {unit.log}(1/"),
            Part("q", "model"),
            Part(")  =  "),
            Part("H(P)", "muted"),
            Part(" + "),
            Part("KL(P‖Q)", "cost"),
        ),
        (
            *terms.parts("p", "s", zero="0 × …"),
            Part(" = "),
            Part("{CE}", "cost"),
            Part(" = "),
            Part("{H}", "muted"),
            Part(" + "),
            Part("{KL}", "cost"),
            Part(" {CE:unit}"),
        ),
    )


SAYS = (
    "Believing Q costs {CE} {CE:unit}: {H} that nobody avoids, and {KL} for being wrong.",
    "Q equals P. The cost is {H} {H:unit}, and the extra is 0.",
    "Q says {name[denied]:word} never happens, but it does. The cost is infinite.",
    "{name[focus]:Word} never happens, so Q’s {q[focus]:set} for it is wasted, but the cost is finite.",
    "Only {name[certain]:word} happens. The cost is its surprise under Q: {CE} {CE:unit}.",
)
LINKS = (
    Link("First state", {**FIRST, "events": ""}, "Swapped is not the same: the two directions differ."),
    Link("Q = P", {**FIRST, "belief": FIRST["truth"], "events": ""}, "Not 0: the weather stays uncertain."),
    Link(
        "Overconfident",
        {**FIRST, "belief": "97,1,1,1", "events": ""},
        "Nearly all on sun; half of the days are not.",
    ),
    Link(
        "Never",
        {**FIRST, "belief": "1,1,0,0", "events": ""},
        "Rain and snow do come: infinite, not a large number.",
    ),
    Link(
        "The other way round",
        {"truth": "1,1,0,0", "grip": "", "belief": FIRST["truth"], "events": ""},
        "Expecting what never comes is cheap; swapped it is infinite. Jensen-Shannon is the same both ways.",
    ),
    Link(
        "Two coins",
        {"truth": "9,1", "belief": "1,1", "events": "heads,tails", "grip": ""},
        "A loaded coin taken for fair.",
    ),
    Link(
        "Two coins, swapped",
        {"truth": "1,1", "belief": "9,1", "events": "heads,tails", "grip": ""},
        "A fair coin taken for a loaded one costs more.",
    ),
    Link(
        "One-hot truth",
        {"truth": "1,0,0,0", "grip": "", "belief": "7,1,1,1", "events": ""},
        "Only one thing happens: this is the next lesson.",
    ),
)
START = {**FIRST, "events": "", "unit": "bits"}
ASLEEP = ("costs", "own", "cost")
PREDICTIONS = (
    Prediction(
        "1",
        "Pull Q’s sun to where the cost is least.",
        START,
        START | {"belief": "35,20,10,5"},
        "code0",
        (
            "0.5, the true chance of sun. Cost {CE}. Believing too little costs, believing too much costs.",
            "More is not better: at {q[0]:set} the cost is {CE}.",
        ),
        "Not yet. Q’s sun is at {q[0]:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "2",
        "Find the Q that costs the same whatever is true.",
        START,
        START | {"belief": "1,1,1,1"},
        "code1",
        ("All equal: every outcome surprises by 2 bits, so the average is 2 for any P.",),
        "Not yet. Q’s sun surprises by {s[0]} bits, its cloud by {s[1]}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "3",
        "Make the cost infinite with one bar.",
        START,
        START | {"belief": "0,4,2,1"},
        "code2",
        ("Any bar of Q at 0 will do where P is above 0: what you called impossible does happen.",),
        "Not yet. The cost is {CE} bits. Look at the picture, then try again.",
        ASLEEP,
    ),
)
GOALS = (
    Goal("G1", "A belief that differs from the truth and costs at most 0.03 bits extra.", "goal0"),
    Goal("G2", "An infinite cost.", "goal1"),
    Goal("G3", "Less than 1 bit extra one way, infinite the other way round.", "goal2"),
    Goal("G4", "A belief that costs 2 bits whatever is true.", "goal3"),
)


def scene(
    p: Sequence[int] = TRUE,
    q: Sequence[int] = BELIEVED,
    *,
    unit: str = "bits",
    names: Sequence[str] = (),
    grip: str = "Q1",
) -> Scene:
    """The picture of a truth and a belief, with a handle on every bar of both."""
    chosen = UNITS[unit]
    outcomes = len(p)
    words, named = spoken(names or (WEATHER if outcomes == len(WEATHER) else ()))

    made = tables(p, fitted(q, outcomes), chosen)
    opening = f"{grip[0].lower()}{int(grip[1:]) - 1}"

    def grips(which: str, figure: str, role: str) -> list[Handle]:
        return [
            Handle(
                f"{which}{k}",
                f"{figure}, probability of {{name[{k}]:word}}",
                f"{{{which}[{k}]:set}}",
                (f"{which}{k}",),
                axis="y",
                figure=figure,
                x=f"bar_x[{k}]",
                y=f"{which}[{k}]",
                role=role,
            )
            for k in range(outcomes)
        ]

    return Scene(
        name="cross-entropy",
        figures=figures(unit),
        tables=made,
        opening=opening if opening in made else "q0",
        handles=(*grips("p", "P", "truth"), *grips("q", "Q", "model")),
        labels=labels(),
        says=SAYS,
        case="case",
        formula=formula(chosen),
        units=chosen.words,
        choices=choices(unit),
        words=words,
        links=LINKS,
        predictions=PREDICTIONS,
        goals=GOALS,
        shared=terms.counted(outcomes)
        | {
            "name": named(outcomes),
            "bar_x": (np.arange(outcomes) + 0.5) / outcomes,
            "bar_width": np.full(outcomes, min(0.72 / outcomes, 0.22)),
            "floor": np.array(0.0),
            "ceiling": np.array(heights(chosen)),
            "zero_length": np.array(0.0),
            "row0": np.array(0.26),
            "row1": np.array(1.26),
            "row2": np.array(2.26),
        },
        reset=dict.fromkeys((*START, "unit"), ""),
    )
