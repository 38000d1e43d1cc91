"""The switch between the units of information, and the range of an axis of surprise."""

import math
import re
from dataclasses import replace

import lossviz
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene.scene import Link, Switch


def unit_switch(chosen: str) -> tuple[Switch, ...]:
    """The switch, standing at the chosen unit."""
    return (Switch("Unit of surprise", chosen, tuple((name, {"unit": name}) for name in UNITS)),)


def conversion(unit: str, other: str) -> float:
    """How many of the other unit one of the first is: 1 bit is 0.693 nats."""
    return float(lossviz.surprise(0.5, base=UNITS[other].base) / lossviz.surprise(0.5, base=UNITS[unit].base))


LEAST_PROBABILITY = 2.0**-6.5
# Smaller numbers are written with a power of ten.
LEAST_WRITTEN = 1e-3


def surprise_axis_top(unit: Unit) -> float:
    """The upper end of an axis of surprise, in the unit; taller bars are cut off."""
    return float(lossviz.surprise(LEAST_PROBABILITY, base=unit.base))


_AMOUNT = re.compile(r"\[(\S+)([ |])(bits|nats)\]")


def links_in(unit: Unit, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Links whose texts and notes say amounts of information in a unit.

    They are written in one of their own: `[1.41 nats]` is an amount, `[1.41|nats]` its number alone.
    """

    def said(amount: re.Match[str]) -> str:
        text, between, own = amount.groups()
        number = float(text.replace("−", "-"))
        if UNITS[own] != unit:
            number = convert(number, UNITS[own], unit)
            text = written(number)
        return text if between == "|" else f"{text} {unit.singular if number == 1 else unit.plural}"

    return tuple(replace(link, text=_AMOUNT.sub(said, link.text), note=_AMOUNT.sub(said, link.note)) for link in links)


def convert(number: float, unit: Unit, other: Unit) -> float:
    """An amount of one unit in another."""
    return number * math.log(unit.base) / math.log(other.base)


def written(number: float) -> str:
    """A positive number with three digits, or all before its point."""
    if number < LEAST_WRITTEN:
        mantissa, _, power = f"{number:.1e}".partition("e")
        return f"{mantissa}e{int(power)}".replace("-", "−")
    return f"{number:,.0f}" if number >= 1000 else f"{number:#.3g}".rstrip(".")
