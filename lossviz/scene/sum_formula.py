"""A sum with its numbers in it: every term if there are few, else the highlighted one, the largest and the rest."""

from collections.abc import Callable, Mapping

import numpy as np

from lossviz.scene.quantities import Array
from lossviz.scene.scene import Part, marked

FEW = 5
FEWEST, MOST = 3, 9  # significant digits of the numbers in a sum
DECIMALS = (3, 4, 6, 9)
SCALES = 10.0 ** np.arange(-6, 20)  # powers of ten, the usual ones


def written_terms(term: Array, focus: Array, outcomes: Array | int) -> dict[str, Array]:
    """The indices of the two terms of each row that are written out, and the sum of the others.

    `focus` is the index of the highlighted term; the other one is the largest. Where there are at most five outcomes
    all terms are written out, and the rest is 0.
    """
    few = np.broadcast_to(np.asarray(outcomes) <= FEW, focus.shape)
    places = np.arange(term.shape[-1])
    largest = term.argmax(axis=-1)
    others = np.where(places == focus[..., None], -1.0, term)
    largest = np.where(largest == focus, others.argmax(axis=-1), largest)
    largest = np.where(few, focus, largest)
    written = (places == focus[..., None]) | (places == largest[..., None]) | few[..., None]
    return {
        "one": np.minimum(focus, largest).astype(np.uint8),
        "other": np.maximum(focus, largest).astype(np.uint8),
        "rest": np.where(written, 0.0, term).sum(axis=-1),
    }


def term_counts(outcomes: int) -> dict[str, Array]:
    """The quantities of the formula that depend on the number of terms only."""
    few = outcomes <= FEW
    return {
        "plus": (few & (np.arange(outcomes) > 0)).astype(np.uint8),
        "few": np.array(few, dtype=np.uint8),
        "many": np.array(not few, dtype=np.uint8),
        "others": np.array(max(outcomes - 2, 0), dtype=np.uint8),
    }


def highlighted(outcomes: int, focus: int) -> Array:
    """1 for the highlighted term, 0 for the others."""
    return np.asarray(np.arange(outcomes) == focus, dtype=np.uint8)


def sum_parts(weight: str, value: str, zero: str) -> list[Part]:
    """The terms `weight` times `value` as parts of a formula; `zero` is written where the weight is 0.

    They have as many digits as the quantity `digits` says (`sum_digits`).
    """
    written: list[Part] = []
    for i in range(FEW):
        written += [
            Part(" + ", when=f"plus[{i}]"),
            Part(f"{{{weight}[{i}]:setdigits}}", "truth", when=f"few {weight}[{i}]", mark=f"highlighted[{i}]"),
            Part(" × ", when=f"few {weight}[{i}]"),
            Part(f"{{{value}[{i}]:digits}}", "cost", when=f"few {weight}[{i}]", mark=f"highlighted[{i}]"),
            Part(zero, "muted", when=f"few !{weight}[{i}]", mark=f"highlighted[{i}]"),
        ]
    for term in ("one", "other"):
        there = f"many {weight}[{term}]"
        written += [
            *([Part(" + ", when="many")] if term == "other" else []),
            Part(f"{{{weight}[{term}]:setdigits}}", "truth", when=there, mark=f"highlighted[{term}]"),
            Part(" × ", when=there),
            Part(f"{{{value}[{term}]:digits}}", "cost", when=there, mark=f"highlighted[{term}]"),
            Part(zero, "muted", when=f"many !{weight}[{term}]", mark=f"highlighted[{term}]"),
        ]
    return [*written, *marked("[muted] + … {others:count} more: [/][cost]{rest:digits}[/]", when="many")]


def adding_up(terms: Array, total: Array) -> tuple[Array, Array]:
    """Terms (..., n) and their sums, rounded so that they add up as they are shown.

    To three decimals where these add up of themselves, else to four, or to more where something that is not 0 would be
    shown as 0; what is then left of rounding is in the largest term. Where something is infinite nothing is rounded.
    """
    exact = np.concatenate([terms, np.asarray(total)[..., None]], axis=-1)
    finite = np.isfinite(terms).all(axis=-1, keepdims=True)
    shown, done = exact, ~finite
    largest = abs(terms).argmax(axis=-1)[..., None] == np.arange(terms.shape[-1])
    with np.errstate(invalid="ignore"):
        for decimals in DECIMALS:
            short = np.round(exact, decimals)
            left = np.round(np.where(finite, short[..., -1:] - short[..., :-1].sum(axis=-1, keepdims=True), 0.0), 9)
            vanishes = ((short == 0) & (abs(exact) > 0.5 * 10.0 ** -DECIMALS[-1])).any(axis=-1, keepdims=True)
            fits = ~vanishes & ((left == 0) | (decimals > DECIMALS[0]))
            short[..., :-1] = np.round(short[..., :-1] + np.where(largest, left, 0.0), decimals)
            shown = np.where(~done & (fits | (decimals == DECIMALS[-1])), short, shown)
            done = done | fits
    return shown[..., :-1], shown[..., -1]


def as_written(values: Array, digits: int = 4) -> Array:
    """Numbers as they are written with so many significant digits, one fewer beside a power of ten.

    With four it is how `{x:precise}` writes them.
    """
    size = np.abs(values)
    with np.errstate(all="ignore"):
        power = np.floor(np.log10(size))
        is_plain = (size < 9999.5) & (size >= 0.00009995)
        if is_plain.all():
            scale = SCALES[(digits + 5 - power).astype(np.intp)]
            return np.asarray(np.rint(values * scale) / scale)
        scale = 10.0 ** (np.where(is_plain, digits, digits - 1) - 1 - power)
        return np.where(np.isfinite(scale) & (scale > 0), np.round(values * scale) / scale, values)


def as_set(values: Array, digits: int) -> Array:
    """Numbers as `{x:setdigits}` writes them: as they are where they have a short form."""
    with np.errstate(invalid="ignore"):
        is_short = abs(values - np.rint(values * 1e4) / 1e4) <= 1e-12 * abs(values)
    return values if is_short.all() else np.where(is_short, values, as_written(values, digits))


def last_digit(total: Array) -> Array:
    """What one is worth in the last digit of computed numbers, which have three significant ones."""
    with np.errstate(all="ignore"):
        power = np.floor(np.log10(abs(as_written(total, 3))))
        unit = 10.0 ** (power - np.where((power >= 4) | (power < -4), 1, 2))
    return np.where(np.isfinite(unit) & (unit > 0), unit, 1.0)


def fewest_digits(result: Callable[[Array, int], Array], total: Array, unit: Array) -> Array:
    """For each row the fewest digits with which numbers must be written for their result to round to the one shown.

    `result` takes the indices of some rows and a number of digits, and returns what follows from the numbers as they
    are written. The shown `total` (rows,) has last digits that are worth `unit`. Where no number of digits does, and
    where a total is not finite, they are the fewest of all.
    """
    digits, left = np.full(len(total), FEWEST, dtype=np.uint8), np.flatnonzero(np.isfinite(total))
    for count in range(FEWEST, MOST):
        with np.errstate(all="ignore"):
            off = (result(left, count) - total[left]) / unit[left] * np.where(total[left] < 0, -1, 1)
        # Halves are rounded away from 0.
        left = left[~((off > -0.5 - 1e-6) & (off < 0.5 - 1e-6))]
        digits[left] = count + 1
        if not len(left):
            break
    digits[left] = FEWEST
    return digits


def sum_digits(
    weight: Array, value: Array, known: Mapping[str, Array], outcomes: Array | int, total: Array, unit: Array
) -> Array:
    """The digits with which the terms of a sum (..., n) are written, so that they add up to the shown total.

    `known` are the `written_terms`.
    """
    value, few = np.broadcast_to(value, weight.shape), np.asarray(outcomes) <= FEW
    if not few.any():
        two = np.stack([known["one"], known["other"]], axis=-1).astype(np.intp)
        weight, value = (np.take_along_axis(one, two, axis=-1) for one in (weight, value))
    elif not few.all():
        places, is_few = np.arange(weight.shape[-1]), np.broadcast_to(few, total.shape)[..., None]
        named = (places == known["one"][..., None]) | (places == known["other"][..., None])
        weight = np.where(is_few | named, weight, 0.0)
    shape = weight.shape[-1]
    factors = weight.reshape(-1, shape)
    values = np.where(factors > 0, value.reshape(-1, shape), 1.0)
    rest = np.broadcast_to(known["rest"], total.shape).ravel()

    has_rest = rest.any()

    def result(rows: Array, count: int) -> Array:
        terms = as_set(factors[rows], count) * as_written(values[rows], count)
        total = terms.sum(axis=-1)
        return np.asarray(total + as_written(rest[rows], count) if has_rest else total)

    return fewest_digits(result, np.ravel(total), np.ravel(unit)).reshape(total.shape)


def of_parts(written: Array, exact: Array) -> Array:
    """The result of a sum as its parts give it as they are written, to as many digits as are right.

    `written` is the sum of the parts as they are written and `exact` that of the parts themselves. The result has at
    most three decimals and four digits, and as few as make it differ from the exact sum by less than one unit of the
    last one.
    """
    with np.errstate(all="ignore"):
        right = np.floor(-np.log10(2 * abs(written - exact)))
        room = 3 - np.floor(np.log10(np.maximum(abs(exact), 1.0)))
        scale = 10.0 ** np.minimum(right, room)
        rounded = np.round(written * scale) / scale
        return np.where(np.isfinite(rounded), rounded, exact)
