"""What lessons on information share: the switch between the units, and the frame of blocks of surprise."""

import lossviz
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene.scene import Switch


def unit_switch(chosen: str) -> tuple[Switch, ...]:
    """The switch, standing at the chosen unit."""
    return (Switch("unit of surprise", chosen, tuple((name, {"unit": name}) for name in UNITS)),)


def conversion(unit: str, other: str) -> float:
    """How many of the other unit one of the first is: 1 bit is 0.693 nats."""
    return float(lossviz.surprise(0.5, base=UNITS[other].base) / lossviz.surprise(0.5, base=UNITS[unit].base))


TALLEST = 2.0**-6.5


def top_of_blocks(unit: Unit) -> float:
    """The surprise at the top of the areas' frame; higher blocks leave it."""
    return float(lossviz.surprise(TALLEST, base=unit.base))
