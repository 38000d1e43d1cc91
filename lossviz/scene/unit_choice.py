"""The switch between bits, nats and hartleys."""

from lossviz.inputs.units import UNITS
from lossviz.scene.scene import Choice


def choices(chosen: str) -> tuple[Choice, ...]:
    """The switch between the units."""
    return (Choice("unit of surprise", chosen, tuple((name, {"unit": name}) for name in UNITS)),)
