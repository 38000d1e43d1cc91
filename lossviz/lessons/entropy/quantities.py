"""Every quantity of the entropy lesson, along the handle of each outcome and along their number."""

from collections.abc import Sequence
from functools import cache

import numpy as np

import lossviz
from lossviz.inputs import distribution
from lossviz.inputs.outcome_names import Named
from lossviz.inputs.units import Unit
from lossviz.lessons.entropy import questions
from lossviz.scene import sum_formula
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import ABSENT, Table
from lossviz.scene.unit_switch import surprise_axis_top
from lossviz.theory import information

SLOTS = distribution.MOST
OUTCOMES = np.arange(distribution.FEWEST, distribution.MOST + 1)
REACH = 0.2  # half the width of the label on the highlighted block


def padded(row: Array, fill: float = np.nan) -> Array:
    """One row of outcomes, filled up to eight, so that rows with more or fewer outcomes share a table."""
    whole = np.full(SLOTS, fill, dtype=row.dtype)
    whole[: len(row)] = row
    return whole


def information_of(p: Array, bits: Array, unit: Unit) -> dict[str, Array]:
    """Surprise, entropy and perplexity of each row of probabilities, outcomes on the last axis.

    `bits` are the entropies in bits.
    """
    share = np.asarray(information.cross_entropy_terms(p, p, base=unit.base))
    return merged(
        numbers(
            p=p, s=lossviz.surprise(p, base=unit.base), share=share, H=share.sum(axis=-1), perplexity=np.exp2(bits)
        ),
        geometry(left=np.cumsum(p, axis=-1) - p, start=np.cumsum(share, axis=-1) - share),
    )


def written_factor(p: Array, surprise: Array, share: Array) -> dict[str, Array]:
    """The surprise as it is written in p times it: where three digits do not give the share, with four decimals.

    What is then left of rounding is in its last digit.
    """
    with np.errstate(all="ignore"):
        three = digit(surprise)
        unit = np.where(surprise >= 0.1, 1e-4, three)
        shown = np.where(abs(p - p.round(4)) < 1e-12, p, rounded(p, digit(p)))
        shown_share = rounded(share, digit(share))

        def differs(factor: Array) -> Array:
            product = shown * factor
            return np.asarray(abs(rounded(product, digit(product)) - shown_share) > 1e-9)

        nearest = rounded(surprise, unit)
        tried = [nearest + off * unit for off in (0, 1, -1)]
        finer = np.select([~differs(factor) for factor in tried], tried, nearest)
        is_finer = differs(rounded(surprise, three))
    return merged(flags(finer=is_finer), numbers(s_finer=np.where(is_finer, finer, 0.0)))


def digit(values: Array) -> Array:
    """What one is worth in the last of three significant digits."""
    return np.asarray(10.0 ** (np.floor(np.log10(np.abs(values))) - 2))


def rounded(values: Array, unit: Array) -> Array:
    """Numbers rounded to whole units, as they are written."""
    return np.asarray(np.floor(values / unit + 0.5 + 1e-9) * unit)


def text_state(known: dict[str, Array], focus: Array, outcomes: Array, top: float, coin: bool) -> dict[str, Array]:
    """Which sentence holds for each row, which terms the formula shows, and where labels have room."""
    p, surprise, share = known["p"], known["s"], known["share"]
    here = np.arange(p.shape[-1]) < outcomes[..., None]
    mine, its_surprise, its_share = (
        np.take_along_axis(row, focus[..., None], axis=-1)[..., 0] for row in (p, surprise, share)
    )
    certain, uniform = (p == 1).any(axis=-1), ((p == p[..., :1]) | ~here).all(axis=-1)
    case = np.select([certain, uniform, mine == 0, (outcomes == 2) & coin], [1, 2, 3, 4], default=0)
    middle = np.cumsum(p, axis=-1) - p / 2
    mid = np.take_along_axis(middle, focus[..., None], axis=-1)
    at = np.clip(mid, REACH, 1 - REACH)
    near = (abs(middle - at) < REACH + p / 2) & (p > 0)
    off = (p > 0) & (surprise > top)
    first_off = np.take_along_axis(middle, off.argmax(axis=-1)[..., None], axis=-1)[..., 0]
    room = (p >= 0.09) & (abs(middle - at) >= REACH + 0.06) & (outcomes <= sum_formula.FEW)[..., None]
    terms = sum_formula.written_terms(share, focus, outcomes)
    entropy = sum_formula.as_written(known["H"], 3)
    digits = sum_formula.sum_digits(p, surprise, terms, outcomes, entropy, sum_formula.last_digit(entropy))
    return merged(
        terms,
        indices(digits=digits),
        written_factor(mine, its_surprise, its_share),
        indices(case=case, certain=p.argmax(axis=-1)),
        geometry(
            middle=np.where(room, middle, np.nan),
            off_x=np.where(off.any(axis=-1), first_off, np.nan),
            focus_x=at[..., 0],
            focus_y=np.where(near, np.minimum(surprise, 2 * top), 0).max(axis=-1),
        ),
    )


def all_quantities(p: Array, focus: Array, outcomes: Array, unit: Unit, coin: bool) -> dict[str, Array]:
    """Every quantity for rows of probabilities, of which `focus` is the highlighted outcome.

    A row may have fewer `outcomes` than places: then those after them are 0.
    """
    bits = np.asarray(lossviz.entropy(p))
    known = information_of(p, bits, unit)
    state = text_state(known, focus, outcomes, surprise_axis_top(unit), coin)
    return merged(known, questions.assessed(p, outcomes, bits), state)


@cache
def layout_constants(outcomes: int, focus: int, unit: Unit) -> dict[str, Array]:
    """What depends on the number of outcomes only."""
    most, highest = (
        float(lossviz.entropy(np.full(count, 1 / count), base=unit.base))
        for count in (outcomes, outcomes if outcomes == 2 else SLOTS)
    )
    return merged(
        sum_formula.term_counts(outcomes),
        {"highlighted": sum_formula.highlighted(outcomes, focus)},
        indices(focus=focus, curve_of=0 if outcomes == 2 else focus, K=outcomes),
        numbers(
            most=most,
            ceiling=np.full(2, most),
            curve_range=[0.0, 1.22 * highest],
            bar_x=(np.arange(outcomes) + 0.5) / outcomes,
            bar_width=np.full(outcomes, min(0.72 / outcomes, 0.22)),
        ),
    )


def drag_tables(weights: Sequence[int], unit: Unit, named: Named, coin: bool) -> dict[str, Table]:
    """Tables of each outcome's probability from 0 to 1, the others in their proportions, computed at once."""
    outcomes = len(weights)
    now = distribution.probabilities(weights)
    p = distribution.probabilities(distribution.drag_grid(weights))
    p = np.concatenate([p, np.broadcast_to(now, (outcomes, 1, outcomes))], axis=1)
    focus = np.broadcast_to(np.arange(outcomes)[:, None], p.shape[:-1])
    quantities = all_quantities(p, focus, np.full(focus.shape, outcomes), unit, coin)
    curves = quantities["H"][:, :-1]
    tables = {}
    for outcome in range(outcomes):
        constants = layout_constants(outcomes, outcome, unit)
        constants = merged(constants, {"name": named(outcomes)}, geometry(curve_y=curves[constants["curve_of"]]))
        tables[f"p{outcome}"] = Table(
            places=distribution.PLACES,
            now=float(now[outcome]),
            rows={name: values[outcome] for name, values in quantities.items()},
            commit={"p": "p", "highlight": f"={outcome + 1}"},
            constants=constants,
        )
    return tables


def size_scale(unit: Unit) -> dict[str, Array]:
    """One scale while the number of outcomes changes, the coin's too: an axis that followed it would be drawn anew."""
    return {"curve_range": layout_constants(SLOTS, 0, unit)["curve_range"]}


@cache
def size_layout_constants(unit: Unit) -> dict[str, Array]:
    """What depends on the number of outcomes only, a row for each."""
    rows = [layout_constants(int(outcomes), 0, unit) for outcomes in OUTCOMES]
    rows[0] = rows[0] | size_scale(unit)
    return {name: np.stack([filled(name, row[name]) for row in rows]) for name in rows[0]}


def size_table(weights: Sequence[int], unit: Unit, named: Named, coin: bool) -> Table:
    """The table of the number of outcomes, two to eight; with more than there are all are equally likely."""
    reachable = [distribution.small_weights(distribution.resized(weights, int(outcomes))) for outcomes in OUTCOMES]
    sizes = [*reachable, tuple(weights)]
    outcomes = np.array([len(size) for size in sizes])
    padded_weights = np.stack([padded(np.array(size, dtype=np.int64), 0) for size in sizes])
    p = distribution.probabilities(padded_weights)
    quantities = all_quantities(p, np.zeros(len(sizes), dtype=np.int64), outcomes, unit, coin)
    absent = np.arange(SLOTS) >= outcomes[:, None]
    for name in ("p", "s", "share", "left", "start"):
        quantities[name] = np.where(absent, np.nan, quantities[name]).astype(quantities[name].dtype)
    now = layout_constants(len(weights), 0, unit) | size_scale(unit)
    for name, rows in size_layout_constants(unit).items():
        quantities[name] = np.concatenate([rows, filled(name, now[name])[None]])
    sent = [*reachable, distribution.small_weights(weights)]
    curves = lossviz.entropy(
        distribution.probabilities(distribution.first_drag_grid(padded_weights, outcomes)), base=unit.base
    )
    return Table(
        places=OUTCOMES.astype(float),
        now=float(len(weights)),
        rows=merged(
            quantities,
            indices(weights=np.stack([padded(np.array(size), ABSENT) for size in sent])),
            geometry(curve_y=curves),
            {"name": np.stack([named(len(size)) for size in sizes])},
        ),
        commit={"p": "weights", "highlight": ""},
    )


def filled(name: str, values: Array) -> Array:
    """One row of a quantity, as long as with eight outcomes if it has one number for each."""
    if np.ndim(values) == 0 or name in ("ceiling", "curve_range"):
        return values
    return padded(values, np.nan if values.dtype.kind == "f" else 0)
