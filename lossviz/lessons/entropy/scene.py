"""How uncertain is this? A distribution by hand, the surprise of each outcome, and their average."""

from collections.abc import Sequence
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import areas, bars, curve, stack
from lossviz.inputs import distribution as whole
from lossviz.inputs.outcome_names import Named, spoken
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene import assessment as judged
from lossviz.scene import sum_formula as terms
from lossviz.scene.scene import ABSENT, Array, Figure, Goal, Handle, Label, Link, Part, Prediction, Scene, Table
from lossviz.scene.unit_choice import choices
from lossviz.theory import information

SLOTS = whole.MOST
OUTCOMES = np.arange(whole.FEWEST, whole.MOST + 1)
TALLEST = 2.0**-6.5
REACH = 0.16  # half the width of the label on the block in hand


def padded(row: Array, fill: float = np.nan) -> Array:
    """One row of outcomes, filled up to eight, so that rows with more or fewer outcomes share a table."""
    whole = np.full(SLOTS, fill, dtype=row.dtype)
    whole[: len(row)] = row
    return whole


def heights(unit: Unit) -> float:
    """The surprise at the top of the areas' frame; higher blocks leave it."""
    return float(lossviz.surprise(TALLEST, base=unit.base))


def measured(p: Array, unit: Unit) -> dict[str, Array]:
    """The quantities of each row of probabilities, outcomes on the last axis."""
    surprise = np.asarray(lossviz.surprise(p, base=unit.base))
    # One outcome at a time: the average over a single outcome is its share.
    share = np.asarray(information.average_surprise(p[..., None], p[..., None], unit.base))
    return {
        "p": p,
        "s": surprise,
        "share": share,
        "H": np.asarray(lossviz.entropy(p, base=unit.base)),
        "perplexity": np.asarray(lossviz.perplexity(p)),
        "left": (np.cumsum(p, axis=-1) - p).astype(np.float32),
        "start": (np.cumsum(share, axis=-1) - share).astype(np.float32),
    }


def judged_by(p: Array, outcomes: Array) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    here = np.arange(p.shape[-1]) < outcomes[..., None]
    bits = np.asarray(lossviz.entropy(p))
    first, second = p[..., 0], p[..., 1]
    rarest = np.asarray(lossviz.surprise(np.where(here, p, 1).min(axis=-1)))
    sure = judged.within(first, 0, 0.01) | judged.within(first, 1, 0.01)
    tails = [judged.within(second, 0.125, 0.01), judged.within(second, 1 / 3, 0.02)]
    return {
        "code0": judged.answered([judged.within(first, 0.5, 0.01), sure], asked=outcomes == 2),
        "code1": judged.answered(tails, asked=outcomes == 2),
        "code2": judged.answered([bits >= 2.999], asked=outcomes == 8),
    } | judged.met(
        (
            (outcomes == 3) & judged.within(bits, 1, 0.01),
            (outcomes == 8) & (bits <= 0.6) & (p > 0).all(axis=-1),
            (rarest >= 5) & (bits <= 0.2),
            (outcomes == 2) & judged.within(bits, 0.5, 0.01),
        )
    )


def worded(measured: dict[str, Array], focus: Array, outcomes: Array, top: float, coin: bool) -> dict[str, Array]:
    """Which sentence holds for each row, which terms the formula shows, and where labels have room."""
    p, surprise, share = measured["p"], measured["s"], measured["share"]
    here = np.arange(p.shape[-1]) < outcomes[..., None]
    mine = np.take_along_axis(p, focus[..., None], axis=-1)[..., 0]
    certain, uniform = (p == 1).any(axis=-1), ((p == p[..., :1]) | ~here).all(axis=-1)
    case = np.select([certain, uniform, mine == 0, (outcomes == 2) & coin], [1, 2, 3, 4], default=0)
    middle = np.cumsum(p, axis=-1) - p / 2
    mid = np.take_along_axis(middle, focus[..., None], axis=-1)
    at = np.clip(mid, REACH, 1 - REACH)
    near = (abs(middle - at) < REACH + p / 2) & (p > 0)
    room = (p >= 0.09) & (abs(middle - at) >= REACH + 0.06) & (outcomes <= terms.FEW)[..., None]
    return terms.chosen(share, focus, outcomes) | {
        "case": case.astype(np.uint8),
        "certain": p.argmax(axis=-1).astype(np.uint8),
        "middle": np.where(room, middle, np.nan).astype(np.float32),
        "focus_x": at[..., 0].astype(np.float32),
        "focus_y": np.where(near, np.minimum(surprise, 2 * top), 0).max(axis=-1).astype(np.float32),
    }


def drawn(p: Array, focus: Array, outcomes: Array, unit: Unit, coin: bool) -> dict[str, Array]:
    """Every quantity for rows of probabilities, of which `focus` is the outcome in hand.

    A row may have fewer `outcomes` than places: then those after them are 0.
    """
    quantities = measured(p, unit)
    return quantities | judged_by(p, outcomes) | worded(quantities, focus, outcomes, heights(unit), coin)


@cache
def set_out(outcomes: int, focus: int, unit: Unit) -> dict[str, Array]:
    """What depends on the number of outcomes only."""
    most, highest = (
        float(lossviz.entropy(np.full(count, 1 / count), base=unit.base))
        for count in (outcomes, outcomes if outcomes == 2 else SLOTS)
    )
    return terms.counted(outcomes) | {
        "held": terms.held(outcomes, focus),
        "focus": np.array(focus, dtype=np.uint8),
        "curve_of": np.array(0 if outcomes == 2 else focus, dtype=np.uint8),
        "K": np.array(outcomes, dtype=np.uint8),
        "most": np.array(most),
        "ceiling": np.full(2, most),
        "curve_range": np.array([0.0, 1.22 * highest]),
        "bar_x": (np.arange(outcomes) + 0.5) / outcomes,
        "bar_width": np.full(outcomes, min(0.72 / outcomes, 0.22)),
    }


def pull_tables(weights: Sequence[int], unit: Unit, named: Named, coin: bool) -> dict[str, Table]:
    """Each outcome's probability from 0 to 1, the others in their proportions: all tables in one sweep."""
    outcomes = len(weights)
    now = whole.probabilities(weights)
    p = whole.probabilities(whole.pulled(weights))
    p = np.concatenate([p, np.broadcast_to(now, (outcomes, 1, outcomes))], axis=1)
    focus = np.broadcast_to(np.arange(outcomes)[:, None], p.shape[:-1])
    quantities = drawn(p, focus, np.full(focus.shape, outcomes), unit, coin)
    curves = quantities["H"][:, :-1].astype(np.float32)
    tables = {}
    for outcome in range(outcomes):
        constants = set_out(outcomes, outcome, unit)
        constants = constants | {"name": named(outcomes), "curve_y": curves[constants["curve_of"]]}
        tables[f"p{outcome}"] = Table(
            places=whole.PLACES,
            now=float(now[outcome]),
            rows={name: values[outcome] for name, values in quantities.items()},
            commit={"p": "p", "hand": f"={outcome + 1}"},
            constants=constants,
        )
    return tables


@cache
def sizes_set_out(unit: Unit) -> dict[str, Array]:
    """What depends on the number of outcomes only, a row for each."""
    rows = [set_out(int(outcomes), 0, unit) for outcomes in OUTCOMES]
    # One scale while the number changes, the coin's too: an axis that followed every step would be drawn anew.
    rows[0] = rows[0] | {"curve_range": rows[-1]["curve_range"]}
    return {name: np.stack([filled(name, row[name]) for row in rows]) for name in rows[0]}


def size_table(weights: Sequence[int], unit: Unit, named: Named, coin: bool) -> Table:
    """Two to eight outcomes, newcomers with the mean of the weights so far."""
    reachable = [whole.modest(whole.resized(weights, int(outcomes))) for outcomes in OUTCOMES]
    sizes = [*reachable, tuple(weights)]
    outcomes = np.array([len(size) for size in sizes])
    padded_weights = np.stack([padded(np.array(size, dtype=np.int64), 0) for size in sizes])
    p = whole.probabilities(padded_weights)
    quantities = drawn(p, np.zeros(len(sizes), dtype=np.int64), outcomes, unit, coin)
    absent = np.arange(SLOTS) >= outcomes[:, None]
    for name in ("p", "s", "share", "left", "start"):
        quantities[name] = np.where(absent, np.nan, quantities[name]).astype(quantities[name].dtype)
    now = set_out(len(weights), 0, unit)
    for name, rows in sizes_set_out(unit).items():
        quantities[name] = np.concatenate([rows, filled(name, now[name])[None]])
    sent = [*reachable, whole.modest(weights)]
    curves = lossviz.entropy(whole.probabilities(whole.first_pulled(padded_weights, outcomes)), base=unit.base)
    return Table(
        places=OUTCOMES.astype(float),
        now=float(len(weights)),
        rows=quantities
        | {
            "weights": np.stack([padded(np.array(size, dtype=np.int16), ABSENT) for size in sent]),
            "curve_y": np.asarray(curves, dtype=np.float32),
            "name": np.stack([named(len(size)) for size in sizes]),
        },
        commit={"p": "weights", "hand": ""},
    )


def filled(name: str, values: Array) -> Array:
    """One row of a quantity, as long as with eight outcomes if it has one number for each."""
    if np.ndim(values) == 0 or name in ("ceiling", "curve_range"):
        return values
    return padded(values, np.nan if values.dtype.kind == "f" else 0)


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four pictures; they depend on the unit only, every outcome's place being a quantity."""
    unit = UNITS[unit_name]
    longest = 1.3 * float(lossviz.entropy(np.full(SLOTS, 1 / SLOTS), base=unit.base))
    return (
        Figure(
            "bars",
            "How likely is each outcome?",
            bars.figure(x="bar_x", height="p", width="bar_width"),
            height=262,
            narrow_height=215,
            columns=4,
            describes="Bar chart of the probabilities",
        ),
        Figure(
            "areas",
            "Each block’s area is its part of the entropy",
            areas.figure(left="left", width="p", height="s", top=heights(unit), unit=unit_name),
            height=262,
            narrow_height=205,
            columns=4,
            describes="Blocks as wide as a probability and as high as its surprise",
        ),
        Figure(
            "curve",
            "Entropy as {name[curve_of]:word} changes",
            curve.figure(
                x="curve_x",
                y="curve_y",
                dot_x="p[curve_of]",
                dot_y="H",
                ceiling="ceiling",
                x_title="probability",
                y_title=f"entropy in {unit_name}",
                y_range="curve_range",
            ),
            height=262,
            narrow_height=230,
            columns=4,
            describes="Curve of the entropy over one probability, with a dot at the present state",
        ),
        Figure(
            "stack",
            "All blocks end to end: entropy {H} {H:unit}, as uncertain as a fair die with {perplexity} sides",
            stack.figure(start="start", length="share", ceiling="ceiling", longest=longest, unit=unit_name),
            height=84,
            columns=12,
            describes="The parts of the entropy end to end, against the most it could be",
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
        Label(
            "areas",
            "{name[focus]:word}\n{p[focus]:set} × {s[focus]} = {share[focus]}",
            "focus_x",
            "focus_y",
            "cost",
            anchor="above",
        ),
        Label("stack", "at most {most}", "most", "floor", "muted", anchor="right"),
        Label("curve", "at most {most}", "floor", "most", "muted", anchor="above-right"),
    )


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, and the same with the numbers in it."""
    written = (
        Part("H(P)", "truth"),
        Part(" = Σ "),
        Part("p", "truth"),
        Part(" · "),
        Part(f"{unit.log}(1/p)", "cost"),
    )
    numbers = (
        *terms.parts("p", "s", zero="0"),
        Part(" = "),
        Part("{H}", "cost"),
        Part(" {H:unit}"),
    )
    return written, numbers


SAYS = (
    "{name[focus]:Word} at {p[focus]:set}: surprise {s[focus]} {s[focus]:unit}. "
    "On average {H} {H:unit}, of at most {most}.",
    "{name[certain]:Word} is certain. Nothing can surprise you: 0 {H:unit}.",
    "All {K:count} outcomes equally likely: {H} {H:unit}, the most that {K:count} outcomes can have.",
    "{name[focus]:Word} never happens. It adds nothing: 0 times infinite surprise counts as 0.",
    "{name[0]:Word} {p[0]:set}: {H} {H:unit} per toss, as uncertain as a fair die with {perplexity} sides.",
)


LINKS = (
    Link("Fair coin", {"p": "1,1", "names": "", "hand": ""}, "The hardest coin to guess."),
    Link(
        "Nearly sure",
        {"p": "99,1", "names": "", "hand": ""},
        "The curve is steepest at its ends: the last doubts are the dearest.",
    ),
    Link(
        "Certainty",
        {"p": "1,0", "names": "", "hand": ""},
        "The block that never comes is infinitely high, 0 wide, and has no area.",
    ),
    Link(
        "The largest block",
        {"p": "368,632", "names": "", "hand": ""},
        "One block is largest near 1/e, not at one half.",
    ),
    Link("Fair die", {"p": "1,1,1,1,1,1", "names": "1,2,3,4,5,6", "hand": ""}, "Six sides, so perplexity 6."),
    Link(
        "Halves",
        {"p": "4,2,1,1", "names": "", "hand": ""},
        "Each halving of the probability is one more bit of surprise.",
    ),
    Link(
        "Vowels in English text",
        {"p": "8167,12702,6966,7507,2758", "names": "a,e,i,o,u", "hand": ""},
        "Nearly even, yet not quite (R. E. Lewand, 2000).",
    ),
    Link(
        "Eight outcomes, hardly any doubt",
        {"p": "93,1,1,1,1,1,1,1", "names": "", "hand": ""},
        "More outcomes need not mean more entropy: this is less than one fair coin.",
    ),
)
ASLEEP = ("areas", "stack", "curve")
PREDICTIONS = (
    Prediction(
        "1",
        "Make this coin as hard to guess as a coin can be.",
        {"p": "9,1", "unit": "bits", "names": "", "hand": ""},
        {"p": "1,1", "unit": "bits", "names": "", "hand": ""},
        "code0",
        (
            "0.5: 1.00 bit. One yes-or-no question per toss, and no way to do with less.",
            "A sure coin is no surprise: it tends to 0 bits.",
        ),
        "Not yet. It is at {p[0]:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "2",
        "When you see tails, be exactly 3 bits surprised.",
        {"p": "9,1", "unit": "bits", "names": "", "hand": ""},
        {"p": "7,1", "unit": "bits", "names": "", "hand": ""},
        "code1",
        (
            "One in eight: halve 1 three times. A 1 in 1,000 event would be 9.97 bits.",
            "One in three is 1.58 bits. Each bit is a halving.",
        ),
        "Not yet. Tails is at {p[1]:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "3",
        "How many equally likely outcomes make 3 bits?",
        {"p": "1,1", "unit": "bits", "names": "", "hand": ""},
        {"p": "1,1,1,1,1,1,1,1", "unit": "bits", "names": "", "hand": ""},
        "code2",
        ("8, since three doublings of 1 make 8. Perplexity says it back: as uncertain as a fair die with 8 sides.",),
        "Not yet. There are {K:count}, with {H} {H:unit}. Look at the picture, then try again.",
        ASLEEP,
    ),
)


GOALS = (
    Goal("G1", "Three outcomes with an entropy of 1 bit.", "goal0"),
    Goal("G2", "Eight outcomes, all possible, with at most 0.6 bits.", "goal1"),
    Goal("G3", "An outcome that surprises by 5 bits or more, in a distribution of at most 0.2 bits.", "goal2"),
    Goal("G5", "A coin of half a bit.", "goal3"),
)


def scene(weights: Sequence[int] = (9, 1), *, unit: str = "bits", names: Sequence[str] = (), hand: int = 0) -> Scene:
    """The picture of one distribution, with a handle on every probability and on their number."""
    chosen = UNITS[unit]
    outcomes = len(weights)
    words, named = spoken(names)
    coin = not names
    tables = pull_tables(weights, chosen, named, coin)
    tables["outcomes"] = size_table(weights, chosen, named, coin)
    handles = [
        Handle(
            f"p{k}",
            f"probability of {{name[{k}]:word}}",
            f"{{p[{k}]:set}}",
            (f"p{k}",),
            axis="y",
            figure="bars",
            x=f"bar_x[{k}]",
            y=f"p[{k}]",
        )
        for k in range(outcomes)
    ]
    handles += [
        Handle(
            "dot",
            "{name[curve_of]:word}, on the curve",
            "{p[curve_of]:set}",
            tuple(f"p{k}" for k in range(outcomes)),
            axis="x",
            figure="curve",
            x="p[curve_of]",
            y="H",
            which="curve_of",
            role="cost",
        ),
        Handle("outcomes", "number of outcomes", "{K:count}", ("outcomes",), axis="x", role="muted", leap=2),
    ]
    return Scene(
        name="entropy",
        figures=figures(unit),
        tables=tables,
        opening=f"p{hand if hand < outcomes else 0}",
        handles=tuple(handles),
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
        shared={
            "floor": np.array(0.0),
            "stack_y": np.zeros(SLOTS),
            "stack_mark": np.array([-0.6, 0.6]),
            "curve_x": whole.PLACES,
            "curve_ends": np.array([0.0, 1.0]),
        },
        reset={"p": "", "names": "", "hand": "", "unit": ""},
    )
