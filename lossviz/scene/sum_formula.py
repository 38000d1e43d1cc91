"""A sum with its numbers in it: every term if there are few, else the highlighted one, the largest and the rest."""

import numpy as np

from lossviz.scene.quantities import Array
from lossviz.scene.scene import Part, marked

FEW = 5
DECIMALS = (3, 4, 6, 9)


def written_terms(term: Array, focus: Array, outcomes: Array | int) -> dict[str, Array]:
    """The indices of the two terms of each row that are written out, and the sum of the others.

    `focus` is the index of the highlighted term; the other one is the largest. Where there are at most five outcomes
    all terms are written out, and the rest is 0.
    """
    few = np.broadcast_to(np.asarray(outcomes) <= FEW, focus.shape)
    places = np.arange(term.shape[-1])
    largest = term.argmax(axis=-1)
    largest = np.where(largest == focus, np.argsort(term, axis=-1)[..., -2], largest)
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
    """The terms `weight` times `value` as parts of a formula; `zero` is written where the weight is 0."""
    written: list[Part] = []
    for i in range(FEW):
        written += [
            Part(" + ", when=f"plus[{i}]"),
            Part(f"{{{weight}[{i}]:set}}", "truth", when=f"few {weight}[{i}]", mark=f"highlighted[{i}]"),
            Part(" × ", when=f"few {weight}[{i}]"),
            Part(f"{{{value}[{i}]}}", "cost", when=f"few {weight}[{i}]", mark=f"highlighted[{i}]"),
            Part(zero, "muted", when=f"few !{weight}[{i}]", mark=f"highlighted[{i}]"),
        ]
    for term in ("one", "other"):
        written += [
            *([Part(" + ", when="many")] if term == "other" else []),
            Part(f"{{{weight}[{term}]:set}}", "truth", when="many", mark=f"highlighted[{term}]"),
            Part(" × ", when="many"),
            Part(f"{{{value}[{term}]}}", "cost", when="many", mark=f"highlighted[{term}]"),
        ]
    return [*written, *marked("[muted] + … {others:count} more: [/][cost]{rest}[/]", when="many")]


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


def as_written(values: Array) -> Array:
    """Numbers as `{x:precise}` writes them: four significant digits, three beside a power of ten."""
    size = np.abs(values)
    with np.errstate(all="ignore"):
        power = np.floor(np.log10(size))
        digits = np.where((size >= 9999.5) | (size < 0.00009995), 3, 4)
        scale = 10.0 ** (digits - 1 - power)
        return np.where(np.isfinite(scale) & (scale > 0), np.round(values * scale) / scale, values)


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
