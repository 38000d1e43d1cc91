"""Words with numbers in them, read once, checked when a scene is built, and written as the browser writes them.

A template is text with slots in braces, filled in from quantities: `{H}` is a computed number with three significant
digits, `{p[0]:set}` a number as it was set, `{share[0]:percent}` a percentage, `{n:count}` a whole number,
`{name[k]:word}` the word at that place in the scene's words (`Word`: with a capital), `{H:unit}` the unit of `H` in
singular or plural; `{g:factor}` and `{w:setfactor}` are computed and set numbers as they stand in a product, a negative
one in brackets, `{w:precise}` and `{w:precisefactor}` have one more digit than a computed number, for the parts of a
sum or product. `{s[0]:digits}` and `{p[0]:setdigits}` are computed and set numbers with as many significant digits as
the quantity `digits` says, where a set one has no short form. An index is a number or the name of another quantity:
`{loss[k]}`.

`lossviz/stage/state/template.js` does the same in the browser; one list of cases holds both equal.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

Quantities: TypeAlias = Mapping[str, Any]

KINDS = (
    "computed",
    "set",
    "count",
    "percent",
    "factor",
    "setfactor",
    "precise",
    "precisefactor",
    "digits",
    "digitsfactor",
    "setdigits",
    "word",
    "Word",
    "unit",
)
DIGITS = "digits"  # the quantity with the number of significant digits
_REFERENCE = re.compile(r"([A-Za-z_]\w*)(?:\[(\w+)\])?", re.ASCII)
_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Reference:
    """A quantity, or one place of it: `H`, `p[0]`, `loss[k]`."""

    quantity: str
    index: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The quantities it needs."""
        return frozenset({self.quantity} | ({self.index} if self.index and not self.index.isdigit() else set()))

    def number(self, quantities: Quantities) -> float:
        """The number that it stands for; NaN where the quantity has no such place."""
        at = 0 if not self.index else int(self.index) if self.index.isdigit() else int(first(quantities[self.index]))
        values = np.ravel(quantities[self.quantity])
        return float(values[at]) if 0 <= at < len(values) else math.nan


@dataclass(frozen=True)
class Slot:
    """A place in a template that shows a quantity."""

    reference: Reference
    kind: str

    @property
    def names(self) -> frozenset[str]:
        """The quantities it needs."""
        return self.reference.names | (frozenset({DIGITS}) if "digits" in self.kind else frozenset())


def first(values: Any) -> float:
    """The first number of a quantity."""
    return float(np.ravel(values)[0])


@lru_cache(maxsize=8192)
def reference(text: str) -> Reference:
    """Read a reference.

    Raises:
        ValueError: if it is none.
    """
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” is no reference to a quantity; write name, name[0] or name[other]")
    return Reference(found[1], found[2] or "")


@lru_cache(maxsize=8192)
def template(text: str) -> tuple[str | Slot, ...]:
    """Read a template: its texts and slots in order.

    Raises:
        ValueError: for braces that do not match, a slot that is no reference, or a kind there is not.
    """
    parts: list[str | Slot] = []
    end = 0
    for found in _SLOT.finditer(text):
        parts.append(text[end : found.start()])
        name, colon, kind = found[1].partition(":")
        if colon and kind not in KINDS[1:]:
            raise ValueError(f"“{found[0]}” in “{text}” has an unknown kind; there is {', '.join(KINDS[1:])}")
        parts.append(Slot(reference(name), kind or "computed"))
        end = found.end()
    parts.append(text[end:])
    if any(brace in part for part in parts if isinstance(part, str) for brace in "{}"):
        raise ValueError(f"the braces in “{text}” do not match")
    return tuple(part for part in parts if part)


@lru_cache(maxsize=8192)
def conditions(text: str) -> tuple[tuple[bool, Reference], ...]:
    """Read conditions such as `few !p[0]`; for each whether it is negated, and its reference."""
    return tuple((one.startswith("!"), reference(one.removeprefix("!"))) for one in text.split())


@lru_cache(maxsize=8192)
def template_names(text: str) -> frozenset[str]:
    """The quantities that a template needs."""
    return frozenset().union(*(part.names for part in template(text) if isinstance(part, Slot)))


@lru_cache(maxsize=8192)
def condition_names(text: str) -> frozenset[str]:
    """The quantities that conditions need."""
    return frozenset().union(*(one.names for _, one in conditions(text)))


@lru_cache(maxsize=8192)
def reference_names(text: str) -> frozenset[str]:
    """The quantities that a reference needs."""
    return reference(text).names


def holds(text: str, quantities: Quantities) -> bool:
    """Whether all conditions hold: a quantity is above 0, or with `!` is 0. NaN holds neither way."""
    return all(
        one.number(quantities) == 0 if negated else one.number(quantities) > 0 for negated, one in conditions(text)
    )


def write(
    text: str,
    quantities: Quantities,
    *,
    words: Sequence[str] = (),
    units: Sequence[str] = ("", ""),
    aloud: bool = False,
) -> str:
    """Fill in a template; `aloud` is for sentences, where infinity is a word."""
    return "".join(
        part if isinstance(part, str) else slot_text(part, quantities, words, units, aloud) for part in template(text)
    )


def slot_text(slot: Slot, quantities: Quantities, words: Sequence[str], units: Sequence[str], aloud: bool) -> str:
    """The text of one slot."""
    x = slot.reference.number(quantities)
    if slot.kind in ("word", "Word"):
        word = words[int(x)] if 0 <= x < len(words) else ""
        return word[:1].upper() + word[1:] if slot.kind == "Word" else word
    if slot.kind == "unit":
        return units[0 if x == 1 else 1]
    if "digits" in slot.kind:
        count = int(first(quantities[DIGITS]))
        text = set_(x, count) if slot.kind == "setdigits" else written(x, count)
        return f"({text})" if slot.kind == "digitsfactor" and x < 0 else text
    return number_text("spoken" if slot.kind == "computed" and aloud else slot.kind, x)


def number_text(kind: str, x: float) -> str:
    """One number, written as one of the kinds."""
    if kind.endswith("factor"):
        plain = number_text(kind.removesuffix("factor") or "computed", x)
        return f"({plain})" if x < 0 else plain
    if kind == "percent":
        return f"{computed(100 * x)} %"
    if kind == "count":
        return f"{int(x):,}".replace("-", "−") if math.isfinite(x) else computed(x)
    return {"set": set_, "spoken": spoken, "precise": precise}.get(kind, computed)(x)


def set_(x: float, count: int = 3) -> str:
    """What the learner set, as it was set: 0.9, 0.335; so many significant digits where it has no short form."""
    if not abs(x) < 1e15:
        return written(x, count)
    short = math.floor(x * 1e4 + 0.5) / 1e4
    if abs(x - short) > 1e-12 * abs(x):
        return written(x, count)
    return np.format_float_positional(short + 0.0, trim="-").replace("-", "−")


def computed(x: float) -> str:
    """What was computed: three significant digits, zeros kept; 0 is "0"; from 10,000 up 1.2e7."""
    return written(x, 3)


def precise(x: float) -> str:
    """The same with one more digit: a part of a sum or product whose result is written with three."""
    return written(x, 4)


def written(x: float, count: int) -> str:
    """A number with so many significant digits, at least three; one fewer beside a power of ten."""
    if math.isnan(x):
        return "–"
    if x == 0:
        return "0"
    sign, size = "−" if x < 0 else "", abs(x)
    if math.isinf(x):
        return f"{sign}∞"
    if size >= 9999.5 or size < 0.00009995:
        digits, power = significant(size, count - 1)
        return f"{sign}{digits[0]}.{digits[1:]}e{power}".replace("e-", "e−")
    if size >= 1000 - 50 / 10 ** (count - 1):
        return f"{sign}{int(Decimal(size).quantize(Decimal(1), ROUND_HALF_UP)):,}"
    digits, power = significant(size, count)
    return sign + f"{Decimal(digits).scaleb(power - count + 1):f}"


def significant(size: float, count: int) -> tuple[str, int]:
    """The first significant digits of a positive number, halves rounded up, and its power of ten."""
    exact = Decimal(size)
    rounded = exact.scaleb(count - 1 - exact.adjusted()).quantize(Decimal(1), ROUND_HALF_UP)
    power = exact.adjusted() + (1 if rounded == 10**count else 0)
    return str(rounded)[:count], power


def spoken(x: float) -> str:
    """The same number in a sentence: written as everywhere, but infinity is a word."""
    return ("infinite" if x > 0 else "minus infinite") if math.isinf(x) else computed(x)
