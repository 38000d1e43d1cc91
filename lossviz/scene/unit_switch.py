"""The switch between the units of information, and the range of an axis of surprise."""

import lossviz
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene.scene import Switch


def unit_switch(chosen: str) -> tuple[Switch, ...]:
    """The switch, standing at the chosen unit."""
    return (Switch("Unit of surprise", chosen, tuple((name, {"unit": name}) for name in UNITS)),)


def conversion(unit: str, other: str) -> float:
    """How many of the other unit one of the first is: 1 bit is 0.693 nats."""
    return float(lossviz.surprise(0.5, base=UNITS[other].base) / lossviz.surprise(0.5, base=UNITS[unit].base))


LEAST_PROBABILITY = 2.0**-6.5


def surprise_axis_top(unit: Unit) -> float:
    """The upper end of an axis of surprise, in the unit; taller bars are cut off."""
    return float(lossviz.surprise(LEAST_PROBABILITY, base=unit.base))
