"""Bits, nats and hartleys: one choice that changes every axis, formula and number of information theory."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of surprise: the base of its logarithm, how that logarithm is written, and its name."""

    base: float
    log: str
    singular: str
    plural: str

    @property
    def words(self) -> tuple[str, str]:
        return self.singular, self.plural


UNITS = {
    "bits": Unit(2.0, "log₂", "bit", "bits"),
    "nats": Unit(math.e, "ln", "nat", "nats"),
    "hartleys": Unit(10.0, "log₁₀", "hartley", "hartleys"),
}
